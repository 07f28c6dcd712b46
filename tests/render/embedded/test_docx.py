"""The Word document: what a journal's editor, and a screen reader, find in it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from prismabook.render.embedded import pandoc, render

pytestmark = pytest.mark.slow

CONFIG = """\
project: {type: book}
keywords: [hedges, bees]
book:
  title: "Hedges"
  subtitle: "and bees"
  author: Ada Beta
  date: 2024-05-06
  chapters: [index.qmd, one.qmd]
  appendices: [more.qmd]
bibliography: refs.bib
citeproc: true
link-citations: true
format: {docx: default}
"""
ONE = """\
# One {#sec-one}

See @fig-dot, @tbl-t, @eq-e, @sec-deep, @sec-more and [a span](more.qmd#spot); [@a2002].

![A dot](dot.svg){#fig-dot fig-alt="One black dot"}

| a | b |
|:--|--:|
| <b>1</b> | 2 |

: Small {#tbl-t}

$$ x^2 $$ {#eq-e}

## Deep {#sec-deep}

::: {.callout-note}
## Mind
The gap.
:::

::: {.landscape}
| wide | table |
|------|-------|
| 1    | 2     |
:::
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><circle cx="4" cy="4" r="3"/></svg>'
FILES = {
    "_quarto.yml": CONFIG,
    "index.qmd": "# Start {.unnumbered}\n\nHello[^1].\n\n[^1]: A note.\n",
    "one.qmd": ONE,
    "more.qmd": "# More {#sec-more}\n\n[Here]{#spot} it is.\n",
    "dot.svg": SVG,
    "refs.bib": "@book{a2002, author={Alpha, A.}, title={Ants}, year={2002}}\n",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("docx")
    for name, text in FILES.items():
        (root / name).write_text(text, "utf-8")
    made = render(root, ("docx",))
    assert made.docx is not None and made.findings == ()
    return made.docx


@pytest.fixture(scope="module")
def document(file: Path) -> Any:
    return Document(str(file))


def texts(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_headings_are_numbered_and_real(document: Any) -> None:
    assert texts(document, "Heading 1") == ["Start", "1\u2003One", "Appendix\u00a0A\u2003More"]
    assert texts(document, "Heading 2") == ["1.1\u2003Deep"]


def test_captions_carry_word_and_number(document: Any) -> None:
    assert texts(document, "Image Caption") == ["Figure\u00a01.1: A dot"]
    assert texts(document, "Table Caption") == ["Table\u00a01.1: Small"]


def test_references_lead_to_places_that_are_there(document: Any) -> None:
    body = document.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert len(anchors) >= 6 and anchors <= marks
    paragraph = next(p.text for p in document.paragraphs if p.text.startswith("See"))
    for words in (
        "Figure\u00a01.1",
        "Table\u00a01.1",
        "Equation\u00a01.1",
        "Section\u00a01.1",
        "Appendix\u00a0A",
        "Alpha 2002",
    ):
        assert words in paragraph


def test_the_figure_is_a_picture_with_its_words_and_its_size(document: Any) -> None:
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "One black dot"
    assert 0.9 < shape.width.inches < 1.1


def test_tables_have_a_head_and_no_markup_from_the_chapter(document: Any) -> None:
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == ["a", "b"]
    assert first.rows[0]._tr.trPr is not None and first.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert first.rows[1].cells[0].text == "1"


def test_wide_tables_stand_on_a_page_of_their_own_direction(document: Any) -> None:
    assert [section.orientation for section in document.sections] == [0, 1, 0]


def test_formulas_footnotes_callouts_and_references_are_words_own(file: Path, document: Any) -> None:
    with zipfile.ZipFile(file) as parts:
        body, notes = (parts.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
    assert "<m:oMath" in body and "A note." in notes
    assert texts(document, "Callout Title") == ["Mind"] and texts(document, "Callout") == ["The gap."]
    assert texts(document, "Bibliography") == ["Alpha, A. 2002. Ants."]


def test_properties_come_from_the_book(document: Any) -> None:
    properties = document.core_properties
    assert (properties.title, properties.author, properties.keywords) == ("Hedges", "Ada Beta", "hedges, bees")
    assert properties.created.date().isoformat() == "2024-05-06"


def test_the_same_book_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    again = render(tmp_path, ("docx",)).docx
    assert again is not None and again.read_bytes() == file.read_bytes()


def test_the_document_is_made_again_only_when_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    made: list[str] = []
    real = pandoc.run

    def run(*arguments: Any, **more: Any) -> Any:
        made.append(more["file"])
        return real(*arguments, **more)

    monkeypatch.setattr(pandoc, "run", run)
    first = render(tmp_path, ("docx",)).docx
    assert first is not None
    before = first.read_bytes()
    render(tmp_path, ("docx",))
    assert (len(made), first.read_bytes()) == (1, before)
    for changed in (
        ("dot.svg", SVG.replace('r="3"', 'r="2"')),
        ("refs.bib", FILES["refs.bib"].replace("Ants", "Bees")),
    ):
        (tmp_path / changed[0]).write_text(changed[1], "utf-8")
        render(tmp_path, ("docx",))
    assert len(made) == 3
    assert first.read_bytes() != before


def test_a_drawing_and_a_picture_of_the_same_name_stay_two(tmp_path: Path) -> None:
    files = {**FILES, "one.qmd": "# One\n\n![Red](p.svg){#fig-a}\n\n![Blue](p.png){#fig-b}\n", "p.svg": SVG}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    Image.new("RGB", (3, 3), "blue").save(tmp_path / "p.png")
    made = render(tmp_path, ("docx",)).docx
    assert made is not None
    with zipfile.ZipFile(made) as parts:
        pictures = [name for name in parts.namelist() if name.startswith("word/media/")]
        assert len({parts.read(name) for name in pictures}) == 2
