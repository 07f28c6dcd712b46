"""Weighted least squares and the traces that heterogeneity estimators need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """Effects y, their variances v and the k × p matrix of moderators X, whose first column is ones as a rule.

    Raises
    ------
    ValueError
        If the columns of X are not independent, or there are more of them than studies.
    """

    y: Array
    v: Array
    x: Array

    def __post_init__(self) -> None:
        if self.p > 1 and np.linalg.matrix_rank(self.x) < self.p:
            raise ValueError("the moderators are not independent of each other, or there are more of them than studies")

    @property
    def k(self) -> int:
        """Number of studies."""
        return len(self.y)

    @property
    def p(self) -> int:
        """Number of coefficients."""
        return int(self.x.shape[1])

    @property
    def df(self) -> int:
        """Residual degrees of freedom k − p."""
        return self.k - self.p

    def fit(self, tau2: float = 0.0) -> Fit:
        """Weighted least squares with weights 1/(v + τ²)."""
        return self.weighted(1 / (self.v + tau2))

    def weighted(self, w: Array) -> Fit:
        """Weighted least squares with any weights."""
        return Fit(self, w)


def intercept_only(y: Any, v: Any) -> Design:
    """The design of a meta-analysis without moderators."""
    effects = np.asarray(y, dtype=float)
    return Design(effects, np.asarray(v, dtype=float), np.ones((len(effects), 1)))


@dataclass(frozen=True)
class Fit:
    """Weighted least squares of a design; P is W − WX(X′WX)⁻¹X′W."""

    design: Design
    w: Array

    @cached_property
    def inverse(self) -> Array:
        """(X′WX)⁻¹, the coefficients' covariance if the weights are inverse variances."""
        if self.design.p == 1:
            return np.array([[1 / np.sum(self.w * self.design.x[:, 0] ** 2)]])
        root = np.sqrt(self.w)[:, None] * self.design.x
        triangle = np.linalg.qr(root, mode="r")
        solved = np.linalg.solve(triangle, np.eye(self.design.p))
        return np.asarray(solved @ solved.T)

    @cached_property
    def coefficients(self) -> Array:
        """Coefficients b."""
        x = self.design.x
        if self.design.p == 1:  # a plain weighted mean loses no digit
            column = x[:, 0]
            return np.array([np.sum(self.w * column * self.design.y) / np.sum(self.w * column**2)])
        root = np.sqrt(self.w)
        return np.asarray(np.linalg.lstsq(root[:, None] * x, root * self.design.y, rcond=None)[0])

    @cached_property
    def residuals(self) -> Array:
        """y − Xb."""
        return np.asarray(self.design.y - self.design.x @ self.coefficients)

    @cached_property
    def q(self) -> float:
        """Σ w r², which is y′Py: Cochran's Q where the weights are 1/v."""
        return float(np.sum(self.w * self.residuals**2))

    def trace(self, d: Array) -> float:
        """tr(PD) for a diagonal D."""
        return float(np.sum(self.w * d) - np.trace(self.inverse @ self._cross(self.w**2 * d)))

    def trace2(self, d: Array, e: Array) -> float:
        """tr(PDPE) for diagonal D and E."""
        mixed = np.trace(self.inverse @ self._cross(self.w**3 * d * e))
        product = self.inverse @ self._cross(self.w**2 * d) @ self.inverse @ self._cross(self.w**2 * e)
        return float(np.sum(self.w**2 * d * e) - 2 * mixed + np.trace(product))

    @cached_property
    def log_determinant(self) -> float:
        """log |X′WX|."""
        if self.design.p == 1:
            return float(-np.log(self.inverse[0, 0]))
        return float(np.linalg.slogdet(self._cross(self.w))[1])

    @cached_property
    def leverages(self) -> Array:
        """Diagonal of the hat matrix X(X′WX)⁻¹X′W."""
        x = self.design.x
        return np.asarray(np.sum((x @ self.inverse) * x, axis=1) * self.w)

    def _cross(self, d: Array) -> Array:
        return np.asarray((self.design.x * d[:, None]).T @ self.design.x)


def matrix_p(fit: Fit) -> Array:
    """P itself, k × k."""
    wx = fit.w[:, None] * fit.design.x
    return np.asarray(np.diag(fit.w) - wx @ fit.inverse @ wx.T)
