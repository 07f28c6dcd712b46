"""The house form: what each filter makes of a sample of its subject."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from prismabook.qmd import Chapter
from prismabook.render.embedded.book import Book, Entry, Page
from prismabook.render.embedded.converter import Converter
from prismabook.render.embedded.structure import Structured, display_title, join, structure
from prismabook.render.embedded.words import words

pytestmark = pytest.mark.slow

Read = Callable[..., Structured]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Structures a chapter's text, by default as chapter 2."""

    def run(text: str, to: str = "html", number: str = "2", name: str = "review/two.qmd", **config: Any) -> Structured:
        page = Page(Chapter(name, "", ()), number, appendix=number.isalpha())
        index = Page(Chapter("index.qmd", "", ()), "1", index=True)
        book = Book(tmp_path, config, (index, page), (Entry(0, index), Entry(0, page)), {"n": 60}, words("en", {})[0])
        with Converter(tmp_path) as converter:
            return structure(book, page, {to: text}, converter)[to]

    return run


def elements(node: Any, kind: str, name: str = "") -> Iterator[Any]:
    """Pandoc's elements of a kind, with a class if one is named, outermost first."""
    if isinstance(node, list):
        for child in node:
            yield from elements(child, kind, name)
    elif isinstance(node, dict):
        if node.get("t") == kind and (not name or name in _attr(node)[1]):
            yield node
        for child in node.values():
            yield from elements(child, kind, name)


def _attr(node: Any) -> tuple[str, list[str], dict[str, str]]:
    ident, classes, pairs = next(part for part in node["c"] if isinstance(part, list) and len(part) == 3)
    return ident, classes, dict(pairs)


def attributes(made: Structured, name: str, kind: str = "Div") -> list[tuple[str, dict[str, str]]]:
    """Id and attributes of all elements with a class."""
    blocks = json.loads(made.document)["blocks"]
    return [(_attr(node)[0], _attr(node)[2]) for node in elements(blocks, kind, name)]


def test_sections_are_numbered_below_their_chapter(read: Read) -> None:
    made = read("# Two {#sec-two}\n\n## A {#sec-a}\n\n## B {.unnumbered #sec-b}\n\n## C\n\n### D {#sec-d}\n")
    assert {label: (entry["number"], entry["title"]) for label, entry in made.labels.items()} == {
        "sec-two": ("2", "Two"),
        "sec-a": ("2.1", "A"),
        "sec-b": ("", "B"),
        "c": ("2.2", "C"),
        "sec-d": ("2.2.1", "D"),
    }
    assert made.title == "Two"
    assert made.labels["sec-two"]["chapter"] is True


def test_figures_and_their_parts(read: Read) -> None:
    made = read(
        "![One](a.svg){#fig-one fig-alt='A dot'}\n\n"
        "::: {#fig-all layout-ncol=2}\n![L](a.svg){#fig-l}\n\n![R](a.svg){#fig-r}\n\nBoth\n:::\n"
    )
    numbers = {label: (entry["number"], entry.get("sub"), entry["title"]) for label, entry in made.labels.items()}
    assert numbers == {
        "fig-one": ("2.1", None, "One"),
        "fig-all": ("2.2", None, "Both"),
        "fig-l": ("2.2", "a", "L"),
        "fig-r": ("2.2", "b", "R"),
    }
    image = next(elements(json.loads(made.document)["blocks"], "Image"))
    assert [word.get("c") for word in image["c"][1]] == ["A", None, "dot"]
    assert image["c"][2][0] == "/review/a.svg"
    assert [pairs["width"] for _, pairs in attributes(made, "pb-cell")] == ["50%", "50%"]


def test_parts_without_labels_are_lettered_too(read: Read) -> None:
    made = read("::: {#fig-all layout-ncol=2}\n![L](a.svg)\n\n![R](a.svg){#fig-r}\n\nBoth\n:::\n")
    floats = [(ident, pairs.get("sub")) for ident, pairs in attributes(made, "pb-float")]
    assert floats == [("fig-all", None), ("", "a"), ("fig-r", "b")]


