"""Appraisals: complete, known, supported, confirmed; or findings that say what is wrong and where."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from prismabook.appraisal import INSTRUMENTS, JBI_CASE_REPORT, ROB2, appraise
from prismabook.model import Kind, Record, Source, Study
from prismabook.project import Project

ROOT = Path(__file__).parents[2]
STUDIES = (Study("he2020", "trial", ("he2020",)), Study("humrich2015", "case report", ("humrich2015",)))
GOOD = {
    **{column: "reason" for column in ROB2.columns if column.endswith("support")},
    **dict.fromkeys(("D1", "D2", "D3", "D4", "D5"), "Low"),
    "Study": "he2020",
    "Overall": "Low",
    "By": "A. Person",
}
JBI_GOOD = {
    **{column: "reason" for column in JBI_CASE_REPORT.columns if column.endswith("support")},
    **{d.id: "Unclear" for d in JBI_CASE_REPORT.domains},
    "Study": "humrich2015",
    "Overall": "Include",
    "By": "A. Person",
}


def table(columns, *rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture
def review(tmp_path):
    def write(*rob, jbi=(JBI_GOOD,)):
        folder = tmp_path / "review" / "decisions"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ROB2.file).write_text(table(ROB2.columns, *rob), "utf-8")
        (folder / JBI_CASE_REPORT.file).write_text(table(JBI_CASE_REPORT.columns, *jbi), "utf-8")
        return Project(tmp_path)

    return write


def codes(result):
    return [(f.code.id, str(f.place)) for f in result.findings]


def test_a_complete_appraisal_is_silent(review):
    result = appraise(review(GOOD), STUDIES)
    assert result.findings == ()
    assert [a.study for a in result.appraisals] == ["he2020", "humrich2015"]
    assert [j.answer for j in result.appraisals[0].judgements] == ["Low"] * 5
    assert not result.appraisals[0].is_proposal


@pytest.mark.parametrize("domain", ["D1", "D2", "D3", "D4", "D5", "Overall"])
def test_a_missing_domain_is_an_error_and_never_a_blank(review, domain):
    result = appraise(review({**GOOD, domain: ""}), STUDIES)
    assert ("PB551", "review/decisions/risk-of-bias.csv:2") in codes(result)
    assert [a.study for a in result.appraisals] == ["humrich2015"]


def test_an_unknown_answer_is_an_error(review):
    result = appraise(review({**GOOD, "D3": "low"}), STUDIES)
    assert ("PB552", "review/decisions/risk-of-bias.csv:2") in codes(result)


def test_another_instruments_row_is_an_error(review):
    assert "PB552" in dict(codes(appraise(review({**GOOD, "Tool": "ROBINS-I"}), STUDIES)))


def test_a_study_that_is_not_included(review):
    assert "PB553" in dict(codes(appraise(review({**GOOD, "Study": "he2019"}), STUDIES)))


def test_the_same_person_twice_is_an_error_but_a_second_assessor_is_not(review):
    assert ("PB554", "review/decisions/risk-of-bias.csv:3") in codes(appraise(review(GOOD, GOOD), STUDIES))
    assert appraise(review(GOOD, {**GOOD, "By": "B. Person"}), STUDIES).findings == ()


def test_nobodys_appraisal_is_a_proposal(review):
    result = appraise(review({**GOOD, "By": ""}), STUDIES)
    assert codes(result) == [("PB555", "review/decisions/risk-of-bias.csv:2")]
    assert result.appraisals[0].is_proposal


def test_a_study_without_appraisal(review):
    (finding,) = appraise(review(), STUDIES).findings
    assert finding.code.id == "PB556"
    assert finding.message.startswith("he2020")


def test_a_judgement_without_support(review):
    assert codes(appraise(review({**GOOD, "D2 support": ""}), STUDIES)) == [
        ("PB557", "review/decisions/risk-of-bias.csv:2")
    ]


def test_quoted_support_must_stand_in_the_report(review):
    record = Record("he2020", "a.txt", "article-journal")
    source = Source("a.txt", "seeds/a.txt", "", Kind.ABSTRACT, "test", "A randomised trial.")
    good = review({**GOOD, "D1 support": "“randomised trial” it says"})
    assert appraise(good, STUDIES, (record,), (source,)).findings == ()
    bad = review({**GOOD, "D1 support": "“concealed” it says"})
    (finding,) = appraise(bad, STUDIES, (record,), (source,)).findings
    assert (finding.code.id, finding.place.quote) == ("PB558", "concealed")


def test_a_missing_column_is_named(review, tmp_path):
    project = review(GOOD)
    columns = [c for c in ROB2.columns if c != "D4"]
    row = {c: GOOD.get(c, "") for c in columns}
    (project.decisions / ROB2.file).write_text(table(columns, row), "utf-8")
    assert "the column D4 is missing" in [f.message for f in appraise(project, STUDIES).findings]


def test_robvis_finds_its_columns_first():
    assert ROB2.columns[:8] == ("Study", "D1", "D2", "D3", "D4", "D5", "Overall", "Weight")


def test_instruments_have_files_of_their_own():
    assert len({i.file for i in INSTRUMENTS}) == len(INSTRUMENTS)
    assert (len(ROB2.domains), len(JBI_CASE_REPORT.domains)) == (5, 8)


def test_this_reviews_appraisals_are_complete_proposals(tmp_path):
    shutil.copytree(ROOT / "review" / "decisions", tmp_path / "review" / "decisions")
    files = {"humrich2015": "000_4f474896de85dbf4.txt", "he2020": "003_6c8f74dbc2f578eb.txt"}
    files["nct02932137"] = "004_728cc2a040713f9d.txt"
    sources = tuple(
        Source(f, f"seeds/{f}", "", Kind.ABSTRACT, "", (ROOT / "seeds" / f).read_bytes().decode())
        for f in files.values()
    )
    records = tuple(Record(key, file, "article-journal") for key, file in files.items())
    studies = (Study("he2020", "trial", ("he2020", "nct02932137")), STUDIES[1])
    result = appraise(Project(tmp_path), studies, records, sources)
    assert {f.code.id for f in result.findings} <= {"PB555"}
    assert {a.study for a in result.appraisals} == {"he2020", "humrich2015"}
