"""Score intervals of two-by-two tables: they hold their level in small groups and with zero cells.

An interval holds every value that a score test, with the risks that are most likely under that value, does not reject.
"""

from __future__ import annotations

from collections.abc import Callable
from math import acos, cos, exp, inf, isinf, pi, sqrt

from prismabook.synthesis.effects import LEVEL, Estimate, quantile
from prismabook.synthesis.table import TwoByTwo

STEPS = 200
"""Halvings of an interval: enough to reach the last bit."""


def risk_difference_score(table: TwoByTwo, level: float = LEVEL, *, correction: bool = True) -> Estimate:
    """Risk difference with Miettinen and Nurminen's interval, or Mee's without the factor N/(N − 1).

    Source: Miettinen O, Nurminen M, Stat Med 1985;4:213; Mee RW, Biometrics 1984;40:1175.

    >>> found = risk_difference_score(TwoByTwo(56, 70, 48, 80))
    >>> round(found.low, 4), round(found.high, 4)
    (0.0528, 0.3382)
    """
    z, estimate = quantile(level), table.risk1 - table.risk2

    def score(difference: float) -> float:
        p1, p2 = _risks_of_difference(table, difference)
        variance = p1 * (1 - p1) / table.total1 + p2 * (1 - p2) / table.total2
        return _ratio(estimate - difference, variance * _factor(table, correction))

    low = -1.0 if score(-1.0) <= z else _crossing(lambda d: score(d) - z, -1.0, estimate)
    high = 1.0 if score(1.0) >= -z else _crossing(lambda d: score(d) + z, estimate, 1.0)
    name = "Miettinen–Nurminen" if correction else "Mee"
    return Estimate("risk difference", estimate, low, high, name, level)


def risk_ratio_score(table: TwoByTwo, level: float = LEVEL, *, correction: bool = True) -> Estimate:
    """Risk ratio with Miettinen and Nurminen's interval, or Koopman's without the factor N/(N − 1).

    Without an event in the comparator group there is no estimate and no upper limit; without one in the intervention
    group the lower limit is zero.

    Source: Miettinen O, Nurminen M, Stat Med 1985;4:213; Koopman PAR, Biometrics 1984;40:513.
    """
    z, method = quantile(level), "Miettinen–Nurminen" if correction else "Koopman"
    if table.events == 0:
        return Estimate("risk ratio", None, None, None, method, level, "no events in either group")

    def score(logarithm: float) -> float:
        ratio = exp(logarithm)
        p1, p2 = _risks_of_ratio(table, ratio)
        variance = p1 * (1 - p1) / table.total1 + ratio**2 * p2 * (1 - p2) / table.total2
        return _ratio(table.risk1 - ratio * table.risk2, variance * _factor(table, correction))

    value = table.risk1 / table.risk2 if table.events2 else None
    return _on_the_log(
        "risk ratio", value, score, z, method, level, "no events in the comparator group", table.events1 > 0
    )


def odds_ratio_score(table: TwoByTwo, level: float = LEVEL, *, correction: bool = True) -> Estimate:
    """Odds ratio with Miettinen and Nurminen's interval, or Cornfield's uncorrected one without the factor N/(N − 1).

    Source: Miettinen O, Nurminen M, Stat Med 1985;4:213, equations 10 to 12.
    """
    z, method = quantile(level), "Miettinen–Nurminen" if correction else "score (Cornfield)"
    if table.events in (0, table.total):
        what = "no events in either group" if table.events == 0 else "everyone in both groups had the event"
        return Estimate("odds ratio", None, None, None, method, level, what)
    a, b, c, d = table.cells

    def score(logarithm: float) -> float:
        p1, spread1, spread2 = _spreads_of_odds_ratio(table, exp(logarithm))
        if min(spread1, spread2) <= 0:
            return _ratio(table.events1 - table.total1 * p1, 0.0)
        precision = (1 / (table.total1 * spread1) + 1 / (table.total2 * spread2)) / _factor(table, correction)
        return (table.events1 - table.total1 * p1) * sqrt(precision)

    value = a * d / (b * c) if b * c else None
    return _on_the_log("odds ratio", value, score, z, method, level, "a zero cell: the ratio is not finite", a * d > 0)


