"""Permutation tests of a meta-regression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from math import factorial, prod
from typing import Any

import numpy as np

from prismabook.synthesis.measures.effect import Effect
from prismabook.synthesis.meta.linear import Array, Design
from prismabook.synthesis.meta.regression import Regression, fit_regression, regression_design

CLOSE = 1.5e-8
"""Statistics closer than this are ties."""


def permuted_regression(
    effects: Sequence[Effect],
    moderators: Sequence[str],
    method: str = "REML",
    *,
    most: int = 1000,
    seed: int = 1,
    ci: str = "",
    **options: Any,
) -> Regression:
    """A meta-regression with p-values from permuting which study has which moderators.

    If there are at most ``most`` different orders, all are tried and p is exact; else ``most`` random ones with a seed,
    and the order observed counts among them, so that p is never zero.

    Source: Higgins JPT, Thompson SG, Stat Med 2004;23:1663; Good PI, Permutation, Parametric and Bootstrap Tests, 2009.
    """
    design, names, left = regression_design(effects, moderators)
    observed = fit_regression(design, names, method, ci=ci, left=left, **options)
    orders, exact = _orders(design.x, most, seed)
    counts, tried = np.zeros(len(names) + 1), 0
    target = _statistics(observed)
    for order in orders:
        again = fit_regression(Design(design.y, design.v, design.x[order]), names, method, ci=ci, **options)
        counts += _statistics(again) >= target - CLOSE
        tried += 1
    if not exact:
        counts, tried = counts + 1, tried + 1
    words = f"all {tried}" if exact else f"{tried}, drawn at random with the seed {seed}"
    return replace(observed, permutation_p=tuple(float(c) / tried for c in counts), permutations=words)


def _statistics(found: Regression) -> Array:
    values = [abs(c.interval.statistic or 0.0) for c in found.coefficients]
    return np.array([*values, found.qm])


def _orders(x: Array, most: int, seed: int) -> tuple[Iterator[Any], bool]:
    """The different orders of the rows of X, all of them if they are few enough."""
    rows = [tuple(row) for row in x]
    repeats = Counter(rows).values()
    if factorial(len(rows)) // prod(map(factorial, repeats)) <= most:
        return _distinct(rows), True
    draw = np.random.default_rng(seed)
    return (draw.permutation(len(rows)) for _ in range(most - 1)), False


def _distinct(rows: list[tuple[float, ...]]) -> Iterator[list[int]]:
    """Orders that give different sequences of rows: equal rows are not told apart."""
    if len(set(rows)) == len(rows):
        yield from (list(order) for order in permutations(range(len(rows))))
        return
    places: dict[tuple[float, ...], list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row, []).append(place)
    for arrangement in _arrangements(Counter(rows), len(rows)):
        left = {row: iter(found) for row, found in places.items()}
        yield [next(left[row]) for row in arrangement]


def _arrangements(counts: Counter[tuple[float, ...]], length: int) -> Iterator[list[tuple[float, ...]]]:
    if length == 0:
        yield []
        return
    for row in list(counts):
        if counts[row]:
            counts[row] -= 1
            for rest in _arrangements(counts, length - 1):
                yield [row, *rest]
            counts[row] += 1
