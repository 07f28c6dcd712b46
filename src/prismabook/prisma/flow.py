"""The flow diagram counted from the screening ledger: nothing in it is typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prismabook.findings import Finding, Place
from prismabook.model import Record, Study
from prismabook.prisma.codes import NO_STUDY, NOT_INCLUDED, PROPOSALS
from prismabook.prisma.model import Box, Flow, Part, boxes
from prismabook.prisma.problems import problems, strangers
from prismabook.prisma.shown import shown
from prismabook.prisma.sums import invariants
from prismabook.prisma.track import AUTOMATION, DATABASE_ORIGINS, Report, Track, track
from prismabook.project import FlowSettings, Protocol, ScreeningDecision

LEDGER = "review/decisions/screening.csv"
AS_COUNTED = FlowSettings()


def flow(
    screening: Sequence[ScreeningDecision],
    records: Sequence[Record],
    studies: Sequence[Study],
    protocol: Protocol,
    file: str = LEDGER,
    *,
    settings: FlowSettings = AS_COUNTED,
    origins: Mapping[str, Sequence[str]] | None = None,
    entered: Mapping[str, Collection[str]] | None = None,
) -> tuple[Flow, tuple[Finding, ...]]:
    """Count the boxes of a review from its screening ledger.

    A record without a decision stays where it was last decided on, and is a finding. Documents handed over are
    counted with the other methods, in the row of organisations, which then says so.

    Parameters
    ----------
    screening
        The rows of the ledger.
    records, studies
        What the rows speak of: every record is counted, also one without a row.
    protocol
        Its criteria are what reasons may name.
    file
        The ledger's name in findings.
    settings
        What is renamed, hidden or added.
    origins
        Where records were found, for records whose origin the ledger does not state.
    entered
        Studies that went further, by the key of a box: ``appraised_studies``, ``total_studies_ma``.
    """
    rows: dict[str, list[ScreeningDecision]] = {record.key: [] for record in records}
    for row in screening:
        rows.get(row.record, []).append(row)
    known = origins or {}
    tracks = [track(record, mine, known.get(record, ())) for record, mine in rows.items()]
    criteria = _Criteria.of(protocol)
    counted = _counted(tracks, studies, criteria)
    diagram, odd = shown(Flow(tuple(counted), *_decided(tracks)), settings, entered or {}, studies)
    members = {box.key: box.members for box in diagram.boxes}
    record_of = {report.key: way.record for way in tracks for report in way.reports}
    findings = (
        *strangers(screening, rows, file),
        *problems(tracks, rows, criteria.labels, file),
        *_proposals(diagram, tracks, file),
        *invariants(diagram.numbers, Place(file), members, record_of),
        *_studies(diagram, studies, file),
        *odd,
    )
    return diagram, findings


@dataclass(frozen=True, slots=True)
class _Criteria:
    """The protocol's criteria as the diagram words them when they exclude."""

    labels: Mapping[str, str]

    @classmethod
    def of(cls, protocol: Protocol) -> _Criteria:
        entries = [entry for entry in protocol.get("eligibility") or () if isinstance(entry, dict) and "id" in entry]
        return cls({str(entry["id"]): _wording(entry) for entry in entries})

    def label(self, reason: str) -> str:
        return self.labels.get(reason) or reason_label(reason)


def _wording(entry: Mapping[str, object]) -> str:
    """A criterion that must be met excludes by not being met."""
    if entry.get("label"):
        return str(entry["label"])
    words = reason_label(str(entry["id"]))
    return f"Not met: {words[:1].lower()}{words[1:]}" if entry.get("kind") == "include" else words


def reason_label(criterion: str) -> str:
    """A criterion's id as the diagram shows it."""
    words = criterion.replace("-", " ").strip() or "no reason given"
    return words[:1].upper() + words[1:]


Members = dict[str, tuple[str, ...]]
Parts = dict[str, tuple[Part, ...]]


def _counted(tracks: Sequence[Track], studies: Sequence[Study], criteria: _Criteria) -> Iterable[Box]:
    members: Members = {}
    parts: Parts = {}
    _databases([way for way in tracks if way.from_databases], {way.record for way in tracks}, criteria, members, parts)
    _other([way for way in tracks if way.from_elsewhere], criteria, members, parts)
    _included(tracks, studies, members)
    labels = {**_handed(tracks), **_of_earlier(studies, members)}
    for box in boxes(members, parts):
        yield replace(box, label=labels.get(box.key, box.label))


def _handed(tracks: Sequence[Track]) -> dict[str, str]:
    kinds = {way.origins[0].kind for way in tracks if way.from_elsewhere}
    if "handed over" not in kinds:
        return {}
    both = "organisation" in kinds
    return {"organisation_results": "Organisations and documents handed over" if both else "Documents handed over"}


def _of_earlier(studies: Sequence[Study], members: Members) -> dict[str, str]:
    """New reports may belong to studies of the previous version; the box then says so."""
    old, new = set(members["previous_studies"]), set(members["new_reports"])
    if any(study.id in old and new & set(study.reports) for study in studies):
        return {"new_reports": "Reports of new included studies, and new reports of earlier ones"}
    return {}


