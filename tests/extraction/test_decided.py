"""Decisions add, correct and reject data; what cannot be applied is an error with file and line."""

from __future__ import annotations

import pytest

from made_sources import trial
from prismabook.extraction import Proposal, Rule, codebook, data, verify
from prismabook.extraction.document import Document
from prismabook.findings import Finding
from prismabook.model import Datum, Decision, Kind, Quote, Status
from prismabook.project import Decisions, ExtractionDecision

MADE = trial("Remission rates were 55% and 30% for drugazole and placebo, respectively. Pain fell. Pain fell.")
DATUM = "made-txt-result-percent-remission-placebo"


def decide(action: str, confirmed: bool = True, **values: str) -> tuple[dict[str, Datum], tuple[Finding, ...]]:
    where = Decision("review/decisions/extraction.yml", 7, "the journal's page", confirmed)
    decision = ExtractionDecision(action, values, "a reason", where)
    found, findings = data([MADE], [], Decisions(extraction=(decision,)))
    return {d.id: d for d in found}, tuple(f for f in findings if f.severity == "error")


def test_an_addition_quotes_the_source() -> None:
    found, findings = decide(
        "add",
        source="made.txt",
        item="result_statement",
        value="Pain fell",
        quote="Pain fell",
        nth="2",
        arm="A",
    )
    added = found["made-txt-result-statement-a"]
    assert findings == ()
    assert (added.value, added.arm, added.status) == ("Pain fell", "A", Status.CERTAIN)
    assert added.how == "decision:review/decisions/extraction.yml:7"
    assert added.quote.start == MADE.text.rindex("Pain fell")
    assert verify(found.values(), [MADE]) == ()


def test_a_correction_keeps_the_id_and_says_what_was_before() -> None:
    found, findings = decide("correct", datum=DATUM, value="31")
    assert findings == ()
    assert found[DATUM].value == "31"
    assert "a reason (before: 30" in found[DATUM].note


def test_a_rejection_takes_the_datum_out_and_nothing_else() -> None:
    before, _ = decide("correct", datum=DATUM)
    after, findings = decide("reject", datum=DATUM)
    assert findings == ()
    assert set(before) - set(after) == {DATUM}


def test_an_unconfirmed_decision_stays_uncertain() -> None:
    found, _ = decide("correct", confirmed=False, datum=DATUM, value="31")
    assert found[DATUM].status is Status.UNCERTAIN


WRONG = [
    ("add", {"source": "made.txt", "item": "safety", "value": "x", "quote": "not in the text"}, "PB304"),
    ("add", {"source": "made.txt", "item": "safety", "value": "x", "quote": "Pain fell"}, "PB304"),
    ("add", {"source": "made.txt", "item": "safety", "value": "x", "quote": "Pain fell", "nth": "3"}, "PB304"),
    ("add", {"source": "other.txt", "item": "safety", "value": "x", "quote": "Pain fell"}, "PB305"),
    ("add", {"source": "made.txt", "item": "colour", "value": "x", "quote": "Remission"}, "PB305"),
    ("correct", {"datum": "no-such-datum", "value": "1"}, "PB305"),
    ("reject", {"datum": "no-such-datum"}, "PB305"),
    ("correct", {"datum": DATUM, "quote": "not in the text"}, "PB304"),
    ("correct", {"datum": DATUM, "value": "many"}, "PB303"),
]


@pytest.mark.parametrize(("action", "values", "code"), WRONG)
def test_a_decision_that_cannot_be_applied_is_an_error_in_its_place(
    action: str, values: dict[str, str], code: str
) -> None:
    found, (finding,) = decide(action, **values)
    assert finding.code.id == code
    assert finding.place is not None
    assert (finding.place.file, finding.place.line) == ("review/decisions/extraction.yml", 7)
    assert found[DATUM].value == "30"  # what the rule gave stays


def test_a_rule_that_fails_is_named_and_stops_nothing() -> None:
    def fail(document: Document) -> list[Proposal]:
        raise RuntimeError("out of luck")

    def empty(document: Document) -> list[Proposal]:
        return [Proposal("safety", "nothing", 3, 3)]

    def good(document: Document) -> list[Proposal]:
        return [Proposal("safety", "Pain fell", 0, 4)]

    kinds = frozenset({Kind.ABSTRACT})
    rules = [Rule("bad", ("safety",), kinds, fail), Rule("wordless", ("safety",), kinds, empty)]
    found, findings = data([MADE], [], Decisions(), rules=[*rules, Rule("good", ("safety",), kinds, good)])
    failed = [f.message for f in findings if f.code.id == "PB302"]
    assert len(failed) == 2
    assert "bad failed on made.txt: RuntimeError: out of luck" in failed[0]
    assert [d.how for d in found] == ["rule:good"]


def test_a_quote_that_does_not_stand_is_an_error() -> None:
    lost = Datum("x", "", "r", "safety", "v", Quote("made.txt", "words", 0, 5), "rule:x")
    gone = Datum("y", "", "r", "safety", "v", Quote("gone.txt", "words", 0, 5), "rule:x")
    assert [f.code.id for f in verify([lost, gone], [MADE])] == ["PB301", "PB301"]


def test_values_are_held_against_the_codebook() -> None:
    book = codebook()
    accepted = {"n_planned": "60", "result_percent": "55.17", "result_p": "<0.001", "dose": "1 million", "safety": "x"}
    refused = {"n_planned": "6.5", "result_percent": "x", "result_p": "5", "dose": "some", "safety": " "}
    for item, value in accepted.items():
        assert book.get(item).accepts(value), item  # type: ignore[union-attr]
    for item, value in refused.items():
        assert not book.get(item).accepts(value), item  # type: ignore[union-attr]
