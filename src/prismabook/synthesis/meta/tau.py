"""Estimators of the variance between studies, τ², with their standard errors.

Each is given by a formula or by an equation that is solved to the precision of the machine: other programs stop their
iteration earlier (metafor at a change of 10⁻⁵), which shows in the sixth digit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf, log, pi, sqrt

import numpy as np

from prismabook.synthesis.meta.linear import Array, Design, Fit

ESTIMATORS: Mapping[str, str] = {
    "REML": "restricted maximum likelihood: Harville DA, J Am Stat Assoc 1977;72:320; Raudenbush SW, 2009",
    "DL": "DerSimonian–Laird: DerSimonian R, Laird N, Control Clin Trials 1986;7:177",
    "PM": "Paule–Mandel: Paule RC, Mandel J, J Res Natl Bur Stand 1982;87:377",
    "ML": "maximum likelihood: Hardy RJ, Thompson SG, Stat Med 1996;15:619",
    "SJ": "Sidik–Jonkman: Sidik K, Jonkman JN, J R Stat Soc C 2005;54:367",
    "EB": "empirical Bayes: Morris CN, J Am Stat Assoc 1983;78:47; the same solution as Paule–Mandel",
    "HS": "Hunter–Schmidt: Hunter JE, Schmidt FL, 1990; Viechtbauer W, J Educ Behav Stat 2005;30:261",
    "HE": "Hedges–Olkin (Cochran’s analysis of variance): Hedges LV, Olkin I, 1985, chapter 9",
}
"""The estimators by their short names."""


@dataclass(frozen=True, slots=True)
class Tau2:
    """An estimate of τ² with its standard error; ``raw`` is the value before it was kept from falling below zero."""

    method: str
    value: float
    se: float
    raw: float


class NotConverged(ValueError):
    """An equation for τ² that was not solved; says which and where the search stood."""


def estimate_tau2(design: Design, method: str = "REML") -> Tau2:
    """τ² by a named estimator.

    Raises
    ------
    ValueError
        If there is no such estimator, or no residual degree of freedom.
    NotConverged
        If the search for a root fails.
    """
    if method not in ESTIMATORS:
        raise ValueError(f"τ² is estimated by {', '.join(ESTIMATORS)}, not {method!r}")
    if design.df < 1:
        raise ValueError(f"{design.k} studies and {design.p} coefficients leave nothing to estimate τ² from")
    found: Callable[[Design], Tau2] = {
        "REML": _restricted,
        "ML": _likely,
        "DL": _dersimonian_laird,
        "PM": _paule_mandel,
        "EB": lambda d: _paule_mandel(d, "EB"),
        "SJ": _sidik_jonkman,
        "HS": _hunter_schmidt,
        "HE": _hedges_olkin,
    }[method]
    return found(design)


def _moments(design: Design, fit: Fit, method: str, raw: float, scale: float) -> Tau2:
    """A method of moments: Var(y′Py) = 2 tr(PΣPΣ) with Σ = V + τ²I, over the square of what Q is divided by."""
    value = max(raw, 0.0)
    total = design.v + value
    return Tau2(method, value, sqrt(max(2 * fit.trace2(total, total), 0.0)) / abs(scale), raw)


def _dersimonian_laird(design: Design) -> Tau2:
    fit = design.fit()
    trace = fit.trace(np.ones(design.k))
    return _moments(design, fit, "DL", (fit.q - design.df) / trace, trace)


def _hunter_schmidt(design: Design) -> Tau2:
    fit = design.fit()
    total = float(np.sum(fit.w))
    return _moments(design, fit, "HS", (fit.q - design.k) / total, total)


def _hedges_olkin(design: Design) -> Tau2:
    fit = design.weighted(np.ones(design.k))
    return _moments(design, fit, "HE", (fit.q - fit.trace(design.v)) / design.df, design.df)


def _sidik_jonkman(design: Design) -> Tau2:
    start = float(np.sum((design.y - np.mean(design.y)) ** 2)) / design.k
    if start == 0:
        return Tau2("SJ", 0.0, 0.0, 0.0)
    fit = design.fit(start)
    return _moments(design, fit, "SJ", start * fit.q / design.df, design.df / start)


def _paule_mandel(design: Design, method: str = "PM") -> Tau2:
    value = _root_of_q(design, design.df)
    w = 1 / (design.v + value)
    return Tau2(method, value, sqrt(2 * design.k**2 / design.df) / float(np.sum(w)), value)


def _root_of_q(design: Design, target: float) -> float:
    """The τ² at which the generalised Q statistic, which falls as τ² grows, takes a value; 0 if it is below at once."""
    return falling_root(lambda tau2: design.fit(tau2).q - target, _scale(design))


def falling_root(function: Callable[[float], float], scale: float) -> float:
    """Where a falling function of τ² crosses zero, 0 if it is not above zero at 0.

    Raises
    ------
    NotConverged
        If it is still above zero far beyond the scale.
    """
    from scipy.optimize import brentq

    if function(0.0) <= 0:
        return 0.0
    high = max(scale, 1e-300)
    for _ in range(200):
        if function(high) < 0:
            return float(brentq(function, 0.0, high, xtol=1e-18 * high, rtol=8.9e-16, maxiter=500))
        high *= 4
    raise NotConverged(f"the equation for τ² has no solution up to {high:.3g}")


def _scale(design: Design) -> float:
    residuals = design.weighted(np.ones(design.k)).residuals
    return float(np.sum(residuals**2)) / design.df + float(np.min(design.v))


def log_likelihood(design: Design, tau2: float, *, restricted: bool) -> float:
    """Log-likelihood of τ² with the coefficients at their best; restricted with the constant ½ log|X′X| of metafor."""
    fit = design.fit(tau2)
    free = design.df if restricted else design.k
    value = -0.5 * (free * log(2 * pi) + float(np.sum(np.log(design.v + tau2))) + fit.q)
    if restricted:
        value += 0.5 * (float(np.linalg.slogdet(design.x.T @ design.x)[1]) - fit.log_determinant)
    return value


def score(design: Design, tau2: float, *, restricted: bool) -> float:
    """Twice the derivative of the log-likelihood with respect to τ²: y′PPy − tr(P), or − tr(W) if not restricted."""
    fit = design.fit(tau2)
    trace = fit.trace(np.ones(design.k)) if restricted else float(np.sum(fit.w))
    return float(np.sum((fit.w * fit.residuals) ** 2)) - trace


def _restricted(design: Design) -> Tau2:
    value = _most_likely(design, restricted=True)
    ones = np.ones(design.k)
    return Tau2("REML", value, sqrt(2 / design.fit(value).trace2(ones, ones)), value)


def _likely(design: Design) -> Tau2:
    value = _most_likely(design, restricted=False)
    return Tau2("ML", value, sqrt(2 / float(np.sum(1 / (design.v + value) ** 2))), value)


def _most_likely(design: Design, *, restricted: bool) -> float:
    """The τ² of the highest likelihood: of all its peaks, and the edge at zero, not only the one next to a start."""
    from scipy.optimize import brentq

    def slope(tau2: float) -> float:
        return score(design, tau2, restricted=restricted)

    grid = _grid(design)
    slopes = [slope(float(tau2)) for tau2 in grid]
    peaks = [0.0]
    for low, high, before, after in zip(grid, grid[1:], slopes, slopes[1:], strict=False):
        if before > 0 >= after:
            peaks.append(float(brentq(slope, low, high, xtol=1e-18 * high, rtol=8.9e-16, maxiter=500)))
    if slopes[-1] > 0:
        raise NotConverged(f"the likelihood of τ² still rises at {grid[-1]:.3g}")
    best, height = 0.0, -inf
    for peak in peaks:
        found = log_likelihood(design, peak, restricted=restricted)
        if found > height:
            best, height = peak, found
    return best


def _grid(design: Design) -> Array:
    """Zero and 60 points, evenly spaced in logarithm, up to where the likelihood surely falls."""
    high = 10 * _scale(design) * design.k / design.df
    low = min(float(np.min(design.v)), high) * 1e-6
    return np.concatenate(([0.0], np.geomspace(low, high * 10, 60)))