def test_tables_listings_and_widths(read: Read) -> None:
    made = read(
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Rows {#tbl-rows tbl-colwidths='[30,70]'}\n\n"
        "```{#lst-x .bash lst-cap='A *listing*'}\necho\n```\n\n| a |\n|---|\n| 1 |\n\n: No label\n"
    )
    assert [(ident, pairs["kind"]) for ident, pairs in attributes(made, "pb-float")] == [
        ("tbl-rows", "tbl"),
        ("lst-x", "lst"),
    ]
    first, second = elements(json.loads(made.document)["blocks"], "Table")
    assert [width.get("c") for _, width in first["c"][2]] == [0.3, 0.7]
    assert second["c"][1][1]  # a caption without a label stays the table's own


def test_a_cells_code_stays_outside_of_its_float(read: Read) -> None:
    made = read(
        "::: {#tbl-x .cell tbl-cap='Cap' tbl-subcap='[\"First\",\"Second\"]'}\n"
        "``` {.python .cell-code}\nx\n```\n\n"
        "::: {.cell-output .cell-output-display}\n| a |\n|---|\n| 1 |\n:::\n\n"
        "::: {.cell-output .cell-output-display}\n| b |\n|---|\n| 2 |\n:::\n:::\n"
    )
    cell = next(elements(json.loads(made.document)["blocks"], "Div", "cell"))
    assert [block["t"] for block in cell["c"][1]] == ["CodeBlock", "Div"]
    assert {label: entry.get("sub") for label, entry in made.labels.items()} == {
        "tbl-x": None,
        "tbl-x-1": "a",
        "tbl-x-2": "b",
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("::: {.callout-note}\nx\n:::", {"kind": "note", "appearance": "default", "collapse": "", "untitled": "true"}),
        ("::: {.callout-tip collapse=true}\n## T\nx\n:::", {"kind": "tip", "collapse": "true"}),
        (
            "::: {.callout-warning appearance=simple icon=false title='T'}\nx\n:::",
            {"appearance": "simple", "icon": "false"},
        ),
        ("::: {#imp-x .callout-important}\nx\n:::", {"kind": "important", "number": "2.1"}),
    ],
)
def test_callouts(read: Read, source: str, expected: dict[str, str]) -> None:
    [(_, pairs)] = attributes(read(source), "pb-callout")
    assert {key: pairs.get(key) for key in expected} == expected


def test_equations_and_theorems(read: Read) -> None:
    made = read(
        "Text $$ a $$ {#eq-a}. More\n\n$$ b $$\n\n::: {#thm-x}\n## Small\nSo.\n:::\n\n::: {.proof}\nYes.\n:::\n"
    )
    assert attributes(made, "pb-equation", "Span") == [("eq-a", {"number": "2.1"})]
    assert made.labels["thm-x"]["number"] == "2.1"
    assert made.labels["thm-x"]["title"] == "Small"
    assert len(attributes(made, "pb-proof")) == 1


def test_tabs(read: Read) -> None:
    made = read("::: {.panel-tabset}\n## A\na\n\n### Within\n\n## B\nb\n:::\n")
    assert len(attributes(made, "pb-tab")) == 2
    assert list(made.labels) == ["within"]


@pytest.mark.parametrize(
    ("wanted", "count", "rows"),
    [
        ("layout-ncol=2", 3, [["50%", "50%"], ["50%", "50%"]]),
        ("layout-nrow=2", 4, [["50%", "50%"], ["50%", "50%"]]),
        ("layout='[[1,-1,2],[1]]'", 3, [["25%", "25%", "50%"], ["100%"]]),
        ("layout='[3,1]'", 2, [["75%", "25%"]]),
    ],
)
def test_layouts(read: Read, wanted: str, count: int, rows: list[list[str]]) -> None:
    made = read(f"::: {{{wanted}}}\n" + "\n\n".join("x" * count) + "\n:::\n")
    found = [
        [_attr(cell)[2]["width"] for cell in row["c"][1]]
        for row in elements(json.loads(made.document)["blocks"], "Div", "pb-row")
    ]
    assert found == rows


