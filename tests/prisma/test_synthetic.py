"""A synthetic review of 2,000 records whose every box is known by construction, in all four templates."""

from dataclasses import replace

import pytest

from prismabook.ledger import from_csv, to_csv
from prismabook.ledger.schema import FLOW, FLOW_RECORDS
from prismabook.model import Record, Study
from prismabook.prisma import flow, flow_of, flow_rows, member_rows, read_flow, screened_by
from prismabook.prisma.model import KNOWN
from prismabook.project import FlowSettings, Node, Protocol, ScreeningDecision, parse_rows
from prismabook.project.flow_settings import BoxSetting
from prismabook.report.figures import flow_groups, flow_layout, flow_narrow

CRITERIA = ("wrong-population", "wrong-intervention", "review-of-literature")
PROTOCOL = Protocol(Node({"eligibility": Node([Node({"id": Node(name, 1)}, 1) for name in CRITERIA], 1)}, 1))

# How many records take each way; the first part of a name is where they were found.
DATABASES = {
    "pubmed duplicate": 300,  # of one more record
    "pubmed automation": 40,
    "embase withdrawn": 10,
    "pubmed+embase out": 250,  # found twice, merged into one record
    "pubmed out": 500,
    "register out": 100,
    "embase not retrieved": 30,
    "pubmed wrong-population": 150,
    "embase review-of-literature": 120,
    "pubmed included": 90,
    "register+report included": 10,  # a register's record that leads to a second report
}
OTHER = {
    "website not retrieved": 20,
    "website wrong-intervention": 60,
    "handed review-of-literature": 30,
    "organisation included": 25,
    "citation included": 15,
}
PREVIOUS = {"previous": 250}
KEPT = "kept"
"""The one more record, which the duplicates are duplicates of."""
ORIGINS = {
    "pubmed": ("database: PubMed",),
    "embase": ("database: Embase",),
    "pubmed+embase": ("database: PubMed", "database: Embase"),
    "register": ("register: CTIS",),
    "register+report": ("register: CTIS",),
    "website": ("website: WHO",),
    "handed": ("handed over",),
    "organisation": ("organisation",),
    "citation": ("citation searching",),
    "previous": ("previous review",),
}


def steps(key, way, fate):
    """Stage, verdict, reason and report of each row of a record."""
    yield from (("identification", "include", origin, "") for origin in ORIGINS[way])
    databases = way in ("pubmed", "embase", "pubmed+embase", "register", "register+report")
    if fate in ("duplicate", "automation", "withdrawn"):
        yield "duplicate", "exclude", KEPT if fate == "duplicate" else fate, ""
    elif fate == "out":
        yield "screening", "exclude", CRITERIA[len(way) % 2], ""
    elif fate:
        if databases:
            yield "screening", "include", "", ""
        yield "retrieval", "not retrieved" if fate == "not retrieved" else "include", "", ""
        if fate != "not retrieved":
            yield "eligibility", *(("include", "") if fate == "included" else ("exclude", fate)), ""
        if way == "register+report":
            yield "retrieval", "include", "", f"{key}-paper"
            yield "eligibility", "include", "", f"{key}-paper"


def made(ways):
    """Records, ledger and studies: a study for every two included reports, then one for each other report."""
    records, rows, reports = [], [], []
    number = 0
    for name, count in ways.items():
        way, _, fate = name.partition(" ")
        for _ in range(count):
            key = f"r{number}"
            number += 1
            records.append(Record(key, "all.ris", "article-journal"))
            for stage, verdict, reason, report in steps(key, way, fate):
                rows.append(ScreeningDecision(key, stage, verdict, reason, "A", "", "", len(rows) + 2, report))
                if verdict == "include" and stage == "eligibility":
                    reports.append(report or key)
            if way == "previous":
                reports.append(key)
    records.append(Record(KEPT, "all.ris", "article-journal"))
    for stage, verdict, reason in (
        ("identification", "include", "database: PubMed"),
        ("screening", "exclude", CRITERIA[0]),
    ):
        rows.append(ScreeningDecision(KEPT, stage, verdict, reason, "A", "", "", len(rows) + 2))
    return records, rows, tuple(reports)


