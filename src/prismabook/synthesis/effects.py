"""Effect measures of two-by-two tables with confidence intervals, by closed formulas.

A measure that a table does not define (a zero where one divides) stays ``None`` and says why; nothing is added
to the cells in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp, isclose, log, sqrt
from statistics import NormalDist
from types import MappingProxyType

from prismabook.synthesis.table import TwoByTwo

LEVEL = 0.95
"""Confidence level of the ledger's intervals."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect measure with its confidence interval.

    ``value`` is None where the table does not define it, ``low`` and ``high`` where there is no interval by this
    method; ``reason`` then says why. Ratios and proportions are plain numbers (0.5, not 50%).
    """

    measure: str
    value: float | None
    low: float | None
    high: float | None
    method: str
    level: float = LEVEL
    reason: str = ""


def quantile(level: float) -> float:
    """The standard normal quantile of a two-sided interval, 1.96 for 0.95.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not {level}")
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(events: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """Limits of a proportion by Wilson's score method without continuity correction.

    Source: Wilson EB, J Am Stat Assoc 1927;22:209; method 3 of Newcombe RG, Stat Med 1998;17:857.
    """
    z = quantile(level)
    share = events / total
    centre = 2 * events + z * z
    half = z * sqrt(z * z + 4 * events * (1 - share))
    scale = 2 * (total + z * z)
    low = 0.0 if events == 0 else (centre - half) / scale
    high = 1.0 if events == total else (centre + half) / scale
    return low, high


def proportion(events: int, total: int, level: float = LEVEL) -> Estimate:
    """The proportion of one group with Wilson's interval.

    Raises
    ------
    ValueError
        If the group is empty, or has more events than participants.
    """
    if not 0 <= events <= total or total == 0:
        raise ValueError(f"{events} of {total} is no count of participants")
    low, high = wilson(events, total, level)
    return Estimate("proportion", events / total, low, high, "Wilson", level)


def risk_ratio(table: TwoByTwo, level: float = LEVEL) -> Estimate:
    """Risk in group 1 over risk in group 2, with Katz's interval on the logarithm.

    Source: Katz D et al., Biometrics 1978;34:469. The variance of the logarithm is 1/a − 1/n₁ + 1/c − 1/n₂.
    """
    a, _, c, _ = table.cells
    name, method = "risk ratio", "log-normal (Katz)"
    if a == 0 and c == 0:
        return Estimate(name, None, None, None, method, level, "no events in either group")
    if c == 0:
        return Estimate(name, None, None, None, method, level, "no events in the comparator group")
    if a == 0:
        return Estimate(name, 0.0, None, None, method, level, "no events in the intervention group: no interval")
    variance = 1 / a - 1 / table.total1 + 1 / c - 1 / table.total2
    return _on_the_log(name, table.risk1 / table.risk2, variance, method, level)


def odds_ratio(table: TwoByTwo, level: float = LEVEL) -> Estimate:
    """Odds in group 1 over odds in group 2 (ad/bc), with Woolf's interval on the logarithm.

    Source: Woolf B, Ann Hum Genet 1955;19:251. The variance of the logarithm is 1/a + 1/b + 1/c + 1/d.
    """
    a, b, c, d = table.cells
    name, method = "odds ratio", "log-normal (Woolf)"
    if b * c == 0:
        return Estimate(name, None, None, None, method, level, f"{_zeros(a, b, c, d)}: the ratio divides by zero")
    if a * d == 0:
        return Estimate(name, 0.0, None, None, method, level, f"{_zeros(a, b, c, d)}: no interval")
    return _on_the_log(name, a * d / (b * c), 1 / a + 1 / b + 1 / c + 1 / d, method, level)


def risk_difference(table: TwoByTwo, level: float = LEVEL) -> Estimate:
    """Risk in group 1 minus risk in group 2, with Newcombe's hybrid score interval without correction.

    Source: method 10 of Newcombe RG, Stat Med 1998;17:873.
    """
    p1, p2 = table.risk1, table.risk2
    low1, high1 = wilson(table.events1, table.total1, level)
    low2, high2 = wilson(table.events2, table.total2, level)
    low = p1 - p2 - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = p1 - p2 + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return Estimate("risk difference", p1 - p2, low, high, "Newcombe hybrid score", level)


MEASURES: Mapping[str, Callable[[TwoByTwo], Estimate]] = MappingProxyType(
    {"risk_ratio": risk_ratio, "odds_ratio": odds_ratio, "risk_difference": risk_difference}
)
"""The measures of the ledger, by the name of their column."""


def _on_the_log(name: str, value: float, variance: float, method: str, level: float) -> Estimate:
    if variance <= 0 or isclose(variance, 0, abs_tol=1e-15):
        reason = "everyone in both groups had the event: no interval by this method"
        return Estimate(name, value, None, None, method, level, reason)
    half = quantile(level) * sqrt(variance)
    return Estimate(name, value, exp(log(value) - half), exp(log(value) + half), method, level)


def _zeros(a: int, b: int, c: int, d: int) -> str:
    cells = (
        (a, "no events in the intervention group"),
        (b, "only events in the intervention group"),
        (c, "no events in the comparator group"),
        (d, "only events in the comparator group"),
    )
    return ", ".join(words for count, words in cells if count == 0)
