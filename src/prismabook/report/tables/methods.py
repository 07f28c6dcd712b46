"""Tables of the protocol and of what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from prismabook.prisma import reporting
from prismabook.project import ScreeningDecision
from prismabook.report.markdown import Heading, Text, emphasis, paragraphs, strong, table, text, verbatim
from prismabook.report.review import Review


def eligibility(review: Review) -> Text:
    """The protocol's criteria of eligibility."""
    rows = [[entry["id"], entry["kind"], entry["text"]] for entry in _entries(review, "eligibility")]
    return table((Heading("Criterion", 24), Heading("Use", 10), Heading("Wording", 66)), rows)


def information_sources(review: Review) -> Text:
    """The protocol's sources of information; one that is searched says when last."""
    columns = (
        Heading("Source", 26),
        Heading("Kind", 16),
        Heading("Last searched", 14),
        Heading("Platform, coverage, note", 44),
    )
    rows = [
        [entry["name"], entry.get("kind", ""), _searched(entry), _about(entry)]
        for entry in _entries(review, "information_sources")
    ]
    return table(columns, rows)


def _searched(entry: dict[str, str]) -> Text | str:
    return entry.get("last_searched", "") or emphasis("not searched")


def _about(entry: dict[str, str]) -> str:
    parts = [entry.get(key, "").rstrip(".") for key in ("platform", "coverage", "limits", "filters", "note")]
    return ". ".join(filter(None, parts))


def searches(review: Review) -> Text:
    """Every search strategy as it was run, line by line; or that there is none."""
    found = review.protocol.strategies
    if not found:
        return text("No search strategy is stated in the protocol.")
    return paragraphs(block for name, words in found for block in (strong(name), verbatim(words, classes=("search",))))


def search_reporting(review: Review) -> Text:
    """The reporting items for searches (PRISMA-S), each with what the review says or where it says nothing."""
    return _reported(reporting.search_reporting(review.protocol, review.selected))


def protocol_reporting(review: Review) -> Text:
    """The reporting items for protocols (PRISMA-P), each with what the review says or where it says nothing."""
    return _reported(reporting.protocol_reporting(review.protocol, review.selected))


def _reported(rows: Iterable[reporting.Stated]) -> Text:
    columns = (Heading("Item", 8), Heading("Topic", 34), Heading("In this review", 58))
    cells: list[list[Text | str]] = [[row.number, row.topic, row.said or _missing(row)] for row in rows]
    return table(columns, cells)


def _missing(row: reporting.Stated) -> Text:
    return emphasis("missing") + f": {row.missing} says nothing"


def outcomes(review: Review) -> Text:
    """The protocol's outcomes with their effect measures."""
    rows = [
        [e["id"], _meaning(e), e.get("effect_measure", "") or emphasis("none")] for e in _entries(review, "outcomes")
    ]
    return table((Heading("Outcome", 22), Heading("Meaning", 42), Heading("Effect measure", 36)), rows)


def _meaning(entry: dict[str, str]) -> str:
    """An outcome's wording, with its rank and its time points where the protocol gives them."""
    more = ", ".join(filter(None, (entry.get("priority", ""), entry.get("time_points", ""))))
    return f"{entry['text']} ({more})" if more else entry["text"]


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
