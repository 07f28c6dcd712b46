"""The reports of one study, or one report of none, and all that follows from them alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from prismabook.audit import Concordance, audit_study
from prismabook.evidence.reports import Report
from prismabook.extraction import Codebook, Draft, data, extraction_rows, named
from prismabook.findings import Finding
from prismabook.intake import Harvests
from prismabook.ledger import csv_rows
from prismabook.ledger.schema import EXTRACTION, RESULTS
from prismabook.model import Datum, Source, Study
from prismabook.studies import TELLING, assigned
from prismabook.synthesis import Result


@dataclass(frozen=True, slots=True)
class Family:
    """A study with its reports in the order of their sources; a lone report where there is no study."""

    study: Study | None
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What follows from a family alone, and for each of its reports the lines of the tables of data and results.

    The ids of the data behind a result stand in its line alone: nobody asks for them again, and they are long.
    """

    results: tuple[Result, ...]
    concordance: tuple[Concordance, ...]
    findings: tuple[Finding, ...]
    lines: tuple[tuple[str, str], ...]


class Opener:
    """Opens reports: fetches what their sources gave, and applies what people decided."""

    def __init__(self, sources: Iterable[Source], harvests: Harvests, book: Codebook) -> None:
        self._sources = {source.id: source for source in sources}
        self._harvests, self._book = harvests, book

    def data(self, report: Report) -> tuple[tuple[Datum, ...], tuple[Finding, ...], tuple[Source, ...]]:
        """A report's data, what was noticed, and its sources with the places of the data's quotes at hand."""
        opened: list[Source] = []
        drafts: dict[str, Draft] = {}
        for name in report.sources:
            source = self._sources[name]
            drafts[name] = Draft((), ())  # a second copy of a record gives no data
            if name == report.record.source:
                source, drafts[name] = self._harvests.opened(source)
            opened.append(source)
        found, findings = data(opened, [report.record], report.decisions, book=self._book, drafts=drafts)
        return found, findings, tuple(opened)

    def telling(self, report: Report) -> Iterator[Datum]:
        """Those data that tell which study it reports; its harvest is fetched only where people decided on it."""
        if report.decided:
            return (datum for datum in self.data(report)[0] if datum.item in TELLING)
        return iter(named(self._harvests.telling(report.record.source), report.key))

    def origin(self, family: Family) -> str:
        """A name for all that a family follows from; empty where nothing is kept of one of its sources."""
        origins = [self._harvests.origin(name) for report in family.reports for name in report.sources]
        return f"{family!r} {origins}" if all(origins) else ""

    def make(self, family: Family) -> Made:
        """A family's data, audited."""
        opened = {report.key: self.data(report) for report in family.reports}
        study, sources = family.study, tuple(source for _, _, all_of in opened.values() for source in all_of)
        found = {key: assigned(own, [study] if study else []) for key, (own, _, _) in opened.items()}
        findings = [finding for _, noticed, _ in opened.values() for finding in noticed]
        results: tuple[Result, ...] = ()
        concordance: tuple[Concordance, ...] = ()
        if study:
            together = [datum for key in study.reports for datum in found[key]]
            audited = audit_study(together, study, [report.record for report in family.reports], sources)
            results, concordance = audited.results, audited.concordance
            findings += audited.findings
        lines = []
        for key, own in found.items():
            mine = (result.row() for result in results if result.report == key)
            rows = csv_rows(EXTRACTION, extraction_rows(own, sources)), csv_rows(RESULTS, mine)
            lines.append(("".join(rows[0]), "".join(rows[1])))
        light = tuple(replace(result, data=()) for result in results)
        return Made(light, concordance, tuple(findings), tuple(lines))
