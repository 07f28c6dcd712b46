"""Unconditional and one-sided tests against published examples, SciPy and statsmodels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from synthesis_strategies import tables

from prismabook.synthesis import TwoByTwo, pearson
from prismabook.synthesis.one_sided import fisher_mid_p_one_sided, fisher_one_sided, halved, one_sided_tests
from prismabook.synthesis.unconditional import (
    LARGEST,
    UNCONDITIONAL,
    barnard,
    barnard_unpooled,
    boschloo,
    boschloo_two_sided,
)

VACCINE = TwoByTwo(7, 15, 12, 15)


def test_barnard_as_published():
    """The example of SciPy's documentation of barnard_exact (a vaccine against placebo): one-sided 0.0341."""
    assert round(barnard(VACCINE, one_sided=True).p, 4) == 0.0341


def test_boschloo_as_published():
    """SciPy's documentation (boschloo_exact), satisfaction with a job: statistic 0.0483, p 0.0355."""
    table = TwoByTwo(74, 74 + 43, 31, 31 + 32)
    expected = stats.boschloo_exact([[74, 31], [43, 32]], alternative="greater").pvalue
    assert boschloo(table, one_sided=True).p == pytest.approx(expected, abs=1e-5)
    assert boschloo(table, one_sided=True).p == pytest.approx(0.0355, abs=1e-4)
    assert round(fisher_one_sided(table).p, 4) == 0.0483


def on_a_fine_grid(table, extreme):
    """The p by brute force: every table's probability at 4,001 common risks, in floating point."""
    n1, n2 = table.total1, table.total2
    risks = np.linspace(0, 1, 4001)
    return max(
        sum(
            stats.binom.pmf(k1, n1, risks) * stats.binom.pmf(k2, n2, risks)
            for k1 in range(n1 + 1)
            for k2 in range(n2 + 1)
            if extreme(k1, k2) >= extreme(table.events1, table.events2) - 1e-12
        )
    )


@settings(max_examples=15)
@given(tables(most=10))
def test_barnard_by_brute_force(table):
    n1, n2 = table.total1, table.total2

    def score(k1, k2):
        risk = (k1 + k2) / (n1 + n2)
        spread = risk * (1 - risk) * (1 / n1 + 1 / n2)
        return 0 if spread == 0 else abs(k1 / n1 - k2 / n2) / spread**0.5

    assert barnard(table).p == pytest.approx(on_a_fine_grid(table, score), abs=1e-5)


@settings(max_examples=15)
@given(tables(most=10))
def test_unpooled_and_boschloo_by_brute_force(table):
    n1, n2 = table.total1, table.total2

    def wald(k1, k2):
        spread = k1 * (n1 - k1) / n1**3 + k2 * (n2 - k2) / n2**3
        gap = abs(k1 / n1 - k2 / n2)
        return gap / spread**0.5 if spread else (1e9 if gap else 0)

    def fisher(k1, k2):
        return -stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue

    assert barnard_unpooled(table).p == pytest.approx(on_a_fine_grid(table, wald), abs=1e-5)
    assert boschloo_two_sided(table).p == pytest.approx(on_a_fine_grid(table, fisher), abs=1e-5)


@pytest.mark.parametrize("table", [(7, 13, 2, 12), (16, 29, 9, 30), (3, 9, 8, 10), (1, 12, 6, 11)])
def test_never_below_scipy(table):
    """SciPy looks for the greatest probability from a few points, and may stop at a lower peak."""
    table = TwoByTwo(*table)
    columns = [[table.events1, table.events2], [table.total1 - table.events1, table.total2 - table.events2]]
    for test, pooled in ((barnard, True), (barnard_unpooled, False)):
        assert test(table).p >= stats.barnard_exact(columns, pooled=pooled).pvalue - 1e-6
    assert boschloo(table).p == pytest.approx(stats.boschloo_exact(columns).pvalue, abs=2e-3)


@settings(max_examples=40)
@given(tables(most=12))
def test_boschloo_never_exceeds_fisher(table):
    """It is uniformly more powerful (Boschloo 1970)."""
    a, b, c, d = table.cells
    assert boschloo_two_sided(table).p <= stats.fisher_exact([[a, b], [c, d]]).pvalue + 1e-9


@settings(max_examples=40)
@given(tables(most=20))
def test_one_sided_against_scipy(table):
    a, b, c, d = table.cells
    side = "greater" if table.risk1 >= table.risk2 else "less"
    expected = stats.fisher_exact([[a, b], [c, d]], alternative=side).pvalue
    assert fisher_one_sided(table).p == pytest.approx(expected, rel=1e-7)
    assert fisher_mid_p_one_sided(table).p < expected
    two = pearson(table).p
    assert halved(pearson, table).p == (None if two is None else two / 2)
    for test in one_sided_tests(table):
        assert test.p is None or 0 <= test.p <= 1


@given(st.integers(100, 300))
def test_large_groups_are_refused_with_a_reason(n):
    table = TwoByTwo(1, n, 2, n)
    assert (n + 1) ** 2 > LARGEST
    for test in UNCONDITIONAL:
        assert test(table).p is None
        assert "too large" in test(table).reason
