"""The same effect measures by other methods, to see whether an interval depends on how it was made.

statsmodels and SciPy take seconds to import, so the build keeps to the closed formulas of
:mod:`~prismabook.synthesis.effects`, and chapters ask for these beside them.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from prismabook.synthesis.effects import LEVEL, Estimate
from prismabook.synthesis.table import TwoByTwo


def risk_difference_adjusted(table: TwoByTwo, level: float = LEVEL) -> Estimate:
    """Risk difference with the interval of Agresti and Caffo, who add one event and one non-event to each group.

    Source: Agresti A, Caffo B, Am Stat 2000;54:280; computed by statsmodels.
    """
    low, high = _statsmodels(table, "diff", "agresti-caffo", level)
    low, high = max(low, -1.0), min(high, 1.0)  # the formula runs over the edge in small groups
    return Estimate("risk difference", table.risk1 - table.risk2, low, high, "Agresti–Caffo", level)


def risk_ratio_adjusted(table: TwoByTwo, level: float = LEVEL) -> Estimate:
    """Risk ratio with the log-normal interval after half an event is added to each group.

    Source: Walter SD, Biometrika 1975;62:371; computed by statsmodels. The estimate itself is the plain ratio: None
    without an event in the comparator group; without one in the intervention group it lies outside the adjusted
    interval, which is then left out. Where everyone had the event the formula gives an interval of no width, which
    would pass chance for certainty: it is left out too.
    """
    method = "log-normal, adjusted (Walter)"
    if table.events2 == 0:
        return Estimate("risk ratio", None, None, None, method, level, "no events in the comparator group")
    if table.events1 == 0:
        return Estimate("risk ratio", 0.0, None, None, method, level, "no events in the intervention group")
    if table.events == table.total:
        reason = "everyone in both groups had the event: no interval by this method"
        return Estimate("risk ratio", 1.0, None, None, method, level, reason)
    low, high = _statsmodels(table, "ratio", "log-adjusted", level)
    return Estimate("risk ratio", table.risk1 / table.risk2, low, high, method, level)


def odds_ratio_exact(table: TwoByTwo, level: float = LEVEL) -> Estimate:
    """Conditional maximum likelihood odds ratio with the exact conditional interval.

    Source: Cornfield J, Proc Third Berkeley Symp Math Stat Probab 1956;4:135; computed by SciPy.
    """
    from scipy.stats.contingency import odds_ratio

    a, b, c, d = table.cells
    method = "exact, conditional"
    found = odds_ratio([[a, b], [c, d]], kind="conditional")
    value, interval = float(found.statistic), found.confidence_interval(confidence_level=level)
    low, high = float(interval.low), float(interval.high)
    if not isfinite(value):
        return Estimate("odds ratio", None, None, None, method, level, "a zero cell: the ratio is not finite")
    return Estimate("odds ratio", value, low, high if isfinite(high) else None, method, level)


def _statsmodels(table: TwoByTwo, compare: str, method: str, level: float) -> tuple[float, float]:
    from statsmodels.stats.proportion import confint_proportions_2indep

    limits: Any = confint_proportions_2indep(
        table.events1, table.total1, table.events2, table.total2, method=method, compare=compare, alpha=1 - level
    )
    return float(limits[0]), float(limits[1])
