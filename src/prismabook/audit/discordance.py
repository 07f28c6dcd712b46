"""Rows of the concordance table that do not agree, as findings with both quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from prismabook.audit.codes import (
    COMPARATOR_DIFFERS,
    DESIGN_DIFFERS,
    NEW_SECONDARY,
    ONLY_IN_ONE,
    PRIMARY_AT_ANOTHER_TIME,
    PRIMARY_DEMOTED,
    PRIMARY_PROMOTED,
    REGISTERED_PRIMARY_NOT_REPORTED,
    REGISTERED_SECONDARY_NOT_REPORTED,
    REPORTED_PRIMARY_NOT_REGISTERED,
    SIZE_DIFFERS,
)
from prismabook.audit.outcomes import Fate
from prismabook.audit.places import Places
from prismabook.audit.vocabulary import DESIGN
from prismabook.findings import Code, Finding, Place
from prismabook.model import Datum, Status

if TYPE_CHECKING:
    from prismabook.audit.concordance import Concordance


def discordance(rows: Sequence[Concordance], data: Sequence[Datum], places: Places) -> Iterable[Finding]:
    """The findings on one paper and one registry record."""
    known = {d.id: d for d in data}
    for row in rows:
        found = _Row(row, known, places)
        if row.item in DESIGN:
            yield from found.design()
        elif row.verdict.value == "differs" and row.item == "sample_size":
            message = f"{found.between}: {row.paper_value} and {row.registry_value} participants"
            yield found.finding(SIZE_DIFFERS, message)
        elif row.verdict.value == "differs" and row.item == "comparator":
            said = f"“{row.paper_value}” and “{row.registry_value}”"
            yield found.finding(COMPARATOR_DIFFERS, f"comparator of {found.between}: {said}{found.doubts}")
    yield from _primary(rows, known, places)
    yield from _secondary(rows, known, places)


class _Row:
    """A row with the data and places behind it."""

    def __init__(self, row: Concordance, known: dict[str, Datum], places: Places) -> None:
        self.row, self.places = row, places
        self.ours = [known[id_] for id_ in row.paper_data]
        self.theirs = [known[id_] for id_ in row.registry_data]

    @property
    def between(self) -> str:
        return f"{self.row.paper} and {self.row.registry}"

    @property
    def doubts(self) -> str:
        """Why what is compared is uncertain, for the end of a message."""
        data = [d for d in (*self.ours, *self.theirs) if d.status is Status.UNCERTAIN]
        notes = dict.fromkeys(f"{d.report}: {d.note or 'uncertain'}" for d in data)
        return f" ({'; '.join(notes)})" if notes else ""

    def finding(self, kind: Code, message: str, topic: str = "") -> Finding:
        """A finding at the record's words, held against the paper's; at the only words where there is one."""
        place, other = self._place(self.theirs), self._place(self.ours)
        return Finding(kind, message, place or other, topic=topic or self.row.paper, other=other if place else None)

    def _place(self, data: Sequence[Datum]) -> Place | None:
        return self.places.of(data[0]) if data else None

    def design(self) -> Iterable[Finding]:
        row, label = self.row, self.row.item.replace("_", " ")
        if row.verdict.value == "differs":
            said = f"“{row.paper_value}” and “{row.registry_value}”"
            yield self.finding(DESIGN_DIFFERS, f"{label} of {self.between}: {said}{self.doubts}", label)
        elif not self.ours:
            said = f"{row.registry} says “{row.registry_value}”; the text of {row.paper} does not name it"
            yield self.finding(ONLY_IN_ONE, f"{label}: {said}", label)
        elif not self.theirs:
            said = f"{row.paper} says “{row.paper_value}”; {row.registry} does not name it"
            yield self.finding(ONLY_IN_ONE, f"{label}: {said}", label)


def _primary(rows: Sequence[Concordance], known: dict[str, Datum], places: Places) -> Iterable[Finding]:
    """Findings on primary outcomes, where both sides name one."""
    for row in rows:
        found = _Row(row, known, places)
        if row.fate == Fate.DEMOTED:
            message = f"{row.registry} registers “{row.registry_value}” as primary; {row.paper} reports it otherwise"
            yield found.finding(PRIMARY_DEMOTED, message, row.registry_value)
        elif row.fate == Fate.PROMOTED:
            message = f"{row.paper} reports “{row.paper_value}” as primary; {row.registry} registers it otherwise"
            yield found.finding(PRIMARY_PROMOTED, message, row.paper_value)
        elif row.fate == Fate.OTHER_TIME and row.item == "outcome_primary":
            message = f"primary outcome of {found.between}: “{row.paper_value}” and “{row.registry_value}”"
            yield found.finding(PRIMARY_AT_ANOTHER_TIME, message, row.registry_value)
    primary = [row for row in rows if row.item == "outcome_primary"]
    lone = [row for row in primary if row.fate in (Fate.LOST, Fate.NEW)]
    reported = "; ".join(row.paper_value for row in primary if row.paper_value)
    registered = "; ".join(row.registry_value for row in primary if row.registry_value)
    if lone and reported and registered:
        row = lone[0]
        kind = REGISTERED_PRIMARY_NOT_REPORTED if row.registry_value else REPORTED_PRIMARY_NOT_REGISTERED
        message = f"primary outcome registered in {row.registry}: {registered}; reported in {row.paper}: {reported}"
        yield _Row(row, known, places).finding(kind, message)


def _secondary(rows: Sequence[Concordance], known: dict[str, Datum], places: Places) -> Iterable[Finding]:
    """Findings on secondary outcomes, where both sides name some."""
    mine = [row for row in rows if row.item == "outcome_secondary"]
    if not any(row.paper_data for row in mine) or not any(row.registry_data for row in mine):
        return
    for row in mine:
        found = _Row(row, known, places)
        if row.fate in (Fate.LOST, Fate.NEW, Fate.DECLARED) and row.registry_value:
            message = f"{row.registry} registers “{row.registry_value}”; {row.paper} does not name it by these words"
            yield found.finding(REGISTERED_SECONDARY_NOT_REPORTED, message)
        if row.fate in (Fate.LOST, Fate.NEW) and row.paper_value:
            message = f"{row.paper} names “{row.paper_value}”; {row.registry} does not, and nothing says it was added"
            yield found.finding(NEW_SECONDARY, message)
