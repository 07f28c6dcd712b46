"""Intervals of τ² that other packages at hand do not give: held against simulation and against the likelihood itself.

Biggerstaff and Jackson 2008 and Jackson 2013 define the limits by the distribution of the generalised Q, Hardy and
Thompson 1996 by the profile likelihood; both are tried here without the formulas of the implementation.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from prismabook.synthesis import TwoByTwo, binary_effects, pool

BCG = (
    (4, 123, 11, 139), (6, 306, 29, 303), (3, 231, 11, 220), (62, 13598, 248, 12867), (33, 5069, 47, 5808),
    (180, 1541, 372, 1451), (8, 2545, 10, 629), (505, 88391, 499, 88391), (29, 7499, 45, 7277),
    (17, 1716, 65, 1665), (186, 50634, 141, 27338), (5, 2498, 3, 2341), (27, 16913, 29, 17854),
)  # fmt: skip
"""Events and totals of the trials of BCG vaccine (Colditz GA et al., JAMA 1994;271:698)."""
EFFECTS = binary_effects([(str(n), TwoByTwo(*row)) for n, row in enumerate(BCG)], "RR")[0]
Y, V = np.array([e.value for e in EFFECTS]), np.array([e.variance for e in EFFECTS])
DRAWS = 200_000


def generalised_q(y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    centre = (y * weights).sum(-1, keepdims=True) / weights.sum()
    return (weights * (y - centre) ** 2).sum(-1)


@pytest.mark.parametrize(("method", "power"), [("BJ", 1.0), ("J", 0.5)])
def test_at_a_limit_the_observed_q_is_as_rare_as_the_level_says(method: str, power: float) -> None:
    found = pool(EFFECTS, tau2_ci=method).heterogeneity.tau2_interval
    weights = V**-power
    observed = generalised_q(Y, weights)
    random = np.random.default_rng(20131)
    for tau2, larger in ((found.low, True), (found.high, False)):
        drawn = generalised_q(random.normal(0, np.sqrt(V + tau2), (DRAWS, len(Y))), weights)
        share = (drawn >= observed).mean() if larger else (drawn <= observed).mean()
        assert share == pytest.approx(0.025, abs=4 * np.sqrt(0.025 * 0.975 / DRAWS))


def test_at_a_limit_the_profile_likelihood_has_fallen_by_half_a_quantile() -> None:
    def deviance(tau2: float) -> float:
        """−2 log-likelihood at its best mean, found by search."""
        fall = lambda mean: -2 * stats.norm.logpdf(Y, mean, np.sqrt(V + tau2)).sum()  # noqa: E731
        return float(optimize.minimize_scalar(fall, bounds=(-3, 3), method="bounded", options={"xatol": 1e-10}).fun)

    found = pool(EFFECTS, method="ML", tau2_ci="PL").heterogeneity.tau2_interval
    best = optimize.minimize_scalar(deviance, bounds=(0, 3), method="bounded", options={"xatol": 1e-10}).fun
    for limit in (found.low, found.high):
        assert deviance(limit) - best == pytest.approx(stats.chi2.ppf(0.95, 1), abs=1e-5)
