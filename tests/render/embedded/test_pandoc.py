"""Running Pandoc: its result, its warnings, what is kept, and its failures."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from prismabook.findings import PrismabookError
from prismabook.render.embedded import pandoc

ARGUMENTS = ["-f", "markdown", "-t", "html"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The inputs that Pandoc is really given."""
    pandoc._own_files()
    seen: list[Any] = []
    real = subprocess.run

    def spy(command: Any, **options: Any) -> Any:
        seen.append(options["input"])
        return real(command, **options)

    monkeypatch.setattr(pandoc.subprocess, "run", spy)
    return seen


def test_output_and_warnings(tmp_path: Path) -> None:
    out, findings = pandoc.run(ARGUMENTS, "*a* [^x]\n\n[^y]: unused\n", folder=tmp_path, file="one.qmd")
    assert out == "<p><em>a</em> [^x]</p>\n"
    assert [finding.code.id for finding in findings] == ["PB715"]
    assert "one.qmd" in str(findings[0])


def test_lines_of_filters_are_findings_of_their_code(tmp_path: Path) -> None:
    said = (
        "@PB712\t“@fig-x”\n[WARNING] Something\n  goes on\n[WARNING] Citeproc: citation k not found\n@PB712\t“@fig-x”\n"
    )
    found = [(finding.code.id, finding.message) for finding in pandoc._findings(said, "a.qmd")]
    assert found == [("PB712", "“@fig-x”"), ("PB715", "Something goes on"), ("PB722", "“@k”")]


def test_a_failure_says_where(tmp_path: Path) -> None:
    with pytest.raises(PrismabookError) as caught:
        pandoc.run(["-f", "nonsense"], "", folder=tmp_path, file="one.qmd")
    assert "one.qmd: error PB716" in str(caught.value)


def test_a_result_is_kept_while_nothing_changes(tmp_path: Path, calls: list[Any]) -> None:
    read, kept = tmp_path / "read.json", tmp_path / "kept" / "one.json"

    def run(text: str, arguments: list[str] = ARGUMENTS) -> Any:
        return pandoc.run(arguments, text, folder=tmp_path, file="one.qmd", reads=(read,), kept=kept)

    first = run("a [^x]\n\n[^y]: z\n")
    assert run("a [^x]\n\n[^y]: z\n") == first
    assert first[1]
    assert len(calls) == 1
    run("b")
    run("b", ["-f", "markdown", "-t", "plain"])
    read.write_text("new")
    run("b", ["-f", "markdown", "-t", "plain"])
    assert len(calls) == 4
    kept.write_bytes(kept.read_bytes()[:20])
    assert run("b", ["-f", "markdown", "-t", "plain"])[0] == "b\n"
    assert len(calls) == 5
