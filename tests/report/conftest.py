"""A small review, written by hand: what its document says is what the corpus' trial abstract says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from prismabook.ledger import Table, to_csv
from prismabook.ledger.schema import (
    CHECKLIST,
    CONCORDANCE,
    EXTRACTION,
    FINDINGS,
    FLOW,
    FLOW_RECORDS,
    RECORD_FIELDS,
    RECORDS,
    RESULTS,
    SCREENING_AGREEMENT,
    SCREENING_CONFLICTS,
    STUDIES,
)
from prismabook.model import Record, Study
from prismabook.prisma import checklist_rows, flow, flow_rows, member_rows, reported
from prismabook.project import Protocol, ScreeningDecision, find_project
from prismabook.report import Review

QUOTE = "At week 12, the SRI-4 response rates were 55.17% and 30.00% for IL-2 and placebo, respectively (p=0.052)."


def datum(identifier: str, item: str, value: str, **more: str) -> dict[str, object]:
    """A row of the extraction table."""
    base = {"id": identifier, "study": "he2020", "report": "he2020", "source": "003.txt", "item": item, "value": value}
    place = {"quote": QUOTE, "start": "10", "end": "20", "line": "29", "how": "rule:x", "status": "certain"}
    return {**base, **place, **more}


SRI = {"outcome": "SRI-4 response", "time_point": "week 12"}
EXTRACTED = [
    datum("he2020-result-percent-sri-4-il-2", "result_percent", "55.17", unit="percent", arm="IL-2", **SRI),
    datum("he2020-result-percent-sri-4-placebo", "result_percent", "30.00", unit="percent", arm="placebo", **SRI),
    datum("he2020-result-p-sri-4", "result_p", "0.052", **SRI),
    datum(
        "he2020-result-percent-sri-4-placebo-24",
        "result_percent",
        "36.67",
        unit="percent",
        arm="placebo",
        outcome="SRI-4 response",
        time_point="week 24",
    ),
    datum("he2020-n-randomised", "n_randomised", "60", unit="participants"),
    datum(
        "he2020-dose", "dose", "1 million", unit="IU", arm="IL-2", quote="1 million IU", status="uncertain", note="why"
    ),
    datum("he2020-infection-il-2", "result_events", "0", unit="participants", arm="IL-2", outcome="serious infection"),
    datum("he2020-infection-total", "result_total", "13", unit="participants", arm="IL-2", outcome="serious infection"),
    datum("he2020-infection-placebo", "result_events", "2", unit="events", arm="placebo", outcome="serious infection"),
    datum("he2020-masking", "masking", "double-blind"),
    datum("nct1-n-planned", "n_planned", "30", unit="participants", report="nct1", source="004.txt"),
    datum("he2020-objective", "objective", "<b>{{< x >}}</b> | `c`", quote="<b>{{< x >}}</b> | `c`"),
]
SRI_RESULT = {
    "id": "he2020-sri-4-response-week-12",
    "study": "he2020",
    "report": "he2020",
    **SRI,
    "intervention": "IL-2",
    "comparator": "placebo",
    "events_intervention": 16,
    "total_intervention": 29,
    "events_comparator": 9,
    "total_comparator": 30,
    "counts": "derived",
    "risk_ratio": 1.839,
    "risk_ratio_low": 0.971,
    "risk_ratio_high": 3.483,
    "odds_ratio": 2.87,
    "odds_ratio_low": 0.99,
    "odds_ratio_high": 8.36,
    "risk_difference": 0.2517,
    "risk_difference_low": -0.0006,
    "risk_difference_high": 0.466,
    "p_reported": "0.052",
    "p_chi2": 0.05039,
    "p_chi2_corrected": 0.09,
    "p_chi2_n_minus_1": 0.0524,
    "p_reproduced_by": "A test; another",
    "p_fisher": 0.0664,
    "data": "he2020-result-percent-sri-4-il-2;he2020-result-percent-sri-4-placebo;he2020-result-p-sri-4;"
    "he2020-result-percent-sri-4-placebo-24",
}
INFECTION = {
    "id": "he2020-serious-infection",
    "study": "he2020",
    "report": "he2020",
    "outcome": "serious infection",
    "intervention": "IL-2",
    "comparator": "placebo",
    "events_intervention": 0,
    "events_comparator": 2,
    "derivation": "no denominators",
    "data": "he2020-infection-il-2;he2020-infection-total;he2020-infection-placebo",
}
HANDED = ("he2020", "nct1", "case1", "review1", "review2")
LEDGER = [
    ScreeningDecision(key, stage, verdict, reason, by, "", "", 2)
    for key in HANDED
    for stage, verdict, reason, by in (
        ("identification", "include", "handed over", "A"),
        ("retrieval", "include", "", "A"),
        ("eligibility", *(("exclude", "review-of-literature") if "review" in key else ("include", "")), ""),
    )
]
SELECTED = flow(
    LEDGER,
    [Record(key, f"{key}.txt", "article-journal") for key in HANDED],
    [Study("he2020", "trial", ("he2020", "nct1")), Study("case1", "case report", ("case1",))],
    Protocol(None),
)[0]
TABLES: dict[Table, Sequence[Mapping[str, object]]] = {
    RECORDS: [
        {
            "key": "he2020",
            "source": "003.txt",
            "kind": "abstract",
            "reader": "mirror",
            "title": "IL-2 & <SLE>",
            "container": "Ann Rheum Dis",
            "issued": "2020-01",
            "volume": "79",
            "issue": "1",
            "pages": "141-149",
            "doi": "10.1136/x_y",
            "study": "he2020",
            "sha256": "ab" * 32,
        },
        {
            "key": "nct1",
            "source": "004.txt",
            "kind": "registry",
            "registration": "NCT1",
            "study": "he2020",
            "url": "https://example.org/1",
        },
    ],
    RECORD_FIELDS: [
        {
            "key": "he2020",
            "field": "PMID",
            "value": "1",
            "origin": "decision",
            "decision": "PubMed",
            "confirmed": False,
        },
        *(
            {
                "key": "he2020",
                "field": "author",
                "value": name,
                "origin": "decision",
                "decision": "https://example.org/a",
                "confirmed": True,
            }
            for name in ("He, Jing", "Li, Xue")
        ),
    ],
    EXTRACTION: EXTRACTED,
    STUDIES: [{"study": "he2020", "design": "trial", "reports": "he2020;nct1"}],
    RESULTS: [SRI_RESULT, INFECTION],
    CONCORDANCE: [
        {
            "study": "he2020",
            "item": "sample_size",
            "paper": "he2020",
            "registry": "nct1",
            "verdict": "differs",
            "paper_data": "he2020-n-randomised",
            "registry_data": "nct1-n-planned",
        },
        {
            "study": "he2020",
            "item": "masking",
            "paper": "he2020",
            "registry": "nct1",
            "verdict": "only in the report",
            "paper_data": "he2020-masking",
        },
        {
            "study": "he2020",
            "item": "registration",
            "paper": "he2020",
            "verdict": "record not available",
            "judgement": "notable",
            "paper_data": "he2020-masking",
        },
    ],
    FINDINGS: [
        {
            "id": "PB501-he2020-1",
            "code": "PB501",
            "severity": "warning",
            "about": "he2020",
            "message": "29, not 30",
            "file": "seeds/003.txt",
            "line": 29,
            "quote": "n=30",
            "mend": "Ask.",
        }
    ],
    FLOW: list(flow_rows(SELECTED)),
    FLOW_RECORDS: list(member_rows(SELECTED)),
    SCREENING_AGREEMENT: [
        {"stage": "screening", "screener_1": "A", "screener_2": "B", "measure": "percent", "records": 20, "agreed": 19}
        | {"value": 0.95, "low": 0.76, "high": 0.99},
        {"stage": "screening", "screener_1": "A", "screener_2": "B", "measure": "kappa", "records": 20, "agreed": 19}
        | {"note": "both gave the same judgement throughout"},
    ],
    SCREENING_CONFLICTS: [
        {"record": "he2020", "stage": "screening", "decisions": "A: include; B: exclude", "settled": "include"}
        | {"settled_by": "A; B"},
        {"record": "nct1", "stage": "eligibility", "decisions": "A: include; B: exclude"},
    ],
}

PROTOCOL = """\
title: A question
question: {text: "Does *it* work?"}
eligibility:
  - {id: population, kind: include, text: "people with SLE"}
