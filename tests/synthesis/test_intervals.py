"""Intervals by name against published worked examples, a second derivation, and SciPy."""

from __future__ import annotations

from math import exp, lgamma, log

import pytest
from hypothesis import given, settings
from scipy.optimize import minimize_scalar
from scipy.stats import beta
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio
from synthesis_strategies import tables

from prismabook.synthesis import (
    Estimate,
    TwoByTwo,
    difference_from_ratio,
    estimate,
    estimate_proportion,
    number_needed,
    risk_ratio,
)
from prismabook.synthesis.intervals import METHODS

Z = 1.959963984540054


# Newcombe RG, Stat Med 1998;17:873, Table II: methods 5 (Mee) and 6 (Miettinen-Nurminen)
@pytest.mark.parametrize(
    ("table", "mee", "mn"),
    [
        ((56, 70, 48, 80), (0.0533, 0.3377), (0.0528, 0.3382)),
        ((9, 10, 3, 10), (0.1821, 0.8370), (0.1700, 0.8406)),
        ((5, 56, 0, 29), (-0.0313, 0.1926), (-0.0326, 0.1933)),
        ((0, 10, 0, 20), (-0.1611, 0.2775), (-0.1658, 0.2844)),
    ],
)
def test_score_intervals_of_differences_as_published(table, mee, mn):
    for method, limits in (("mee", mee), ("miettinen-nurminen", mn)):
        found = estimate(TwoByTwo(*table), "RD", method)
        assert (found.low, found.high) == pytest.approx(limits, abs=5.1e-5)


def most_likely(table: TwoByTwo, measure: str, value: float) -> tuple[float, float]:
    """The risks of the highest likelihood under a value, by a search instead of the closed formula."""

    def first(p2: float) -> float:
        if measure == "RD":
            return p2 + value
        return p2 * value if measure == "RR" else p2 * value / (1 - p2 + p2 * value)

    def loss(p2: float) -> float:
        total = 0.0
        for p, (x, n) in ((first(p2), (table.events1, table.total1)), (p2, (table.events2, table.total2))):
            total -= x * log(max(p, 1e-300)) + (n - x) * log(max(1 - p, 1e-300))
        return total

    low, high = {"RD": (max(0, -value), min(1, 1 - value)), "RR": (0, min(1, 1 / value)), "OR": (0, 1)}[measure]
    p2 = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-13}).x
    return first(p2), p2


def chi_squared(table: TwoByTwo, measure: str, value: float) -> float:
    """The score statistic as Miettinen and Nurminen write it, at the risks that the search finds."""
    p1, p2 = most_likely(table, measure, value)
    n1, n2 = table.total1, table.total2
    if measure == "RD":
        distance, variance = table.risk1 - table.risk2 - value, p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2
    elif measure == "RR":
        distance = table.risk1 - value * table.risk2
        variance = p1 * (1 - p1) / n1 + value**2 * p2 * (1 - p2) / n2
    else:
        q1, q2 = p1 * (1 - p1), p2 * (1 - p2)
        distance = (table.risk1 - p1) / q1 - (table.risk2 - p2) / q2
        variance = 1 / (n1 * q1) + 1 / (n2 * q2)
    return distance**2 / variance * (table.total - 1) / table.total


@given(tables(least=1))
@settings(max_examples=15)
def test_score_limits_against_a_search_of_the_likelihood(table):
    for measure in ("RD", "RR", "OR"):
        found = estimate(table, measure, "miettinen-nurminen")
        for limit in (found.low, found.high):
            if measure != "RD" or -0.999 < limit < 0.999:
                assert chi_squared(table, measure, limit) == pytest.approx(Z**2, rel=1e-5)


@given(tables())
@settings(max_examples=30)
def test_every_interval_holds_its_estimate(table):
    for measure, methods in METHODS.items():
        for method in methods:
            found = estimate(table, measure, method)
            if found.value is None or found.low is None or found.high is None:
                assert found.reason
            else:
                assert found.low - 1e-9 <= found.value <= found.high + 1e-9, (measure, method)


@given(tables(least=1))
@settings(max_examples=30)
def test_intervals_turn_round_with_the_groups(table):
    turned = TwoByTwo(table.events2, table.total2, table.events1, table.total1)
    for method in ("koopman", "miettinen-nurminen"):
        one, other = estimate(table, "RR", method), estimate(turned, "RR", method)
        assert one.low * other.high == pytest.approx(1, rel=1e-9)
    for method in ("miettinen-nurminen", "exact", "mid-p"):
        one, other = estimate(table, "OR", method), estimate(turned, "OR", method)
        assert one.low * other.high == pytest.approx(1, rel=1e-9)


