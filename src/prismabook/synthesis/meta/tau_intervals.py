"""Confidence intervals for the variance between studies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from prismabook.synthesis.meta.linear import Array, Design, matrix_p
from prismabook.synthesis.meta.mixture import mixture_tail
from prismabook.synthesis.meta.tau import (
    NotConverged,
    _scale,
    estimate_tau2,
    falling_root,
    log_likelihood,
)

TAU2_INTERVALS: Mapping[str, str] = {
    "QP": "Q-profile: Viechtbauer W, Stat Med 2007;26:37",
    "BJ": "generalised Q with weights 1/v: Biggerstaff BJ, Jackson D, Stat Med 2008;27:6093",
    "J": "generalised Q with weights 1/√v: Jackson D, Res Synth Methods 2013;4:220",
    "PL": "profile likelihood: Hardy RJ, Thompson SG, Stat Med 1996;15:619",
}
"""The intervals by their short names; PL profiles the restricted likelihood, unless τ² is estimated by ML."""


@dataclass(frozen=True, slots=True)
class Tau2Interval:
    """Limits of τ²; ``reason`` says why a limit is missing or the interval holds nothing but zero."""

    method: str
    low: float | None
    high: float | None
    level: float
    reason: str = ""


def tau2_interval(design: Design, method: str = "QP", level: float = 0.95, estimator: str = "REML") -> Tau2Interval:
    """An interval for τ² by a named method.

    Raises
    ------
    ValueError
        If there is no such method.
    """
    if method not in TAU2_INTERVALS:
        raise ValueError(f"an interval for τ² is one of {', '.join(TAU2_INTERVALS)}, not {method!r}")
    try:
        if method == "QP":
            return _q_profile(design, level)
        if method == "PL":
            return _profile_likelihood(design, level, restricted=estimator != "ML")
        weights = 1 / design.v if method == "BJ" else 1 / np.sqrt(design.v)
        return _generalised_q(design, weights, method, level)
    except NotConverged as error:
        return Tau2Interval(method, None, None, level, str(error))


NOTHING = "both limits fall below zero: the studies differ less than chance alone would have it"


def _q_profile(design: Design, level: float) -> Tau2Interval:
    """The values of τ² at which Q meets the quantiles of χ² with k − p degrees of freedom."""
    from scipy.stats import chi2

    upper, lower = (float(chi2.isf(tail, design.df)) for tail in ((1 - level) / 2, (1 + level) / 2))
    low, high = (falling_root(lambda t, q=q: design.fit(t).q - q, _scale(design)) for q in (upper, lower))  # type: ignore[misc]
    return Tau2Interval("QP", low, high, level, NOTHING if high == 0 else "")


def _generalised_q(design: Design, weights: Array, method: str, level: float) -> Tau2Interval:
    """The values of τ² at which Q with fixed weights lies in either tail of its own distribution.

    Q is a sum of χ² with one degree of freedom, weighted by the eigenvalues of Σ½PΣ½.
    """
    fit = design.weighted(weights)
    p, observed = matrix_p(fit), fit.q

    def tail(tau2: float) -> float:
        root = np.sqrt(design.v + tau2)
        eigenvalues = np.linalg.eigvalsh(root[:, None] * p * root[None, :])
        return mixture_tail(observed, np.asarray(eigenvalues[-design.df :], dtype=float))

    limits = [falling_root(_below(tail, side), _scale(design)) for side in ((1 - level) / 2, (1 + level) / 2)]
    return Tau2Interval(method, limits[0], limits[1], level, NOTHING if limits[1] == 0 else "")


def _below(tail: Callable[[float], float], probability: float) -> Callable[[float], float]:
    return lambda tau2: probability - tail(tau2)


def _profile_likelihood(design: Design, level: float, *, restricted: bool) -> Tau2Interval:
    from scipy.optimize import brentq
    from scipy.stats import chi2

    best = estimate_tau2(design, "REML" if restricted else "ML").value
    floor = log_likelihood(design, best, restricted=restricted) - float(chi2.isf(1 - level, 1)) / 2

    def above(tau2: float) -> float:
        return log_likelihood(design, tau2, restricted=restricted) - floor

    low = 0.0
    if best > 0 and above(0.0) < 0:
        low = float(brentq(above, 0.0, best, rtol=8.9e-16, xtol=1e-18 * best))
    high = max(best, _scale(design)) * 2
    for _ in range(200):
        if above(high) < 0:
            return Tau2Interval("PL", low, float(brentq(above, best, high, rtol=8.9e-16)), level)
        high *= 2
    raise NotConverged(f"the likelihood of τ² does not fall enough up to {high:.3g}")
