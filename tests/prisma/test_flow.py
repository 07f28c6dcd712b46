"""The flow diagram counted from ledgers whose numbers are known by construction."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.ledger.csvtext import to_csv
from prismabook.ledger.schema import FLOW
from prismabook.model import Record, Study
from prismabook.prisma import flow, flow_numbers, flow_rows, invariants
from prismabook.project import Node, Project, Protocol, ScreeningDecision, load_decisions, load_protocol, parse_rows

ROOT = Path(__file__).parents[2]
PROTOCOL = Protocol(
    Node({"eligibility": Node([Node({"id": Node(name, 1)}, 1) for name in ("wrong-design", "no-data")], 1)}, 1)
)
HANDED = (("identification", "include", "handed over"), ("retrieval", "include", ""), ("eligibility", "include", ""))


def ledger(**ways):
    """Rows of a screening ledger: for each record its (stage, verdict, reason) in order."""
    rows = [(record, *step) for record, steps in ways.items() for step in steps]
    return [
        ScreeningDecision(record, stage, verdict, reason, "A. Person", "", "", line)
        for line, (record, stage, verdict, reason) in enumerate(rows, 2)
    ]


def counted(screening, studies=None, protocol=PROTOCOL):
    keys = dict.fromkeys(row.record for row in screening)
    given_studies = studies if studies is not None else [Study(key, "trial", (key,)) for key in keys]
    return flow(screening, [Record(key, f"{key}.txt", "article-journal") for key in keys], given_studies, protocol)


def codes(findings):
    return [finding.code.id for finding in findings]


def test_this_review():
    project = Project(ROOT)
    keys = ("humrich2015", "humrich2019", "farooq2024", "he2020", "nct02932137")
    studies = [Study("humrich2015", "", ("humrich2015",)), Study("he2020", "", ("he2020", "nct02932137"))]
    records = [Record(key, key, "x") for key in keys]
    found, findings = flow(load_decisions(project).screening, records, studies, load_protocol(project))
    numbers = {key: n for key, n in found.numbers.items() if n}
    assert numbers == {
        "organisation_results": 5,
        "other_sought_reports": 5,
        "other_assessed": 5,
        "other_excluded": 2,
        "new_studies": 2,
        "new_reports": 3,
        "total_studies": 2,
        "total_reports": 3,
    }
    assert found["organisation_results"].label == "Documents handed over"
    assert found["other_excluded"].parts[0].members == ("humrich2019", "farooq2024")
    assert found.columns == ("other", "included")
    assert set(codes(findings)) <= {"PB417"}


SEARCHED = ledger(
    a=(("identification", "include", "database: PubMed"), ("duplicate", "exclude", "b")),
    b=(
        ("identification", "include", "database: PubMed"),
        ("screening", "include", ""),
        ("retrieval", "include", ""),
        ("eligibility", "include", ""),
    ),
    c=(("identification", "include", "register: CTIS"), ("screening", "exclude", "")),
    d=(
        ("identification", "include", "database: Embase"),
        ("screening", "include", ""),
        ("retrieval", "not retrieved", ""),
    ),
    e=(
        ("identification", "include", "database"),
        ("screening", "include", ""),
        ("retrieval", "include", ""),
        ("eligibility", "exclude", "wrong-design"),
    ),
    f=(("identification", "include", "database"), ("duplicate", "exclude", "automation")),
    g=(("identification", "include", "register"), ("duplicate", "exclude", "withdrawn")),
    h=(
        ("identification", "include", "website: WHO"),
        ("retrieval", "include", ""),
        ("eligibility", "exclude", "no-data"),
    ),
    i=(("identification", "include", "organisation"), ("retrieval", "not retrieved", "")),
    j=HANDED,
)


def test_both_ways_of_identification():
    found, findings = counted(SEARCHED, [Study("b", "trial", ("b", "j"))])
    assert findings == ()
    assert found.numbers == {
        "previous_studies": 0,
        "previous_reports": 0,
        "database_results": 5,
        "register_results": 2,
        "duplicates": 1,
        "excluded_automatic": 1,
        "excluded_other": 1,
        "records_screened": 4,
        "records_excluded": 1,
        "dbr_sought_reports": 3,
        "dbr_notretrieved_reports": 1,
        "dbr_assessed": 2,
        "dbr_excluded": 1,
        "website_results": 1,
        "organisation_results": 2,
        "citations_results": 0,
        "other_sought_reports": 3,
        "other_notretrieved_reports": 1,
        "other_assessed": 2,
        "other_excluded": 1,
        "new_studies": 1,
        "new_reports": 2,
        "total_studies": 1,
        "total_reports": 2,
    }
    assert found["organisation_results"].label == "Organisations and documents handed over"
    assert found.columns == ("databases", "other", "included")
    assert [(part.label, part.n) for part in found["database_results"].parts] == [
        ("name not given", 2),
        ("PubMed", 2),
        ("Embase", 1),
    ]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), "PB411"),
        ((("identification", "include", "somewhere"),), "PB411"),
        ((("identification", "include", "database"),), "PB411"),
        ((("identification", "include", "handed over"),), "PB411"),
        (HANDED[:2], "PB411"),
        ((*HANDED[:2], ("eligibility", "exclude", "")), "PB413"),
        ((*HANDED[:2], ("eligibility", "exclude", "because")), "PB414"),
        ((*HANDED, ("eligibility", "exclude", "no-data")), "PB412"),
        ((HANDED[0], ("retrieval", "not retrieved", ""), HANDED[2]), "PB415"),
    ],
)
def test_what_is_wrong_in_a_ledger(steps, expected):
    records = [Record("x", "x.txt", "article-journal")]
    _, findings = flow(ledger(x=steps), records, [Study("x", "trial", ("x",))], PROTOCOL)
    assert expected in codes(findings)
    assert all(f.place.file == "review/decisions/screening.csv" for f in findings)


def test_a_decision_about_no_record():
    _, findings = flow(ledger(x=HANDED), [], [], PROTOCOL)
    assert [(f.code.id, f.place.line) for f in findings] == [("PB410", 2), ("PB410", 3), ("PB410", 4)]


def test_an_included_report_without_a_study_and_a_study_without_report():
    _, findings = counted(ledger(x=HANDED), [Study("y", "trial", ("y",))])
    assert codes(findings) == ["PB416", "PB420"]


def test_proposals_are_counted():
    rows = [replace(row, by="") for row in ledger(x=HANDED)]
    found, findings = counted(rows)
    assert (found.decisions, found.proposals) == (3, 3)
    assert findings[0].message == "3 of 3 screening decisions name no person who made them"


WAYS = {
    "duplicate": (("identification", "include", "database"), ("duplicate", "exclude", "other")),
    "screened out": (("identification", "include", "register"), ("screening", "exclude", "")),
    "lost": (
        ("identification", "include", "database"),
        ("screening", "include", ""),
        ("retrieval", "not retrieved", ""),
    ),
    "excluded": (
        ("identification", "include", "database"),
        ("screening", "include", ""),
        ("retrieval", "include", ""),
        ("eligibility", "exclude", "no-data"),
    ),
    "included": (
        ("identification", "include", "database"),
        ("screening", "include", ""),
        ("retrieval", "include", ""),
        ("eligibility", "include", ""),
    ),
    "handed": HANDED,
    "cited": (("identification", "include", "citation searching"), *HANDED[1:2], ("eligibility", "exclude", "no-data")),
}


@given(st.lists(st.sampled_from(sorted(WAYS)), max_size=40))
def test_a_ledger_without_gaps_always_adds_up(kinds):
    included = [Study(f"r{i}", "trial", (f"r{i}",)) for i, k in enumerate(kinds) if k in ("included", "handed")]
    found, findings = counted(ledger(**{f"r{i}": WAYS[kind] for i, kind in enumerate(kinds)}), included)
    assert findings == ()
    had = Counter(kinds)
    assert found["records_screened"].n == sum(had[k] for k in ("screened out", "lost", "excluded", "included"))
    assert found["new_reports"].n == had["included"] + had["handed"]
    assert found["dbr_excluded"].n == had["excluded"]
    assert found["citations_results"].n == had["cited"]


def test_two_thousand_records_are_counted_from_their_list():
    kinds = [sorted(WAYS)[i % len(WAYS)] for i in range(2000)]
    reports = tuple(f"r{i}" for i, kind in enumerate(kinds) if kind in ("included", "handed"))
    studies = [Study(reports[i], "trial", reports[i : i + 2]) for i in range(0, len(reports), 2)]
    found, findings = counted(ledger(**{f"r{i}": WAYS[kind] for i, kind in enumerate(kinds)}), studies)
    assert findings == ()
    had = Counter(kinds)
    assert (found["new_reports"].n, found["new_studies"].n) == (len(reports), len(studies))
    assert found["database_results"].n == had["duplicate"] + had["lost"] + had["excluded"] + had["included"]
    assert found["register_results"].n == had["screened out"]


def test_the_exchange_format_goes_out_and_in():
    found, _ = counted(SEARCHED, [Study("b", "trial", ("b", "j"))])
    text = to_csv(FLOW, flow_rows(found))
    rows, findings = parse_rows(text, "flow.csv", FLOW.names)
    assert findings == ()
    assert flow_numbers([row.cells for row in rows]) == found.numbers
    assert "dbr_excluded,node14,box9" in text
    assert '"Wrong design, 1"' in text


def test_reasons_with_commas_do_not_break_the_format():
    protocol = Protocol(Node({"eligibility": Node([Node({"id": Node("no-data", 1)}, 1)], 1)}, 1))
    found, _ = counted(ledger(x=(*HANDED[:2], ("eligibility", "exclude", "old, small, odd"))), [], protocol)
    rows = [{k: str(v) for k, v in row.items()} for row in flow_rows(found)]
    assert next(row["n"] for row in rows if row["data"] == "other_excluded") == "Old – small – odd, 1"
    assert flow_numbers(rows)["other_excluded"] == 1


def test_the_packages_own_ways_of_writing_numbers():
    rows = [
        {"data": "NA", "n": "0"},
        {"data": "database_results", "n": "1,234"},
        {"data": "dbr_excluded", "n": "Reason1, 10; Reason 2, 5"},
        {"data": "other_excluded", "n": "Reason1, xxx; Reason2, xxx"},
        {"data": "screening", "n": "0"},
        {"data": "new_studies", "n": ""},
    ]
    assert flow_numbers(rows) == {"database_results": 1234, "dbr_excluded": 15}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"database_results": 10, "duplicates": 2, "records_screened": 8}, []),
        ({"database_results": 10, "duplicates": 2, "records_screened": 9}, ["PB418"]),
        ({"records_screened": 8, "records_excluded": 3, "dbr_sought_reports": 6}, ["PB419"]),
        ({"dbr_sought_reports": 6, "dbr_notretrieved_reports": 1, "dbr_assessed": 6}, ["PB418"]),
        ({"dbr_assessed": 6, "dbr_excluded": 2, "new_reports": 5}, ["PB418"]),
        ({"previous_studies": 3, "new_studies": 2, "total_studies": 6}, ["PB418"]),
        ({"new_studies": 3, "new_reports": 2}, ["PB418"]),
        ({}, []),
    ],
)
def test_invariants(numbers, expected):
    assert codes(invariants(numbers)) == expected
