"""Reading a book's settings and chapters."""

from __future__ import annotations

from pathlib import Path

import pytest

from prismabook.findings import PrismabookError
from prismabook.render.embedded.config import listed_files, load_book

BOOK = """\
project:
  type: book
book:
  title: Hedges
  chapters:
    - index.qmd
    - part: North
      chapters: [review/one.qmd]
    - part: south.qmd
      chapters:
        - file: review/two.qmd
  appendices: [review/tools.qmd]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book with parts and an appendix."""
    (tmp_path / "review").mkdir()
    (tmp_path / "_quarto.yml").write_text(BOOK)
    (tmp_path / "index.qmd").write_text("# Preface {.unnumbered}\n")
    (tmp_path / "south.qmd").write_text("# South\n")
    (tmp_path / "review" / "one.qmd").write_text("```\n# no heading\n```\n\n# One {#sec-one}\n")
    (tmp_path / "review" / "two.qmd").write_text("---\ntitle: Two\n---\n\nText.\n")
    (tmp_path / "review" / "tools.qmd").write_text("Tools\n=====\n")
    return tmp_path


def test_chapters_are_numbered_parts_are_not_appendices_have_letters(root: Path) -> None:
    pages = load_book(root).pages
    assert [(page.file, page.number, page.appendix) for page in pages] == [
        ("index.qmd", "", False),
        ("review/one.qmd", "1", False),
        ("south.qmd", "", False),
        ("review/two.qmd", "2", False),
        ("review/tools.qmd", "A", True),
    ]
    assert pages[1].output == "review/one.html"
    assert pages[1].heading_id == "sec-one"


@pytest.mark.parametrize(
    ("title", "number", "named"),
    [("Two {#sec-two}", "2", "sec-two"), ("Two {.unnumbered}", "", ""), ("{} and {-}", "", ""), ("Two {}", "2", "")],
)
def test_titles_in_front_matter_may_have_attributes(root: Path, title: str, number: str, named: str) -> None:
    (root / "review" / "two.qmd").write_text(f'---\ntitle: "{title}"\n---\n')
    page = next(page for page in load_book(root).pages if page.file == "review/two.qmd")
    assert (page.number, page.heading_id) == (number, named)


def test_contents_hold_parts_with_and_without_pages(root: Path) -> None:
    contents = load_book(root).contents
    assert [(entry.depth, entry.page.file if entry.page else entry.title) for entry in contents] == [
        (0, "index.qmd"),
        (0, "North"),
        (1, "review/one.qmd"),
        (0, "south.qmd"),
        (1, "review/two.qmd"),
        (0, "Appendices"),
        (1, "review/tools.qmd"),
    ]


def test_a_chapter_overrides_its_format_and_that_the_project(root: Path) -> None:
    settings = (
        "toc-depth: 5\nnumber-depth: 4\nformat:\n  html: {toc-depth: 4, number-depth: 3}\n  own-typst: {toc: false}\n"
    )
    (root / "_quarto.yml").write_text(BOOK + settings)
    (root / "review" / "two.qmd").write_text("---\ntitle: Two\nformat:\n  html:\n    number-depth: 2\n---\n")
    book = load_book(root)
    two = next(page for page in book.pages if page.file == "review/two.qmd")
    assert {key: book.options(two, "html")[key] for key in ("toc-depth", "number-depth")} == {
        "toc-depth": 4,
        "number-depth": 2,
    }
    assert book.options(two, "typst")["toc"] is False


