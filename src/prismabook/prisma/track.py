"""Each record's way through the screening ledger, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.prisma.codes import AFTER_THE_END, CONFLICT, NO_REASON, UNDECIDED, UNKNOWN_REASON
from prismabook.project import ScreeningDecision
from prismabook.project.decisions import STAGES

DATABASE_ORIGINS = ("database", "register")
OTHER_ORIGINS = ("website", "organisation", "citation searching", "handed over")
"""Origins as `reason` of the stage identification; a name may follow after a colon ("database: PubMed")."""


@dataclass(frozen=True, slots=True)
class Track:
    """A record's origin, and its decision at each stage that it reached; empty where it has none."""

    record: str
    origin: str
    duplicate: str
    duplicate_of: str
    screening: str
    retrieval: str
    eligibility: str
    reason: str

    @property
    def from_databases(self) -> bool:
        """Whether it came through a database or register."""
        return self.origin in DATABASE_ORIGINS

    @property
    def removed(self) -> bool:
        """Whether it was removed before screening."""
        return self.duplicate == "exclude"

    @property
    def sought(self) -> bool:
        """Whether its report was sought."""
        screened = self.screening == "include" if self.from_databases else self.screening != "exclude"
        return bool(self.origin) and not self.removed and screened

    @property
    def assessed(self) -> bool:
        """Whether its report was retrieved and so assessed."""
        return self.sought and self.retrieval == "include"


def track(
    record: str, rows: Sequence[ScreeningDecision], criteria: Sequence[str], file: str
) -> tuple[Track, tuple[Finding, ...]]:
    """A record's way, from its rows; two screeners who differ leave the stage undecided."""
    findings: list[Finding] = []
    by_stage = {stage: [row for row in rows if row.stage == stage] for stage in STAGES}
    said = {stage: _agreed(record, stage, by_stage[stage], file, findings) for stage in STAGES}
    reasons = {stage: next((r.reason for r in by_stage[stage] if r.reason), "") for stage in STAGES}
    origin = reasons["identification"].partition(":")[0].strip().lower() if said["identification"] == "include" else ""
    way = Track(
        record,
        origin if origin in (*DATABASE_ORIGINS, *OTHER_ORIGINS) else "",
        said["duplicate"],
        reasons["duplicate"],
        said["screening"],
        said["retrieval"],
        said["eligibility"],
        reasons["eligibility"],
    )
    findings += [*_gaps(way, by_stage, file), *_late(way, by_stage, file), *_reasons(way, by_stage, criteria, file)]
    return way, tuple(findings)


def _agreed(record: str, stage: str, rows: Sequence[ScreeningDecision], file: str, findings: list[Finding]) -> str:
    verdicts = {row.verdict for row in rows}
    if len(verdicts) > 1:
        who = ", ".join(f"{row.by or 'nobody'}: {row.verdict}" for row in rows)
        findings.append(
            Finding(CONFLICT, f"{record} at {stage}: {who}", Place(file, rows[-1].line), about=record, topic=stage)
        )
        return "unclear"
    return verdicts.pop() if verdicts else ""


def _gaps(way: Track, rows: dict[str, list[ScreeningDecision]], file: str) -> Iterable[Finding]:
    def gap(stage: str, what: str) -> Finding:
        line = rows[stage][0].line if rows[stage] else None
        return Finding(UNDECIDED, f"{way.record} {what}", Place(file, line), about=way.record, topic=stage)

    if not way.origin:
        known = ", ".join((*DATABASE_ORIGINS, *OTHER_ORIGINS))
        yield gap("identification", f"has no origin at identification (one of {known}, as its reason)")
    elif not way.removed and way.from_databases and way.screening not in ("include", "exclude"):
        yield gap("screening", "is not decided at screening")
    elif way.sought and way.retrieval not in ("include", "not retrieved"):
        yield gap("retrieval", "is not decided at retrieval (include or not retrieved)")
    elif way.assessed and way.eligibility not in ("include", "exclude"):
        yield gap("eligibility", "is not decided at eligibility")


def _late(way: Track, rows: dict[str, list[ScreeningDecision]], file: str) -> Iterable[Finding]:
    """Decisions after the stage at which the record left."""
    left = next(
        (
            stage
            for stage, gone in (
                ("duplicate", way.removed),
                ("screening", way.screening == "exclude"),
                ("retrieval", way.retrieval == "not retrieved"),
            )
            if gone
        ),
        None,
    )
    for stage in STAGES[STAGES.index(left) + 1 :] if left else ():
        for row in rows[stage]:
            message = f"{way.record} left at {left}, but has a row at {stage}"
            yield Finding(AFTER_THE_END, message, Place(file, row.line), about=way.record, topic=stage)


def _reasons(
    way: Track, rows: dict[str, list[ScreeningDecision]], criteria: Sequence[str], file: str
) -> Iterable[Finding]:
    for row in rows["eligibility"]:
        if row.verdict != "exclude":
            continue
        if not row.reason:
            yield Finding(
                NO_REASON, f"{way.record} is excluded without a reason", Place(file, row.line), about=way.record
            )
        elif criteria and row.reason not in criteria:
            message = f"{way.record}: {row.reason} is none of {', '.join(criteria)}"
            yield Finding(UNKNOWN_REASON, message, Place(file, row.line), about=way.record)
