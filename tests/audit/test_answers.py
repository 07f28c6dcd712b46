"""Reviewers' answers: brought to their findings, or findings themselves."""

import pytest

from prismabook.audit import answered
from prismabook.findings import Answer, Finding, Place, Severity, code
from prismabook.ledger import to_csv
from prismabook.ledger.schema import FINDINGS
from prismabook.pipeline import finding_rows
from prismabook.project import FindingAnswer, Project, load_decisions

WARNING = code("PB996", Severity.WARNING, "a warning of these tests", "Nothing.")
ONE, TWO = Finding(WARNING, "one"), Finding(WARNING, "two")
ACCEPTED = Answer("accepted", "seen in the full text", "A. Reviewer", "2026-01-31")


def given(finding, line=1):
    return FindingAnswer(finding, ACCEPTED, Place("review/decisions/findings.yml", line, finding))


def test_an_answer_is_printed_with_its_finding():
    one, two = answered((ONE, TWO), ("pb996-one", "pb996-two"), (given("pb996-two"),))
    assert one.answer is None
    assert str(two).endswith("Answered: Accepted by A. Reviewer, 2026-01-31: seen in the full text")
    row = next(row for row in finding_rows([one, two], ()) if row["message"] == "two")
    assert (row["answer"], row["answered_by"], row["answered_on"]) == ("accepted", "A. Reviewer", "2026-01-31")
    assert to_csv(FINDINGS, [row])


def test_an_answer_to_nothing_is_a_finding_that_names_the_nearest():
    *_, problem = answered((ONE,), ("pb996-he2020-one",), (given("pb996-he2020-on", 7),))
    assert problem.code.id == "PB548"
    assert problem.place.line == 7
    assert "pb996-he2020-one" in problem.message


def test_the_first_of_two_answers_holds():
    one, problem = answered((ONE,), ("pb996-one",), (given("pb996-one", 1), given("pb996-one", 9)))
    assert one.answer == ACCEPTED
    assert (problem.code.id, problem.place.line) == ("PB549", 9)
    assert "line 1" in problem.message


ENTRY = """- finding: pb514-he2020-il-2-29
  answer: explained
  reason: The full text tells of one withdrawal.
  by: A. Reviewer
  date: 2026-01-31
"""


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (ENTRY.replace("explained", "maybe"), 2, "none of accepted"),
        (ENTRY.replace("2026-01-31", "yesterday"), 5, "form"),
        (ENTRY.replace("  by: A. Reviewer\n", ""), 1, "by is missing"),
        (ENTRY + ENTRY.replace("reason: The", "why: The"), 6, "reason is missing"),
    ],
)
def test_a_broken_entry_is_told_with_its_line(tmp_path, text, line, words):
    folder = tmp_path / "review" / "decisions"
    folder.mkdir(parents=True)
    (folder / "findings.yml").write_text(text, "utf-8")
    decisions = load_decisions(Project(tmp_path))
    assert any(f.place.line == line and words in f.message for f in decisions.findings)


def test_a_sound_entry(tmp_path):
    folder = tmp_path / "review" / "decisions"
    folder.mkdir(parents=True)
    (folder / "findings.yml").write_text(ENTRY, "utf-8")
    decisions = load_decisions(Project(tmp_path))
    assert decisions.findings == ()
    assert [a.finding for a in decisions.answers] == ["pb514-he2020-il-2-29"]
    assert decisions.answers[0].answer.date == "2026-01-31"