def _databases(
    ours: Sequence[Track], keys: Collection[str], criteria: _Criteria, members: Members, parts: Parts
) -> None:
    for kind in DATABASE_ORIGINS:
        found = [(way.record, origin.name) for way in ours for origin in way.found_in if origin.kind == kind]
        members[f"{kind}_results"] = tuple(record for record, _ in found)
        if any(name for _, name in found):
            parts[f"{kind}_results"] = _parts(found, lambda name: name or "name not given")
    gone = [way for way in ours if way.removed]
    kept = [way for way in ours if not way.removed]
    members["duplicates"] = (
        *(way.record for way in gone if way.removed_for in keys for _ in way.found_in),
        *(way.record for way in kept for _ in way.found_in[1:]),
    )
    automatic = [way for way in gone if way.removed_for == AUTOMATION]
    other = [way for way in gone if way.removed_for not in {*keys, AUTOMATION}]
    members["excluded_automatic"] = tuple(way.record for way in automatic for _ in way.found_in)
    members["excluded_other"] = tuple(way.record for way in other for _ in way.found_in)
    parts["excluded_other"] = _parts([(w.record, w.removed_for) for w in other for _ in w.found_in], reason_label)
    members["records_screened"] = tuple(way.record for way in kept)
    out = [way for way in kept if way.screened_out]
    members["records_excluded"] = tuple(way.record for way in out)
    if any(way.stages["screening"].reasons for way in out):
        reasons = [(way.record, _first(way.stages["screening"].reasons)) for way in out]
        parts["records_excluded"] = _parts(reasons, criteria.label)
    _reports(ours, "dbr", criteria, members, parts)


def _other(ours: Sequence[Track], criteria: _Criteria, members: Members, parts: Parts) -> None:
    """Each record counts once, by the first of its origins; documents handed over with the organisations."""
    for key, kinds in (
        ("website_results", ("website",)),
        ("organisation_results", ("organisation", "handed over")),
        ("citations_results", ("citation searching",)),
    ):
        found = [(way.record, way.origins[0].name) for way in ours if way.origins[0].kind in kinds]
        members[key] = tuple(record for record, _ in found)
        if any(name for _, name in found):
            parts[key] = _parts(found, lambda name: name or "name not given")
    _reports(ours, "other", criteria, members, parts)


def _reports(ours: Sequence[Track], prefix: str, criteria: _Criteria, members: Members, parts: Parts) -> None:
    sought = [report for way in ours if way.sought for report in way.reports]

    def box(name: str, test: Callable[[Report], bool]) -> None:
        members[f"{prefix}_{name}"] = tuple(report.key for report in sought if test(report))

    box("sought_reports", lambda _: True)
    box("notretrieved_reports", lambda report: report.retrieval.verdict == "not retrieved")
    box("assessed", lambda report: report.assessed)
    box("excluded", lambda report: report.excluded)
    reasons = [(report.key, _first(report.eligibility.reasons)) for report in sought if report.excluded]
    parts[f"{prefix}_excluded"] = _parts(reasons, criteria.label)


def _first(reasons: Sequence[str]) -> str:
    """The reason that counts where a report has several."""
    return reasons[0] if reasons else ""


def _parts(found: Iterable[tuple[str, str]], label: Callable[[str], str]) -> tuple[Part, ...]:
    """The parts of a number, the largest first."""
    members: dict[str, list[str]] = {}
    for record, name in found:
        members.setdefault(name, []).append(record)
    ordered = sorted(members.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Part(name, label(name), tuple(records)) for name, records in ordered)


def _included(tracks: Sequence[Track], studies: Sequence[Study], members: Members) -> None:
    """New studies are those without a report in the previous version of the review."""
    before = tuple(way.record for way in tracks if way.previous)
    new = tuple(report.key for way in tracks if way.sought for report in way.reports if report.included)
    old_studies = tuple(study.id for study in studies if set(study.reports) & set(before))
    having = set(new)
    new_studies = tuple(
        study.id for study in studies if having & set(study.reports) and study.id not in set(old_studies)
    )
    members |= {"previous_studies": old_studies, "previous_reports": before}
    members |= {"new_studies": new_studies, "new_reports": new}
    members |= {"total_studies": (*old_studies, *new_studies), "total_reports": (*before, *new)}


def decided(screening: Iterable[ScreeningDecision]) -> tuple[int, frozenset[tuple[str, str]]]:
    """How many decisions a ledger holds, and which stages of which records or reports rest on no person."""
    rows: dict[str, list[ScreeningDecision]] = {}
    for row in screening:
        rows.setdefault(row.record, []).append(row)
    return _decided(track(record, mine) for record, mine in rows.items())


def _decided(tracks: Iterable[Track]) -> tuple[int, frozenset[tuple[str, str]]]:
    stands = [
        (stage, name, standing)
        for way in tracks
        for stage, name, standing in (
            *((stage, way.record, standing) for stage, standing in way.stages.items()),
            *(("retrieval", report.key, report.retrieval) for report in way.reports),
            *(("eligibility", report.key, report.eligibility) for report in way.reports),
        )
        if standing.rows
    ]
    return len(stands), frozenset((stage, name) for stage, name, standing in stands if standing.proposal)


def _proposals(diagram: Flow, tracks: Iterable[Track], file: str) -> Iterable[Finding]:
    if diagram.proposals:
        lines = [standing.line for way in tracks for standing in way.stages.values() if standing.proposal]
        first = min((line for line in lines if line), default=None)
        message = f"{diagram.proposals} of {diagram.decisions} screening decisions name no person who made them"
        yield Finding(PROPOSALS, message, Place(file, first))


def _studies(diagram: Flow, studies: Sequence[Study], file: str) -> Iterable[Finding]:
    counted = {key: study.id for study in studies for key in study.reports}
    for report in diagram["total_reports"].members:
        if report not in counted:
            yield Finding(NO_STUDY, f"{report} is included, but belongs to no study", Place(file), about=report)
    included = set(diagram["total_studies"].members)
    for study in dict.fromkeys(counted.values()):
        if study not in included:
            yield Finding(NOT_INCLUDED, f"none of the reports of {study} is included", Place(file), about=study)
