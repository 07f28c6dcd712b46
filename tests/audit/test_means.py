"""Tests of means and intervals from rounded summaries, against SciPy, published examples and simulated data."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from prismabook.audit.intervals import contradicts, holds_estimate, measures_fitting, symmetric
from prismabook.audit.means import (
    Group,
    interval_from_sd,
    interval_p,
    means_p,
    mixed_up,
    reproduced_by,
    spread_named,
)
from prismabook.audit.pvalues import printed_p
from prismabook.audit.sums import adds_up, in_order, percentages_add_up, within
from prismabook.synthesis import TwoByTwo, odds_ratio, risk_ratio
from prismabook.synthesis.mean_tests import mean_z, student, welch
from prismabook.synthesis.measures.reported import sd_from_interval, sd_from_se

SUMMARIES = st.tuples(st.floats(-50, 50), st.floats(0.1, 20), st.integers(2, 80))


@given(SUMMARIES, SUMMARIES)
def test_tests_of_means_against_scipy(one, two):
    for test, equal in ((student, True), (welch, False)):
        expected = stats.ttest_ind_from_stats(*one, *two, equal_var=equal).pvalue
        assert test(*one, *two).p == pytest.approx(expected, rel=1e-6, abs=1e-12)
    assert 0 <= mean_z(*one, *two).p <= 1
    assert student(1, 0, 5, 2, 0, 5).p is None


def test_p_from_an_interval_as_published():
    """Altman and Bland, BMJ 2011;343:d2304: difference 2.0 (0.2 to 3.8): p 0.03; ratio 0.81 (0.70 to 0.94): p 0.005."""
    difference = interval_p("2.0", "0.2", "3.8")
    assert difference.reproduces(printed_p("0.03"))
    ratio = interval_p("0.81", "0.70", "0.94", ratio=True)
    assert ratio.reproduces(printed_p("0.005"))
    assert not ratio.reproduces(printed_p("0.05"))


def test_the_sd_behind_an_interval_as_published():
    """Cochrane Handbook 6.5.2.2: group of 25, 95% interval of the mean 30.0 to 34.2: SD 5.09, with t 2.064."""
    assert sd_from_interval(30.0, 34.2, 25) == pytest.approx(5 * 4.2 / 4.128, rel=1e-3)
    assert sd_from_se(1.0, 25) == 5


@given(st.floats(-50, 50), st.floats(0.1, 20), st.integers(2, 200), st.booleans())
def test_sd_to_interval_and_back(mean, sd, n, normal):
    low, high = interval_from_sd(mean, sd, n, normal=normal)
    assert sd_from_interval(low, high, n, normal=normal) == pytest.approx(sd, rel=1e-6)
    assert "SD" in spread_named(f"{low:.3f}", f"{high:.3f}", f"{sd:.3f}", n)
    assert "SE" in spread_named(f"{low:.3f}", f"{high:.3f}", f"{sd / n**0.5:.3f}", n)


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(3, 60), st.integers(3, 60), st.integers(0, 2), st.booleans())
def test_a_p_that_was_truthfully_rounded_is_reproduced(seed, n1, n2, digits, equal):
    rng = np.random.default_rng(seed)
    one, two = rng.normal(10, 3, n1), rng.normal(11, 4, n2)
    p = stats.ttest_ind(one, two, equal_var=equal).pvalue
    groups = [Group.of(f"{x.mean():.{digits}f}", f"{x.std(ddof=1):.{digits}f}", len(x)) for x in (one, two)]
    printed = printed_p(f"{p:.3f}" if p >= 0.0005 else "<0.001")
    assert printed is not None
    assert ("Student’s t" if equal else "Welch’s t") in reproduced_by(printed, means_p(*groups))
    assert not mixed_up(*groups, printed)


def test_standard_errors_called_sds():
    rng = np.random.default_rng(7)
    one, two = rng.normal(10, 3, 40), rng.normal(11, 3, 40)
    p = printed_p(f"{stats.ttest_ind(one, two).pvalue:.4f}")
    said = [Group.of(f"{x.mean():.2f}", f"{x.std(ddof=1) / 40**0.5:.2f}", 40) for x in (one, two)]
    assert mixed_up(*said, p)


@settings(max_examples=100)
@given(st.integers(1, 99), st.integers(1, 99), st.integers(100, 300), st.integers(100, 300), st.integers(2, 3))
def test_ratios_with_their_own_intervals_are_never_flagged(a, b, n1, n2, digits):
    table = TwoByTwo(a, n1, b, n2)
    for measure, name in ((risk_ratio, "risk ratio"), (odds_ratio, "odds ratio")):
        found = measure(table)
        said = [f"{x:.{digits}f}" for x in (found.value, found.low, found.high)]
        assert holds_estimate(*said)
        assert symmetric(*said, name)
        assert name in measures_fitting(said[0], table) or float(said[0]) == 0
        assert not contradicts(said[0], table)


@pytest.mark.parametrize(
    ("said", "measure", "words"),
    [
        (("1.84", "2.10", "3.40"), "", "outside"),
        (("1.84", "3.40", "1.10"), "", "wrong order"),
        (("1.84", "0.97", "8.47"), "risk ratio", "logarithmic"),
        (("2.0", "-4.2", "3.8"), "mean difference", "half-width"),
    ],
)
def test_intervals_that_do_not_fit(said, measure, words):
    found = [holds_estimate(*said), *([symmetric(*said, measure)] if measure else [])]
    assert any(words in tested.words for tested in found if not tested)


def test_a_ratio_that_points_the_other_way():
    table = TwoByTwo(30, 100, 15, 100)
    assert contradicts("0.60", table)
    assert not contradicts("0.50", table)  # the same groups the other way round
    assert not contradicts("1.80", table)  # adjusted, perhaps
    assert measures_fitting("15.0", table) == ("risk difference",)


def test_sums_parts_and_dates():
    assert adds_up([29, 30], 59)
    assert not adds_up([29, 30], 60)
    assert within(12, 30)
    assert not within(31, 30)
    assert percentages_add_up(["33.3", "33.3", "33.3"])
    assert not percentages_add_up(["33.3", "33.3", "34.3"])
    assert in_order("2015-06", "2015")
    assert in_order("2015-06-30", "2016")
    assert not in_order("2016-03", "2015-12-01")
    with pytest.raises(ValueError, match="no date"):
        in_order("June 2015", "2016")


def test_percentages_of_whole_groups_always_add_up():
    rng = random.Random(3)
    for _ in range(300):
        counts = [rng.randint(0, 40) for _ in range(rng.randint(2, 6))]
        if total := sum(counts):
            digits = rng.randint(0, 2)
            assert percentages_add_up([f"{100 * k / total:.{digits}f}" for k in counts])
