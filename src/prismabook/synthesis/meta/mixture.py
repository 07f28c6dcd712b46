"""The distribution of a sum of χ² variables with one degree of freedom, each times a positive weight."""

from __future__ import annotations

from math import exp, log

import numpy as np

from prismabook.synthesis.meta.linear import Array

TERMS = 20000
"""Most terms of the series before the integral takes over."""


def mixture_tail(value: float, weights: Array) -> float:
    """P(Σ λᵢχ²₁ > value), to about twelve digits.

    Ruben's series of central χ² distributions (Ruben H, Ann Math Stat 1962;33:542; Farebrother RW, Appl Stat
    1984;33:332), or, where weights differ so much that it needs too many terms, Imhof's integral (Imhof JP, Biometrika
    1961;48:419).
    """
    positive = weights[weights > 1e-14 * np.max(weights)]
    if value <= 0:
        return 1.0
    if np.max(positive) / np.min(positive) < 2000:
        found = _ruben(value, positive)
        if found is not None:
            return found
    return _imhof(value, positive)


def _ruben(value: float, weights: Array) -> float | None:
    from scipy.stats import chi2

    beta = 2 / (1 / float(np.min(weights)) + 1 / float(np.max(weights)))  # Farebrother's mode 0: fast, mixed signs
    ratios = 1 - beta / weights
    first = exp(0.5 * float(np.sum(np.log(beta / weights))))
    if first < 1e-290 or log(1 / first) > 200:
        return None
    coefficients, sums, powers = [first], [0.0], np.ones_like(ratios)
    remaining, tail = 1 - first, first * float(chi2.sf(value / beta, len(weights)))
    for j in range(1, TERMS):
        powers = powers * ratios
        sums.append(float(np.sum(powers)))
        term = float(np.dot(sums[1 : j + 1], coefficients[::-1][:j])) / (2 * j)
        coefficients.append(term)
        tail += term * float(chi2.sf(value / beta, len(weights) + 2 * j))
        remaining -= term
        if abs(remaining) < 1e-14 and abs(term) < 1e-15:
            return min(max(tail, 0.0), 1.0)
    return None


def _imhof(value: float, weights: Array) -> float:
    from scipy.integrate import quad

    def integrand(u: float) -> float:
        if u == 0:
            return float(0.5 * (np.sum(weights) - value))
        angle = 0.5 * (float(np.sum(np.arctan(weights * u))) - value * u)
        return float(np.sin(angle) / (u * np.exp(0.25 * np.sum(np.log1p((weights * u) ** 2)))))

    scale = 1 / float(np.max(weights))
    parts, start, width = 0.0, 0.0, 4 * scale
    for _ in range(200):
        found = quad(integrand, start, start + width, limit=2000, epsabs=1e-13, epsrel=1e-12)[0]
        parts += found
        start += width
        width *= 1.5
        if abs(found) < 1e-14 and start > 50 * scale:
            break
    return min(max(0.5 + parts / np.pi, 0.0), 1.0)
