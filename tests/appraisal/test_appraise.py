"""Appraisals: complete, known, supported, confirmed; or findings that say what is wrong and where."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from prismabook.appraisal import agreements, appraise, instruments, settled
from prismabook.appraisal.signalling import COLUMNS
from prismabook.model import Kind, Record, Source, Study
from prismabook.project import Project

ROOT = Path(__file__).parents[2]
INSTRUMENTS = instruments()
ROB2, JBI_CASE_REPORT = (next(i for i in INSTRUMENTS if i.id == name) for name in ("RoB 2", "JBI case reports"))
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


ANSWERS = {
    **dict.fromkeys(("1.1", "1.2", "2.6", "3.1", "5.1"), "Y"),
    **dict.fromkeys(("1.3", "2.1", "2.2", "4.1", "4.2", "4.3", "5.2", "5.3"), "N"),
}
"""Answers that lead to a low risk in every domain."""


def signalling(answers=ANSWERS, **more):
    base = {"Study": "he2020", "Tool": "", "Outcome": "", "Support": "reason", "By": "A. Person", "Date": ""}
    return [{**base, "Tool": "RoB 2", "Question": q, "Answer": a, **more} for q, a in answers.items()]


@pytest.fixture
def review(tmp_path):
    def write(*rob, jbi=(JBI_GOOD,), answers=None):
        folder = tmp_path / "review" / "decisions"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ROB2.file).write_text(table(ROB2.columns, *rob), "utf-8")
        (folder / JBI_CASE_REPORT.file).write_text(table(JBI_CASE_REPORT.columns, *jbi), "utf-8")
        people = dict.fromkeys(row["By"] for row in rob if row["Study"] == "he2020")
        given = [row for by in people for row in signalling(By=by)] if answers is None else answers
        (folder / "signalling.csv").write_text(table(COLUMNS, *given), "utf-8")
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


def test_instruments_are_data_with_their_sources():
    assert [i.id for i in INSTRUMENTS if not i.reference] == []
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
    trial = next(a for a in result.appraisals if a.study == "he2020")
    assert len(trial.answers) == 22
    assert [j.proposed for j in trial.judgements if j.departs] == ["Low"]
    assert {a.study for a in result.appraisals} == {"he2020", "humrich2015"}


def test_the_algorithm_stands_beside_the_judgement(review):
    (appraisal, _) = appraise(review(GOOD), STUDIES).appraisals
    assert [j.proposed for j in (*appraisal.judgements, appraisal.overall)] == ["Low"] * 6
    assert [j.departs for j in appraisal.judgements] == [False] * 5


def test_a_departure_needs_a_reason(review):
    found = codes(appraise(review({**GOOD, "D3": "High", "Overall": "High"}), STUDIES))
    assert found == [("PB567", "review/decisions/risk-of-bias.csv:2")]
    result = appraise(review({**GOOD, "D3": "High", "Overall": "High"}), STUDIES)
    assert "D3: judged “High”, where the algorithm proposes “Low”" in result.findings[0].message


def test_the_whole_may_depart_too_with_a_reason(review, tmp_path):
    rows = ({**GOOD, "D1": "Some concerns", "D2": "Some concerns", "Overall": "High"},)
    project = review(*rows, answers=signalling({**ANSWERS, "1.3": "Y", "2.6": "N", "2.7": "N"}))
    assert [(f.code.id, f.topic) for f in appraise(project, STUDIES).findings] == [("PB567", "RoB 2 Overall")]
    file = project.decisions / ROB2.file
    reasons = {**rows[0], "Overall departure": "Two domains lower confidence."}
    file.write_text(table((*ROB2.columns, "Overall departure"), reasons), "utf-8")
    assert appraise(project, STUDIES).findings == ()


def test_an_open_question_is_an_error(review):
    answers = signalling({**{q: a for q, a in ANSWERS.items() if q != "1.1"}, "3.1": "N", "3.2": "NA"})
    found = appraise(review(GOOD, answers=answers), STUDIES).findings
    assert [(f.code.id, f.topic) for f in found] == [("PB566", "RoB 2 D1"), ("PB566", "RoB 2 D3")]
    assert "no answer to 1.1" in found[0].message and "3.2: “NA”" in found[1].message


@pytest.mark.parametrize(
    ("question", "answer"), [("9.9", "Y"), ("1.1", "Yes"), ("1.1", "NA"), ("1.1", ""), ("3.2", "NI")]
)
def test_an_unknown_question_or_answer_is_an_error(review, question, answer):
    rows = [row for row in signalling() if row["Question"] != question]
    wrong = signalling({question: answer})
    found = codes(appraise(review(GOOD, answers=[*rows, *wrong]), STUDIES))
    assert ("PB569", f"review/decisions/signalling.csv:{len(rows) + 2}") in found


def test_a_question_answered_twice_is_an_error(review):
    found = appraise(review(GOOD, answers=[*signalling(), *signalling({"1.1": "N"})]), STUDIES).findings
    assert [f.code.id for f in found] == ["PB569"] and "line 2 too" in found[0].message


def test_answers_without_an_appraisal_are_an_error(review):
    found = codes(appraise(review(GOOD, answers=[*signalling(), *signalling(By="B. Person")]), STUDIES))
    assert found == [("PB570", f"review/decisions/signalling.csv:{len(ANSWERS) + 2}")]


def test_judgements_without_answers_are_told(review):
    assert codes(appraise(review(GOOD, answers=[]), STUDIES)) == [("PB571", "review/decisions/risk-of-bias.csv:2")]


def test_answers_need_support_and_quotes_that_stand(review):
    record = Record("he2020", "a.txt", "article-journal")
    source = Source("a.txt", "seeds/a.txt", "", Kind.ABSTRACT, "test", "A randomised trial.")
    bare = [
        {**row, "Support": "“never”" if row["Question"] == "1.2" else ""}
        for row in signalling({"1.1": "Y", "1.2": "Y"})
    ]
    rest = [row for row in signalling() if row["Question"] not in ("1.1", "1.2")]
    found = appraise(review(GOOD, answers=[*bare, *rest]), STUDIES, (record,), (source,)).findings
    assert [(f.code.id, f.place.line) for f in found] == [("PB557", 2), ("PB558", 3)]


def test_the_variant_for_adhering_shares_the_file(review):
    answers = signalling({**ANSWERS, "2.4": "N", "2.5": "N"}, Tool="RoB 2, adhering")
    del answers[list(ANSWERS).index("2.6")]
    result = appraise(review({**GOOD, "Tool": "RoB 2, adhering"}, answers=answers), STUDIES)
    assert result.findings == ()
    assert result.appraisals[0].judgements[1].proposed == "Low"


@pytest.mark.parametrize("weight", ["0", "-1", "heavy", "nan"])
def test_a_weight_is_a_number_above_zero(review, weight):
    assert "PB572" in dict(codes(appraise(review({**GOOD, "Weight": weight}), STUDIES)))


HIGH = {**GOOD, "By": "B. Person", "D1": "High", "Overall": "High"}
WORSE = signalling({**ANSWERS, "1.2": "N"}, By="B. Person")


def test_assessors_who_differ_need_a_consensus(review):
    result = appraise(review(GOOD, HIGH, answers=[*signalling(), *WORSE]), STUDIES)
    (finding,) = result.findings
    assert (finding.code.id, str(finding.place)) == ("PB568", "review/decisions/risk-of-bias.csv:3")
    assert finding.message.endswith("A. Person and B. Person differ on D1, Overall")
    assert [a.study for a in settled(result.appraisals)] == ["humrich2015"]
    agreed = [*signalling(), *WORSE, *signalling({**ANSWERS, "1.2": "N"}, By="consensus")]
    result = appraise(review(GOOD, HIGH, {**HIGH, "By": "consensus"}, answers=agreed), STUDIES)
    assert result.findings == ()
    final = {a.study: a.overall.answer for a in settled(result.appraisals)}
    assert final == {"he2020": "High", "humrich2015": "Include"}


def test_agreement_is_over_the_domains_of_both(review):
    result = appraise(review(GOOD, HIGH, answers=[*signalling(), *WORSE]), STUDIES)
    (between,) = agreements(result.appraisals)
    percent = between.measures[0]
    assert (between.first, between.second, percent.n, percent.agreed, percent.value) == (
        "A. Person",
        "B. Person",
        5,
        4,
        0.8,
    )


OWN = """
id: Own tool
name: A tool of our own
reference: None
file: own-tool.csv
judgements: [Good, Bad]
domains:
  - {id: D1, topic: First}
