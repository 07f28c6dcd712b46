"""Includes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from chapter_texts import chapters
from prismabook.findings import PrismabookError
from prismabook.qmd import expand, load, parse

FILES = {
    "a.md": "A\n",
    "review/b.md": "B1\n{{< include c.md >}}\nB2",
    "review/c.md": "C\n",
    "loop.md": "{{< include loop.md >}}\n",
    "deep/d.md": "{{< include e.md >}}\n",
    "deep/e.md": "E\n",
    "cells.qmd": "```{python}\n1 / 0\n```\n",
    "code.py": "x = 1\n",
}


def expanded(text: str, name: str = "index.qmd") -> str:
    return expand(text, name, FILES.get).text


@pytest.mark.parametrize(
    ("text", "name", "result"),
    [
        ("x\n{{< include a.md >}}\ny\n", "index.qmd", "x\nA\ny\n"),
        ("{{< include /a.md >}}\n", "review/x.qmd", "A\n"),
        ("{{< include ../a.md >}}", "review/x.qmd", "A\n"),
        ("{{< include b.md >}}\n", "review/x.qmd", "B1\nC\nB2\n"),
        ("{{< include deep/d.md >}}\n", "index.qmd", "E\n"),
        ('{{< include "a.md" >}}\n', "index.qmd", "A\n"),
        ("{{< include a.md >}}\n{{< include a.md >}}\n", "index.qmd", "A\nA\n"),
        ("```{python}\n{{< include code.py >}}\n```\n", "index.qmd", "```{python}\nx = 1\n```\n"),
    ],
)
def test_what_an_include_becomes(text: str, name: str, result: str) -> None:
    assert expanded(text, name) == result


@pytest.mark.parametrize(
    "text",
    [
        "{{{< include a.md >}}}\n",
        "```\n{{< include a.md >}}\n```\n",
        "<!--\n{{< include a.md >}}\n-->\n",
        "word {{< include a.md >}}\n",
        "{{< var a >}}\n",
    ],
)
def test_what_stays(text: str) -> None:
    assert expanded(text) == text


@pytest.mark.parametrize(
    ("text", "name", "code", "place"),
    [
        ("\n{{< include gone.md >}}\n", "review/x.qmd", "PB662", "review/x.qmd:2"),
        ("{{< include ../a.md >}}\n", "index.qmd", "PB663", "index.qmd:1"),
        ("{{< include ../../a.md >}}\n", "review/x.qmd", "PB663", "review/x.qmd:1"),
        ("{{< include C:/a.md >}}\n", "index.qmd", "PB663", "index.qmd:1"),
        ("{{< include loop.md >}}\n", "index.qmd", "PB664", "loop.md:1"),
    ],
)
def test_what_is_refused(text: str, name: str, code: str, place: str) -> None:
    with pytest.raises(PrismabookError) as caught:
        expanded(text, name)
    (finding,) = caught.value.findings
    assert (finding.code.id, str(finding.place)) == (code, place)


def test_lines_are_those_of_the_included_file() -> None:
    text = "one\n\n{{< include cells.qmd >}}\n\nlast\n"
    result = expand(text, "index.qmd", FILES.get)
    chapter = parse(result.text, "index.qmd", result.origins)
    (cell,) = chapter.cells
    assert str(chapter.place(cell.line + 1)) == "cells.qmd:2"
    assert str(chapter.place(result.text.split("\n").index("last") + 1)) == "index.qmd:5"


@given(chapters())
def test_a_text_without_includes_is_unchanged(text: str) -> None:
    assert expand(text, "index.qmd", FILES.get).text == text


def test_a_link_out_of_the_project_is_no_file_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    book = tmp_path / "book"
    book.mkdir()
    (book / "out.md").symlink_to(tmp_path / "secret.md")
    (book / "index.qmd").write_text("{{< include out.md >}}\n")
    with pytest.raises(PrismabookError, match="PB662"):
        load(book, "index.qmd")


@pytest.mark.parametrize(("data", "code"), [(None, "PB667"), (b"\xff\xfe", "PB804")])
def test_a_chapter_that_cannot_be_read(tmp_path: Path, data: bytes | None, code: str) -> None:
    if data is not None:
        (tmp_path / "index.qmd").write_bytes(data)
    with pytest.raises(PrismabookError, match=code):
        load(tmp_path, "index.qmd")
