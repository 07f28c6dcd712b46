"""Included studies audited: percentages turned into counts, p-values recomputed, paper against registry record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prismabook.audit.answers import answered
from prismabook.audit.concordance import Concordance, Judgement, Verdict, concordance
from prismabook.audit.consistency import consistency
from prismabook.audit.grim import Consistency, Scale, Tested, debit, grim, grimmer
from prismabook.audit.percentages import Percentage, denominators, fitting, percentage
from prismabook.audit.places import Places
from prismabook.audit.pvalues import PrintedP, printed_p, reproducing
from prismabook.audit.results import results
from prismabook.audit.versions import quoted_by_reviews
from prismabook.findings import Finding
from prismabook.model import Datum, Record, Source, Study
from prismabook.synthesis import Pooling, Result, poolable, pooling_findings


@dataclass(frozen=True, slots=True)
class Audit:
    """All that follows from the data of the included studies; ``[r.row() for r in results]`` is the ledger's table."""

    results: tuple[Result, ...]
    concordance: tuple[Concordance, ...]
    pooling: tuple[Pooling, ...]
    findings: tuple[Finding, ...]


def audit(
    data: Sequence[Datum], studies: Sequence[Study], records: Sequence[Record], sources: Sequence[Source]
) -> Audit:
    """Audit the reports of the included studies; pure, and silent where everything fits.

    What follows from one study alone is :func:`audit_study`'s, the rest :func:`audit_across`'s.
    """
    of: dict[str, list[Datum]] = {}
    for datum in data:
        of.setdefault(datum.report, []).append(datum)
    found = [
        audit_study([d for key in study.reports for d in of.get(key, ())], study, records, sources) for study in studies
    ]
    results = tuple(sorted((result for one in found for result in one.results), key=lambda result: result.report))
    across = audit_across(results, studies, records, sources, lambda key: of.get(key, ()))
    rows = tuple(row for one in found for row in one.concordance)
    return Audit(results, rows, across.pooling, (*(f for one in found for f in one.findings), *across.findings))


def audit_study(data: Sequence[Datum], study: Study, records: Sequence[Record], sources: Sequence[Source]) -> Audit:
    """What follows from one study alone: its results, its concordance, what does not fit; nothing on pooling."""
    found, result_findings = results(data, [study], sources)
    rows, concordance_findings = concordance(data, [study], records, sources)
    return Audit(found, rows, (), (*result_findings, *consistency(data, sources), *concordance_findings))


def audit_across(
    found: Sequence[Result],
    studies: Sequence[Study],
    records: Sequence[Record],
    sources: Sequence[Source],
    data: Callable[[str], Sequence[Datum]],
) -> Audit:
    """What is told across studies: which results may be pooled, and what reviews quote otherwise.

    ``data`` gives those of a report; it is asked only for studies that a review names.
    """
    pooling = poolable(found, studies)
    quoted = quoted_by_reviews(data, studies, records, sources)
    return Audit((), (), pooling, (*quoted, *pooling_findings(pooling)))


__all__ = [
    "Audit",
    "Concordance",
    "Consistency",
    "Judgement",
    "Percentage",
    "Places",
    "PrintedP",
    "Scale",
    "Tested",
    "Verdict",
    "answered",
    "audit",
    "audit_across",
    "audit_study",
    "concordance",
    "consistency",
    "debit",
    "denominators",
    "fitting",
    "grim",
    "grimmer",
    "percentage",
    "printed_p",
    "reproducing",
    "results",
]
