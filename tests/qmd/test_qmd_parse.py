"""Parsing chapters, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from chapter_texts import chapters
from prismabook.qmd import Cell, Markdown, parse, unparse

CASES = Path(__file__).parents[1] / "conformance" / "cases"


@given(chapters())
def test_no_byte_is_lost(text: str) -> None:
    assert unparse(parse(text, "a.qmd")) == text


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.qmd")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_no_byte_of_the_conformance_cases_is_lost(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    chapter = parse(text, "a.qmd")
    assert unparse(chapter) == text
    assert not chapter.findings


@given(chapters())
def test_lines_are_those_of_the_text(text: str) -> None:
    rows = text.split("\n")
    for cell in parse(text, "a.qmd").cells:
        assert rows[cell.line - 1].lstrip(" \t").startswith("```")
        for number, row in enumerate(cell.source.split("\n") if cell.source else (), start=1):
            assert row.strip() == rows[cell.line - 1 + number].rstrip("\r").strip()


def test_a_cell_has_options_code_and_lines() -> None:
    options = '#| label: fig-a\n#| fig-cap: "One: *two*"\n#| fig-subcap:\n#|   - a\n#|   - b\n'
    text = f"---\ntitle: A\n---\n\nText\n\n```{{python}}\n{options}\nplot()\n```\n"
    chapter = parse(text, "review/a.qmd")
    (cell,) = chapter.cells
    assert chapter.meta == {"title": "A"}
    assert chapter.blocks[0] == Markdown("\nText\n\n", 4)
    assert (cell.line, cell.language, cell.label, cell.code) == (7, "python", "fig-a", "\nplot()")
    assert cell.get("fig-cap") == "One: *two*"
    assert cell.get("fig-subcap") == ["a", "b"]
    assert cell.options["fig-cap"].line == 9
    assert cell.options["label"].line == 8


@pytest.mark.parametrize(
    "shown",
    [
        "````\n```{python}\n1\n```\n````\n",
        "~~~\n```{python}\n1\n```\n~~~\n",
        "```{{python}}\n1\n```\n",
        "```{.python}\n1\n```\n",
        "``` python\n1\n```\n",
        "<!--\n```{python}\n1\n```\n-->\n",
        "text <!-- begun\n```{python}\n1\n```\nended --> text\n",
        "```{=html}\n<b>\n```\n",
        "````{.markdown}\n```{python}\n```\n````\n",
        "> ```{python}\n> 1\n> ```\n",
    ],
)
def test_what_is_shown_is_no_cell(shown: str) -> None:
    assert parse(shown, "a.qmd").cells == ()
    assert len(parse(f"{shown}\n```{{python}}\nx\n```\n", "a.qmd").cells) == 1


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("```{python}\n1\n```", "1"),
        ("````{python}\na = '''\n```\n'''\n````\n", "a = '''\n```\n'''"),
        ("- item\n\n  ```{python}\n  if x:\n    y\n  ```\n", "if x:\n  y"),
        ("```{python}\r\n1\r\n2\r\n```\r\n", "1\n2"),
        ("``` {python}\n1\n```\n", "1"),
        ("<!-- never closed\n```{python}\n1\n```\n", "1"),
        ("`<!--`\n```{python}\n1\n```\n", "1"),
        ("::: {.x}\n```{python}\n1\n```\n:::\n", "1"),
    ],
)
def test_what_is_run(text: str, source: str) -> None:
    (cell,) = parse(text, "a.qmd").cells
    assert cell.source == source


def test_a_fence_that_is_never_closed_is_a_finding_with_its_line() -> None:
    chapter = parse("a\n\n```{python}\n1\n", "review/a.qmd")
    (finding,) = chapter.findings
    assert (finding.code.id, str(finding.place)) == ("PB661", "review/a.qmd:3")
    assert not any(isinstance(block, Cell) for block in chapter.blocks)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("```{python}\n#| label: a\n#| fig-cap: b: c\n```\n", "PB665", 3),
        ("```{python}\n#| just words\n```\n", "PB665", 2),
        ("```{python}\n#| label: a\n#| label: b\n```\n", "PB665", 3),
        ("```{python, echo=FALSE}\n1\n```\n", "PB665", 1),
        ("---\ntitle: a\nauthor: b: c\n---\n", "PB668", 3),
        ("---\n- a\n---\n", "PB668", 1),
    ],
)
def test_bad_yaml_is_a_finding_with_its_line(text: str, code: str, line: int) -> None:
    (finding,) = parse(text, "a.qmd").findings
    assert (finding.code.id, str(finding.place)) == (code, f"a.qmd:{line}")


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    chapter = parse("Text\n\n---\n\nMore\n\n---\n", "a.qmd")
    assert chapter.front == ""
    assert parse("---\nno end\n", "a.qmd").front == ""
