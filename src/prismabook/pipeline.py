"""From a review's folder to its ledger: the one place where the rooms are joined.

Documents are taken in one by one (``prismabook.intake``): their texts are let go once their data are drafted and every
quote is verified.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from prismabook.appraisal import appraise, certainty, texts_of
from prismabook.audit import Concordance, answered
from prismabook.bibliography import key_rows, record_field_rows, record_rows, records, to_bibtex, to_csl_json, to_ris
from prismabook.bibliography.codes import MISSING_ESSENTIAL, MISSING_USEFUL, NO_LANGID
from prismabook.evidence import Evidence
from prismabook.extraction import Compared, codebook, codebook_rows, compare, with_own
from prismabook.extraction.codes import NOT_STATED, NOTHING_TAKEN
from prismabook.extraction.naming import datum_name, identify, slug
from prismabook.findings import Answer, Finding, Place, Severity, gathered
from prismabook.intake import take_in
from prismabook.ledger import Table, csv_header, csv_lines, csv_rows, datapackage
from prismabook.ledger.schema import (
    CHECKLIST,
    CONCORDANCE,
    EXTRACTION,
    FINDINGS,
    RECORD_FIELDS,
    RECORDS,
    RESULTS,
    STUDIES,
)
from prismabook.ledger.schema_extraction import CODEBOOK, EXTRACTION_AGREEMENT, EXTRACTION_DISAGREEMENTS
from prismabook.model import Datum, Record, Source, Study
from prismabook.prisma import Reported, Selection, checklist_rows, reported, selection
from prismabook.project import (
    Aside,
    Decisions,
    OwnItem,
    Project,
    Protocol,
    load_decisions,
    load_flow_settings,
    load_protocol,
    read_bytes,
    to_keys,
)
from prismabook.sources.codes import UNKNOWN_LAYOUT
from prismabook.sources.codes_files import NOT_AN_ARTICLE
from prismabook.studies import designs, studies, study_of, study_rows
from prismabook.studies.codes import NO_DESIGN
from prismabook.synthesis import Result

GATHERED = (MISSING_ESSENTIAL, MISSING_USEFUL, NO_LANGID, NOTHING_TAKEN, NOT_STATED, NO_DESIGN)
"""What each record of a large export may lack."""

Progress = Callable[[str], None]
Rows = Iterable[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Assembled:
    """A review as its documents and decisions give it: all values, with the tables written from them."""

    protocol: Protocol
    sources: tuple[Source, ...]
    records: tuple[Record, ...]
    evidence: Evidence
    studies: tuple[Study, ...]
    results: tuple[Result, ...]
    concordance: tuple[Concordance, ...]
    selection: Selection
    findings: tuple[Finding, ...]
    items: tuple[OwnItem, ...] = ()
    compared: Compared = field(default_factory=Compared)
    keys: tuple[tuple[str, str, str], ...] = ()
    """The rows of the file of citation keys."""
    reported: tuple[Reported, ...] = ()
    unread: tuple[Finding, ...] = ()
    """Chapters that could not be read for the checklist: no matter of the evidence, and so not among its findings."""

    @property
    def data(self) -> tuple[Datum, ...]:
        """All data, fetched anew at each asking; ``evidence`` gives those of one report."""
        return tuple(self.evidence)


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles: a build's values hold none, and looking through all of them takes a third of its time."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def assemble(project: Project, progress: Progress = lambda _: None) -> Assembled:
    """Read, complete, extract, group and audit; writes nothing."""
    decisions, protocol = load_decisions(project), load_protocol(project)
    book, refused = with_own(codebook(), decisions.items)
    progress(f"reading {len(project.documents())} documents, extracting data and checking their quotes")
    taken = take_in(project, book, progress)
    sources = taken.sources
    known, record_findings = records(sources, decisions)
    evidence = Evidence(project, taken, known, decisions, book)
    compared = compare(decisions.extractors, tuple(_extracted_twice(evidence, decisions)), decisions.extraction)
    grouped, study_findings = studies(known, evidence.telling, sources)
    progress("auditing the studies")
    audited = evidence.audited(grouped)
    appraised = appraise(project, grouped, known, sources)
    entered = {
        "appraised_studies": {appraisal.study for appraisal in appraised.appraisals},
        "total_studies_ma": audited.pooled_studies,
    }
    settings = load_flow_settings(project)
    selected, flow_findings = selection(decisions.screening, known, grouped, protocol, settings, entered=entered)
    texts = texts_of(grouped, known, sources)
    certainty_findings = certainty(project, audited.results, grouped, texts).findings
    findings = (
        *decisions.findings,
        *protocol.findings,
        *_open(taken.findings, {entry.source for entry in decisions.records}),
        *record_findings,
        *refused,
        *compared.findings,
        *study_findings,
        *audited.findings,
        *flow_findings,
        *appraised.findings,
        *certainty_findings,
    )
    findings = gathered(findings, GATHERED)
    places, unread = reported(project)
    findings = answered(findings, tuple(_ids(findings, _about(findings, known))), decisions.answers)
    return Assembled(
        protocol,
        sources,
        known,
        evidence,
        grouped,
        audited.results,
        audited.concordance,
        selected,
        findings,
        decisions.items,
        compared,
        tuple(key_rows(known, sources, decisions.keys)),
        places,
        unread,
    )


def _extracted_twice(evidence: Evidence, decisions: Decisions) -> Iterator[Datum]:
    """The data that two or more people may have extracted as well."""
    people = decisions.extractors if len(decisions.extractors) > 1 else ()
    return evidence.of_sources({entry.values.get("source", "") for person in people for entry in person.entries})


def _open(findings: Iterable[Finding], supplied: Collection[str]) -> list[Finding]:
    """Findings without those on documents of unknown layout whose record a person has supplied."""
    known = {f"seeds/{source}" for source in supplied}
    return [
        f for f in findings if not (f.code in (UNKNOWN_LAYOUT, NOT_AN_ARTICLE) and f.place and f.place.file in known)
    ]


def write(review: Assembled, project: Project) -> tuple[Path, ...]:
    """Write ``references.bib`` and ``review/data/``, with the references for other programs; returns what changed."""
    title = review.protocol.get("title") or "A systematic review"
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:80] or "review"
    with Aside() as aside:  # row by row: the tables of a large review need not stand in memory
        hashes = {
            table.file: aside.put(project.data / table.file, _pieces(chain([csv_header(table)], lines)))
            for table, lines in _lines(review)
        }
        aside.put(project.data / "datapackage.json", [datapackage(name, title, hashes).encode()])
        aside.put(project.decisions / "keys.csv", [to_keys(review.keys).encode()])
        aside.put(project.bibliography, [to_bibtex(review.records).encode()])
        aside.put(project.data / "references.ris", [to_ris(review.records).encode()])
        aside.put(project.data / "references.csl.json", [to_csl_json(review.records).encode()])
        return aside.settle()


def _pieces(lines: Iterator[str]) -> Iterator[bytes]:
    while piece := "".join(islice(lines, 500)):
        yield piece.encode()


def _lines(review: Assembled) -> Iterator[tuple[Table, Iterator[str]]]:
    """Each table with the lines of its rows."""
    yield EXTRACTION, review.evidence.extraction_lines()
    yield RESULTS, review.evidence.result_lines()
    for table, rows in _tables(review):
        yield table, csv_rows(table, rows)


def _tables(review: Assembled) -> list[tuple[Table, Rows]]:
    """The tables whose rows are made here."""
    of = study_of(review.records, review.studies)
    return [
        (RECORDS, record_rows(review.records, review.sources, designs(review.records, review.evidence.telling), of)),
        (RECORD_FIELDS, record_field_rows(review.records, review.sources)),
        (STUDIES, study_rows(review.studies, review.records)),
        (CONCORDANCE, [_concordance_row(row) for row in review.concordance]),
        (FINDINGS, finding_rows(review.findings, review.records)),
        (CODEBOOK, codebook_rows(review.items)),
        (EXTRACTION_AGREEMENT, review.compared.agreements),
        (EXTRACTION_DISAGREEMENTS, review.compared.disagreements),
        *review.selection.tables(),
        (CHECKLIST, checklist_rows(review.reported)),
    ]


def checklist_is_current(project: Project) -> bool:
    """Whether the ledger's table ``checklist`` says what the chapters say now: all that a build takes from them."""
    written = read_bytes(project.data / CHECKLIST.file)
    return written == "".join(csv_lines(CHECKLIST, checklist_rows(reported(project)[0]))).encode()