@given(tables(least=1))
@settings(max_examples=20)
def test_the_exact_odds_ratio_against_scipy(table):
    a, b, c, d = table.cells
    other = scipy_odds_ratio([[a, b], [c, d]], kind="conditional")
    low, high = other.confidence_interval(0.95)
    found = estimate(table, "OR", "exact")
    assert found.value == pytest.approx(other.statistic, rel=1e-6)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-6)


@given(tables(least=1))
@settings(max_examples=20)
def test_mid_p_limits_solve_their_equation(table):
    found = estimate(table, "OR", "mid-p")
    support = range(max(0, table.events - table.total2), min(table.total1, table.events) + 1)

    def ways(n: int, k: int) -> float:
        return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)

    def chances(ratio: float) -> dict[int, float]:
        logs = {k: ways(table.total1, k) + ways(table.total2, table.events - k) + k * log(ratio) for k in support}
        top = max(logs.values())
        total = sum(exp(x - top) for x in logs.values())
        return {k: exp(x - top) / total for k, x in logs.items()}

    for limit, upper in ((found.low, True), (found.high, False)):
        by = chances(limit)
        tail = sum(p for k, p in by.items() if (k > table.events1 if upper else k < table.events1))
        assert tail + by[table.events1] / 2 == pytest.approx(0.025, abs=1e-9)


@pytest.mark.parametrize(("events", "total"), [(0, 20), (1, 29), (15, 148), (81, 263), (20, 20)])
def test_clopper_and_pearson_are_quantiles_of_beta(events, total):
    found = estimate_proportion(events, total, "clopper-pearson")
    low = 0.0 if events == 0 else beta.ppf(0.025, events, total - events + 1)
    high = 1.0 if events == total else beta.ppf(0.975, events + 1, total - events)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-12)


def test_clopper_and_pearson_as_published():
    """Newcombe RG, Stat Med 1998;17:857, Table I, method 5."""
    for (events, total), limits in {
        (81, 263): (0.2527, 0.3676),
        (15, 148): (0.0578, 0.1617),
        (0, 20): (0, 0.1684),
    }.items():
        found = estimate_proportion(events, total, "clopper-pearson")
        assert (found.low, found.high) == pytest.approx(limits, abs=5.1e-5)


def test_number_needed_as_altman_writes_it():
    """Altman DG, BMJ 1998;317:1309: a difference of 10% (−5% to 25%) is NNTB 10 (NNTB 4 to ∞ to NNTH 20)."""
    fewer = Estimate("risk difference", -0.10, -0.25, 0.05, "Wald")
    assert str(number_needed(fewer)) == "NNTB 10.0 (NNTB 4.0 to ∞ to NNTH 20.0)"
    assert str(number_needed(fewer, events_are_good=True)) == "NNTH 10.0 (NNTH 4.0 to ∞ to NNTB 20.0)"
    clear = Estimate("risk difference", 0.20, 0.10, 0.25, "Wald")
    assert str(number_needed(clear, events_are_good=True)) == "NNTB 5.0 (NNTB 4.0 to 10.0)"
    none = Estimate("risk difference", 0.0, -0.1, 0.1, "Wald")
    assert "infinite" in str(number_needed(none))


def test_absolute_effects_of_a_ratio_at_a_baseline_risk():
    ratio = risk_ratio(TwoByTwo(10, 100, 20, 100))
    found = difference_from_ratio(0.2, ratio)
    assert found.value == pytest.approx(-0.1)
    assert found.low == pytest.approx(0.2 * (ratio.low - 1))
    with pytest.raises(ValueError, match="no ratio"):
        difference_from_ratio(0.2, found)


def test_a_method_that_is_none_is_named_with_those_that_are():
    with pytest.raises(ValueError, match="koopman"):
        estimate(TwoByTwo(1, 2, 1, 2), "RR", "kupman")
    with pytest.raises(ValueError, match="RD, RR, OR"):
        estimate(TwoByTwo(1, 2, 1, 2), "MD")


def test_no_interval_of_no_width():
    assert estimate(TwoByTwo(0, 5, 0, 5), "RD", "wald").low is None
