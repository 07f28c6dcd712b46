"""Meta-regression: a mixed-effects model of effects on study characteristics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any

import numpy as np

from prismabook.synthesis.effects import LEVEL
from prismabook.synthesis.measures.effect import Effect
from prismabook.synthesis.meta import intervals
from prismabook.synthesis.meta.analysis import Heterogeneity, Interval
from prismabook.synthesis.meta.heterogeneity import describe
from prismabook.synthesis.meta.linear import Design, intercept_only
from prismabook.synthesis.meta.pool import method_named
from prismabook.synthesis.meta.tau import Tau2, estimate_tau2, log_likelihood
from prismabook.synthesis.meta.tau_intervals import tau2_interval


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with its interval and test; the first of a model is its intercept."""

    name: str
    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Regression:
    """A meta-regression.

    ``qm`` tests all moderators together: against χ² with ``qm_df[0]`` degrees of freedom, or, after Hartung–Knapp, as F
    with both. ``heterogeneity`` is what the moderators leave; ``r2`` is the share of τ² that they take away, in per
    cent (Raudenbush SW, Handbook of Research Synthesis, 2009), None where there was none to begin with.
    ``permutation_p`` are p-values by coefficient and, last, of the moderators together.
    """

    method: str
    ci: str
    k: int
    coefficients: tuple[Coefficient, ...]
    heterogeneity: Heterogeneity
    qm: float
    qm_df: tuple[int, int | None]
    qm_p: float
    r2: float | None
    log_likelihood: float
    left: tuple[str, ...] = ()
    permutation_p: tuple[float, ...] = ()
    permutations: str = ""

    def numbers(self) -> dict[str, Any]:
        """Every quantity by name."""
        h = self.heterogeneity
        found: dict[str, Any] = {
            "method": self.method,
            "ci_method": self.ci,
            "k": self.k,
            "coefficients": [
                {
                    "name": c.name,
                    "estimate": c.value,
                    "se": c.interval.se,
                    "statistic": c.interval.statistic,
                    "df": c.interval.df,
                    "p": c.interval.p,
                    "ci_low": c.interval.low,
                    "ci_high": c.interval.high,
                }
                for c in self.coefficients
            ],
            "QE": h.q,
            "QE_df": h.df,
            "QE_p": h.p,
            "QM": self.qm,
            "QM_df": self.qm_df[0],
            "QM_df2": self.qm_df[1],
            "QM_p": self.qm_p,
            "tau2": h.tau2.value if h.tau2 else None,
            "tau2_se": h.tau2.se if h.tau2 else None,
            "tau2_low": h.tau2_interval.low if h.tau2_interval else None,
            "tau2_high": h.tau2_interval.high if h.tau2_interval else None,
            "I2": h.i2.value,
            "H2": h.h2.value,
            "R2": self.r2,
            "log_likelihood": self.log_likelihood,
            "left_out": list(self.left),
        }
        if self.permutation_p:
            found |= {"permutations": self.permutations, "permutation_p": list(self.permutation_p)}
        return found

    def __str__(self) -> str:
        from prismabook.synthesis.meta.words import number, p_words

        lines = [f"Meta-regression, τ² by {self.method}, {self.k} studies"]
        for place, c in enumerate(self.coefficients):
            i = c.interval
            permuted = f", by permutation {p_words(self.permutation_p[place])}" if self.permutation_p else ""
            lines.append(
                f"  {c.name}: {number(c.value)} ({number(i.low)} to {number(i.high)}), se {number(i.se)}, "
                f"{p_words(i.p)}{permuted}"
            )
        df = f"{self.qm_df[0]} df" if self.qm_df[1] is None else f"{self.qm_df[0]} and {self.qm_df[1]} df"
        name = "QM" if self.qm_df[1] is None else "F"
        lines.append(f"  Moderators: {name} = {number(self.qm)}, {df}, {p_words(self.qm_p)}")
        h = self.heterogeneity
        tau2 = f"τ² = {number(h.tau2.value)}, I² = {number(h.i2.value, 1)}%, " if h.tau2 else ""
        lines.append(f"  What is left: {tau2}QE = {number(h.q)}, {h.df} df, {p_words(h.p)}")
        lines.append(
            "  R² is not defined: τ² is zero without moderators" if self.r2 is None else f"  R² = {self.r2:.1f}%"
        )
        lines += [f"Left out: {name}: a moderator is not known." for name in self.left]
        return "\n".join(lines)


