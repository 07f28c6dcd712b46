"""Effects of one group: proportions, means, rates; and rates of two groups, and correlations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import asin, atanh, log, sqrt

from prismabook.synthesis.measures.binary import DEFAULT, Correction
from prismabook.synthesis.measures.effect import Effect, Left, double_arcsine

Pair = tuple[float, float]


PROPORTIONS: Mapping[str, Callable[[float, float], Pair]] = {
    "PR": lambda x, n: (x / n, x * (n - x) / n**3),
    "PLN": lambda x, n: (log(x / n), 1 / x - 1 / n),
    "PLO": lambda x, n: (log(x / (n - x)), 1 / x + 1 / (n - x)),
    "PAS": lambda x, n: (asin(sqrt(x / n)), 1 / (4 * n)),
    "PFT": lambda x, n: (double_arcsine(x, n), 1 / (4 * n + 2)),
}
"""Proportion x/n on each scale, with its variance."""


def proportion_effect(
    study: str, events: float, total: float, measure: str = "PLO", correction: Correction = DEFAULT
) -> Effect | Left:
    """A single group's proportion on the scale of analysis; the arcsines need no correction of zero cells.

    Raises
    ------
    ValueError
        If the measure is not PR, PLN, PLO, PAS or PFT, or the counts are impossible.
    """
    formula = _formula(PROPORTIONS, measure)
    if not 0 <= events <= total or total == 0:
        raise ValueError(f"{events:g} of {total:g} is no count of participants")
    x, n, note = events, total, ""
    edge = events in (0, total)
    if correction.to == "all" or (edge and correction.to in ("only0", "if0all") and measure not in ("PAS", "PFT")):
        x, n, note = x + correction.add, n + 2 * correction.add, f"{correction.add:g} added to events and non-events"
    return _made(study, lambda: formula(x, n), measure, total, (events, total), note)


RATES: Mapping[str, Callable[[float, float], Pair]] = {
    "IR": lambda x, t: (x / t, x / t**2),
    "IRLN": lambda x, t: (log(x / t), 1 / x),
    "IRS": lambda x, t: (sqrt(x / t), 1 / (4 * t)),
    "IRFT": lambda x, t: (0.5 * (sqrt(x / t) + sqrt((x + 1) / t)), 1 / (4 * t)),
}
"""Events x in a person-time t on each scale, with the variance."""


def rate_effect(
    study: str, events: float, time: float, measure: str, correction: Correction = DEFAULT
) -> Effect | Left:
    """A single group's incidence rate on the scale of analysis."""
    formula = _formula(RATES, measure)
    _checked(events, time)
    x, note = events, ""
    if correction.to == "all" or (events == 0 and correction.to in ("only0", "if0all") and measure in ("IR", "IRLN")):
        x, note = events + correction.add, f"{correction.add:g} added to the events"
    return _made(study, lambda: formula(x, time), measure, None, (events, time), note)


def rates_effect(
    study: str, first: Pair, second: Pair, measure: str = "IRR", correction: Correction = DEFAULT
) -> Effect | Left:
    """Two groups' incidence rates compared: IRR (logarithm), IRD or IRSD; ``first`` and ``second`` are events and time.

    Variances: 1/x₁ + 1/x₂; x₁/t₁² + x₂/t₂²; 1/(4t₁) + 1/(4t₂) (Rothman KJ, Greenland S, Lash TL, Modern Epidemiology,
    3rd ed., chapter 14).
    """
    for pair in (first, second):
        _checked(*pair)
    (x1, t1), (x2, t2) = first, second
    note = ""
    zero = min(x1, x2) == 0 and measure != "IRSD"
    if correction.to == "all" or (zero and correction.to in ("only0", "if0all")):
        x1, x2, note = (
            x1 + correction.add,
            x2 + correction.add,
            f"{correction.add:g} added to the events of both groups",
        )
    formulas: Mapping[str, Callable[[], Pair]] = {
        "IRR": lambda: (log(x1 / t1) - log(x2 / t2), 1 / x1 + 1 / x2),
        "IRD": lambda: (x1 / t1 - x2 / t2, x1 / t1**2 + x2 / t2**2),
        "IRSD": lambda: (sqrt(x1 / t1) - sqrt(x2 / t2), 1 / (4 * t1) + 1 / (4 * t2)),
    }
    if measure not in formulas:
        raise ValueError(f"two rates give {', '.join(formulas)}, not {measure!r}")
    return _made(study, formulas[measure], measure, None, (*first, *second), note)


def mean_effect(study: str, mean: float, sd: float, n: float, measure: str = "MN") -> Effect:
    """A single group's mean, variance sd²/n; or its logarithm (MNLN), variance sd²/(n mean²)."""
    if not (sd > 0 and n >= 2):
        raise ValueError("a standard deviation is above zero and needs two participants")
    if measure == "MN":
        return Effect(study, mean, sd**2 / n, measure, n, (mean, sd, n))
    if measure != "MNLN":
        raise ValueError(f"one mean gives MN, MNLN, not {measure!r}")
    if not mean > 0:
        raise ValueError("the logarithm of a mean needs a mean above zero")
    return Effect(study, log(mean), sd**2 / (n * mean**2), measure, n, (mean, sd, n))


def correlation_effect(study: str, r: float, n: float, measure: str = "ZCOR") -> Effect:
    """A correlation as Fisher's z with variance 1/(n − 3), or as it is (COR) with variance (1 − r²)²/(n − 1).

    Source: Fisher RA, Metron 1921;1:3; Hedges LV, Olkin I, Statistical Methods for Meta-Analysis, 1985, chapter 11.
    """
    if not -1 < r < 1:
        raise ValueError(f"a correlation lies between −1 and 1, not at {r:g}")
    if not n > 3:
        raise ValueError("a correlation's variance needs more than three participants")
    if measure == "ZCOR":
        return Effect(study, atanh(r), 1 / (n - 3), measure, n, (r, n))
    if measure == "COR":
        return Effect(study, r, (1 - r**2) ** 2 / (n - 1), measure, n, (r, n))
    raise ValueError(f"a correlation gives ZCOR, COR, not {measure!r}")


def _formula(known: Mapping[str, Callable[[float, float], Pair]], measure: str) -> Callable[[float, float], Pair]:
    if measure not in known:
        raise ValueError(f"one group gives {', '.join(known)} here, not {measure!r}")
    return known[measure]


def _checked(events: float, time: float) -> None:
    if not (events >= 0 and time > 0):
        raise ValueError(f"{events:g} events in a time of {time:g} is no rate")


def _made(
    study: str, compute: Callable[[], Pair], measure: str, size: float | None, cells: tuple[float, ...], note: str
) -> Effect | Left:
    try:
        value, variance = compute()
        return Effect(study, value, variance, measure, size, cells, note)
    except (ValueError, ZeroDivisionError):
        return Left(study, "without events, or with events in everyone, the measure or its variance is not defined")
