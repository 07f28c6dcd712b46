"""Running Pandoc: its results, its warnings, and its failures."""

from __future__ import annotations

from pathlib import Path

import pytest

from prismabook.findings import PrismabookError
from prismabook.render.embedded import pandoc


def test_a_file_is_written_and_warnings_are_findings(tmp_path: Path) -> None:
    arguments = ["-f", "markdown", "-t", "html", "-o", tmp_path / "one.html"]
    findings = pandoc.run(arguments, "*a* [^x]\n\n[^y]: unused\n", folder=tmp_path, file="one.qmd", environment={})
    assert (tmp_path / "one.html").read_text("utf-8") == "<p><em>a</em> [^x]</p>\n"
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
        pandoc.run(["-f", "nonsense"], "", folder=tmp_path, file="one.qmd", environment={})
    assert "one.qmd: error PB716" in str(caught.value)