@pytest.mark.parametrize(
    ("condition", "html", "typst"),
    [
        ('.content-visible when-format="html"', True, False),
        ('.content-hidden when-format="html"', False, True),
        ('.content-visible unless-format="typst"', True, False),
        ('.content-visible when-meta="flags.draft"', True, True),
        ('.content-hidden when-meta="flags.gone"', True, True),
        ('.content-visible when-profile="print"', False, False),
    ],
)
def test_conditions(read: Read, condition: str, html: bool, typst: bool) -> None:
    source = f"::: {{{condition}}}\nSeen.\n:::\n"
    shown = [bool(json.loads(read(source, to, flags={"draft": True}).document)["blocks"]) for to in ("html", "typst")]
    assert shown == [html, typst]


def test_shortcodes_wherever_they_stand(read: Read) -> None:
    made = read(
        "{{< var n >}} `{{< var n >}}` [{{< var n >}}](x.csv?{{< var n >}})\n\n"
        "```\n{{{< var n >}}}\n```\n\n{{< pagebreak >}}\n"
    )
    assert "pbshortcode" not in made.document
    assert '"/review/x.csv?60"' in made.document
    assert '"{{< var n >}}"' in made.document
    assert len(attributes(made, "pb-pagebreak")) == 1


def test_places_are_counted_from_the_root(read: Read) -> None:
    made = read("[a](../index.qmd#x) [b](/index.qmd) [c](d.csv) [e](#f) [g](https://h.i) [j](k.qmd) [l](../../m)\n")
    links = [link["c"][2][0] for link in elements(json.loads(made.document)["blocks"], "Link")]
    assert links == ["/index.qmd#x", "/index.qmd", "/review/d.csv", "#f", "https://h.i", "k.qmd", "../../m"]
    assert [finding.code.id for finding in made.findings] == ["PB710", "PB711"]


def test_numbers_without_chapters_and_in_appendices(read: Read) -> None:
    source = "# T {#sec-t}\n\n## S {#sec-s}\n\n![](a.svg){#fig-a}\n"
    assert read(source, number="B").labels["fig-a"]["number"] == "B.1"
    assert read(source, number="").labels["fig-a"]["number"] == "1"
    assert read(source, crossref={"chapters": False}).labels["fig-a"]["number"] == "1"
    assert read(source, number="").labels["sec-s"]["number"] == ""


def test_titles_as_shown(tmp_path: Path) -> None:
    english = words("en", {})[0]
    page = Page(Chapter("a.qmd", "", ()), "A", appendix=True)
    book = Book(tmp_path, {}, (page,), (), {}, english)
    assert display_title("Tools", page, book) == "Appendix A — Tools"
    own = Book(tmp_path, {"crossref": {"appendix-title": "App.", "appendix-delim": ":"}}, (page,), (), {}, english)
    assert display_title("Tools", page, own) == "App. A: Tools"


def test_the_first_chapter_keeps_a_label_that_two_use(read: Read) -> None:
    first, second = read("![](a.svg){#fig-a}\n", name="a.qmd"), read("![](a.svg){#fig-a}\n", number="3", name="b.qmd")
    index, findings = join(Book(Path(), {}, (), (), {}, {}), [first, second])
    assert index["fig-a"]["number"] == "2.1"
    assert [finding.code.id for finding in findings] == ["PB717"]


def test_places_and_own_images_of_a_chapter(read: Read) -> None:
    made = read(
        "# Two {#sec-two}\n\n[x]{#place} ![A](/a%20b.svg) ![B](https://example.org/x.png)\n\n::: {#refs}\n:::\n"
    )
    assert sorted(made.ids) == ["place", "refs", "sec-two"]
    assert made.images == ("a b.svg",)
