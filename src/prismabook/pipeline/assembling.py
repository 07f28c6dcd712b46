"""The rooms joined: documents, decisions, data, studies, selection, findings."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from prismabook.appraisal import appraise, certainty, texts_of
from prismabook.audit import Concordance, answered
from prismabook.bibliography import key_rows, records
from prismabook.bibliography.codes import MISSING_ESSENTIAL, MISSING_USEFUL, NO_LANGID
from prismabook.evidence import Evidence
from prismabook.extraction import Compared, codebook, compare, with_own
from prismabook.extraction.codes import NOT_STATED, NOTHING_TAKEN
from prismabook.findings import Finding, gathered
from prismabook.intake import take_in
from prismabook.model import Datum, Record, Source, Study
from prismabook.pipeline.finding_rows import about_whom, ids
from prismabook.prisma import Reported, Selection, reported, selection
from prismabook.project import (
    Decisions,
    OwnItem,
    Project,
    Protocol,
    load_decisions,
    load_flow_settings,
    load_protocol,
)
from prismabook.sources.codes import UNKNOWN_LAYOUT
from prismabook.sources.codes_files import NOT_AN_ARTICLE
from prismabook.studies import studies
from prismabook.studies.codes import NO_DESIGN
from prismabook.synthesis import Result

GATHERED = (MISSING_ESSENTIAL, MISSING_USEFUL, NO_LANGID, NOTHING_TAKEN, NOT_STATED, NO_DESIGN)
"""What each record of a large export may lack."""

Progress = Callable[[str], None]


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
    findings = answered(findings, tuple(ids(findings, about_whom(findings, known))), decisions.answers)
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