overall: {judgements: [Good, Bad], rule: worst}
"""


def test_an_instrument_is_added_as_a_file(review):
    project = review(GOOD)
    folder = project.root / "review" / "instruments"
    folder.mkdir()
    (folder / "own.yml").write_text(OWN, "utf-8")
    columns = "Study,D1,Overall,Weight,Tool,Outcome,By,Date,D1 support,Overall support"
    (project.decisions / "own-tool.csv").write_text(f"{columns}\nhe2020,Bad,Bad,,,,A,,reason,reason\n", "utf-8")
    result = appraise(project, STUDIES)
    assert result.findings == ()
    own = next(a for a in result.appraisals if a.instrument.id == "Own tool")
    assert (own.overall.answer, own.overall.proposed) == ("Bad", "Bad")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("reference: None", "PB565", "reference is missing"),
        ("file: own-tool.csv", "PB565", "file is missing"),
        ("name: A tool of our own", "PB803", "name"),
    ],
)
def test_a_broken_instrument_is_told(review, change, code, words):
    project = review(GOOD)
    folder = project.root / "review" / "instruments"
    folder.mkdir()
    (folder / "own.yml").write_text(OWN.replace(change, ""), "utf-8")
    (finding,) = appraise(project, STUDIES).findings
    assert (finding.code.id, finding.place.file) == (code, "review/instruments/own.yml")
    assert words in finding.message


@pytest.mark.parametrize(
    ("add", "words"),
    [
        ("algorithm: {ask: '1', Y: Good, N: Fair}", "Fair: no judgement"),
        ("algorithm: {ask: '2', Y: Good, N: Bad}", "2: no question"),
        ("algorithm: {Y: Good}", "neither a judgement nor a node"),
    ],
)
def test_an_algorithm_that_speaks_of_the_unknown_is_told(review, add, words):
    project = review(GOOD)
    folder = project.root / "review" / "instruments"
    folder.mkdir()
    domain = "{id: D1, topic: First, questions: [{id: '1', topic: A}], " + add + "}"
    (folder / "own.yml").write_text(OWN.replace("{id: D1, topic: First}", domain) + "answers: [Y, N]\n", "utf-8")
    (finding,) = appraise(project, STUDIES).findings
    assert finding.code.id == "PB565" and words in finding.message
