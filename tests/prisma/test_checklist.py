"""Marks in chapters and the checklists made from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.prisma import ABSTRACT, ITEMS, MAIN, checklist, marks
from prismabook.qmd import parse

CHAPTER = """---
title: Methods
---

Words before any heading.

# Methods {#sec-methods prisma="5, 6"}

Some [five documents]{prisma="16a A7"} and `[code]{prisma="7"}`.

<!-- [hidden]{prisma="8"} -->

```
## Example {prisma="9"}
```

```{python}
# {prisma="10a"}
```

## Effect measures

::: {.column prisma='12'}
Words.
:::

Set as [a word]{.mark prisma=13a}.
"""


def found(text, name="review/methods.qmd"):
    return [(m.item, m.line, m.anchor, m.heading) for m in marks(parse(text, name))]


def test_marks_know_their_heading_and_line():
    assert found(CHAPTER) == [
        ("5", 7, "sec-methods", "Methods"),
        ("6", 7, "sec-methods", "Methods"),
        ("16a", 9, "sec-methods", "Methods"),
        ("A7", 9, "sec-methods", "Methods"),
        ("12", 23, "", "Effect measures"),
        ("13a", 27, "", "Effect measures"),
    ]


def test_a_mark_before_any_heading_has_the_chapters_title():
    assert found('---\ntitle: Home\n---\n[A systematic review]{prisma="1"}\n') == [("1", 4, "", "Home")]


def test_a_stray_backtick_hides_nothing_beyond_its_paragraph():
    assert found('A ` here.\n\n[Words]{prisma="5"}\n\nAnd ` there.\n') == [("5", 3, "", "")]


@given(st.text("#{}[]=`~\"' \n<!->prisma5aA:.", max_size=60))
def test_any_text_is_read(text):
    for mark in marks(parse(text, "a.qmd")):
        assert 1 <= mark.line <= text.count("\n") + 1
        assert mark.item in text


@pytest.mark.parametrize("text", ["", "# Title\n", "{prism=5}\n", "prisma=5\n", "# T {.prisma}\n"])
def test_what_is_no_mark(text):
    assert found(text) == []


def test_the_checklist_has_a_row_for_every_item():
    rows, findings = checklist([parse(CHAPTER, "review/methods.qmd")])
    assert [row.item for row in rows] == list(ITEMS)
    places = {row.item.number: [mark.line for mark in row.marks] for row in rows if row.marks}
    assert places == {"5": [7], "6": [7], "12": [23], "13a": [27], "16a": [9], "A7": [9]}
    (finding,) = findings
    assert finding.code.id == "PB432"
    assert finding.message.startswith(f"{len(ITEMS) - 6} of {len(ITEMS)} items are marked nowhere: 1 (")


def test_an_unknown_item_is_an_error_with_its_place():
    _, findings = checklist([parse('# T {prisma="5 99"}\n', "a.qmd")])
    (finding,) = [f for f in findings if f.code.id == "PB431"]
    assert (str(finding.place), finding.message) == ("a.qmd:1", "“99” is no item")


def test_an_item_may_be_reported_in_several_places():
    chapters = [parse('# T {prisma="5"}\n', name) for name in ("a.qmd", "b.qmd")]
    rows, _ = checklist(chapters)
    assert [m.chapter for row in rows for m in row.marks] == ["a.qmd", "b.qmd"]


def test_the_checklists_have_the_statements_rows():
    assert (len(MAIN), len(ABSTRACT)) == (42, 12)
    numbers = [item.number for item in ITEMS]
    assert len(set(numbers)) == 54
    assert {n.rstrip("abcdef") for n in numbers if not n.startswith("A")} == {str(n) for n in range(1, 28)}
