"""The command that writes the records for other tools."""

import json
from pathlib import Path

import pytest

from prismabook.cli import main
from prismabook.sources import read_bytes

ROOT = Path(__file__).parents[2]
TITLES = 5


@pytest.mark.parametrize("form", ["ris", "csv", "bibtex", "csl-json"])
def test_all_records_are_written_and_read_back(form: str, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert main(["export", str(ROOT), "--format", form, "--output", str(target), "--quiet"]) == 0
    sources, findings = read_bytes(target.read_bytes(), "out", "seeds/out")
    assert [next(s.value for s in source.stated if s.name == "title") for source in sources][3].startswith(
        "Efficacy and safety"
    )
    assert len(sources) == TITLES
    assert not [f for f in findings if f.severity == "error"]


def test_standard_output_holds_nothing_else(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", str(ROOT), "--format", "csl-json"]) == 0
    assert len(json.loads(capsysbinary.readouterr().out)) == TITLES
