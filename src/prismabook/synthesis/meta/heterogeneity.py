"""Cochran's Q, I² and H², from Q and from τ², with intervals."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np

from prismabook.synthesis.effects import quantile
from prismabook.synthesis.meta.analysis import Heterogeneity, Share
from prismabook.synthesis.meta.linear import Design
from prismabook.synthesis.meta.tau import Tau2
from prismabook.synthesis.meta.tau_intervals import Tau2Interval


def typical_variance(design: Design) -> float:
    """The typical variance within studies (k − p)/tr(P).

    Without moderators it is Higgins and Thompson's (k − 1)Σw / ((Σw)² − Σw²): Stat Med 2002;21:1539, equation 9.
    """
    return design.df / design.fit().trace(np.ones(design.k))


def describe(
    design: Design, level: float, tau2: Tau2 | None = None, interval: Tau2Interval | None = None, q: float | None = None
) -> Heterogeneity:
    """Heterogeneity of a design; ``q`` where it was not measured from the inverse-variance estimate."""
    from scipy.stats import chi2

    statistic = design.fit().q if q is None else q
    df = design.df
    p = float(chi2.sf(statistic, df)) if df else 1.0
    i2_q, h2_q = from_q(statistic, df, level)
    if tau2 is None:
        return Heterogeneity(statistic, df, p, i2_q, h2_q, i2_q, h2_q)
    typical = typical_variance(design)
    limits = (interval.low, interval.high) if interval else (None, None)
    i2 = Share(*(None if t is None else 100 * t / (typical + t) for t in (tau2.value, *limits)))  # type: ignore[arg-type]
    h2 = Share(*(None if t is None else 1 + t / typical for t in (tau2.value, *limits)))  # type: ignore[arg-type]
    return Heterogeneity(statistic, df, p, i2, h2, i2_q, h2_q, tau2, interval, typical)


def from_q(q: float, df: int, level: float) -> tuple[Share, Share]:
    """I² and H² from Q with intervals by the standard error of log H.

    I² is never below zero. H² may be below one; its limits are not.

    Source: Higgins JPT, Thompson SG, Stat Med 2002;21:1539, equations 10 and 12 and appendix A2.
    """
    if df < 1 or q <= 0:
        return Share(0.0), Share(q / df if df else 1.0)
    h2 = q / df
    i2 = max(0.0, 100 * (q - df) / q)
    se = _se_of_log_h(q, df)
    if se is None:
        return Share(i2), Share(h2)
    half = quantile(level) * se
    low, high = (max(1.0, exp(log(max(h2, 1.0)) + 2 * sign * half)) for sign in (-1, 1))
    return Share(i2, 100 * (1 - 1 / low), 100 * (1 - 1 / high)), Share(h2, low, high)


def _se_of_log_h(q: float, df: int) -> float | None:
    k = df + 1
    if q > k:
        return 0.5 * (log(q) - log(df)) / (sqrt(2 * q) - sqrt(2 * k - 3))
    return sqrt(1 / (2 * (k - 2)) * (1 - 1 / (3 * (k - 2) ** 2))) if k > 2 else None
