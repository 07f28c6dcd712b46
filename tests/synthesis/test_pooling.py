"""The decision to pool, with its reasons."""

from dataclasses import replace

from prismabook.model import Study
from prismabook.synthesis import Result, TwoByTwo, poolable, pooling_findings, synthesise

ONE = Result("a-death", "a", "a", "death", "week 12", "", "drug", "placebo", TwoByTwo(1, 10, 2, 10), "stated")
TWO = replace(ONE, id="b-death", study="b", report="b")
STUDIES = (Study("a", "trial", ("a", "a2")), Study("b", "trial", ("b",)))


def test_two_studies_may_be_pooled():
    (decision,) = poolable((ONE, TWO), STUDIES)
    assert decision.allowed
    assert decision.results == ("a-death", "b-death")
    assert pooling_findings((decision,)) == ()


def test_two_reports_of_one_study_never_count_twice():
    second = replace(ONE, id="a2-death", report="a2")
    (decision,) = poolable((ONE, second), STUDIES)
    assert not decision.allowed
    assert decision.excluded == (("a2-death", "a already contributes a-death"),)


def test_what_is_no_study_never_enters():
    (decision,) = poolable((ONE, replace(TWO, study="")), STUDIES)
    assert not decision.allowed
    assert decision.excluded == (("b-death", "it does not belong to an included study"),)


def test_results_without_counts_are_excluded_with_their_reason():
    (decision,) = poolable((ONE, replace(TWO, table=None, derivation="no total")), STUDIES)
    assert decision.excluded == (("b-death", "no total"),)
    assert decision.reason == "Only one study (a) gives counts for death, week 12: nothing to pool"


def test_other_time_points_and_populations_are_not_mixed():
    decisions = poolable((ONE, replace(TWO, time_point="week 24"), replace(TWO, population="children")), STUDIES)
    assert [d.allowed for d in decisions] == [False, False, False]
    (finding,) = pooling_findings(decisions)
    assert "death, week 12; death, week 24; death, week 12, children" in finding.message


def test_no_results_are_no_decision():
    assert poolable((), STUDIES) == ()


def test_a_review_pools_what_may_be_pooled_and_carries_the_rest() -> None:
    again = replace(ONE, id="a2-death", report="a2")
    review = replace(TWO, id="r-death", study="")
    ((decision, found),) = synthesise((ONE, TWO, again, review), STUDIES, "OR", "CE")
    assert decision.allowed
    assert [w.effect.study for w in found.studies] == ["a", "b"]
    assert {left.study for left in found.left} == {"a2-death", "r-death"}
    assert found.pooled


def test_one_study_with_two_reports_is_not_pooled() -> None:
    ((_, found),) = synthesise((ONE, replace(ONE, id="a2-death", report="a2")), STUDIES)
    assert not found.pooled
    assert found.refusal.startswith("Only one study (a)")
    assert "already contributes" in str(found)
