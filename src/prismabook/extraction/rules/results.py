"""Results: participants with an outcome in each arm, with the p-value of the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.extraction.arms import Arm, arms
from prismabook.extraction.comparison import attribute
from prismabook.extraction.document import Document
from prismabook.extraction.mentions import mentions
from prismabook.extraction.nature import is_review
from prismabook.extraction.notation import Share, is_main, p_values
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.extraction.rules.clauses import BASELINE, counted_in, of_a_part, one_time, result_clauses
from prismabook.extraction.wording import outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """The shares of a clause with their arms, and what they were of."""

    start: int
    end: int
    text: str
    pairs: tuple[tuple[Share, Arm], ...]
    outcome: str
    population: str
    time_point: str
    doubt: str = ""


def comparisons(document: Document) -> tuple[Comparison, ...]:
    """The clauses in which shares of participants, arms and outcome are all clear."""
    return document.once(_comparisons)


def _comparisons(document: Document) -> tuple[Comparison, ...]:
    """Every clause of every sentence that may tell results."""
    if is_review(document) or not arms(document):
        return ()
    return tuple(found for start, text in result_clauses(document) if (found := _comparison(document, start, text)))


def _comparison(document: Document, start: int, text: str) -> Comparison | None:
    counted, others = counted_in(document, text)
    if not counted or BASELINE.search(text):
        return None
    named = mentions(document, text)
    if len({mention.arm for mention in named}) != len(counted) or others:
        return None
    owners = attribute(text, counted, named)
    name, who = outcome(text, counted, named) if owners else ("", "")
    if not name:
        return None
    time, doubt = one_time(text)
    doubt = "; ".join(filter(None, (doubt, of_a_part(document, text))))
    return Comparison(start, start + len(text), text, tuple(zip(counted, owners, strict=True)), name, who, time, doubt)


@rule("shares", "result_percent", "result_events", "result_total", kinds=REPORTS)
def arm_shares(document: Document) -> Iterator[Proposal]:
    """``16/29 (55.17%) in the IL-2 group and…``: percentage, events, total of each arm as far as printed."""
    for c in comparisons(document):
        for share, arm in c.pairs:
            rows = (
                ("result_percent", share.percent, "percent"),
                ("result_events", share.events, "participants"),
                ("result_total", share.total, "participants"),
            )
            for item, value, unit in rows:
                if value:
                    yield Proposal(item, value, c.start, c.end, c.outcome, arm.name, c.time_point, unit, c.doubt)


@rule("p-values", "result_p", kinds=REPORTS)
def p_value(document: Document) -> Iterator[Proposal]:
    """The one p-value of a clause that compares arms."""
    for c in comparisons(document):
        found = list(p_values(c.text))
        if len(found) == 1 and is_main(c.text, *found[0][:2]) and len(c.pairs) == 2:
            yield Proposal("result_p", found[0][2], c.start, c.end, c.outcome, "", c.time_point, doubt=c.doubt)


@rule("analysed-among", "population", kinds=REPORTS)
def analysed_among(document: Document) -> Iterator[Proposal]:
    """The participants among whom an outcome was counted, where they are not all."""
    for c in comparisons(document):
        if c.population:
            yield Proposal("population", c.population, c.start, c.end, c.outcome, "", c.time_point)


RULES = (arm_shares, p_value, analysed_among)
