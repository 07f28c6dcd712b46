"""Results in the tables of full articles: counts, percentages, means and their spread, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prismabook.extraction.answers.article import of_document
from prismabook.extraction.answers.choose import is_baseline, usable
from prismabook.extraction.answers.compare import Candidate, Side, candidates
from prismabook.extraction.answers.find import fits_percentage
from prismabook.extraction.answers.labels import meaning
from prismabook.extraction.answers.model import OutcomeType
from prismabook.extraction.answers.panels import Panel
from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION, MARGIN, Roles
from prismabook.extraction.answers.words import Lexicon
from prismabook.extraction.arms import Arm, arms
from prismabook.extraction.document import Document
from prismabook.extraction.proposal import Proposal, rule
from prismabook.model import Kind

ARTICLES = frozenset({Kind.ARTICLE})


@dataclass(frozen=True, slots=True)
class Row:
    """An arm's cells in a row of a table, with what they are about."""

    arm: Arm
    side: Side
    outcome: str
    time_point: str
    candidate: Candidate

    @property
    def span(self) -> tuple[int, int]:
        """The offsets of the cells."""
        cells = [e for e in self.side.entries if e is not self.side.size_entry] or list(self.side.entries)
        return min(e.start for e in cells), max(e.end for e in cells)


def compared(document: Document) -> tuple[Row, ...]:
    """The rows of tables that give figures of both arms, after the beginning of the treatment."""
    return document.once(_compared)


def _compared(document: Document) -> tuple[Row, ...]:
    """Every comparison in every panel, if the document names its arms and says which one is the comparator."""
    named = arms(document)
    if not document.source.tables or not 2 <= len(named) <= MOST_ARMS or sum(arm.comparator for arm in named) != 1:
        return ()
    article = of_document(document)
    texts = [sentence.text for sentence in document.sentences]
    comparator = next(arm for arm in named if arm.comparator)
    found: dict[tuple[str, int, int], Row] = {}
    for arm in (arm for arm in named if not arm.comparator):
        roles = Roles(Lexicon(article.abbreviations), arm.name, comparator.name, texts)
        for panel in article.panels:
            if len(named) > 2 and not _certain(panel, roles, [other.name for other in named if other is not arm]):
                continue
            for row in _rows(panel, roles, {INTERVENTION: arm, COMPARATOR: comparator}, article.declared):
                found.setdefault((row.arm.name, *row.span), row)
    return tuple(found.values())


MOST_ARMS = 6
"""Arms of a study that are looked for in its tables."""


def _certain(panel: Panel, roles: Roles, others: Sequence[str]) -> bool:
    """Whether each heading that means an arm of several means this one more than any other."""
    labels = {label for row in panel.heads for label in row} | {e.stub[-1] for e in panel.entries if e.stub}
    likeness = {label: roles.likeness(label) for label in labels if label}
    best = max((own for own, _ in likeness.values()), default=0.0)
    mine = [label for label, (own, other) in likeness.items() if own >= max(SURE, best - 0.02) and own > other]
    rivals = [Roles(roles.lexicon, name, roles.intervention, roles.sentences) for name in others]
    if any(rival.likeness(label)[0] > likeness[label][0] - MARGIN for label in mine for rival in rivals):
        return False
    return bool(mine) and any(other >= SURE and other > own for own, other in likeness.values())


SURE = 0.7
"""How alike a heading of a table with several arms must be to an arm's name."""


def _rows(panel: Panel, roles: Roles, by_role: dict[str, Arm], declared: Sequence[str]) -> Iterator[Row]:
    """The rows of one panel that give figures of both arms."""
    for candidate in candidates(panel, roles, declared):
        outcome = _name(candidate)
        if not outcome or is_baseline(candidate):
            continue
        time = " ".join(dict.fromkeys(candidate.times))
        for role, side in candidate.sides.items():
            yield Row(by_role[role], side, outcome, time, candidate)


def _name(candidate: Candidate) -> str:
    """The outcome as the table's labels word it, statistics left out."""
    labels = dict.fromkeys((*candidate.group, *candidate.own))
    words = [re.sub(r",?\s*(?:n|no\.?|mean|number)?\s*[(±]*\s*(?:%|SDs?|SE)\s*\)?$", "", label) for label in labels]
    return ", ".join(word.strip(" ,;:") for word in words if word.strip(" ,;:"))


@rule("table-shares", "result_events", "result_percent", "result_total", kinds=ARTICLES)
def table_shares(document: Document) -> Iterator[Proposal]:
    """``12 (40%)`` or ``12/30`` in a cell under an arm; the total is the fraction's or the heading's ``n``."""
    for row in compared(document):
        if not usable(row.candidate, OutcomeType.BINARY):
            continue
        reading, size = row.side.reading, row.side.size
        doubt = ""
        if reading.events and size and not fits_percentage(reading.events, reading.percent, size):
            doubt = "the count and its percentage do not fit the number of people"
        values = (("result_events", reading.events, "participants"), ("result_percent", reading.percent, "percent"))
        for item, value, unit in values:
            if value:
                yield Proposal(item, value, *row.span, row.outcome, row.arm.name, row.time_point, unit, doubt)
        if size and reading.events:
            start, end = _size_place(row)
            yield Proposal(
                "result_total", size, start, end, row.outcome, row.arm.name, row.time_point, "participants", doubt
            )


@rule("table-means", "result_mean", "result_sd", "result_se", kinds=ARTICLES)
def table_means(document: Document) -> Iterator[Proposal]:
    """``35.2 ± 4.1`` in a cell under an arm; what ``±`` or a bracket holds must be said by a label, caption or note."""
    for row in compared(document):
        reading = row.side.reading
        if not usable(row.candidate, OutcomeType.CONTINUOUS) or not reading.sure:
            continue
        for item, value in (("result_mean", reading.mean), ("result_sd", reading.sd), ("result_se", reading.se)):
            if value:
                yield Proposal(item, value, *row.span, row.outcome, row.arm.name, row.time_point)


def _size_place(row: Row) -> tuple[int, int]:
    """Where the number of people stands: its own cell, the fraction, or the heading that names it."""
    if row.side.size_entry is not None:
        return row.side.size_entry.start, row.side.size_entry.end
    for entry in row.side.entries:
        for label in (*entry.heads[::-1], *entry.stub, *entry.group):
            place = row.candidate.panel.where(label)
            if place and meaning(label).size == row.side.size:
                return place
    return row.span


RULES = (table_shares, table_means)
