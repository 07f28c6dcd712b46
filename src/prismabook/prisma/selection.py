"""The selection of a review as one value: its flow, its screeners' agreement, their conflicts; and its tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from prismabook.findings import Finding
from prismabook.ledger import Table
from prismabook.ledger.schema import FLOW, FLOW_RECORDS, SCREENING_AGREEMENT, SCREENING_CONFLICTS
from prismabook.model import Record, Study
from prismabook.prisma.exchange import flow_rows
from prismabook.prisma.flow import LEDGER, flow
from prismabook.prisma.members import member_rows
from prismabook.prisma.model import Flow
from prismabook.prisma.origins import origins
from prismabook.prisma.screeners import (
    Conflict,
    Screened,
    agreement_rows,
    conflict_rows,
    disagreements,
    screened_by,
)
from prismabook.project import FlowSettings, Protocol, ScreeningDecision


@dataclass(frozen=True, slots=True)
class Selection:
    """From the records to the studies: who is counted where, and how far those who decided agree."""

    flow: Flow
    screened: tuple[Screened, ...]
    conflicts: tuple[Conflict, ...]

    def tables(self) -> list[tuple[Table, Iterable[dict[str, object]]]]:
        """The ledger's tables with their rows."""
        return [
            (FLOW, flow_rows(self.flow)),
            (FLOW_RECORDS, member_rows(self.flow)),
            (SCREENING_AGREEMENT, agreement_rows(self.screened)),
            (SCREENING_CONFLICTS, conflict_rows(self.conflicts)),
        ]


def selection(
    screening: Sequence[ScreeningDecision],
    records: Sequence[Record],
    studies: Sequence[Study],
    protocol: Protocol,
    settings: FlowSettings,
    *,
    entered: Mapping[str, Collection[str]] | None = None,
) -> tuple[Selection, tuple[Finding, ...]]:
    """The selection counted from the screening ledger; the parameters are those of :func:`flow`.

    A record without an origin in the ledger has that of the file it came in, if the protocol says what the file is.
    """
    found_in, empty = origins(protocol, records)
    counted, findings = flow(
        screening, records, studies, protocol, settings=settings, origins=found_in, entered=entered
    )
    screened, conflicts = screened_by(screening)
    return Selection(counted, screened, conflicts), (
        *settings.findings,
        *empty,
        *findings,
        *disagreements(conflicts, LEDGER),
    )