def _factor(table: TwoByTwo, correction: bool) -> float:
    return table.total / (table.total - 1) if correction else 1.0


def _ratio(distance: float, variance: float) -> float:
    if variance > 1e-300:
        return distance / sqrt(variance)
    return 0.0 if abs(distance) < 1e-15 else inf if distance > 0 else -inf


def _on_the_log(
    name: str,
    value: float | None,
    score: Callable[[float], float],
    z: float,
    method: str,
    level: float,
    endless: str,
    above_zero: bool,
) -> Estimate:
    """Limits where a score that falls with the logarithm meets z and −z; none where it never does."""
    edge = 300.0  # the square of a ratio must not overflow
    low = 0.0 if not above_zero else exp(_crossing(lambda t: score(t) - z, -edge, edge))
    if value is None:
        return Estimate(name, None, low, None, method, level, endless)
    return Estimate(name, value, low, exp(_crossing(lambda t: score(t) + z, -edge, edge)), method, level)


def _crossing(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero, by halving."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        value = function(middle)
        if value > 0 or (isinf(value) and value > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _risks_of_difference(table: TwoByTwo, difference: float) -> tuple[float, float]:
    """The risks that are most likely if their difference is given: a root of a cubic, by the angle formula."""
    n1, n2, x2, n, x = table.total1, table.total2, table.events2, table.total, table.events
    d = difference
    l2, l1, l0 = (n1 + 2 * n2) * d - n - x, (n2 * d - n - 2 * x2) * d + x, x2 * d * (1 - d)
    q = (l2 / (3 * n)) ** 3 - l1 * l2 / (6 * n**2) + l0 / (2 * n)
    p = sqrt(max((l2 / (3 * n)) ** 2 - l1 / (3 * n), 0.0)) * (1 if q >= 0 else -1)
    angle = (pi + acos(min(max(q / p**3 if p else 0.0, -1.0), 1.0))) / 3
    risk2 = min(max(2 * p * cos(angle) - l2 / (3 * n), 0.0, -d), 1.0, 1.0 - d)
    return min(max(risk2 + d, 0.0), 1.0), risk2


def _risks_of_ratio(table: TwoByTwo, ratio: float) -> tuple[float, float]:
    """The risks that are most likely if their ratio is given: a root of a quadratic."""
    b = table.total1 * ratio + table.events1 + table.total2 + table.events2 * ratio
    root = sqrt(max(b**2 - 4 * table.total * ratio * table.events, 0.0))
    risk2 = min(2 * table.events / (b + root), 1.0, 1 / ratio)
    return min(risk2 * ratio, 1.0), risk2


def _spreads_of_odds_ratio(table: TwoByTwo, ratio: float) -> tuple[float, float, float]:
    """The first risk that is most likely if the odds ratio is given, and p(1 − p) of both groups.

    The risks share the sum of events. That of no event is found like that of an event, so that neither is a difference
    of nearly equal numbers.
    """
    risk2 = _second_risk(table.total1, table.total2, table.events, ratio)
    other2 = _second_risk(table.total1, table.total2, table.total - table.events, 1 / ratio)
    whole = other2 + risk2 * ratio
    risk1, other1 = risk2 * ratio / whole, other2 / whole
    return risk1, risk1 * other1, risk2 * other2


def _second_risk(n1: int, n2: int, events: int, ratio: float) -> float:
    """The root between 0 and 1 of n₂(φ − 1)p² + (n₁φ + n₂ − x(φ − 1))p − x, in the form without cancellation."""
    a, b = n2 * (ratio - 1), n1 * ratio + n2 - events * (ratio - 1)
    root = sqrt(max(b**2 + 4 * a * events, 0.0))
    return min((root - b) / (2 * a) if b < 0 else 2 * events / (b + root), 1.0)
