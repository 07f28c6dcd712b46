"""Included studies audited: percentages turned into counts, p-values recomputed, paper against registry record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.audit.answers import answered
from prismabook.audit.concordance import Concordance, Verdict, concordance
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
    """Audit the reports of the included studies; pure, and silent where everything fits."""
    included = {key for study in studies for key in study.reports}
    mine = [datum for datum in data if datum.report in included]
    found, result_findings = results(mine, studies, sources)
    rows, concordance_findings = concordance(mine, studies, records, sources)
    pooling = poolable(found, studies)
    findings = (
        *result_findings,
        *consistency(mine, sources),
        *concordance_findings,
        *quoted_by_reviews(mine, studies, records, sources),
        *pooling_findings(pooling),
    )
    return Audit(found, rows, pooling, findings)


__all__ = [
    "Audit",
    "Concordance",
    "Consistency",
    "Percentage",
    "Places",
    "PrintedP",
    "Scale",
    "Tested",
    "Verdict",
    "answered",
    "audit",
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
