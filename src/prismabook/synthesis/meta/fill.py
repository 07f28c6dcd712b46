"""Corrections for small-study effects: trim and fill, limit meta-analysis; fewer than ten studies are refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from prismabook.synthesis.effects import LEVEL
from prismabook.synthesis.measures.effect import Effect
from prismabook.synthesis.meta import intervals
from prismabook.synthesis.meta.analysis import Interval, MetaAnalysis
from prismabook.synthesis.meta.asymmetry import enough
from prismabook.synthesis.meta.linear import Array, Design
from prismabook.synthesis.meta.pool import pool
from prismabook.synthesis.meta.tau import estimate_tau2


@dataclass(frozen=True, slots=True)
class TrimAndFill:
    """How many studies seem to be missing, on which side, and the synthesis with mirrored ones filled in.

    ``missing`` is the estimate k₀ with its standard error; ``analysis`` includes the filled studies. It is a
    sensitivity analysis: the filled studies are made up.
    """

    estimator: str
    side: str
    missing: int
    se: float
    analysis: MetaAnalysis

    def numbers(self) -> dict[str, Any]:
        """Every quantity by name."""
        found = self.analysis.numbers()
        return {
            "estimator": self.estimator,
            "side": self.side,
            "k0": self.missing,
            "se_k0": self.se,
            **{name: found.get(name) for name in ("estimate", "se", "ci_low", "ci_high", "tau2", "Q", "I2", "natural")},
        }

    def __str__(self) -> str:
        from prismabook.synthesis.meta.words import number

        i = self.analysis.interval
        assert i is not None  # ten studies are pooled
        values = [number(self.analysis.natural(x)) for x in (self.analysis.estimate, i.low, i.high)]
        return (
            f"Trim and fill ({self.estimator}): {self.missing} studies (se {number(self.se, 2)}) seem to be "
            "missing on the "
            f"{self.side}; with their mirror images {values[0]} ({values[1]} to {values[2]})"
        )


def trim_and_fill(
    effects: Sequence[Effect], method: str = "REML", *, estimator: str = "L0", side: str = "", **options: Any
) -> TrimAndFill:
    """Trim and fill with the estimator L0 or R0.

    Studies are missing on the side on which small studies are few: to the left where effects grow with their standard
    errors, unless ``side`` says otherwise.

    Source: Duval S, Tweedie R, Biometrics 2000;56:455; J Am Stat Assoc 2000;95:89.
    """
    enough(effects, "Trim and fill")
    if estimator not in ("L0", "R0"):
        raise ValueError(f"the estimator is L0 or R0, not {estimator!r}")
    where = side or _side(effects, method)
    sign = -1.0 if where == "right" else 1.0
    order = sorted(effects, key=lambda e: sign * e.value)
    y = np.array([sign * e.value for e in order])
    missing, se, centre = _trimmed(order, y, sign, method, estimator, options)
    filled = [
        Effect(f"filled: {e.study}", sign * (2 * centre - value), e.variance, e.measure)
        for e, value in zip(order[len(order) - missing :], y[len(order) - missing :], strict=True)
    ]
    return TrimAndFill(estimator, where, missing, se, pool([*effects, *filled], method, **options))


def _side(effects: Sequence[Effect], method: str) -> str:
    y, v = np.array([e.value for e in effects]), np.array([e.variance for e in effects])
    design = Design(y, v, np.column_stack([np.ones(len(y)), np.sqrt(v)]))
    tau2 = (
        0.0 if method.upper() in ("CE", "FE", "EE", "IV", "MH", "PETO") else estimate_tau2(design, method.upper()).value
    )
    return "right" if design.fit(tau2).coefficients[1] < 0 else "left"


def _trimmed(
    order: Sequence[Effect], y: Array, sign: float, method: str, estimator: str, options: dict[str, Any]
) -> tuple[int, float, float]:
    """The number of missing studies with its standard error, and the centre without as many at the far end."""
    k, missing, before = len(order), 0, -1
    se = centre = 0.0
    for _ in range(100):
        if missing == before:
            return missing, se, centre
        before = missing
        centre = sign * float(pool(order[: k - missing], method, **options).estimate or 0.0)
        away = y - centre
        ranks = np.empty(k)
        ranks[np.argsort(np.abs(away), kind="stable")] = np.arange(1, k + 1)
        signed = np.sign(away) * ranks
        missing, se = _estimated(signed, k, estimator)
    raise ValueError("trim and fill does not settle on a number of missing studies")


def _estimated(signed: Array, k: int, estimator: str) -> tuple[int, float]:
    if estimator == "R0":
        below = -signed[signed < 0]
        found = k - float(np.max(below)) - 1 if len(below) else k - 1.0
        return max(0, round(found)), sqrt(2 * max(0.0, found) + 2)
    total = float(np.sum(signed[signed > 0]))
    found = (4 * total - k * (k + 1)) / (2 * k - 1)
    n = found
    variance = k * (k + 1) * (2 * k + 1) + 10 * n**3 + 27 * n**2 + 17 * n - 18 * k * n**2 - 18 * k * n + 6 * k**2 * n
    return max(0, round(found)), 4 * sqrt(max(variance / 24, 0.0)) / (2 * k - 1)


@dataclass(frozen=True, slots=True)
class Limit:
    """The limit meta-analysis: the effect foreseen for an infinitely precise study, with its interval."""

    estimate: float
    interval: Interval
    slope: float
    intercept: float
    tau2: float

    def numbers(self) -> dict[str, Any]:
        """Every quantity by name."""
        i = self.interval
        found = {"estimate": self.estimate, "se": i.se, "ci_low": i.low, "ci_high": i.high, "p": i.p}
        return {**found, "slope": self.slope, "intercept": self.intercept, "tau2": self.tau2}


def limit_analysis(effects: Sequence[Effect], method: str = "REML", *, level: float = LEVEL) -> Limit:
    """The limit meta-analysis adjusted by β₀: the radial regression's slope plus τ times its intercept.

    Source: Rücker G et al., Biostatistics 2011;12:122; Schwarzer G, Carpenter JR, Rücker G, Meta-Analysis with R, 2015,
    5.3.
    """
    enough(effects, "A limit meta-analysis")
    found = pool(effects, method)
    tau2 = found.tau2 or 0.0
    y = np.array([e.value for e in effects])
    root = 1 / np.sqrt(np.array([e.variance for e in effects]) + tau2)
    middle = root - np.mean(root)
    slope = float(np.sum(middle * root * y) / np.sum(middle**2))
    intercept = float(np.mean(root * y) - slope * np.mean(root))
    estimate, se = slope + sqrt(tau2) * intercept, 1 / sqrt(float(np.sum(middle**2)))
    return Limit(estimate, intervals.interval("limit", estimate, se, None, level, 0.0), slope, intercept, tau2)
