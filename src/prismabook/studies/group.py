"""Which reports belong to which study."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from prismabook.extraction.naming import known_as
from prismabook.findings import Finding, Place
from prismabook.model import Datum, Record, Role, Source, Study
from prismabook.studies.codes import NO_DESIGN, RECORD_MISSING, TWO_NUMBERS

REVIEWS = ("review", "systematic review", "meta-analysis")
REGISTRY = "registry record"
TELLING = ("study_type", "registration")
"""The items that tell which study a report belongs to; the other data are not asked for here."""


def designs(records: Iterable[Record], data: Iterable[Datum]) -> dict[str, str]:
    """The design of what each record reports, by citation key; empty where no document tells.

    Registry records are told by their type, the others by the first ``study_type`` extracted.
    """
    stated: dict[str, str] = {}
    for datum in data:
        if datum.item == "study_type":
            stated.setdefault(datum.report, datum.value)
    return {r.key: REGISTRY if _is_registry(r) else stated.get(r.key, "") for r in records}


def _is_registry(record: Record) -> bool:
    return bool(record.get("registration")) and record.type != "article-journal"


def studies(
    records: Sequence[Record], data: Sequence[Datum], sources: Sequence[Source] = ()
) -> tuple[tuple[Study, ...], tuple[Finding, ...]]:
    """The studies in the order of their first reports, and what was noticed.

    Two reports belong together if they name the same registry number, or if title and first author tell that one is
    the other's registry record, conference abstract or preprint (``Record.linked``). The study has the
    name of its first report that is not a registry record. ``sources`` give findings their files and lines.
    """
    design = designs(records, data)
    numbers = _numbers(records, data, sources)
    reports = [r.key for r in records if design[r.key] and design[r.key] not in REVIEWS]
    links = {record.key: record.linked for record in records if record.linked}
    found = [_study(group, design, numbers, links) for group in _grouped(reports, _bonds(numbers, links))]
    by_id = {source.id: source for source in sources}
    findings = [
        Finding(NO_DESIGN, f"no rule or decision says what {r.key} reports", _whole(r.source, by_id))
        for r in records
        if not design[r.key] and r.fields
    ]
    registered = _registered(records)
    naming: dict[str, Datum] = {}
    for datum in data:
        if datum.item == "registration":
            naming.setdefault(datum.value, datum)
    of = {record.key: record.source for record in records}
    for study in found:
        for number in _absent(study, registered):
            place = _place(naming[number], by_id) if number in naming else None
            message = f"{study.id}: the registry record {number} was not available"
            findings.append(Finding(RECORD_MISSING, message, place, topic=number))
        for report in study.reports:
            if len(numbers[report]) > 1:
                message = f"{report} names {len(numbers[report])} registrations: {', '.join(numbers[report])}"
                findings.append(Finding(TWO_NUMBERS, message, _whole(of[report], by_id)))
    return tuple(found), tuple(findings)


def _numbers(
    records: Iterable[Record], data: Iterable[Datum], sources: Iterable[Source] = ()
) -> dict[str, tuple[str, ...]]:
    """The registry numbers that each report names, in order: in its text, or among a database's fields."""
    named: dict[str, dict[str, None]] = {r.key: {} for r in records}
    stated = {source.id: _stated(source) for source in sources}
    for record in records:
        if number := record.get("registration"):
            named[record.key][number] = None
        for number in (n for name in (record.source, *record.also) for n in stated.get(name, ())):
            named[record.key].setdefault(number)
    for datum in data:
        if datum.item == "registration" and datum.report in named:
            named[datum.report][datum.value] = None
    return {key: tuple(values) for key, values in named.items()}


def _stated(source: Source) -> tuple[str, ...]:
    """The numbers that a database gives with a record; those in a text are left to the rules that read it."""
    fields = [s for s in source.stated if s.name == "registration-named"]
    spans = [(s.start, s.end) for s in source.outline if s.role is Role.CITATION] if fields else []
    return tuple(f.value for f in fields if any(a <= f.quote.start < b for a, b in spans))


