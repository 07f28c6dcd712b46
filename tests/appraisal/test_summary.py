"""Summaries of findings: effects in 1000 people, and sentences that follow from size and certainty.

The absolute effects are held against the worked example of the Cochrane Handbook (version 5.1, section 12.5.4.2): a
risk ratio of 0.92 on a risk of 300 in 1000 gives 24 fewer in 1000.
"""

from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from prismabook.appraisal import Baseline, Thresholds
from prismabook.appraisal.summary import Measured, statement, summarise, symbol

RATIO, DIFFERENCE = (1.839, 0.972, 3.479), (0.25172, 0.00069, 0.46321)
ONE = Measured("s", 16, 29, 9, 30, RATIO, DIFFERENCE)
TRIALS = (("a", 10, 50, 8, 50), ("b", 12, 60, 12, 60), ("c", 30, 100, 29, 100))
LIMITS = Thresholds(20, 100, 200, "the reviewers")


def test_one_study_is_reckoned_from_its_own_comparator():
    found = summarise([ONE])
    assert (found.participants, found.studies, found.baseline) == (59, 1, 300)
    assert [round(x) for x in found.difference] == [252, 1, 463]
    assert [round(x) for x in found.with_intervention] == [552, 301, 763]
    assert found.ratio == RATIO


def test_a_given_risk_takes_the_ratio_and_its_limits():
    found = summarise([Measured("s", 1, 2, 1, 2, (0.92, 0.80, 1.06), (0, -1, 1))], Baseline(300, "a register"))
    assert [round(x) for x in found.difference] == [-24, -60, 18]
    assert "a register" in found.basis


def test_no_risk_is_above_all_people():
    found = summarise([ONE], Baseline(500, "a guess"))
    assert found.with_intervention == (pytest.approx(919.5), 486, 1000)


def test_several_studies_are_pooled_and_applied_to_the_median_risk():
    """Against numbers written out by hand: τ² is 0 here, so the weights are inverse variances (Katz)."""
    three = [Measured(name, a, n, c, m, None, None) for name, a, n, c, m in TRIALS]
    logs = [log(a / n) - log(c / m) for _, a, n, c, m in TRIALS]
    weights = [1 / (1 / a - 1 / n + 1 / c - 1 / m) for _, a, n, c, m in TRIALS]
    centre = sum(w * y for w, y in zip(weights, logs, strict=True)) / sum(weights)
    spread = sum(w * (y - centre) ** 2 for w, y in zip(weights, logs, strict=True)) / 2 / sum(weights)
    half = stats.t.ppf(0.975, 2) * sqrt(spread)
    found = summarise(three)
    assert found.studies == 3 and found.baseline == 200
    assert found.ratio == pytest.approx((exp(centre), exp(centre - half), exp(centre + half)), rel=1e-6)
    assert found.difference[0] == pytest.approx(200 * exp(centre) - 200, rel=1e-6)
    assert "median" in found.basis and "3 studies" in found.basis
    assert "a register" in summarise(three, Baseline(100, "a register")).basis


def test_a_study_enters_once():
    found = summarise([ONE, Measured("s", 1, 10, 2, 10, RATIO, DIFFERENCE)])
    assert found == summarise([ONE])


def test_studies_that_define_no_ratio_are_not_pooled_and_the_reason_is_told():
    found = summarise([Measured("s", 0, 5, 0, 5, None, None), Measured("t", 0, 9, 0, 9, None, None)])
    assert (found.participants, found.studies, found.ratio, found.difference) == (28, 2, None, None)
    assert found.basis


def test_without_counts_nothing_is_computed():
    found = summarise([])
    assert (found.participants, found.baseline, found.difference, found.basis) == (0, None, None, "no counts")
    assert summarise([Measured("s", 0, 5, 0, 5, None, None)]).difference is None


@given(st.floats(0.01, 50), st.floats(0.1, 1000))
def test_a_risk_with_the_intervention_stays_a_risk(ratio, base):
    found = summarise([Measured("s", 1, 2, 1, 2, (ratio, ratio / 2, ratio * 2), None)], Baseline(base, "x"))
    value, low, high = found.with_intervention
    assert 0 <= low <= value <= high <= 1000
    assert found.difference[0] == pytest.approx(value - base)


@pytest.mark.parametrize(
    ("change", "rating", "said"),
    [
        (0.25, "high", "Drug results in a large increase in pain."),
        (0.25, "moderate", "Drug probably results in a large increase in pain."),
        (0.15, "low", "Drug may result in a moderate increase in pain."),
        (-0.05, "high", "Drug results in a small reduction in pain."),
        (-0.01, "moderate", "Drug probably results in little to no difference in pain."),
        (-0.1, "high", "Drug results in a moderate reduction in pain."),
        (0.25, "very low", "The evidence is very uncertain about the effect of Drug on pain."),
    ],
)
def test_sentences_follow_from_size_and_certainty(change, rating, said):
    """The patterns of Santesso N et al., J Clin Epidemiol 2020;119:126, table 1, in words of our own."""
    found = summarise([Measured("s", 1, 9, 1, 9, RATIO, (change, change - 0.1, change + 0.1))])
    assert statement("Drug", "pain", rating, found, LIMITS) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (0.25, "Drug may result in 250 more people in 1000 with pain; no threshold says whether this matters."),
        (-0.01, "Drug may result in 10 fewer people in 1000 with pain; no threshold says whether this matters."),
        (0.0, "Drug may result in no difference in pain; no threshold says whether this matters."),
    ],
)
def test_without_thresholds_a_sentence_names_no_size(change, said):
    found = summarise([Measured("s", 1, 9, 1, 9, RATIO, (change, change, change))])
    assert statement("Drug", "pain", "low", found, None) == said


def test_an_effect_that_cannot_be_computed_is_not_told():
    assert statement("Drug", "pain", "low", summarise([]), LIMITS).endswith("could not be computed.")


def test_certainty_has_signs_that_need_no_colour():
    assert [symbol(level) for level in ("very low", "low", "moderate", "high")] == ["⊕⊖⊖⊖", "⊕⊕⊖⊖", "⊕⊕⊕⊖", "⊕⊕⊕⊕"]
