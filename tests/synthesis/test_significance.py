"""Tests of two-by-two tables against published examples and scipy."""

import pytest
from hypothesis import given
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.proportion import test_proportions_2indep as two_proportions
from synthesis_strategies import tables

from prismabook.synthesis import (
    TwoByTwo,
    all_tests,
    fisher,
    fisher_mid_p,
    likelihood_ratio,
    mantel_haenszel,
    pearson,
    pearson_corrected,
    unpooled_z,
)


def test_fisher_as_published():
    """The lady tasting tea: Agresti A, Categorical Data Analysis, 3rd ed., section 3.5.2: two-sided p = 0.486."""
    assert fisher(TwoByTwo(3, 4, 1, 4)).p == pytest.approx(34 / 70)
    assert fisher_mid_p(TwoByTwo(3, 4, 1, 4)).p == pytest.approx(34 / 70 - 8 / 70)


@given(tables())
def test_against_scipy(table):
    a, b, c, d = table.cells
    assert fisher(table).p == pytest.approx(stats.fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-7)
    if 0 < table.events < table.total:
        for test, options in (
            (pearson, {"correction": False}),
            (pearson_corrected, {"correction": True}),
            (likelihood_ratio, {"correction": False, "lambda_": "log-likelihood"}),
        ):
            expected = stats.chi2_contingency([[a, b], [c, d]], **options).pvalue
            assert test(table).p == pytest.approx(expected, rel=1e-6, abs=1e-12)
    else:
        for test in (pearson, pearson_corrected, likelihood_ratio):
            assert test(table).p is None
            assert test(table).reason


@given(tables(least=1))
def test_unpooled_z_against_statsmodels(table):
    counts = (table.events1, table.total1, table.events2, table.total2)
    expected = two_proportions(*counts, method="wald", compare="diff").pvalue
    assert unpooled_z(table).p == pytest.approx(expected, rel=1e-7, abs=1e-12)


@given(tables())
def test_p_values_are_probabilities_and_do_not_depend_on_the_order_of_groups(table):
    swapped = TwoByTwo(table.events2, table.total2, table.events1, table.total1)
    for one, other in zip(all_tests(table), all_tests(swapped), strict=True):
        assert (one.p is None) == (other.p is None)
        if one.p is not None:
            assert 0 <= one.p <= 1
            assert one.p == pytest.approx(other.p, rel=1e-9, abs=1e-12)


@given(tables())
def test_n_minus_1_is_the_cmh_statistic_of_one_table(table):
    found = mantel_haenszel(table)
    if table.events in (0, table.total):
        assert found.p is None
        return
    a, b, c, d = table.cells
    expected = StratifiedTable([[[a, b], [c, d]]]).test_null_odds(correction=False).pvalue
    assert found.p == pytest.approx(expected, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(
    ("table", "chi2", "exact"),
    [((16, 29, 9, 30), 0.0504, None), ((19, 29, 11, 30), 0.0267, None), ((7, 13, 2, 12), 0.0530, 0.0968)],
)
def test_the_trial_of_this_review(table, chi2, exact):
    assert round(pearson(TwoByTwo(*table)).p, 4) == chi2
    if exact:
        assert round(fisher(TwoByTwo(*table)).p, 4) == exact


@pytest.mark.parametrize("table", [(900, 3000, 950, 3100), (12, 5000, 30, 5000), (1500, 1501, 1400, 1502)])
def test_large_tables_against_scipy(table):
    table = TwoByTwo(*table)
    a, b, c, d = table.cells
    assert fisher(table).p == pytest.approx(stats.fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-6, abs=1e-12)
    assert fisher_mid_p(table).p < fisher(table).p


def test_numbers_that_are_no_people_stop_nothing():
    """A document may print any number; a build must end."""
    found = all_tests(TwoByTwo(4 * 10**8, 10**9, 5 * 10**8, 10**9))
    assert {test.id for test in found if test.p is None} == {"fisher", "fisher_mid_p"}