def _bonds(
    numbers: Mapping[str, tuple[str, ...]], links: Mapping[str, Sequence[tuple[str, str]]]
) -> dict[str, tuple[str, ...]]:
    """What holds reports together: the numbers that they name, and a bond for each pair that is linked."""
    bonds = {key: list(named) for key, named in numbers.items()}
    for key, others in links.items():
        for other, _ in others:
            bonds[key].append(" and ".join(sorted((key, other))))
    return {key: tuple(named) for key, named in bonds.items()}


def _grouped(reports: Sequence[str], numbers: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The reports in groups that share numbers, directly or through a third report."""
    groups: dict[str, list[str]] = {}
    group_of: dict[str, str] = {}
    """The name of a number's group: its first report."""
    started: dict[str, int] = {}
    for report in reports:
        touching = list(dict.fromkeys(group_of[number] for number in numbers[report] if number in group_of))
        touching.sort(key=started.__getitem__)
        name = touching[0] if touching else report
        started.setdefault(name, len(started))
        groups.setdefault(name, [])
        for other in touching[1:]:
            groups[name] += groups.pop(other)
        groups[name].append(report)
        for member in groups[name] if len(touching) > 1 else [report]:
            group_of.update(dict.fromkeys(numbers[member], name))
    order = {report: place for place, report in enumerate(reports)}
    return [tuple(sorted(group, key=order.__getitem__)) for group in groups.values()]


def _study(
    group: tuple[str, ...],
    design: Mapping[str, str],
    numbers: Mapping[str, tuple[str, ...]],
    links: Mapping[str, Sequence[tuple[str, str]]],
) -> Study:
    papers = [key for key in group if design[key] != REGISTRY] or list(group)
    ordered = (*papers, *(key for key in group if key not in papers))
    shared = dict.fromkeys(n for key in ordered for n in numbers[key])
    common = [n for n in shared if sum(n in numbers[key] for key in group) > 1]
    reasons = [f"{' and '.join(ordered)} name {', '.join(common)}"] if common else []
    for key in ordered:
        reasons += [f"{key} and {other}: {why}" for other, why in links.get(key, ()) if other in group and key < other]
    return Study(papers[0], design[papers[0]], ordered, tuple(shared), "; ".join(reasons) if len(group) > 1 else "")


def _place(datum: Datum, sources: Mapping[str, Source]) -> Place:
    source = sources.get(datum.quote.source)
    if source is None:
        return Place(datum.quote.source, None, datum.quote.exact)
    return source.at(datum.quote.start, datum.quote.exact)


def _whole(source_id: str, sources: Mapping[str, Source]) -> Place:
    return sources[source_id].whole if source_id in sources else Place(source_id)


def missing(study: Study, records: Iterable[Record]) -> tuple[str, ...]:
    """The registrations of a study whose registry records are not among the documents."""
    return _absent(study, _registered(records))


def _registered(records: Iterable[Record]) -> frozenset[str]:
    """The numbers of the registry records among the documents."""
    return frozenset(r.get("registration") for r in records if _is_registry(r))


def _absent(study: Study, registered: Collection[str]) -> tuple[str, ...]:
    return tuple(number for number in study.registrations if number not in registered)


def assigned(data: Iterable[Datum], found: Iterable[Study]) -> tuple[Datum, ...]:
    """The data with their study filled in; it stays empty for reviews of literature."""
    of = {report: study.id for study in found for report in study.reports}
    return tuple(known_as(datum, datum.id, of.get(datum.report, ""), datum.report) for datum in data)


def study_of(records: Iterable[Record], found: Iterable[Study]) -> dict[str, str]:
    """The study of each record by citation key, empty where it reports none."""
    of = {report: study.id for study in found for report in study.reports}
    return {record.key: of.get(record.key, "") for record in records}


def study_rows(found: Iterable[Study], records: Sequence[Record]) -> tuple[dict[str, object], ...]:
    """Rows of the ledger table ``studies``."""
    registered = _registered(records)
    return tuple(
        {
            "study": study.id,
            "design": study.design,
            "reports": ";".join(study.reports),
            "registrations": ";".join(study.registrations),
            "registrations_missing": ";".join(_absent(study, registered)),
            "linked_by": study.linked_by,
        }
        for study in found
    )