TEMPLATES = {
    "new, databases": DATABASES,
    "new, other too": DATABASES | OTHER,
    "updated, databases": DATABASES | PREVIOUS,
    "updated, other too": DATABASES | OTHER | PREVIOUS,
}
BASE = {
    # 300 + 40 + 500 + 150 + 90, and 250 found in Embase too; one more record that the duplicates are duplicates of
    "database_results": (300 + 40 + 250 + 500 + 150 + 90 + 1) + (10 + 250 + 30 + 120),
    "register_results": 110,
    "duplicates": 300 + 250,
    "excluded_automatic": 40,
    "excluded_other": 10,
    "records_screened": 250 + 500 + 100 + 30 + 150 + 120 + 90 + 10 + 1,
    "records_excluded": 250 + 500 + 100 + 1,
    "dbr_sought_reports": 30 + 150 + 120 + 90 + 10 + 10,
    "dbr_notretrieved_reports": 30,
    "dbr_assessed": 150 + 120 + 90 + 20,
    "dbr_excluded": 270,
    "new_reports": 110,
}
WITH_OTHER = {
    "website_results": 80,
    "organisation_results": 55,
    "citations_results": 15,
    "other_sought_reports": 150,
    "other_notretrieved_reports": 20,
    "other_assessed": 130,
    "other_excluded": 90,
    "new_reports": 150,
}


def expected(template):
    numbers = dict.fromkeys((key for key, *_ in KNOWN), 0) | BASE
    numbers |= WITH_OTHER if "other" in template else {}
    updated = "updated" in template
    numbers |= {"previous_reports": 250, "previous_studies": 250} if updated else {}
    numbers["new_studies"] = numbers["new_reports"] // 2
    numbers["total_studies"] = numbers["previous_studies"] + numbers["new_studies"]
    numbers["total_reports"] = numbers["previous_reports"] + numbers["new_reports"]
    numbers["appraised_studies"] = 7
    numbers |= {"total_studies_ma": 3, "total_reports_ma": 6}
    return numbers


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_box_of_every_template(template):
    records, rows, reports = made(TEMPLATES[template])
    new = [report for report in reports if report not in old(rows)]
    studies = [Study(f"s{i}", "trial", tuple(new[i : i + 2])) for i in range(0, len(new), 2)]
    studies += [Study(f"p{key}", "trial", (key,)) for key in sorted(old(rows))]
    settings = FlowSettings(added=(BoxSetting("appraised_studies", 1), BoxSetting("total_studies_ma", 2),
                                   BoxSetting("total_reports_ma", 3)))  # fmt: skip
    entered = {"appraised_studies": {f"s{i}" for i in range(0, 14, 2)}, "total_studies_ma": {"s0", "s2", "s4"}}
    found, findings = flow(rows, records, studies, PROTOCOL, settings=settings, entered=entered)
    assert findings == ()
    assert found.numbers == expected(template)
    assert ("previous" in found.columns, "other" in found.columns) == ("updated" in template, "other" in template)
    assert {part.label: part.n for part in found["dbr_excluded"].parts} == {
        "Wrong population": 150,
        "Review of literature": 120,
    }
    assert {part.label: part.n for part in found["database_results"].parts} == {"PubMed": 1331, "Embase": 410}
    assert sum(part.n for part in found["records_excluded"].parts) == found["records_excluded"].n


def old(rows):
    return {row.record for row in rows if row.reason == "previous review"}


@pytest.fixture(scope="module")
def largest():
    records, rows, _ = made(TEMPLATES["updated, other too"])
    return records, rows, flow(rows, records, [], PROTOCOL)[0]


def test_there_are_two_thousand_records(largest):
    assert len(largest[0]) == 2000 + 1


def test_its_ledger_tables_come_back(largest):
    _, _, found = largest
    table = from_csv(to_csv(FLOW_RECORDS, member_rows(found)), FLOW_RECORDS)
    again = flow_of(table)
    assert again.numbers == found.numbers
    assert {b.key: sorted(b.members) for b in again.boxes} == {b.key: sorted(b.members) for b in found.boxes}
    text = to_csv(FLOW, flow_rows(found))
    cells = [row.cells for row in parse_rows(text, "flow.csv", FLOW.names)[0]]
    assert read_flow(cells, "flow.csv")[0].numbers == found.numbers


def test_it_can_be_drawn(largest):
    _, _, found = largest
    for drawing in (flow_layout.page(found), flow_narrow.narrow(found)):
        assert {box.group.key for box in drawing.boxes} == {group.key for group in flow_groups.groups(found)}
    assert "(n = 1,741)" in flow_groups.alternative(found)


def test_two_screeners_of_all_of_them(largest):
    _, rows, _ = largest
    first = [row for row in rows if row.stage == "screening"]
    turned = {"include": "exclude", "exclude": "include"}
    second = [
        replace(row, by="B", verdict=turned[row.verdict] if number % 25 == 0 else row.verdict)
        for number, row in enumerate(first)
    ]
    screened, conflicts = screened_by([*first, *second])
    assert len(first) == 1251
    assert screened[0].coefficients[0].agreed == 1251 - 51 and len(conflicts) == 51