def test_a_folder_speaks_for_its_chapters_and_they_for_themselves(root: Path) -> None:
    (root / "review" / "_metadata.yml").write_text("author: Folder\ntitle: Folder's\n")
    fronts = {page.file: page.front for page in load_book(root).pages}
    assert fronts["review/two.qmd"]["title"] == "Two"
    assert fronts["review/two.qmd"]["author"] == "Folder"
    assert "author" not in fronts["index.qmd"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("index.qmd", "start.qmd", "start.qmd"),
        ("    - index.qmd\n", "", "index.qmd is not among"),
        ("title: Hedges", "titel: Hedges", "“title”?"),
        ("type: book", "type: website", "website"),
        ("chapters: [review/one.qmd]", "chapters: [review/gone.qmd]", "_quarto.yml:8"),
        ("title: Hedges", "title: [Hedges", "PB802"),
        ("  appendices: [review/tools.qmd]", "  appendices: review/tools.qmd", "must list"),
        ("book:", "toc: perhaps\nbook:", "`toc:` must be true or false"),
        ("book:", "number-depth: deep\nbook:", "`number-depth:` must be a number"),
        ("book:", "execute:\n  echo: loud\nbook:", "`echo:` must be one of"),
    ],
)
def test_what_quarto_refuses_is_refused(root: Path, old: str, new: str, said: str) -> None:
    assert old in BOOK
    (root / "_quarto.yml").write_text(BOOK.replace(old, new, 1))
    with pytest.raises(PrismabookError) as caught:
        load_book(root)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme: cosmo\n", "_quarto.yml:13: note PB721: `theme:`"),
        ("filters: [a.lua]\n", "_quarto.yml:13: warning PB705: `filters:`"),
        ("format:\n  html:\n    code-tools: true\n", "_quarto.yml:15: warning PB705: `code-tools:`"),
        ("format:\n  html:\n    of-my-own: true\n", "_quarto.yml:15: warning PB705: `of-my-own:`"),
        ("format:\n  epub: default\n", "_quarto.yml:14: warning PB705: `format: epub:`"),
        ("execute:\n  freeze: auto\n", "_quarto.yml:14: warning PB705: `execute: freeze:`"),
        ("crossref:\n  fig-labels: roman\n", "_quarto.yml:14: warning PB705: `crossref: fig-labels:`"),
        ("lang: tlh\n", "PB706: “tlh”"),
        ("mainfont: Arial\n", "_quarto.yml:13: warning PB705: `mainfont:`"),
    ],
)
def test_what_has_no_effect_is_told_with_its_line(root: Path, text: str, said: str) -> None:
    (root / "_quarto.yml").write_text(BOOK + text)
    assert said in "\n".join(map(str, load_book(root).findings))


def test_the_files_that_commands_are_told_of(root: Path) -> None:
    names = ["index.qmd", "review/one.qmd", "south.qmd", "review/two.qmd", "review/tools.qmd"]
    assert listed_files(root) == names
    (root / "south.qmd").unlink()
    assert listed_files(root) == [name for name in names if name != "south.qmd"]
    for broken in ("book: {title: x}\n", "book: [\n", "- a\n"):
        (root / "_quarto.yml").write_text(broken)
        assert listed_files(root) == []


def test_front_matter_is_checked_with_its_line(root: Path) -> None:
    (root / "review" / "two.qmd").write_text("---\ntitle: Two\nlightbox: true\n---\n")
    assert "review/two.qmd:3: warning PB705: `lightbox:`" in "\n".join(map(str, load_book(root).findings))


def test_other_words_for_a_chapter_are_told(root: Path) -> None:
    listed = BOOK.replace("- file: review/two.qmd", "- {text: Own words, file: review/two.qmd}")
    (root / "_quarto.yml").write_text(listed)
    assert "_quarto.yml:11: warning PB705: `text:` of a chapter: Own words" in str(load_book(root).findings[0])


def test_keys_of_ones_own_are_no_findings(root: Path) -> None:
    (root / "_quarto.yml").write_text(BOOK + "season: spring\nstudy: {name: North}\nformat: {html: {toc: true}}\n")
    assert load_book(root).findings == ()


@pytest.mark.parametrize(
    "own", ["{chapter-seconds: soon}", "{chapter-seconds: 0}", "{chapter-seconds: true}", "{second: 1}", "[1]"]
)
def test_a_time_limit_is_a_number_of_seconds(root: Path, own: str) -> None:
    (root / "_quarto.yml").write_text(BOOK + f"prismabook: {own}\n")
    with pytest.raises(PrismabookError) as stopped:
        load_book(root)
    assert str(stopped.value.findings[0]).startswith("_quarto.yml:13: error PB704: `prismabook:")
    (root / "_quarto.yml").write_text(BOOK + "prismabook: {chapter-seconds: 90}\n")
    assert load_book(root).findings == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("# One\n\n```{python}\nprint(1)\n", "PB661", 3),
        ("# One\n\n```{python}\n#| label: a: b\nprint(1)\n```\n", "PB665", 4),
        ("---\ntitle: One: two\n---\n", "PB668", 2),
    ],
)
def test_a_chapter_that_cannot_be_read_to_its_end_stops_the_book(root: Path, text: str, code: str, line: int) -> None:
    (root / "review" / "one.qmd").write_text(text)
    with pytest.raises(PrismabookError) as stop:
        load_book(root)
    (finding,) = stop.value.findings
    assert finding.code.id == code
    assert finding.place is not None
    assert (finding.place.file, finding.place.line) == ("review/one.qmd", line)
