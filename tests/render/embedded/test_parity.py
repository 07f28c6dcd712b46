"""Small books beyond the recorded ones; each expectation says why Quarto's own code makes it so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.observe import observe
from prismabook.findings import PrismabookError
from prismabook.render.embedded import render

pytestmark = pytest.mark.slow

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'
BIB = "@book{b2001, author={Beta, B.}, title={Bees}, year={2001}}\n@book{a2002, author={Alpha, A.}, title={Ants}}\n"
NOTES = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>n</title><id>n</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography>
</style>
"""
Seen = Callable[..., dict[str, Any]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes a book of the chapters given by name, with settings and a title."""

    def write(settings: str = "", title: str = "Hedges", chapters: str = "", **files: str) -> Path:
        texts = {name.replace("__", "/") + ".qmd": text for name, text in files.items() if "." not in name}
        listed = chapters or "[" + ", ".join(texts) + "]"
        config = f"project: {{type: book}}\nbook:\n  title: '{title}'\n  author: Ann\n  chapters: {listed}\n"
        others = {name: text for name, text in files.items() if "." in name}
        own = {"dot.svg": SVG, "refs.bib": BIB, "notes.csl": NOTES, "_quarto.yml": config + settings}
        for name, text in {**own, **texts, **others}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return tmp_path

    return write


@pytest.fixture
def seen(book: Callable[..., Path]) -> Seen:
    """What is observed in a book; ``to`` names the format."""

    def run(to: str = "html", **given: str) -> dict[str, Any]:
        root = book(**given)
        render(root, (to,))
        return observe(root / "_book")

    return run


def test_a_second_heading_of_level_one_counts_on(seen: Seen) -> None:
    # Quarto takes the first one off as the title and gives Pandoc `number-offset: [2]`.
    made = seen(index="# Start\n", two="# Two\n\n## A\n\n# More\n\n## B\n")
    numbers = [(level, number) for level, number, *_ in made["html"]["pages"]["two.html"]["headings"]]
    assert numbers == [(1, "2"), (2, "2.1"), (1, "3"), (2, "3.1")]


def test_kinds_of_floats_that_the_book_adds(seen: Seen) -> None:
    custom = "crossref:\n  custom:\n    - {kind: float, key: vid, reference-prefix: Film, caption-prefix: Filmstrip}\n"
    made = seen(settings=custom, index="# Start\n\n::: {#vid-a}\nText\n\nThe caption\n:::\n\nSee @vid-a.\n")
    page = made["html"]["pages"]["index.html"]
    assert ["", "Filmstrip 1.1: The caption"] in page["captions"]
    assert ["Film 1.1", "index.html#vid-a"] in page["links"]


def test_remarks_solutions_and_algorithms_have_numbers(seen: Seen) -> None:
    text = "# S\n\n::: {#rem-a}\nRemarked.\n:::\n\n::: {#sol-a}\nSolved.\n:::\n\n"
    text += "::: {#alg-a}\nDone.\n:::\n\n@rem-a @sol-a @alg-a\n"
    html, pdf = seen(index=text)["html"]["pages"]["index.html"], seen("typst", index=text)["pdf"]
    named = ["Remark 1.1", "Solution 1.1", "Algorithm 1.1"]
    assert [text for text, _ in html["links"]] == named
    assert "Remark 1.1. Remarked." in html["text"]
    assert [name for name in named if not any(text.startswith(name + ".") for text in pdf["text"])] == []


def test_captions_of_a_cells_tables(seen: Seen) -> None:
    # Quarto's table-captions.lua: a list captions each table; without a label a caption has no number.
    show = (
        "from IPython.display import Markdown, display\nfor _ in range(2):\n    display(Markdown('|a|\\n|-|\\n|1|'))\n"
    )
    cells = f"```{{python}}\n#| label: tbl-x\n#| tbl-cap: [One, Two]\n{show}```\n\n@tbl-x-2\n\n"
    cells += "```{python}\n#| tbl-cap: 'No *number*'\nMarkdown('|a|\\n|-|\\n|1|')\n```\n"
    page = seen(index="# Start\n\n" + cells)["html"]["pages"]["index.html"]
    captions = [["tbl-x-1", "Table 1.1: One"], ["tbl-x-2", "Table 1.2: Two"], ["", "No number"]]
    assert page["captions"] == captions
    assert page["links"] == [["Table 1.2", "index.html#tbl-x-2"]]


def test_a_style_of_notes_has_its_list_of_references(seen: Seen) -> None:
    cited = "bibliography: refs.bib\ncsl: notes.csl\n"
    made = seen(settings=cited, index="# Start\n\nSaid.[@b2001]\n", refs="# References {-}\n\n::: {#refs}\n:::\n")
    pages = made["html"]["pages"]
    assert pages["refs.html"]["bibliography"] == [["b2001", "Bees"]]
    assert pages["index.html"]["footnotes"] == ["Bees"]
    assert "dangling" not in pages["index.html"] or pages["index.html"]["dangling"] == []


def test_a_chapter_may_bring_its_bibliography(seen: Seen) -> None:
    one = "---\nbibliography: own.bib\n---\n\n# One\n\nSee @own1.\n"
    files = {"review/own.bib": "@book{own1, author={Own, Al}, title={Mine}, year={2000}}\n"}
    made = seen(index="# Start\n", review__one=one, **files)
    assert made["html"]["pages"]["review/one.html"]["citations"] == [["own1", "Own (2000)"]]


def test_titles_hold_values_and_markup(seen: Seen) -> None:
    parts = "[index.qmd, {part: 'Part *{{< var n >}}*', chapters: [one.qmd]}]"
    given = {"title": "Book {{< var n >}} (draft)", "chapters": parts, "index": "# Start\n", "one": "# One\n"}
    files = {"_variables.yml": "n: Two\n"}
    html, pdf = seen(**given, **files), seen("typst", **given, **files)["pdf"]
    assert html["html"]["pages"]["index.html"]["title"] == "Book Two (draft)"
    assert [0, "Part Two", ""] in html["html"]["sidebar"]
    assert "I Part Two" in pdf["contents"]
    assert pdf["file"] == "Book-Two--draft-.pdf"  # as texSafeFilename makes it


def test_ids_of_headings_never_show_the_renderers_own_words(seen: Seen) -> None:
    text = "# Start\n\n## On {{< var n >}}\n\n[there](#on-the-hill)\n"
    page = seen(index=text, **{"_variables.yml": "n: The Hill\n"})["html"]["pages"]["index.html"]
    assert [2, "1.1", "On The Hill", "on-the-hill"] in page["headings"]


def test_a_dissolved_div_ends_its_paragraph(seen: Seen) -> None:
    made = seen("typst", index="# Start\n\n<div class='x'>One</div>\n\nTwo\n")
    assert made["pdf"]["text"] == ["1 Start", "One", "Two"]


@pytest.mark.parametrize(
    ("settings", "index", "message"),
    [
        ("format:\n  nosuch: default\n", "# A\n", "_quarto.yml:7: error PB704: `format: nosuch:`"),
        ("bibliography: gone.bib\n", "# A\n", "_quarto.yml:6: error PB724: “gone.bib”"),
        ("bibliography: refs.bib\ncsl: gone.csl\n", "# A\n", "_quarto.yml:7: error PB724: “gone.csl”"),
        ("crossref:\n  fig-prefix: [a, b]\n", "# A\n", "_quarto.yml:7: error PB704"),
        ("", '---\ntitle: "x\n---\n', "index.qmd:4: error PB668"),
        ("", "# A\n\n```{python}\n#| echo: maybe\n1\n```\n", "index.qmd:4: error PB755"),
    ],
)
def test_what_stops_quarto_stops_here(book: Callable[..., Path], settings: str, index: str, message: str) -> None:
    with pytest.raises(PrismabookError) as error:
        render(book(settings=settings, index=index), ("html",))
    assert message in str(error.value)


def test_annotations_of_code_are_told(book: Callable[..., Path]) -> None:
    text = "# A\n\n```python\nx = 1 # <1>\ny = 2\n```\n1. One\n\n```python\nx <1>y\n```\n"
    cell = "# A\n\n```{python}\nx = 1 # <2>\n```\n\n1. One\n"
    for source, said in ((text, "“# <1>”"), (cell, "“# <2>”")):
        found = render(book(index=source), ("html",)).findings
        assert [str(finding).splitlines()[0] for finding in found] == [f"index.qmd:4: warning PB727: {said}"]


def test_citing_without_a_bibliography_is_told(book: Callable[..., Path]) -> None:
    found = render(book(index="# A\n\nSee @gone2020.\n"), ("html",)).findings
    assert [str(finding).splitlines()[0] for finding in found] == ["index.qmd:3: warning PB725: “@gone2020”"]
