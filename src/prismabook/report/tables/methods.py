"""Tables of the protocol and of what was decided."""

from __future__ import annotations

from typing import Any

from prismabook.project import ScreeningDecision
from prismabook.report.markdown import Heading, Text, emphasis, table
from prismabook.report.review import Review


def eligibility(review: Review) -> Text:
    """The protocol's criteria of eligibility."""
    rows = [[entry["id"], entry["kind"], entry["text"]] for entry in _entries(review, "eligibility")]
    return table((Heading("Criterion", 24), Heading("Use", 10), Heading("Wording", 66)), rows)


def information_sources(review: Review) -> Text:
    """The protocol's sources of information."""
    columns = (
        Heading("Source", 26),
        Heading("Kind", 16),
        Heading("Last searched", 14),
        Heading("Strategy or note", 44),
    )
    rows = [
        [
            entry["name"],
            entry.get("kind", ""),
            entry.get("last_searched", "") or emphasis("not searched"),
            " ".join(filter(None, (entry.get("strategy", ""), entry.get("note", "")))),
        ]
        for entry in _entries(review, "information_sources")
    ]
    return table(columns, rows)


def outcomes(review: Review) -> Text:
    """The protocol's outcomes with their effect measures."""
    rows = [[e["id"], e["text"], e.get("effect_measure", "") or emphasis("none")] for e in _entries(review, "outcomes")]
    return table((Heading("Outcome", 22), Heading("Meaning", 42), Heading("Effect measure", 36)), rows)


def screening(review: Review) -> Text:
    """Every decision on every document, with who took it."""
    columns = (
        Heading("Document", 15),
        Heading("Stage", 13),
        Heading("Decision", 10),
        Heading("Reason, note", 51),
        Heading("By", 11),
    )
    rows = [
        [decision.record, decision.stage, decision.verdict, _why(decision), decision.by or emphasis("proposal")]
        for decision in review.decisions.screening
    ]
    return table(columns, rows)


def _why(decision: ScreeningDecision) -> str:
    return ": ".join(filter(None, (decision.reason, decision.note)))


def _entries(review: Review, key: str) -> list[dict[str, Any]]:
    return [
        {name: str(value) for name, value in entry.items() if value is not None}
        for entry in review.protocol.get(key) or ()
    ]
