"""Each record's way through the screening ledger, and its reports' ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prismabook.prisma.standing import Standing, standing
from prismabook.project import ScreeningDecision
from prismabook.project.screening import STAGES

DATABASE_ORIGINS = ("database", "register")
OTHER_ORIGINS = ("website", "organisation", "citation searching", "handed over")
PREVIOUS = "previous review"
ORIGINS = (*DATABASE_ORIGINS, *OTHER_ORIGINS, PREVIOUS)
"""Origins as `reason` of the stage identification; a name may follow after a colon ("database: PubMed")."""
AUTOMATION = "automation"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was found: the kind of source, and its name where one is given."""

    kind: str
    name: str = ""

    @classmethod
    def of(cls, text: str) -> Origin:
        """An origin as it is written in the ledger."""
        kind, _, name = text.partition(":")
        return cls(kind.strip().lower(), name.strip())


@dataclass(frozen=True, slots=True)
class Report:
    """A report that a record led to: whether it was retrieved, and what was decided on its full text."""

    key: str
    retrieval: Standing
    eligibility: Standing

    @property
    def assessed(self) -> bool:
        """Whether it was retrieved and so assessed."""
        return self.retrieval.verdict == "include"

    @property
    def included(self) -> bool:
        """Whether it entered the review."""
        return self.assessed and self.eligibility.verdict == "include"

    @property
    def excluded(self) -> bool:
        """Whether it was excluded by its full text."""
        return self.assessed and self.eligibility.verdict == "exclude"


@dataclass(frozen=True, slots=True)
class Track:
    """A record's origins, what was decided at each stage, and its reports."""

    record: str
    origins: tuple[Origin, ...]
    stages: Mapping[str, Standing]
    reports: tuple[Report, ...]

    @property
    def previous(self) -> bool:
        """Whether it was included in the previous version of the review."""
        return any(origin.kind == PREVIOUS for origin in self.origins)

    @property
    def found_in(self) -> tuple[Origin, ...]:
        """The databases and registers that it was found in."""
        return tuple(origin for origin in self.origins if origin.kind in DATABASE_ORIGINS)

    @property
    def from_databases(self) -> bool:
        """Whether it goes the way of databases and registers: one such origin is enough."""
        return bool(self.found_in) and not self.previous

    @property
    def from_elsewhere(self) -> bool:
        """Whether it goes the way of the other methods."""
        return bool(self.origins) and not self.found_in and not self.previous

    @property
    def removed(self) -> bool:
        """Whether it was removed before screening."""
        return self.stages["duplicate"].verdict == "exclude"

    @property
    def removed_for(self) -> str:
        """The record it duplicates, ``automation``, or another reason."""
        return next(iter(self.stages["duplicate"].reasons), "")

    @property
    def screened_out(self) -> bool:
        """Whether it was excluded by title and abstract."""
        return self.stages["screening"].verdict == "exclude"

    @property
    def sought(self) -> bool:
        """Whether its reports were sought; records of other methods need no decision on title and abstract."""
        if not self.origins or self.removed or self.previous:
            return False
        return self.stages["screening"].verdict == "include" if self.from_databases else not self.screened_out


def track(record: str, rows: Sequence[ScreeningDecision], known: Sequence[str] = ()) -> Track:
    """A record's way, from its rows; ``known`` are origins to take where the ledger gives none."""
    by_stage = {stage: [row for row in rows if row.stage == stage] for stage in STAGES}
    stated = [row.reason for row in by_stage["identification"] if row.verdict == "include"]
    origins = tuple(origin for origin in map(Origin.of, stated or known) if origin.kind in ORIGINS)
    reports = dict.fromkeys(row.report or record for stage in STAGES[3:] for row in by_stage[stage])
    return Track(
        record,
        origins,
        {stage: standing(by_stage[stage]) for stage in STAGES[:3]},
        tuple(_report(key, record, by_stage) for key in reports or (record,)),
    )


def _report(key: str, record: str, by_stage: Mapping[str, Sequence[ScreeningDecision]]) -> Report:
    mine = {stage: [row for row in by_stage[stage] if (row.report or record) == key] for stage in STAGES[3:]}
    return Report(key, standing(mine["retrieval"]), standing(mine["eligibility"]))
