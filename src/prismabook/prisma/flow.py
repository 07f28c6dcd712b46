"""The flow diagram counted from the screening ledger: nothing in it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from prismabook.findings import Finding, Place
from prismabook.model import Record, Study
from prismabook.prisma.codes import NO_STUDY, NOT_INCLUDED, PROPOSALS, UNKNOWN_RECORD
from prismabook.prisma.model import Box, Flow, Reason, invariants
from prismabook.prisma.track import Track, track
from prismabook.project import Protocol, ScreeningDecision

LEDGER = "review/decisions/screening.csv"


def flow(
    screening: Sequence[ScreeningDecision],
    records: Sequence[Record],
    studies: Sequence[Study],
    protocol: Protocol,
    file: str = LEDGER,
) -> tuple[Flow, tuple[Finding, ...]]:
    """Count the boxes of a new review from the screening ledger.

    A record without a decision stays where it was last decided on, and is a finding. Documents handed over are
    counted with the other methods, in the row of organisations, which then says so.
    """
    criteria = tuple(criterion["id"] for criterion in protocol.get("eligibility") or ())
    tracks: list[Track] = []
    findings: list[Finding] = list(_strangers(screening, records, file))
    rows: dict[str, list[ScreeningDecision]] = {record.key: [] for record in records}
    for row in screening:
        rows.get(row.record, []).append(row)
    for record, mine in rows.items():
        way, problems = track(record, mine, criteria, file)
        tracks.append(way)
        findings += problems
    proposals = [row for row in screening if not row.by]
    diagram = Flow((*_databases(tracks), *_other(tracks), *_included(tracks, studies)), len(screening), len(proposals))
    findings += _proposals(proposals, screening, file)
    findings += invariants(diagram.numbers, Place(file))
    findings += _studies(diagram, studies, file)
    return diagram, tuple(findings)


def reason_label(criterion: str) -> str:
    """A criterion's id as the diagram shows it."""
    words = criterion.replace("-", " ").strip() or "no reason given"
    return words[:1].upper() + words[1:]


def _members(tracks: Iterable[Track], test: Callable[[Track], bool]) -> tuple[str, ...]:
    return tuple(way.record for way in tracks if test(way))


def _databases(tracks: Sequence[Track]) -> Iterable[Box]:
    ours = [way for way in tracks if way.from_databases]
    keys = {way.record for way in tracks}

    def box(key: str, stage: str, unit: str, label: str, test: Callable[[Track], bool]) -> Box:
        return Box(key, "databases", stage, unit, label, _members(ours, test))

    first, second = "Identification", "Screening"
    yield box("database_results", first, "records", "Databases", lambda w: w.origin == "database")
    yield box("register_results", first, "records", "Registers", lambda w: w.origin == "register")
    yield box("duplicates", first, "records", "Duplicate records", lambda w: w.removed and w.duplicate_of in keys)
    yield box(
        "excluded_automatic",
        first,
        "records",
        "Records marked as ineligible by automation tools",
        lambda w: w.removed and w.duplicate_of == "automation",
    )
    yield box(
        "excluded_other",
        first,
        "records",
        "Records removed for other reasons",
        lambda w: w.removed and w.duplicate_of not in {*keys, "automation"},
    )
    yield box("records_screened", second, "records", "Records screened", lambda w: not w.removed)
    yield box(
        "records_excluded", second, "records", "Records excluded", lambda w: not w.removed and w.screening == "exclude"
    )
    yield from _reports(ours, "dbr", "databases")


def _other(tracks: Sequence[Track]) -> Iterable[Box]:
    ours = [way for way in tracks if way.origin and not way.from_databases]
    handed = _members(ours, lambda w: w.origin == "handed over")
    organisations = _members(ours, lambda w: w.origin == "organisation")
    label = "Organisations and documents handed over" if organisations else "Documents handed over"
    for key, name, members in (
        ("website_results", "Websites", _members(ours, lambda w: w.origin == "website")),
        ("organisation_results", label if handed else "Organisations", (*organisations, *handed)),
        ("citations_results", "Citation searching", _members(ours, lambda w: w.origin == "citation searching")),
    ):
        yield Box(key, "other", "Identification", "records", name, members)
    yield from _reports(ours, "other", "other")


def _reports(ours: Sequence[Track], prefix: str, column: str) -> Iterable[Box]:
    def box(name: str, label: str, members: tuple[str, ...], reasons: tuple[Reason, ...] = ()) -> Box:
        return Box(f"{prefix}_{name}", column, "Screening", "reports", label, members, reasons)

    missing = _members(ours, lambda w: w.sought and w.retrieval == "not retrieved")
    excluded = [way for way in ours if way.assessed and way.eligibility == "exclude"]
    yield box("sought_reports", "Reports sought for retrieval", _members(ours, lambda w: w.sought))
    yield box("notretrieved_reports", "Reports not retrieved", missing)
    yield box("assessed", "Reports assessed for eligibility", _members(ours, lambda w: w.assessed))
    yield box("excluded", "Reports excluded", tuple(w.record for w in excluded), _reasons(excluded))


def _reasons(excluded: Sequence[Track]) -> tuple[Reason, ...]:
    """The reasons, the most frequent first."""
    members: dict[str, list[str]] = {}
    for way in excluded:
        members.setdefault(way.reason, []).append(way.record)
    ordered = sorted(members.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Reason(reason, reason_label(reason), tuple(records)) for reason, records in ordered)


def _included(tracks: Sequence[Track], studies: Sequence[Study]) -> Iterable[Box]:
    reports = _members(tracks, lambda w: w.assessed and w.eligibility == "include")
    named = tuple(study.id for study in studies if set(study.reports) & set(reports))
    yield Box("new_studies", "included", "Included", "studies", "New studies included in review", named)
    yield Box("new_reports", "included", "Included", "reports", "Reports of new included studies", reports)


def _strangers(screening: Iterable[ScreeningDecision], records: Iterable[Record], file: str) -> Iterable[Finding]:
    known = {record.key for record in records}
    for row in screening:
        if row.record not in known:
            yield Finding(
                UNKNOWN_RECORD, f"{row.record} is no record of this review", Place(file, row.line), topic=row.record
            )


def _proposals(
    proposals: Sequence[ScreeningDecision], screening: Sequence[ScreeningDecision], file: str
) -> Iterable[Finding]:
    if proposals:
        message = f"{len(proposals)} of {len(screening)} screening decisions name no person who made them"
        yield Finding(PROPOSALS, message, Place(file, proposals[0].line))


def _studies(diagram: Flow, studies: Iterable[Study], file: str) -> Iterable[Finding]:
    counted = {key: study.id for study in studies for key in study.reports}
    for report in diagram.included:
        if report not in counted:
            yield Finding(NO_STUDY, f"{report} is included, but belongs to no study", Place(file), about=report)
    for study in dict.fromkeys(counted.values()):
        if study not in diagram["new_studies"].members:
            yield Finding(NOT_INCLUDED, f"none of the reports of {study} is included", Place(file), about=study)
