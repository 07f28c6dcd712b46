"""Intervals by other methods, held against published values and against formulas written out here."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest
from hypothesis import given
from synthesis_strategies import tables

from prismabook.synthesis import TwoByTwo
from prismabook.synthesis.other_methods import odds_ratio_exact, risk_difference_adjusted, risk_ratio_adjusted

Z = 1.959963984540054


def test_the_exact_odds_ratio_of_fishers_tea_tasting() -> None:
    # With all margins 4, the count of cups rightly named has weights 1, 16, 36, 16, 1 times powers of the odds ratio.
    # R's fisher.test gives 6.408309 (0.2117329 to 621.9337505) for these data; its root search stops early, most
    # of all at the upper limit, so the limits are held against the equations that define them.
    found = odds_ratio_exact(TwoByTwo(3, 4, 1, 4))

    def chances(ratio: float) -> list[float]:
        weights = [count * ratio**k for k, count in enumerate((1, 16, 36, 16, 1))]
        return [weight / sum(weights) for weight in weights]

    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.value == pytest.approx(6.408309, abs=2e-5)
    assert sum(k * chance for k, chance in enumerate(chances(found.value))) == pytest.approx(3, abs=1e-6)
    assert sum(chances(found.low)[3:]) == pytest.approx(0.025, abs=1e-8)
    assert sum(chances(found.high)[:4]) == pytest.approx(0.025, abs=1e-8)


@given(tables())
def test_agresti_and_caffo_add_one_event_and_one_non_event_to_each_group(table: TwoByTwo) -> None:
    n1, n2 = table.total1 + 2, table.total2 + 2
    p1, p2 = (table.events1 + 1) / n1, (table.events2 + 1) / n2
    half = Z * sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    found = risk_difference_adjusted(table)
    assert found.low == pytest.approx(max(-1, p1 - p2 - half), abs=1e-9)
    assert found.high == pytest.approx(min(1, p1 - p2 + half), abs=1e-9)
    assert found.value == pytest.approx(table.risk1 - table.risk2)


@given(tables())
def test_walter_adds_half_an_event_to_each_group(table: TwoByTwo) -> None:
    found = risk_ratio_adjusted(table)
    if table.events1 == 0 or table.events2 == 0 or table.events == table.total:
        assert found.low is None
        assert found.high is None
        assert found.reason
        return
    a, c, n1, n2 = table.events1 + 0.5, table.events2 + 0.5, table.total1 + 0.5, table.total2 + 0.5
    half = Z * sqrt(1 / a - 1 / n1 + 1 / c - 1 / n2)
    centre = log(a / n1 / (c / n2))
    assert found.low == pytest.approx(exp(centre - half), rel=1e-9)
    assert found.high == pytest.approx(exp(centre + half), rel=1e-9)


@pytest.mark.parametrize("table", [TwoByTwo(3, 10, 0, 10), TwoByTwo(10, 10, 3, 10), TwoByTwo(0, 5, 0, 5)])
def test_no_odds_ratio_that_is_not_finite(table: TwoByTwo) -> None:
    found = odds_ratio_exact(table)
    assert found.value is None
    assert "zero" in found.reason


def test_events_in_everyone_give_no_interval_of_no_width() -> None:
    found = risk_ratio_adjusted(TwoByTwo(5, 5, 7, 7))
    assert (found.value, found.low, found.high) == (1.0, None, None)
    assert "everyone" in found.reason
