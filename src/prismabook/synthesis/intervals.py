"""Effect measures of a two-by-two table by the name of the interval's method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt

from prismabook.synthesis import other_methods
from prismabook.synthesis.effects import LEVEL, Estimate, odds_ratio, proportion, quantile, risk_difference, risk_ratio
from prismabook.synthesis.exact import ONE_PROPORTION, odds_ratio_conditional, proportion_by
from prismabook.synthesis.score import odds_ratio_score, risk_difference_score, risk_ratio_score
from prismabook.synthesis.table import TwoByTwo


def risk_difference_wald(table: TwoByTwo, level: float = LEVEL) -> Estimate:
    """Risk difference with Wald's interval; none where it would have no width."""
    p1, p2 = table.risk1, table.risk2
    variance = p1 * (1 - p1) / table.total1 + p2 * (1 - p2) / table.total2
    if variance == 0:
        reason = "no variation within either group: no interval by this method"
        return Estimate("risk difference", p1 - p2, None, None, "Wald", level, reason)
    half = quantile(level) * sqrt(variance)
    return Estimate("risk difference", p1 - p2, p1 - p2 - half, p1 - p2 + half, "Wald", level)


METHODS: Mapping[str, Mapping[str, Callable[[TwoByTwo, float], Estimate]]] = {
    "RD": {
        "newcombe": risk_difference,
        "wald": risk_difference_wald,
        "miettinen-nurminen": risk_difference_score,
        "mee": lambda table, level: risk_difference_score(table, level, correction=False),
        "agresti-caffo": other_methods.risk_difference_adjusted,
    },
    "RR": {
        "katz": risk_ratio,
        "koopman": lambda table, level: risk_ratio_score(table, level, correction=False),
        "miettinen-nurminen": risk_ratio_score,
        "walter": other_methods.risk_ratio_adjusted,
    },
    "OR": {
        "woolf": odds_ratio,
        "miettinen-nurminen": odds_ratio_score,
        "cornfield": lambda table, level: odds_ratio_score(table, level, correction=False),
        "exact": odds_ratio_conditional,
        "mid-p": lambda table, level: odds_ratio_conditional(table, level, mid_p=True),
    },
}
"""For each measure, the intervals by name, the ledger's first."""

PROPORTION_METHODS = ("wilson", *ONE_PROPORTION)
"""Intervals of one proportion, the ledger's first."""


def estimate(table: TwoByTwo, measure: str = "RR", method: str = "", level: float = LEVEL) -> Estimate:
    """An effect measure of a table with an interval by name.

    Parameters
    ----------
    table
        The counts; group 1 is the intervention.
    measure
        RD, RR or OR; the value is on the natural scale.
    method
        RD: newcombe (default), wald, miettinen-nurminen, mee, agresti-caffo. RR: katz (default), koopman,
        miettinen-nurminen, walter. OR: woolf (default), miettinen-nurminen, cornfield, exact, mid-p.
    level
        Confidence level.

    Raises
    ------
    ValueError
        If there is no such measure or method.

    Examples
    --------
    >>> found = estimate(TwoByTwo(16, 29, 9, 30), "RR", "koopman")
    >>> round(found.value, 2), found.method
    (1.84, 'Koopman')
    """
    if measure not in METHODS:
        raise ValueError(f"a table has {', '.join(METHODS)}, not {measure!r}")
    known = METHODS[measure]
    chosen = method.lower() or next(iter(known))
    if chosen not in known:
        raise ValueError(f"an interval of {measure} is one of {', '.join(known)}, not {method!r}")
    return known[chosen](table, level)


def estimate_proportion(events: int, total: int, method: str = "wilson", level: float = LEVEL) -> Estimate:
    """One proportion with an interval by name: wilson, clopper-pearson, agresti-coull, jeffreys or wald.

    >>> found = estimate_proportion(0, 20, "clopper-pearson")
    >>> found.low, round(found.high, 4)
    (0.0, 0.1684)
    """
    plain = proportion(events, total, level)
    if method == "wilson":
        return plain
    if method not in ONE_PROPORTION:
        raise ValueError(f"an interval of a proportion is one of {', '.join(PROPORTION_METHODS)}, not {method!r}")
    return proportion_by(events, total, method, level)
