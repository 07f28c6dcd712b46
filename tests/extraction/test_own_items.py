"""A review's own items: words of the reviewers, checked, and matched without regular expressions of theirs."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_sources import source
from prismabook.extraction import codebook, codebook_rows, data
from prismabook.extraction.own import own_rules, with_own, wrong_pattern
from prismabook.findings import Place
from prismabook.project import Decisions, OwnItem


def entry(**values: Any) -> OwnItem:
    return OwnItem({"id": "egfr", "label": "eGFR", "type": "number", "definition": "d", **values}, Place("c.yml", 3))


TEXT = "Baseline eGFR: 45.5 in all. They had a 2-week treatment break. The device was made by Example Works, Oslo."


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({"labels": ["eGFR"]}, "45.5"),
        ({"type": "integer", "patterns": ["a {integer}-week {any}break"]}, "2"),
        ({"type": "text", "patterns": ["device was made by {text}"]}, "Example Works"),
        ({"labels": ["creatinine"]}, None),
    ],
)
def test_values_by_the_reviewers_words(more: dict[str, Any], value: str | None) -> None:
    found, findings = data([source(("abstract", TEXT))], [], Decisions(items=(entry(**more),)))
    assert [d.value for d in found if d.item == "egfr"] == ([value] if value else [])
    assert not [f for f in findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"id": "dose", "label": "Dose given"}, "PB312"),
        ({"id": "dose", "type": "text"}, "PB313"),
        ({"id": "own"}, "PB313"),
        ({"id": "own", "label": "x", "type": "text", "definition": "d", "patterns": ["{any} {any}"]}, "PB313"),
    ],
)
def test_what_is_refused_or_told_names_its_line(values: dict[str, Any], code: str) -> None:
    book, findings = with_own(codebook(), [OwnItem(values, Place("review/codebook.yml", 7))])
    (finding,) = findings
    assert (finding.code.id, finding.place) == (code, Place("review/codebook.yml", 7))
    assert own_rules(book) == ()
    if code == "PB312":
        dose = book.get("dose")
        assert dose and (dose.label, dose.type) == ("Dose given", "quantity")


def test_an_id_stands_once() -> None:
    _, findings = with_own(codebook(), [entry(), entry()])
    assert [f.message for f in findings] == ["egfr: the id stands twice"]


@pytest.mark.parametrize("text", ["a {", "{nothing}", "{number} {number}", "{number}", "x" * 201 + "{number}"])
def test_patterns_that_cannot_be_used(text: str) -> None:
    assert wrong_pattern(text)


def test_the_table_lists_the_reviews_items_last() -> None:
    rows = codebook_rows([entry()])
    assert (rows[-1]["item"], rows[-1]["origin"]) == ("egfr", "review/codebook.yml")
    assert len(rows) == len(codebook().items) + 1


@given(st.text(alphabet="{}anynumber (+*?\\[|^$.", max_size=40))
def test_no_pattern_is_a_regular_expression(text: str) -> None:
    if not wrong_pattern(text):
        book, _ = with_own(codebook(), [entry(patterns=[text])])
        assert list(own_rules(book)[0](source(("abstract", text)))) is not None


def test_no_pattern_runs_away() -> None:
    items = (entry(patterns=["aa {any}aa {any}aa {any}{number}"]), entry(id="b", type="text", patterns=["aa {text}"]))
    made = source(("abstract", ("aa " * 800 + ". B ") * 100))
    began = time.process_time()
    data([made], [], Decisions(items=items))
    assert time.process_time() - began < 10