def _concordance_row(row: Concordance) -> dict[str, object]:
    cells = {
        name: getattr(row, name) for name in ("study", "item", "paper", "paper_value", "registry", "registry_value")
    }
    joined = {"paper_data": ";".join(row.paper_data), "registry_data": ";".join(row.registry_data)}
    return {**cells, "verdict": row.verdict.value, "judgement": row.judgement.value, "fate": row.fate, **joined}


def finding_rows(findings: Sequence[Finding], known: Sequence[Record]) -> list[dict[str, object]]:
    """Rows of the ledger table ``findings``: the weightiest first, then by code, file and line.

    An anchor keeps its name while other findings come and go: the id tells the code, what the finding is about and its
    topic; findings that share all three have a hash of their words too.
    """
    order = list(Severity)
    ordered = sorted(findings, key=lambda f: (order.index(f.severity), f.code.id, *_where(f), f.message))
    about = _about(ordered, known)
    return [
        {
            "id": id_,
            "code": finding.code.id,
            "severity": finding.severity.value,
            "about": whom,
            "message": finding.message,
            "file": _where(finding)[0],
            "line": _where(finding)[1] or None,
            "quote": finding.place.quote if finding.place else "",
            "place": finding.place.where if finding.place else "",
            **_other(finding.other),
            "mend": finding.remedy,
            **_answer(finding.answer),
        }
        for finding, whom, id_ in zip(ordered, about, _ids(ordered, about), strict=True)
    ]


