"""The last PDF is used again exactly as long as nothing that Typst reads has changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from prismabook.findings import Finding, Place
from prismabook.render.embedded import pdf_kept
from prismabook.render.embedded.codes_pdf import NO_ALT

FOUND = (Finding(NO_ALT, "“dot.svg”", Place("one.qmd", 3)),)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for Typst and notes each call."""
    made: list[str] = []

    def compile_typst(folder: Path, main: str, _: Sequence[Sequence[str]]) -> tuple[bytes, tuple[Finding, ...]]:
        made.append(main)
        return b"%PDF " + (folder / main).read_bytes(), FOUND

    monkeypatch.setattr(pdf_kept, "compile_typst", compile_typst)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "review").mkdir(parents=True)
    (tmp_path / "in" / "book.typ").write_text("text")
    (tmp_path / "in" / "review" / "dot.svg").write_text("<svg/>")
    return tmp_path / "in"


def test_the_same_files_are_set_once_with_the_same_findings(folder: Path, calls: list[str]) -> None:
    kept = folder.parent / "kept"
    made = [pdf_kept.set_pdf(folder, "book.typ", (("ua-1",),), kept) for _ in range(2)]
    assert made[0] == made[1] == (b"%PDF text", FOUND)
    assert calls == ["book.typ"]


@pytest.mark.parametrize("change", ["book.typ", "review/dot.svg", "new.svg"])
def test_any_other_file_sets_it_anew(folder: Path, calls: list[str], change: str) -> None:
    kept = folder.parent / "kept"
    pdf_kept.set_pdf(folder, "book.typ", (), kept)
    (folder / change).write_text("other")
    pdf_kept.set_pdf(folder, "book.typ", (), kept)
    assert len(calls) == 2


def test_other_standards_and_damage_set_it_anew(folder: Path, calls: list[str]) -> None:
    kept = folder.parent / "kept"
    pdf_kept.set_pdf(folder, "book.typ", (), kept)
    pdf_kept.set_pdf(folder, "book.typ", (("ua-1",),), kept)
    assert len(calls) == 2
    for name in ("book.pdf", "book.json"):
        (kept / name).write_bytes(b"cut sh")
        assert pdf_kept.set_pdf(folder, "book.typ", (("ua-1",),), kept)[0] == b"%PDF text"
    assert len(calls) == 4
