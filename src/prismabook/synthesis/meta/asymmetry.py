"""Small-study effects: tests of a funnel plot's asymmetry. Fewer than ten studies are refused.

Source of the limit: Cochrane Handbook, version 6.5, 13.3.5.4: with fewer studies the tests cannot tell chance from
asymmetry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from prismabook.synthesis.effects import LEVEL
from prismabook.synthesis.measures.effect import Effect
from prismabook.synthesis.meta import intervals
from prismabook.synthesis.meta.linear import Array, Design
from prismabook.synthesis.meta.regression import fit_regression

LEAST = 10
"""Studies that these methods need."""


class TooFew(ValueError):
    """Fewer studies than a method needs; says how many there are."""


def enough(effects: Sequence[Effect], what: str) -> None:
    """Raise :class:`TooFew` if there are fewer than ten studies."""
    if len(effects) < LEAST:
        raise TooFew(
            f"{what} needs at least {LEAST} studies, and there are {len(effects)}: with fewer, chance cannot be "
            "told from "
            "asymmetry (Cochrane Handbook 13.3.5.4)"
        )


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """A test of asymmetry.

    ``bias`` is the slope on the predictor (for Egger's test the intercept of the classical form) or Kendall's τ;
    ``limit`` is the effect that the regression foresees for an infinitely large study, with its interval.
    """

    test: str
    label: str
    bias: float
    se: float | None
    statistic: float | None
    df: float | None
    p: float
    limit: float | None = None
    limit_low: float | None = None
    limit_high: float | None = None

    def numbers(self) -> dict[str, Any]:
        """Every quantity by name."""
        return {name: getattr(self, name) for name in Asymmetry.__slots__}

    def __str__(self) -> str:
        from prismabook.synthesis.meta.words import number, p_words

        spread = f", se {number(self.se)}" if self.se is not None else ""
        how = "" if self.statistic is None else f", {'z' if self.df is None else 't'} = {number(self.statistic)}"
        df = "" if self.df is None else f", {self.df:g} df"
        return f"{self.label}: {number(self.bias)}{spread}{how}{df}, {p_words(self.p)}"


def egger(effects: Sequence[Effect], *, level: float = LEVEL) -> Asymmetry:
    """Egger's regression: effects on their standard errors with weights 1/v and a factor of dispersion; t with k − 2.

    Source: Egger M et al., BMJ 1997;315:629; the form of Sterne JAC, Egger M, in Publication Bias, 2005, chapter 6.
    """
    enough(effects, "Egger’s test")
    y, v = _arrays(effects)
    label = "Egger’s regression, weighted with dispersion"
    return _dispersed("egger", label, y, np.sqrt(v), 1 / v, level)


def egger_random(effects: Sequence[Effect], method: str = "REML", *, level: float = LEVEL) -> Asymmetry:
    """Egger's regression as a mixed-effects model: effects on standard errors with τ²; normal distribution.

    Source: Sterne JAC, Egger M, in Publication Bias in Meta-Analysis, 2005, chapter 6; metafor's ``regtest``.
    """
    enough(effects, "Egger’s test")
    y, v = _arrays(effects)
    design = Design(y, v, np.column_stack([np.ones(len(y)), np.sqrt(v)]))
    found = fit_regression(design, ["limit", "se"], method, ci="wald", level=level)
    limit, slope = found.coefficients
    i = slope.interval
    return Asymmetry(
        "egger-random",
        f"Egger’s regression, mixed effects ({found.method})",
        slope.value,
        i.se,
        i.statistic,
        None,
        float(i.p if i.p is not None else 1.0),
        limit.value,
        limit.interval.low,
        limit.interval.high,
    )


def peters(effects: Sequence[Effect], *, level: float = LEVEL) -> Asymmetry:
    """Peters' test for odds and risk ratios: log ratios on 1/N, weights 1/(1/events + 1/non-events); t with k − 2.

    Source: Peters JL et al., JAMA 2006;295:676.

    Raises
    ------
    ValueError
        If the effects do not come from two-by-two tables.
    """
    enough(effects, "Peters’ test")
    if any(e.measure not in ("RR", "OR", "PETO") or len(e.cells) != 4 for e in effects):
        raise ValueError("Peters’ test needs ratios from two-by-two tables")
    cells = np.array([e.cells for e in effects])
    events, others = cells[:, 0] + cells[:, 2], cells[:, 1] + cells[:, 3]
    if np.any(events == 0) or np.any(others == 0):
        raise ValueError("Peters’ test needs events and non-events in every study")
    y, _ = _arrays(effects)
    return _dispersed("peters", "Peters’ regression", y, 1 / cells.sum(axis=1), 1 / (1 / events + 1 / others), level)


def begg(effects: Sequence[Effect]) -> Asymmetry:
    """Begg and Mazumdar's rank correlation of standardised effects and their variances: Kendall's τ.

    Source: Begg CB, Mazumdar M, Biometrics 1994;50:1088. p is exact where there are no ties.
    """
    from scipy.stats import kendalltau

    enough(effects, "Begg’s test")
    y, v = _arrays(effects)
    w = 1 / v
    standardised = (y - np.sum(w * y) / np.sum(w)) / np.sqrt(v - 1 / np.sum(w))
    ties = len(set(v)) < len(v) or len(set(standardised)) < len(v)
    found = kendalltau(standardised, v, method="asymptotic" if ties else "exact")
    return Asymmetry("begg", "Begg’s rank correlation", float(found.statistic), None, None, None, float(found.pvalue))


def _arrays(effects: Sequence[Effect]) -> tuple[Array, Array]:
    return np.array([e.value for e in effects]), np.array([e.variance for e in effects])


def _dispersed(test: str, label: str, y: Array, x: Array, w: Array, level: float) -> Asymmetry:
    """Weighted least squares whose residual variance is estimated."""
    if len(set(x)) < 2:
        raise ValueError("all studies are of the same size: asymmetry cannot be seen")
    design = Design(y, 1 / w, np.column_stack([np.ones(len(y)), x]))
    fit = design.weighted(w)
    spread = fit.inverse * fit.q / design.df
    limit, slope = (
        intervals.interval(test, float(b), sqrt(spread[j, j]), design.df, level, 0.0)
        for j, b in enumerate(fit.coefficients)
    )
    bias, at_infinity = float(fit.coefficients[1]), float(fit.coefficients[0])
    return Asymmetry(
        test, label, bias, slope.se, slope.statistic, design.df, slope.p or 0.0, at_infinity, limit.low, limit.high
    )
