"""The ledger's findings: whom each is about, and names that stay while others come and go."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.findings import Finding, Place, Severity, code
from prismabook.model import Record
from prismabook.pipeline import assemble, finding_rows
from prismabook.project import Project

NOTE = code("PB998", Severity.NOTE, "a note of the tests", "Nothing.")
WARNING = code("PB999", Severity.WARNING, "a warning of the tests", "Nothing.")
RECORDS = (Record("he2020", "003.txt", "article-journal"), Record("nct1", "004.txt", "dataset"))
PLACES = (None, Place("seeds/003.txt", 1), Place("review/decisions/screening.csv", 2, "words"), Place("seeds/x.txt"))
FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from([NOTE, WARNING]),
        st.sampled_from(["one", "two"]),
        st.sampled_from(PLACES),
        about=st.sampled_from(["", "he2020", "004.txt"]),
        topic=st.sampled_from(["", "DOI", "week 12, SRI-4"]),
    ),
    unique=True,
    max_size=12,
)


def named(*findings: Finding) -> list[tuple[object, object]]:
    return [(row["id"], row["about"]) for row in finding_rows(findings, RECORDS)]


def test_a_finding_is_named_by_its_code_whom_it_is_about_and_its_topic() -> None:
    assert named(Finding(NOTE, "m", PLACES[1], topic="DOI")) == [("pb998-he2020-doi", "he2020")]
    assert named(Finding(NOTE, "m", PLACES[2], about="nct1")) == [("pb998-nct1", "nct1")]
    assert named(Finding(NOTE, "m", PLACES[2], about="004.txt")) == [("pb998-nct1", "nct1")]
    assert named(Finding(NOTE, "m", PLACES[2])) == [("pb998-screening", "")]
    assert named(Finding(NOTE, "m")) == [("pb998", "")]


def test_a_line_that_moves_renames_nothing() -> None:
    one, two = (Finding(NOTE, "m", Place("seeds/003.txt", line, "q")) for line in (3, 30))
    assert named(one) == named(two)


@given(FINDINGS)
def test_names_differ(findings: list[Finding]) -> None:
    names = [name for name, _ in named(*findings)]
    assert len(set(names)) == len(names) == len(findings)


@given(FINDINGS, st.sampled_from([NOTE, WARNING]))
def test_names_stay_when_findings_with_another_topic_go(findings: list[Finding], gone: object) -> None:
    kept = [f for f in findings if (f.code, f.topic) != (gone, "DOI")]
    assert set(named(*kept)) <= set(named(*findings))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    review = assemble(Project(Path(__file__).parents[1]))
    return finding_rows(review.findings, review.records)


def test_findings_on_one_document_or_study_say_which(rows: list[dict[str, object]]) -> None:
    for row in rows:
        if str(row["file"]).startswith("seeds/") or row["code"] in ("PB401", "PB402", "PB555", "PB806"):
            assert row["about"], row
    assert {row["about"] for row in rows if row["code"] == "PB555"} == {"humrich2015", "he2020"}


def test_missing_fields_are_named_by_record_and_field(rows: list[dict[str, object]]) -> None:
    assert [row["id"] for row in rows if row["code"] == "PB202"] == [
        "pb202-humrich2015-doi",
        "pb202-humrich2015-pmid",
        "pb202-humrich2019-doi",
        "pb202-nct02932137-issued",
    ]
