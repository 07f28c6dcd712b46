"""Exact intervals: of one proportion, and of the odds ratio conditional on both margins, also with mid-p."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma

from prismabook.synthesis.effects import LEVEL, Estimate, quantile
from prismabook.synthesis.score import _crossing
from prismabook.synthesis.table import TwoByTwo

ONE_PROPORTION = {
    "clopper-pearson": ("beta", "Clopper–Pearson (exact)"),
    "agresti-coull": ("agresti_coull", "Agresti–Coull"),
    "jeffreys": ("jeffreys", "Jeffreys"),
    "wald": ("normal", "Wald"),
}
"""Intervals of one proportion beside Wilson's, by statsmodels: its names and ours."""


def proportion_by(events: int, total: int, method: str, level: float = LEVEL) -> Estimate:
    """One proportion with an interval of :data:`ONE_PROPORTION`.

    Sources: Clopper CJ, Pearson ES, Biometrika 1934;26:404; Agresti A, Coull BA, Am Stat 1998;52:119; Brown LD, Cai TT,
    DasGupta A, Stat Sci 2001;16:101.
    """
    from statsmodels.stats.proportion import proportion_confint

    theirs, name = ONE_PROPORTION[method]
    low, high = (float(x) for x in proportion_confint(events, total, alpha=1 - level, method=theirs))
    return Estimate("proportion", events / total, max(low, 0.0), min(high, 1.0), name, level)


def odds_ratio_conditional(table: TwoByTwo, level: float = LEVEL, *, mid_p: bool = False) -> Estimate:
    """Conditional maximum likelihood odds ratio with the exact interval, or the mid-p interval.

    A limit leaves half of what the level does not cover in its tail, given both margins; with mid-p the observed table
    counts by half. Without finite estimate the limit that there is stays.

    Sources: Cornfield J, Proc Third Berkeley Symp 1956;4:135; Mehta CR, Walsh SJ, Am Stat 1992;46:146.
    """
    quantile(level)  # refuses a level that is none
    method = "conditional, mid-p" if mid_p else "exact, conditional"
    low_end, high_end = max(0, table.events - table.total2), min(table.total1, table.events)
    if low_end == high_end:
        return Estimate("odds ratio", None, None, None, method, level, "the margins leave only this table")
    observed, tail, half = table.events1, (1 - level) / 2, 0.5 if mid_p else 0.0

    def above(t: float) -> float:
        chances = _chances(table, t)
        return sum(chances[observed - low_end :]) - half * chances[observed - low_end]

    def below(t: float) -> float:
        chances = _chances(table, t)
        return sum(chances[: observed - low_end + 1]) - half * chances[observed - low_end]

    low = 0.0 if observed == low_end else exp(_crossing(lambda t: tail - above(t), -700.0, 700.0))
    if observed == high_end:
        return Estimate("odds ratio", None, low, None, method, level, "a zero cell: the ratio is not finite")
    high = exp(_crossing(lambda t: below(t) - tail, -700.0, 700.0))
    value = 0.0 if observed == low_end else exp(_crossing(_mean_above(table, low_end), -700.0, 700.0))
    return Estimate("odds ratio", value, low, high, method, level)


def _mean_above(table: TwoByTwo, low_end: int) -> Callable[[float], float]:
    """How far the expected events lie below the observed: it falls with the odds ratio, to zero at the most likely
    one."""

    def distance(t: float) -> float:
        chances = _chances(table, t)
        return table.events1 - sum((low_end + k) * chance for k, chance in enumerate(chances))

    return distance


def _chances(table: TwoByTwo, logarithm: float) -> list[float]:
    """Probabilities of Fisher's noncentral hypergeometric distribution, for a logarithm of the odds ratio."""
    n1, n2, events = table.total1, table.total2, table.events
    support = range(max(0, events - n2), min(n1, events) + 1)
    logs = [_log_ways(n1, k) + _log_ways(n2, events - k) + k * logarithm for k in support]
    top = max(logs)
    weights = [exp(value - top) for value in logs]
    total = sum(weights)
    return [weight / total for weight in weights]


def _log_ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
