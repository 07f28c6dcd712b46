"""Confidence and prediction intervals of a pooled effect."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from prismabook.synthesis.effects import quantile
from prismabook.synthesis.meta.analysis import Interval, Prediction

INTERVALS: Mapping[str, str] = {
    "hksj": "Hartung–Knapp–Sidik–Jonkman, t with k − 1: Hartung J, Knapp G, Stat Med 2001;20:1771 and 3875; "
    "Sidik K, Jonkman JN, Stat Med 2002;21:3153",
    "hksj-adhoc": "the same, its standard error never below the model’s: Knapp G, Hartung J, Stat Med 2003;22:2693",
    "wald": "normal distribution, the model’s standard error",
    "t": "t with k − 1, the model’s standard error: Follmann DA, Proschan MA, Biometrics 1999;55:732",
}
"""Intervals of the pooled effect by name; the last part of the name in metafor is test = knha, adhoc, z and t."""

ALIASES: Mapping[str, str] = {
    "hk": "hksj",
    "knha": "hksj",
    "hartung-knapp": "hksj",
    "adhoc": "hksj-adhoc",
    "hk-adhoc": "hksj-adhoc",
    "z": "wald",
    "normal": "wald",
    "classic": "wald",
}

PREDICTIONS: Mapping[str, str] = {
    "default": "√(τ² + se²) with the standard error and the distribution of the confidence interval: t with k − 1 "
    "after Hartung–Knapp, normal after Wald; as metafor does",
    "riley": "√(τ² + se²) with the standard error of the confidence interval, t with k − 2: Partlett C, Riley RD, "
    "Stat Med 2017;36:301",
    "hts": "√(τ² + se²) with the model’s standard error, t with k − 2: Higgins JPT, Thompson SG, Spiegelhalter DJ, "
    "J R Stat Soc A 2009;172:137",
    "k-1": "√(τ² + se²) with the model’s standard error, t with k − 1: Veroniki AA et al., "
    "Res Synth Methods 2019;10:23",
    "normal": "√(τ² + se²) with the model’s standard error, normal distribution: Skipka G, 2006",
}
"""Prediction intervals by name."""


def named(name: str) -> str:
    """An interval's name from one of its names.

    Raises
    ------
    ValueError
        If there is no such interval.
    """
    found = ALIASES.get(name.lower(), name.lower())
    if found not in INTERVALS:
        raise ValueError(f"a confidence interval is one of {', '.join(INTERVALS)}, not {name!r}")
    return found


def critical(level: float, df: float | None) -> float:
    """The quantile of a two-sided interval: of Student's t with df, of the normal distribution if df is None."""
    if df is None:
        return quantile(level)
    from scipy.stats import t

    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not {level}")
    return float(t.isf((1 - level) / 2, df))


def two_sided(statistic: float, df: float | None) -> float:
    """Two-sided p of a statistic."""
    from scipy.stats import norm, t

    return float(2 * (norm.sf(abs(statistic)) if df is None else t.sf(abs(statistic), df)))


def interval(method: str, estimate: float, se: float, df: float | None, level: float, null: float | None) -> Interval:
    """Estimate ± quantile × standard error, with the test against ``null``."""
    half = critical(level, df) * se
    statistic = None if null is None or se == 0 else (estimate - null) / se
    p = None if statistic is None else two_sided(statistic, df)
    return Interval(method, estimate - half, estimate + half, se, df, statistic, p)


def random_effects_intervals(
    estimate: float, se: float, scale: float, df: int, level: float, null: float | None
) -> tuple[Interval, ...]:
    """All intervals of :data:`INTERVALS`; ``scale`` is Hartung and Knapp's weighted residual variance Q(τ²)/(k − p)."""
    factors = {"hksj": sqrt(scale), "hksj-adhoc": max(1.0, sqrt(scale)), "wald": 1.0, "t": 1.0}
    return tuple(
        interval(name, estimate, se * factor, None if name == "wald" else df, level, null)
        for name, factor in factors.items()
    )


def predictions(
    estimate: float, se: float, chosen: Interval, tau2: float, k: int, level: float
) -> tuple[Prediction, ...]:
    """All intervals of :data:`PREDICTIONS`; those with t and k − 2 degrees of freedom need three studies."""
    kinds = {
        "default": (chosen.se, chosen.df),
        "riley": (chosen.se, k - 2.0),
        "hts": (se, k - 2.0),
        "k-1": (se, k - 1.0),
        "normal": (se, None),
    }
    found = []
    for name, (spread, df) in kinds.items():
        if df is not None and df < 1:
            reason = f"t with k − 2 degrees of freedom needs three studies, and there are {k}"
            found.append(Prediction(name, None, None, None, df, reason))
            continue
        total = sqrt(tau2 + spread**2)
        half = critical(level, df) * total
        found.append(Prediction(name, estimate - half, estimate + half, total, df))
    return tuple(found)
