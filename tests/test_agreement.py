"""Agreement against published worked examples and statsmodels."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from prismabook.agreement import agreement, cohen_kappa, gwet_ac1, percent

# Gwet KL, Handbook of Inter-Rater Reliability; the table that comes with the package irrCAC as cont3x3abstractors.
# Its vignette prints kappa 0.7964094 (se 0.05891072) and AC1 0.8493305; its Python version AC1's se 0.04322.
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
# Gwet KL, Br J Math Stat Psychol 2008;61:29: a table where nearly all ratings are alike and kappa is paradoxical.
PARADOX = [[118, 5], [2, 0]]
# Fleiss JL, Statistical Methods for Rates and Proportions: 100 diagnoses; kappa 0.68.
DIAGNOSES = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]


def pairs(table):
    return [(i, j) for i, j in product(range(len(table)), repeat=2) for _ in range(table[i][j])]


def test_published_examples():
    kappa, ac1 = cohen_kappa(pairs(ABSTRACTORS)), gwet_ac1(pairs(ABSTRACTORS))
    assert kappa.value == pytest.approx(0.7964094, abs=1e-7)
    assert kappa.se == pytest.approx(0.05891072, abs=1e-8)
    assert ac1.value == pytest.approx(0.8493305, abs=1e-7)
    assert ac1.se == pytest.approx(0.04322, abs=5e-6)
    assert cohen_kappa(pairs(DIAGNOSES)).value == pytest.approx(0.68, abs=0.005)
    assert cohen_kappa(pairs(PARADOX)).value == pytest.approx(-0.0234, abs=5e-5)
    assert gwet_ac1(pairs(PARADOX)).value == pytest.approx(0.9408, abs=5e-5)


@pytest.mark.parametrize("table", [ABSTRACTORS, PARADOX, DIAGNOSES, [[20, 5], [10, 15]]])
def test_kappa_and_percent_as_statsmodels_has_them(table):
    other, ours = cohens_kappa(np.array(table)), cohen_kappa(pairs(table))
    assert (ours.value, ours.se) == pytest.approx((other.kappa, other.std_kappa))
    assert (ours.low, ours.high) == pytest.approx((other.kappa_low, other.kappa_upp))
    share = percent(pairs(table))
    assert (share.low, share.high) == pytest.approx(proportion_confint(share.agreed, share.n, method="wilson"))


@given(st.lists(st.integers(1, 12), min_size=4, max_size=9).filter(lambda v: len(v) in (4, 9)))
def test_kappa_as_statsmodels_has_it_for_any_table(cells):
    size = 2 if len(cells) == 4 else 3
    table = np.array(cells).reshape(size, size)
    other, ours = cohens_kappa(table), cohen_kappa(pairs(table))
    assert (ours.value, ours.se) == pytest.approx((other.kappa, other.std_kappa), abs=1e-9)


def test_ac1s_variance_as_the_jackknife_has_it():
    """An independent way to the same standard error: leaving out one thing at a time."""
    known = pairs(ABSTRACTORS) * 5
    n = len(known)
    left_out = [gwet_ac1(known[:i] + known[i + 1 :]).value for i in range(n)]
    mean = sum(left_out) / n
    jackknife = ((n - 1) / n * sum((v - mean) ** 2 for v in left_out)) ** 0.5
    assert gwet_ac1(known).se == pytest.approx(jackknife, rel=0.002)


def test_what_is_not_defined_says_why():
    assert [a.value for a in agreement([])] == [None, None, None]
    same = [("include", "include")] * 4
    share, kappa, ac1 = agreement(same)
    assert (share.value, kappa.value, ac1.value) == (1.0, None, 1.0)
    assert "throughout" in kappa.reason and "only one" in ac1.reason
    with pytest.raises(ValueError, match="between 0 and 1"):
        percent(same, 95)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40))
def test_bounds_and_symmetry(known):
    for one, two in zip(agreement(known), agreement([(b, a) for a, b in known]), strict=True):
        assert one.value == pytest.approx(two.value)
        if one.low is not None:
            assert -1 <= one.low <= one.value + 1e-9 <= one.high + 2e-9 <= 1 + 3e-9
