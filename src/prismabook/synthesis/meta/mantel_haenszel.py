"""Mantel–Haenszel pooling of two-by-two tables and of rates; zero cells need no correction here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log, sqrt

import numpy as np

from prismabook.synthesis.measures.effect import MEASURES_OF_EFFECT, Effect, Left
from prismabook.synthesis.meta.analysis import Interval, MetaAnalysis, Weighted
from prismabook.synthesis.meta.heterogeneity import describe
from prismabook.synthesis.meta.intervals import interval
from prismabook.synthesis.meta.linear import Array, intercept_only

Pooled = tuple[float, dict[str, float], Array]
"""The estimate on the scale of analysis, its variances by name (the first is used), and the studies' weights."""


def _risk_ratio(a: Array, b: Array, c: Array, d: Array) -> Pooled:
    """Variance: Greenland S, Robins JM, Biometrics 1985;41:55, equation 13."""
    n1, n2 = a + b, c + d
    n = n1 + n2
    r, s = a * n2 / n, c * n1 / n
    variance = np.sum(n1 * n2 * (a + c) / n**2 - a * c / n) / (np.sum(r) * np.sum(s))
    return log(np.sum(r) / np.sum(s)), {"wald": float(variance)}, s


def _odds_ratio(a: Array, b: Array, c: Array, d: Array) -> Pooled:
    """Variance: Robins J, Breslow N, Greenland S, Biometrics 1986;42:311."""
    n = a + b + c + d
    p, q, r, s = (a + d) / n, (b + c) / n, a * d / n, b * c / n
    sum_r, sum_s = np.sum(r), np.sum(s)
    variance = 0.5 * (np.sum(p * r) / sum_r**2 + np.sum(p * s + q * r) / (sum_r * sum_s) + np.sum(q * s) / sum_s**2)
    return log(sum_r / sum_s), {"wald": float(variance)}, s


def _risk_difference(a: Array, b: Array, c: Array, d: Array) -> Pooled:
    """Variances of Greenland and Robins (Biometrics 1985;41:55) and of Sato, Greenland and Robins (1989;45:1323)."""
    n1, n2 = a + b, c + d
    n = n1 + n2
    w = n1 * n2 / n
    estimate = float(np.sum(a * n2 / n - c * n1 / n) / np.sum(w))
    first = np.sum((a * b * n2**3 + c * d * n1**3) / (n1 * n2 * n**2)) / np.sum(w) ** 2
    p = (n1**2 * c - n2**2 * a + n1 * n2 * (n2 - n1) / 2) / n**2
    q = (a * (n2 - c) + c * (n1 - a)) / (2 * n)
    second = (estimate * np.sum(p) + np.sum(q)) / np.sum(w) ** 2
    return estimate, {"wald": float(first), "sato": float(second)}, w


def _rate_ratio(x1: Array, t1: Array, x2: Array, t2: Array) -> Pooled:
    """Variance: Greenland S, Robins JM, Biometrics 1985;41:55; Rothman KJ et al., Modern Epidemiology, 3rd ed., 15."""
    t = t1 + t2
    r, s = x1 * t2 / t, x2 * t1 / t
    variance = np.sum(t1 * t2 * (x1 + x2) / t**2) / (np.sum(r) * np.sum(s))
    return log(np.sum(r) / np.sum(s)), {"wald": float(variance)}, s


def _rate_difference(x1: Array, t1: Array, x2: Array, t2: Array) -> Pooled:
    w = t1 * t2 / (t1 + t2)
    variance = np.sum(w**2 * (x1 / t1**2 + x2 / t2**2)) / np.sum(w) ** 2
    return float(np.sum(w * (x1 / t1 - x2 / t2)) / np.sum(w)), {"wald": float(variance)}, w


FORMULAS: Mapping[str, Callable[[Array, Array, Array, Array], Pooled]] = {
    "RR": _risk_ratio,
    "OR": _odds_ratio,
    "RD": _risk_difference,
    "IRR": _rate_ratio,
    "IRD": _rate_difference,
}


def mantel_haenszel_pool(studies: Sequence[Effect], *, level: float, left: Sequence[Left] = ()) -> MetaAnalysis:
    """The Mantel–Haenszel estimate from the cells as counted, whatever was added to them for the studies' own effects.

    Q measures the studies' own effects, corrected where need be, around the pooled one. For the risk difference, the
    variance of Sato, Greenland and Robins, which metafor uses, is a further interval called ``sato``.

    Raises
    ------
    ValueError
        If the measure has no such estimate, or a study has no cells.
    """
    measure = studies[0].measure
    if measure not in FORMULAS:
        raise ValueError(f"Mantel–Haenszel pools {', '.join(FORMULAS)}, not {measure}")
    if any(len(effect.cells) != 4 for effect in studies):
        raise ValueError("Mantel–Haenszel needs the counts of every study, not its effect alone")
    cells = np.array([effect.cells for effect in studies], dtype=float)
    weights = tuple(Weighted(effect, 0.0) for effect in studies)
    if MEASURES_OF_EFFECT[measure].logarithmic and not _defined(measure, cells):
        reason = "No study has events in one of the groups: the Mantel–Haenszel ratio is not defined."
        return MetaAnalysis(measure, "common", "MH", level, weights, tuple(left), refusal=reason)
    estimate, variances, w = FORMULAS[measure](*cells.T)
    found = _intervals(estimate, variances, level)
    design = intercept_only([e.value for e in studies], [e.variance for e in studies])
    q = float(np.sum((design.y - estimate) ** 2 / design.v))
    shares = tuple(Weighted(e, 100 * float(x) / float(np.sum(w))) for e, x in zip(studies, w, strict=True))
    return MetaAnalysis(
        measure,
        "common",
        "MH",
        level,
        shares,
        tuple(left),
        estimate,
        found[0].se,
        describe(design, level, q=q),
        found,
        "wald",
    )


def _intervals(estimate: float, variances: Mapping[str, float], level: float) -> tuple[Interval, ...]:
    return tuple(interval(name, estimate, sqrt(v), None, level, 0.0) for name, v in variances.items())


def _defined(measure: str, cells: Array) -> bool:
    a, b, c, d = cells.T
    if measure == "OR":
        return bool(np.sum(a * d) > 0 and np.sum(b * c) > 0)
    if measure == "IRR":
        return bool(np.sum(a) > 0 and np.sum(c) > 0)
    return bool(np.sum(a) > 0 and np.sum(c) > 0)
