"""Reports of one study are brought together by the numbers they name, and never merged or counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from prismabook.bibliography import records
from prismabook.extraction import data
from prismabook.ledger import TABLES, from_csv, to_csv
from prismabook.model import Datum, Field, Quote, Record
from prismabook.project import Project, load_decisions
from prismabook.sources import read_all
from prismabook.studies import assigned, designs, studies, study_of, study_rows

ROOT = Path(__file__).resolve().parents[2]


def paper(key: str) -> Record:
    return Record(key, f"{key}.txt", "article-journal", fields=(Field("title", key, Quote(f"{key}.txt", "t", 0, 1)),))


def register(number: str) -> Record:
    key = number.lower()
    return Record(
        key, f"{key}.txt", "dataset", fields=(Field("registration", number, Quote(f"{key}.txt", number, 0, 11)),)
    )


def datum(report: str, item: str, value: str) -> Datum:
    return Datum(f"{report}-{item}-{value}", "", report, item, value, Quote(f"{report}.txt", value, 0, 1), "rule:x")


def test_the_review_has_two_studies() -> None:
    project = Project(ROOT)
    sources, _ = read_all(project)
    decisions = load_decisions(project)
    known, _ = records(sources, decisions)
    found, _ = data(sources, known, decisions)
    grouped, findings = studies(known, found, sources)
    assert [(s.id, s.design, s.reports) for s in grouped] == [
        ("humrich2015", "case report", ("humrich2015",)),
        ("he2020", "randomised trial", ("he2020", "nct02932137")),
    ]
    assert grouped[1].registrations == ("NCT02465580", "NCT02932137")
    assert grouped[1].linked_by == "he2020 and nct02932137 name NCT02932137"
    (missing,) = (f for f in findings if f.code.id == "PB401")
    assert "NCT02465580" in missing.message
    assert missing.place is not None
    assert (missing.place.file, missing.place.line) == ("seeds/003_6c8f74dbc2f578eb.txt", 37)
    assert study_of(known, grouped)["farooq2024"] == ""
    assert {d.study for d in assigned(found, grouped) if d.report == "nct02932137"} == {"he2020"}


def test_reports_are_linked_through_a_third() -> None:
    known = [paper("a2020"), register("NCT00000001"), paper("b2021"), paper("c2022")]
    named = [("a2020", "NCT00000001"), ("b2021", "NCT00000002"), ("c2022", "NCT00000001"), ("c2022", "NCT00000002")]
    found = [datum(key, "study_type", "randomised trial") for key in ("a2020", "b2021", "c2022")]
    found += [datum(key, "registration", number) for key, number in named]
    (study,), findings = studies(known, found)
    assert study.reports == ("a2020", "b2021", "c2022", "nct00000001")
    assert sorted(f.code.id for f in findings) == ["PB401", "PB402"]


def test_a_registry_record_alone_is_a_study_of_its_own() -> None:
    grouped, findings = studies([register("NCT00000001")], [])
    assert [(s.id, s.design, s.linked_by) for s in grouped] == [("nct00000001", "registry record", "")]
    assert findings == ()


@pytest.mark.parametrize("kind", ["review", "systematic review", "meta-analysis"])
def test_reviews_are_no_studies(kind: str) -> None:
    known = [paper("a2020")]
    grouped, findings = studies(known, [datum("a2020", "study_type", kind)])
    assert (grouped, findings) == ((), ())
    assert designs(known, [datum("a2020", "study_type", kind)]) == {"a2020": kind}


def test_a_report_of_unknown_design_is_a_finding_and_no_study() -> None:
    grouped, findings = studies([paper("a2020")], [])
    assert grouped == ()
    assert [f.code.id for f in findings] == ["PB403"]


def test_rows_fit_the_ledger() -> None:
    known = [paper("a2020"), register("NCT00000001")]
    found = [datum("a2020", "study_type", "randomised trial"), datum("a2020", "registration", "NCT00000001")]
    found.append(datum("a2020", "registration", "NCT00000009"))
    grouped, _ = studies(known, found)
    table = next(t for t in TABLES if t.name == "studies")
    (row,) = from_csv(to_csv(table, study_rows(grouped, known)), table)
    assert row["reports"] == "a2020;nct00000001"
    assert row["registrations"] == "NCT00000001;NCT00000009"
    assert row["registrations_missing"] == "NCT00000009"