information_sources:
  - {name: "documents", kind: "handed over", note: "five | files"}
outcomes:
  - {id: response, text: "SRI-4", effect_measure: "risk ratio"}
"""
ROB = (
    "Study,D1,D2,D3,D4,D5,Overall,Weight,Tool,Outcome,By,Date,"
    "D1 support,D2 support,D3 support,D4 support,D5 support,Overall support\n"
    "he2020,Low,No information,Low,High,Some concerns,High,1,RoB 2,SRI-4,,,a,b,c,*d*,e,f\n"
)
SCREENING = "record,stage,decision,reason,by,date,note\nhe2020,eligibility,include,a trial,,,registered\n"


def write_review(root: Path) -> Path:
    """A review's folder at a path."""
    for folder in ("seeds", "review/data", "review/decisions"):
        (root / folder).mkdir(parents=True)
    (root / "_quarto.yml").write_text("project: {type: book}\nbook: {chapters: [index.qmd, review/a.qmd]}\n")
    (root / "index.qmd").write_text('# Start {#sec-start prisma="2 A2"}\n\n[x]{prisma="16a"}\n')
    (root / "review/a.qmd").write_text('# A *star*\n\n[x]{prisma="5"}\n\n## B {#sec-b prisma="16a, 17"}\n')
    (root / "review/protocol.yml").write_text(PROTOCOL)
    (root / "review/decisions/screening.csv").write_text(SCREENING)
    (root / "review/decisions/risk-of-bias.csv").write_text(ROB)
    for table, rows in TABLES.items():
        (root / "review/data" / table.file).write_text(to_csv(table, rows), "utf-8")
    places = checklist_rows(reported(find_project(root))[0])
    (root / "review/data" / CHECKLIST.file).write_text(to_csv(CHECKLIST, places), "utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_review(tmp_path / "book")


@pytest.fixture
def review(root: Path) -> Review:
    return Review.open(root / "review")
