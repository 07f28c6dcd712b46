"""The review's tables as Markdown; a chapter's cell gives each its label and caption."""

from prismabook.report.tables.appraisal import assessors, instruments, risk_of_bias, signalling
from prismabook.report.tables.certainty import baselines, certainty, summary_of_findings
from prismabook.report.tables.checklist import checklist
from prismabook.report.tables.concordance import concordance
from prismabook.report.tables.design import detectable, detectable_range
from prismabook.report.tables.documents import completions, records, sources
from prismabook.report.tables.evidence import evidence, overview
from prismabook.report.tables.findings import findings, findings_brief
from prismabook.report.tables.matrix import criteria, matrix
from prismabook.report.tables.methods import (
    eligibility,
    information_sources,
    outcomes,
    protocol_reporting,
    screening,
    search_reporting,
    searches,
)
from prismabook.report.tables.results import derivations, effects, intervals, p_values
from prismabook.report.tables.selection import (
    agreement,
    conflicts,
    flow_counts,
    flow_lists,
    linked_reports,
    near_misses,
)
from prismabook.report.tables.studies import characteristics, contributions, individual_results
from prismabook.report.tables.tests import tests

__all__ = [
    "agreement",
    "assessors",
    "baselines",
    "certainty",
    "characteristics",
    "checklist",
    "completions",
    "concordance",
    "conflicts",
    "contributions",
    "criteria",
    "derivations",
    "detectable",
    "detectable_range",
    "effects",
    "eligibility",
    "evidence",
    "findings",
    "findings_brief",
    "flow_counts",
    "flow_lists",
    "individual_results",
    "information_sources",
    "instruments",
    "intervals",
    "linked_reports",
    "matrix",
    "near_misses",
    "outcomes",
    "overview",
    "p_values",
    "protocol_reporting",
    "records",
    "risk_of_bias",
    "screening",
    "search_reporting",
    "searches",
    "signalling",
    "sources",
    "summary_of_findings",
    "tests",
]
