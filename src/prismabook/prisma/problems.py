"""What is wrong with the ways that records take through the screening ledger, each with its row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from prismabook.findings import Finding, Place
from prismabook.prisma.codes import (
    AFTER_THE_END,
    CONFLICT,
    COUNTED_TWICE,
    DUPLICATE_OF_NOTHING,
    NO_REASON,
    UNDECIDED,
    UNKNOWN_REASON,
    UNKNOWN_RECORD,
)
from prismabook.prisma.standing import Standing
from prismabook.prisma.track import AUTOMATION, ORIGINS, Report, Track
from prismabook.project import ScreeningDecision

SINGLY = 20
"""Records without a decision that get a finding each; more of them share one at each stage."""


def problems(
    tracks: Sequence[Track],
    rows: Mapping[str, Sequence[ScreeningDecision]],
    criteria: Collection[str],
    file: str,
) -> Iterator[Finding]:
    """All of them, in the order of the records; ``criteria`` are the ids that reasons may name."""
    yield from _undecided([gap for way in tracks for gap in _gaps(way)], file)
    for way in tracks:
        yield from _conflicts(way, file)
        yield from _late(way, rows[way.record], file)
        yield from _reasons(way, criteria, file)
    yield from _duplicates(tracks, file)
    yield from _twice(tracks, file)


def strangers(screening: Iterable[ScreeningDecision], known: Collection[str], file: str) -> Iterator[Finding]:
    """Decisions about records that the review does not have."""
    for row in screening:
        if row.record not in known:
            message = f"{row.record} is no record of this review"
            yield Finding(UNKNOWN_RECORD, message, Place(file, row.line), topic=row.record)


Gap = tuple[str, str, str, Standing]
"""A record or report, the stage without a decision, what is wrong in words, what stands there."""


def _gaps(way: Track) -> Iterator[Gap]:
    first, screened = way.stages["identification"], way.stages["screening"]
    if not way.origins:
        known = ", ".join(ORIGINS)
        yield (
            way.record,
            "identification",
            f"has no origin at identification (one of {known}, as its reason)",
            first,
        )
    elif not way.removed and way.from_databases and screened.verdict not in ("include", "exclude"):
        yield way.record, "screening", "is not decided at screening", screened
    elif way.sought:
        for report in way.reports:
            yield from _open(report)


def _open(report: Report) -> Iterator[Gap]:
    if report.retrieval.verdict not in ("include", "not retrieved"):
        said = "is not decided at retrieval (include or not retrieved)"
        yield report.key, "retrieval", said, report.retrieval
    elif report.assessed and report.eligibility.verdict not in ("include", "exclude"):
        yield report.key, "eligibility", "is not decided at eligibility", report.eligibility


def _undecided(gaps: Sequence[Gap], file: str) -> Iterator[Finding]:
    unbegun = [gap for gap in gaps if gap[1] == "identification"]
    if len(unbegun) > 1:  # the first build of a new review: one thing to do, not one a record
        names = [name for name, *_ in unbegun]
        message = (
            f"{len(names)} records have no origin at identification: {', '.join(names[:SINGLY])}"
            f"{' …' if len(names) > SINGLY else ''}. Begin with a row for each, its reason one of "
            f"{', '.join(ORIGINS)}: {names[0]},identification,include,{ORIGINS[0]}"
        )
        yield Finding(UNDECIDED, message, Place(file), topic="identification")
        gaps = [gap for gap in gaps if gap[1] != "identification"]
    for name, stage, said, stands in gaps[:SINGLY]:
        yield Finding(UNDECIDED, f"{name} {said}", Place(file, stands.line), about=name, topic=stage)
    rest = Counter(stage for _, stage, _, _ in gaps[SINGLY:])
    for stage, count in rest.items():
        names = [name for name, where, _, _ in gaps[SINGLY:] if where == stage]
        message = f"{count} more have no decision at {stage}: {', '.join(names[:SINGLY])}"
        yield Finding(UNDECIDED, message + (" …" if count > SINGLY else ""), Place(file), topic=stage)


def _standings(way: Track) -> Iterator[tuple[str, str, Standing]]:
    for stage, stands in way.stages.items():
        yield way.record, stage, stands
    for report in way.reports:
        yield report.key, "retrieval", report.retrieval
        yield report.key, "eligibility", report.eligibility


def _conflicts(way: Track, file: str) -> Iterator[Finding]:
    for name, stage, stands in _standings(way):
        if stands.conflict:
            who = ", ".join(f"{row.by or 'nobody'}: {row.verdict}" for row in stands.rows)
            yield Finding(CONFLICT, f"{name} at {stage}: {who}", Place(file, stands.line), about=name, topic=stage)


LEAVING = (("duplicate", "removed"), ("screening", "screened_out"))


def _late(way: Track, rows: Sequence[ScreeningDecision], file: str) -> Iterator[Finding]:
    """Decisions after the stage at which the record or a report of it left."""
    stages = ("identification", "duplicate", "screening", "retrieval", "eligibility")
    left = next((stage for stage, gone in LEAVING if getattr(way, gone)), None)
    lost = {report.key for report in way.reports if report.retrieval.verdict == "not retrieved"}
    for row in rows:
        name = row.report or way.record
        where = left or ("retrieval" if name in lost else None)
        if where and stages.index(row.stage) > stages.index(where):
            message = f"{name} left at {where}, but has a row at {row.stage}"
            yield Finding(AFTER_THE_END, message, Place(file, row.line), about=name, topic=row.stage)


def _reasons(way: Track, criteria: Collection[str], file: str) -> Iterator[Finding]:
    for name, stage, stands in _standings(way):
        if stage not in ("screening", "eligibility") or stands.verdict != "exclude":
            continue
        if stage == "eligibility" and not stands.reasons:
            message = f"{name} is excluded without a reason"
            yield Finding(NO_REASON, message, Place(file, stands.line), about=name)
        for reason in stands.reasons:
            if criteria and reason not in criteria:
                message = f"{name}: {reason} is none of {', '.join(criteria)}"
                yield Finding(UNKNOWN_REASON, message, Place(file, stands.line), about=name, topic=stage)


def _duplicates(tracks: Sequence[Track], file: str) -> Iterator[Finding]:
    """Duplicates of no record, and those whose originals are all removed too."""
    target = {way.record: way.removed_for for way in tracks if way.removed and way.removed_for != AUTOMATION}
    known = {way.record for way in tracks}
    for way in tracks:
        if way.record not in target:
            continue
        place = Place(file, way.stages["duplicate"].line)
        name = target[way.record]
        if name not in known and re.fullmatch(r"\S*\d\S*", name):
            message = f"{way.record} is removed as a duplicate of {name}, which is no record of this review"
            yield Finding(DUPLICATE_OF_NOTHING, message, place, about=way.record)
        elif way.record in _chain(way.record, target):
            message = f"{way.record} and {name} are removed as duplicates of one another; none is left"
            yield Finding(DUPLICATE_OF_NOTHING, message, place, about=way.record)


def _chain(record: str, target: Mapping[str, str]) -> set[str]:
    """The records that a duplicate leads to, one after the other."""
    seen: set[str] = set()
    name = target.get(record, "")
    while name in target and name not in seen:
        seen.add(name)
        name = target[name]
    return seen | {name}


def _twice(tracks: Sequence[Track], file: str) -> Iterator[Finding]:
    """Reports that stand under several records: they would be counted twice."""
    reports = Counter(report.key for way in tracks if way.sought for report in way.reports)
    for way in tracks if any(count > 1 for count in reports.values()) else ():
        for report in way.reports if way.sought else ():
            if reports[report.key] > 1 and report.key != way.record:
                message = f"{report.key} is a report of {way.record}, and of another record too"
                yield Finding(COUNTED_TWICE, message, Place(file, report.retrieval.line), about=report.key)
