"""Effect measures against published worked examples and an independent implementation."""

import pytest
from hypothesis import given
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from synthesis_strategies import tables

from prismabook.synthesis import TwoByTwo, odds_ratio, proportion, risk_difference, risk_ratio, wilson


# Newcombe RG, Stat Med 1998;17:857, Table I, method 3 (score without correction)
@pytest.mark.parametrize(
    ("events", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(events, total, low, high):
    assert wilson(events, total) == pytest.approx((low, high), abs=5e-5)


# Newcombe RG, Stat Med 1998;17:873, Table II, method 10 (square-and-add, score without correction)
@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe_as_published(table, low, high):
    estimate = risk_difference(TwoByTwo(*table))
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=5e-5)


def test_odds_ratio_as_published():
    """Hay fever in children with and without eczema: Bland JM, Altman DG, BMJ 2000;320:1468."""
    estimate = odds_ratio(TwoByTwo(141, 561, 928, 14453))
    assert [round(x, 2) for x in (estimate.value, estimate.low, estimate.high)] == [4.89, 4.00, 5.99]


def test_risk_ratio_as_published():
    """Aspirin against placebo: Moore, McCabe, Craig, Introduction to the Practice of Statistics, 9th ed., 8.18."""
    estimate = risk_ratio(TwoByTwo(45, 411, 73, 411))
    assert [round(x, 4) for x in (estimate.low, estimate.high)] == [0.4364, 0.8707]
    assert round(estimate.value, 2) == 0.62


@given(tables(least=1))
def test_ratios_against_statsmodels(table):
    a, b, c, d = table.cells
    other = Table2x2([[a, b], [c, d]], shift_zeros=False)
    rr, ratio = risk_ratio(table), odds_ratio(table)
    assert (rr.value, rr.low, rr.high) == pytest.approx((other.riskratio, *other.riskratio_confint()), rel=1e-9)
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx(
        (other.oddsratio, *other.oddsratio_confint()), rel=1e-9
    )


@given(tables())
def test_differences_against_statsmodels(table):
    other = confint_proportions_2indep(
        table.events1, table.total1, table.events2, table.total2, method="newcomb", compare="diff"
    )
    ours = risk_difference(table)
    assert (ours.low, ours.high) == pytest.approx(other, abs=1e-9)
    single = proportion(table.events1, table.total1)
    assert (single.low, single.high) == pytest.approx(
        proportion_confint(table.events1, table.total1, method="wilson"), abs=1e-9
    )


@given(tables())
def test_an_interval_holds_its_estimate(table):
    for measure in (risk_ratio, odds_ratio, risk_difference):
        estimate = measure(table)
        if estimate.low is not None:
            assert estimate.low - 1e-12 <= estimate.value <= estimate.high + 1e-12
        else:
            assert estimate.high is None
            assert estimate.reason


@pytest.mark.parametrize(
    ("table", "measure", "value", "reason"),
    [
        ((0, 10, 0, 12), risk_ratio, None, "no events in either group"),
        ((3, 10, 0, 12), risk_ratio, None, "no events in the comparator group"),
        ((0, 10, 3, 12), risk_ratio, 0.0, "no events in the intervention group: no interval"),
        ((10, 10, 12, 12), risk_ratio, 1.0, "everyone in both groups had the event: no interval by this method"),
        ((3, 10, 0, 12), odds_ratio, None, "no events in the comparator group: the ratio divides by zero"),
        ((10, 10, 3, 12), odds_ratio, None, "only events in the intervention group: the ratio divides by zero"),
        ((0, 10, 3, 12), odds_ratio, 0.0, "no events in the intervention group: no interval"),
        ((3, 10, 12, 12), odds_ratio, 0.0, "only events in the comparator group: no interval"),
    ],
)
def test_zero_cells_are_said_not_mended(table, measure, value, reason):
    estimate = measure(TwoByTwo(*table))
    assert (estimate.value, estimate.low, estimate.high, estimate.reason) == (value, None, None, reason)


@pytest.mark.parametrize("counts", [(-1, 3, 1, 3), (4, 3, 1, 3), (0, 0, 1, 3), (1, 3, 4, 3)])
def test_impossible_counts_are_refused(counts):
    with pytest.raises(ValueError, match="no count of participants"):
        TwoByTwo(*counts)


def test_a_level_outside_zero_and_one_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 3, 95)