def meta_regression(
    effects: Sequence[Effect],
    moderators: Sequence[str],
    method: str = "REML",
    *,
    ci: str = "",
    level: float = LEVEL,
    tau2_ci: str = "QP",
) -> Regression:
    """Regress effects on columns of ``Effect.moderators``.

    A column of numbers enters as it is, one of words as categories against the first of them in alphabetical order.
    Studies in which a moderator is not known are left out and named.

    Parameters
    ----------
    effects
        Effects with their moderators.
    moderators
        Names of columns.
    method
        An estimator of τ², or CE for a model without variance between studies.
    ci
        hksj (default), hksj-adhoc, wald or t; hksj and t test with k − p degrees of freedom (Knapp G, Hartung J, Stat
        Med 2003;22:2693).
    level, tau2_ci
        As in :func:`~prismabook.synthesis.meta.pool.pool`.

    Raises
    ------
    ValueError
        If a column is missing, or too few studies are left for so many coefficients.
    """
    design, names, left = regression_design(effects, moderators)
    return fit_regression(design, names, method, ci=ci, level=level, tau2_ci=tau2_ci, left=left)


UNKNOWN = ("", "na", "n/a", "nan")


def regression_design(
    effects: Sequence[Effect], moderators: Sequence[str]
) -> tuple[Design, list[str], tuple[str, ...]]:
    """The design with the names of its columns, and the studies that a missing moderator leaves out."""
    for name in moderators:
        if any(name not in effect.moderators for effect in effects):
            raise ValueError(f"there is no moderator called {name!r}")
    known = [e for e in effects if all(e.moderators[m].strip().lower() not in UNKNOWN for m in moderators)]
    left = tuple(e.study for e in effects if e not in known)
    columns, names = [np.ones(len(known))], ["intercept"]
    for moderator in moderators:
        for name, column in _coded(moderator, [e.moderators[moderator].strip() for e in known]):
            names.append(name)
            columns.append(column)
    if len(known) <= len(columns):
        raise ValueError(f"{len(known)} studies are too few for {len(columns)} coefficients")
    y, v = np.array([e.value for e in known]), np.array([e.variance for e in known])
    return Design(y, v, np.column_stack(columns)), names, left


def _coded(moderator: str, cells: Sequence[str]) -> list[tuple[str, Any]]:
    try:
        numbers = [float(cell.replace("\u2212", "-")) for cell in cells]
    except ValueError:
        levels = sorted(set(cells))
        return [(f"{moderator}: {x}", np.array([float(cell == x) for cell in cells])) for x in levels[1:]]
    if not all(map(isfinite, numbers)):
        raise ValueError(f"{moderator} has a value that is not finite")
    return [(moderator, np.array(numbers))]


def fit_regression(
    design: Design,
    names: Sequence[str],
    method: str = "REML",
    *,
    ci: str = "",
    level: float = LEVEL,
    tau2_ci: str = "QP",
    left: tuple[str, ...] = (),
) -> Regression:
    """Fit a design whose first column is the intercept."""
    chosen = method_named(method)
    if chosen in ("MH", "PETO"):
        raise ValueError(f"{chosen} has no regression; take CE or an estimator of τ²")
    common = chosen == "CE"
    name = intervals.named(ci) if ci else ("wald" if common else "hksj")
    tau2 = Tau2("CE", 0.0, 0.0, 0.0) if common else estimate_tau2(design, chosen)
    fit = design.fit(tau2.value)
    scale = {"hksj": fit.q / design.df, "hksj-adhoc": max(1.0, fit.q / design.df)}.get(name, 1.0)
    covariance = fit.inverse * scale
    df = None if name == "wald" else design.df
    found = tuple(
        Coefficient(n, float(b), intervals.interval(name, float(b), sqrt(covariance[j, j]), df, level, 0.0))
        for j, (n, b) in enumerate(zip(names, fit.coefficients, strict=True))
    )
    qm, qm_df, qm_p = _omnibus(fit.coefficients, covariance, df)
    limits = None if common else tau2_interval(design, tau2_ci, level, chosen)
    rest = describe(design, level, None if common else tau2, limits)
    likelihood = log_likelihood(design, tau2.value, restricted=chosen == "REML")
    r2 = None if common else _explained(design, tau2.value, chosen)
    return Regression(chosen, name, design.k, found, rest, qm, qm_df, qm_p, r2, likelihood, left)


def _omnibus(b: Any, covariance: Any, df: int | None) -> tuple[float, tuple[int, int | None], float]:
    from scipy.stats import chi2, f

    count = len(b) - 1
    if count == 0:
        return 0.0, (0, None), 1.0
    statistic = float(b[1:] @ np.linalg.solve(covariance[1:, 1:], b[1:]))
    if df is None:
        return statistic, (count, None), float(chi2.sf(statistic, count))
    return statistic / count, (count, df), float(f.sf(statistic / count, count, df))


def _explained(design: Design, tau2: float, method: str) -> float | None:
    without = estimate_tau2(intercept_only(design.y, design.v), method).value
    return None if without == 0 else max(0.0, 100 * (without - tau2) / without)
