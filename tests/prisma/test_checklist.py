"""Marks in chapters and the checklists made from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.prisma import ABSTRACT, ITEMS, MAIN, checklist, load_remarks, marks
from prismabook.project import Project
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
        ("12", 23, "effect-measures", "Effect measures"),
        ("13a", 27, "effect-measures", "Effect measures"),
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
    (finding,) = [f for f in findings if f.code.id == "PB432"]
    assert finding.message.startswith(f"{len(ITEMS) - 6} of {len(ITEMS)} items are marked nowhere: 1 (")


def test_an_unknown_item_is_an_error_with_its_place():
    _, findings = checklist([parse('# T {prisma="5 99"}\n', "a.qmd")])
    (finding,) = [f for f in findings if f.code.id == "PB431"]
    assert (str(finding.place), finding.message) == ("a.qmd:1", "“99” is no item")


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ('## A {prisma="5"}\n\nWords.\n', False),
        ('## A {prisma="5"}\n', True),
        ('## A {prisma="5"}\n\n<!-- to be written -->\n\n::: {.note}\n:::\n\n## B\n\nWords.\n', True),
        ('## A {prisma="5"}\n\n### B\n\nWords.\n\n## C\n', False),
        ('## A {prisma="5"}\n\n### B\n\n### C\n\n## D\n\nWords.\n', True),
        ('## A {prisma="5"}\n\n```{python}\nimport x\ny = x.open()\n```\n\n## B\n\nWords.\n', True),
        ('## A {prisma="5"}\n\n```{python}\ny.table()\n```\n', False),
        ('## A {prisma="5"}\n\n```{python}\n#| include: false\ny.table()\n```\n', True),
        ('Words and [ ]{prisma="5"}\n', True),
        ('Words and [`{python} x`]{prisma="5"}\n', False),
        ('Words and [more [@key] words]{prisma="5"}\n', False),
    ],
)
def test_a_mark_on_nothing_is_told(text, empty):
    (mark,) = marks(parse(text, "a.qmd"))
    assert mark.empty is empty
    _, findings = checklist([parse(text, "a.qmd")])
    assert ("PB470" in [f.code.id for f in findings]) is empty


def test_a_heading_without_an_id_for_references_is_told_once():
    _, findings = checklist([parse('## A b {prisma="5 6"}\n\n[Words]{prisma=7}\n', "a.qmd")])
    (finding,) = [f for f in findings if f.code.id == "PB476"]
    assert finding.message.startswith("“A b”")


@pytest.mark.parametrize(
    ("book", "named"),
    [
        ({"title": "Aspirin: a systematic review"}, True),
        ({"title": "Aspirin", "subtitle": "Systematic literature review and meta-analysis"}, True),
        ({"title": "Aspirin: a network meta-analysis"}, True),
        ({"title": "Aspirin: an unsystematic reviewing"}, False),
        ({}, False),
    ],
)
def test_the_title_itself_reports_the_items_on_the_title(book, named):
    rows, findings = checklist([], (), {"book": book})
    assert [row.item.number for row in rows if row.marks] == (["1", "A1"] if named else [])
    assert ("PB475" in [f.code.id for f in findings]) is not named


def remarks(tmp_path, text):
    folder = tmp_path / "review" / "decisions"
    folder.mkdir(parents=True)
    (folder / "checklist.yml").write_text(text, "utf-8")
    return load_remarks(Project(tmp_path))


def test_an_item_set_aside_needs_a_reason_and_is_no_longer_missing(tmp_path):
    said, findings = remarks(tmp_path, "- item: 7\n  status: not done\n  reason: No search.\n  confirmed: true\n")
    assert findings == ()
    rows, findings = checklist([], said)
    assert next(row.remark.reason for row in rows if row.item.number == "7") == "No search."
    (finding,) = [f for f in findings if f.code.id == "PB432"]
    assert finding.message.startswith("53 of 54") and " 7 (" not in finding.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- {item: 13e, status: not applicable, confirmed: true}", "PB471"),
        ("- {item: 13e, status: not applicable, reason: ' ', confirmed: true}", "PB471"),
        ("- {item: 99, status: not done, reason: x, confirmed: true}", "PB472"),
        ("- {item: 7, status: not done, reason: x, confirmed: true}\n" * 2, "PB473"),
        ("- {item: 7, status: not done, reason: x}", "PB474"),
        ("- {item: 7, status: skipped, reason: x, confirmed: true}", "PB803"),
        ("item: 7", "PB803"),
    ],
)
def test_what_is_wrong_with_remarks(tmp_path, text, code):
    _, findings = remarks(tmp_path, text)
    assert [(f.code.id, f.place.file) for f in findings] == [(code, "review/decisions/checklist.yml")]


def test_an_item_may_be_reported_in_several_places():
    chapters = [parse('# T {prisma="5"}\n', name) for name in ("a.qmd", "b.qmd")]
    rows, _ = checklist(chapters)
    assert [m.chapter for row in rows for m in row.marks] == ["a.qmd", "b.qmd"]


def test_the_checklists_have_the_statements_rows():
    assert (len(MAIN), len(ABSTRACT)) == (42, 12)
    numbers = [item.number for item in ITEMS]
    assert len(set(numbers)) == 54
    assert {n.rstrip("abcdef") for n in numbers if not n.startswith("A")} == {str(n) for n in range(1, 28)}
