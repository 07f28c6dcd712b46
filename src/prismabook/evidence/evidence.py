"""The data of a review, report by report, and what the audit makes of them, study by study."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from prismabook.audit import Concordance, audit_across
from prismabook.evidence.family import Family, Made, Opener
from prismabook.evidence.plain import from_lists, to_lists
from prismabook.evidence.reports import reports
from prismabook.extraction import Codebook
from prismabook.extraction.decided import decided
from prismabook.findings import Finding
from prismabook.intake import Intake
from prismabook.intake.cache import LIBRARIES, ROOMS
from prismabook.model import Datum, Record, Study
from prismabook.project import Decisions, Project
from prismabook.project.store import Store, code
from prismabook.studies import assigned
from prismabook.synthesis import Pooling, Result, let_in, pooled_studies

LATER_ROOMS = ("audit", "evidence", "ledger", "studies", "synthesis")
LATER_LIBRARIES = ("numpy", "scipy")


@dataclass(frozen=True, slots=True)
class Audited:
    """What the audit of all studies gives; the results by their reports' keys, without the ids of their data."""

    results: tuple[Result, ...]
    concordance: tuple[Concordance, ...]
    pooling: tuple[Pooling, ...]
    pooled_studies: frozenset[str]
    """The studies that enter a synthesis with an effect."""
    findings: tuple[Finding, ...]


class Evidence:
    """The data of all reports; none is held: each is fetched when it is asked for.

    Parameters
    ----------
    project, intake
        The review, and its documents as they were taken in.
    records, decisions, book
        The records with their keys, what people decided, and the codebook with the review's own items.
    """

    def __init__(
        self, project: Project, intake: Intake, records: Sequence[Record], decisions: Decisions, book: Codebook
    ) -> None:
        order = {source.id: number for number, source in enumerate(intake.sources)}
        self._files = {source.id: source.path for source in intake.sources}
        self._records, self._sources = records, intake.sources
        made, stray = reports(records, order, decisions, book)
        self._reports = {report.key: report for report in made}
        self._opener = Opener(intake.sources, intake.harvests, book)
        based = f"{code(ROOMS + LATER_ROOMS, LIBRARIES + LATER_LIBRARIES)}\n{book!r}"
        self._store = Store(project.cache / "evidence", based)
        self._studies: dict[str, Study] = {}
        self._kept: dict[str, _Kept] = {}
        self.telling: tuple[Datum, ...] = tuple(d for report in made for d in self._opener.telling(report))
        """The data that tell which reports belong together; their study is not known yet."""
        self.findings: tuple[Finding, ...] = tuple(decided((), intake.sources, {}, stray, book)[1])
        """Decisions about data or documents that there are not."""

    def data(self, report: str) -> tuple[Datum, ...]:
        """A report's data after all decisions, with their study once the studies are known; none for other names."""
        if report not in self._reports:
            return ()
        study = self._studies.get(report)
        return assigned(self._opener.data(self._reports[report])[0], [study] if study else [])

    def __iter__(self) -> Iterator[Datum]:
        """All data in the order of the sources."""
        return (datum for report in self._reports for datum in self.data(report))

    def of_sources(self, names: Collection[str]) -> Iterator[Datum]:
        """The data of the reports that any of these documents give."""
        mine = (key for key, report in self._reports.items() if not set(names).isdisjoint(report.sources))
        return (datum for key in mine for datum in self.data(key))

    def audited(self, studies: Sequence[Study]) -> Audited:
        """Audit all studies; what was kept of one stands as long as all that it follows from does."""
        self._studies = {key: study for study in studies for key in study.reports}
        made = [one for _, batch in groupby(self._families(), key=self._file) for one in self._made(tuple(batch))]
        results = tuple(sorted((r for one in made for r in one.results), key=lambda result: result.report))
        across = audit_across(results, studies, self._records, self._sources, self.data)
        pooled = self._pooled(let_in(results, across.pooling), studies)
        self._store.prune()
        rows = tuple(row for one in made for row in one.concordance)
        findings = (*self.findings, *(f for one in made for f in one.findings), *across.findings)
        return Audited(results, rows, across.pooling, pooled, findings)

    def extraction_lines(self) -> Iterator[str]:
        """The lines of the table ``extraction``, in the order of the sources; after :meth:`audited`."""
        return (self._lines(report, 0) for report in self._reports)

    def result_lines(self) -> Iterator[str]:
        """The lines of the table ``results``, in the order of the reports' keys; after :meth:`audited`."""
        return (self._lines(report, 1) for report in sorted(self._reports))

    def _families(self) -> Iterator[Family]:
        """Each study where its first report stands, and each report of none."""
        seen: set[str] = set()
        place = {key: number for number, key in enumerate(self._reports)}
        for key, report in self._reports.items():
            study = self._studies.get(key)
            if study is None:
                yield Family(None, (report,))
            elif study.id not in seen:
                seen.add(study.id)
                yield Family(study, tuple(self._reports[name] for name in sorted(study.reports, key=place.__getitem__)))

    def _file(self, family: Family) -> str:
        """The file of its first report. Families of one file are kept together: an export may hold thousands."""
        return self._files[family.reports[0].record.source]

    def _made(self, batch: tuple[Family, ...]) -> tuple[Made, ...]:
        origins = [self._opener.origin(family) for family in batch]
        last = all(origins)  # else one of the files is not what its name says, or has no content
        key = self._store.key(*(origins if last else ["held", *map(repr, batch)]))
        found = _sound(self._store.head(key)) if last else ()
        if not found:
            found = tuple(self._opener.make(family) for family in batch)
            lines = [text for one in found for pair in one.lines for text in pair]
            self._store.put(key, [to_lists(one) for one in found], lines, last=last)
        keys = (report.key for family in batch for report in family.reports)
        self._kept.update({report: _Kept(key, number, batch) for number, report in enumerate(keys)})
        return found

    def _lines(self, report: str, table: int) -> str:
        kept = self._kept[report]
        text = self._store.part(kept.key, 2 * kept.number + table)
        if text is None:  # somebody took the entry away meanwhile
            self._made(kept.batch)
            text = self._store.part(kept.key, 2 * kept.number + table)
        return str(text)

    def _pooled(self, mine: Sequence[Result], studies: Sequence[Study]) -> frozenset[str]:
        """The studies that enter a synthesis of these results; kept, as finding them out takes NumPy and SciPy."""
        if not mine:
            return frozenset()
        facts = [(r.id, r.study, r.outcome, r.time_point, r.population, r.table) for r in mine]
        key = self._store.key("pooled", repr(facts), repr([study.id for study in studies]))
        known = self._store.head(key)
        if known is None:
            known = sorted(pooled_studies(mine, studies))
            self._store.put(key, known)
        return frozenset(known)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where a report's lines are kept: the entry, the report's number in it, and what the entry is made from."""

    key: str
    number: int
    batch: tuple[Family, ...]


def _sound(stored: list[Any] | None) -> tuple[Made, ...]:
    """What an entry holds; nothing where its form is another one, as if there were no entry."""
    try:
        return tuple(map(from_lists, stored or ()))
    except (ValueError, KeyError, TypeError, IndexError):
        return ()