def _other(place: Place | None) -> dict[str, object]:
    known = (place.file, place.line, place.quote) if place else ("", None, "")
    return dict(zip(("other_file", "other_line", "other_quote"), known, strict=True))


def _answer(answer: Answer | None) -> dict[str, object]:
    given = (answer.answer, answer.reason, answer.by, answer.date) if answer else ("",) * 4
    return dict(zip(("answer", "answer_reason", "answered_by", "answered_on"), given, strict=True))


def _about(findings: Sequence[Finding], known: Sequence[Record]) -> list[str]:
    names = ((record.key, name) for record in known for name in (record.source, *record.also))
    keys = {name: key for key, own in names for name in (own, f"seeds/{own}")}
    return [keys.get(f.about or _source(f) or _where(f)[0], f.about) for f in findings]


LONGEST = 60
"""Most letters of a topic in a finding's id."""


def _ids(findings: Sequence[Finding], about: Sequence[str]) -> Iterable[str]:
    names = [
        datum_name(f.code.id, whom or Path(_where(f)[0]).stem, slug(f.topic)[:LONGEST])
        for f, whom in zip(findings, about, strict=True)
    ]
    counts = Counter(names)
    return identify(
        name if counts[name] == 1 else f"{name}-{_hash(f)}" for name, f in zip(names, findings, strict=True)
    )


def _hash(finding: Finding) -> str:
    quote = finding.place.quote if finding.place else ""
    return hashlib.sha256(f"{finding.message}\n{quote}".encode()).hexdigest()[:8]


def _source(finding: Finding) -> str:
    return finding.place.source if finding.place else ""


def _where(finding: Finding) -> tuple[str, int]:
    return (finding.place.file, finding.place.line or 0) if finding.place else ("", 0)
