"""Exact unconditional tests of a two-by-two table: Barnard's and Boschloo's.

Only the sizes of the groups are taken as fixed. For each common risk the probability of all tables at least as extreme
as the observed is a sum over the number of events; the p is its greatest value over all common risks. Tables are
ordered in whole numbers, so that ties are ties; only the greatest value is found numerically, on a fine grid and then
between the grid's points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import comb, exp, log
from typing import TypeAlias

from prismabook.synthesis.significance import Test
from prismabook.synthesis.table import TwoByTwo

LARGEST = 8_000
"""Most tables (n₁ + 1)(n₂ + 1) that are looked through; beyond it the approximate tests come close to these."""
GRID = 400
"""Common risks tried before the search between the two around the best."""

Ratio: TypeAlias = tuple[int, int]
"""A fraction that is not reduced: numerator and a denominator above zero. Comparing two is two products."""
Extreme: TypeAlias = Callable[[int, int], Ratio]
"""How extreme a table with so many events in group 1 and 2 is: the greater, the more."""
BEYOND = 10**30
"""Greater than any statistic of groups of this size: a difference without any variation."""


def barnard(table: TwoByTwo, *, one_sided: bool = False) -> Test:
    """Barnard's test, tables ordered by the pooled score statistic.

    Sources: Barnard GA, Biometrika 1947;34:123; the statistic: Suissa S, Shuster JJ, J R Stat Soc A 1985;148:317.
    """

    def statistic(k1: int, k2: int) -> Ratio:
        difference = k1 * table.total2 - k2 * table.total1
        events = k1 + k2
        spread = events * (table.total - events)
        return (difference * abs(difference), spread) if spread else (0, 1)

    return _test(table, "barnard", "Barnard’s exact", statistic, one_sided)


def barnard_unpooled(table: TwoByTwo, *, one_sided: bool = False) -> Test:
    """Barnard's test, tables ordered by Wald's statistic with the unpooled standard error.

    Source: Suissa S, Shuster JJ, J R Stat Soc A 1985;148:317.
    """
    n1, n2 = table.total1, table.total2

    def statistic(k1: int, k2: int) -> Ratio:
        difference = k1 * n2 - k2 * n1
        spread = k1 * (n1 - k1) * n2**3 + k2 * (n2 - k2) * n1**3
        if spread == 0:
            return (BEYOND if difference > 0 else -BEYOND if difference < 0 else 0), 1
        return difference * abs(difference), spread

    return _test(table, "barnard_unpooled", "Barnard’s exact, unpooled", statistic, one_sided)


def boschloo(table: TwoByTwo, *, one_sided: bool = False) -> Test:
    """Boschloo's test, tables ordered by Fisher's one-sided p; two-sided is twice the smaller one-sided p.

    Source: Boschloo RD, Stat Neerl 1970;24:1; the doubling is SciPy's.
    """
    n1, n2 = table.total1, table.total2
    name, label = _named("boschloo", "Boschloo’s exact", one_sided)
    if reason := _refused(table):
        return Test(name, label, None, reason)
    greater = _greatest(table, _chosen(table, lambda k1, k2: _upper_tail(n1, n2, k1 + k2)[k1]))
    less = _greatest(table, _chosen(table, lambda k1, k2: _upper_tail(n2, n1, k1 + k2)[k2]))
    if one_sided:
        return Test(name, label, greater if table.risk1 >= table.risk2 else less)
    return Test(name, label, min(1.0, 2 * min(greater, less)))


def boschloo_two_sided(table: TwoByTwo) -> Test:
    """Boschloo's test, tables ordered by Fisher's two-sided p, as the R package Exact has it.

    Source: Boschloo RD, Stat Neerl 1970;24:1; Mehrotra DV et al., Biometrics 2003;59:441.
    """
    name, label = "boschloo_two_sided", "Boschloo’s exact, by Fisher’s two-sided p"
    if reason := _refused(table):
        return Test(name, label, None, reason)
    n1, n2 = table.total1, table.total2
    return Test(name, label, _greatest(table, _chosen(table, lambda k1, k2: _two_sided(n1, n2, k1 + k2)[k1])))


UNCONDITIONAL: tuple[Callable[[TwoByTwo], Test], ...] = (barnard, barnard_unpooled, boschloo, boschloo_two_sided)
"""The tests of this module; they take milliseconds a table, and are asked for where quicker ones do not fit."""


def _test(table: TwoByTwo, name: str, label: str, statistic: Extreme, one_sided: bool) -> Test:
    name, label = _named(name, label, one_sided)
    if reason := _refused(table):
        return Test(name, label, None, reason)
    sign = 1 if table.risk1 >= table.risk2 else -1

    def extreme(k1: int, k2: int) -> Ratio:
        over, under = statistic(k1, k2)
        return (sign * over if one_sided else abs(over)), under

    return Test(name, label, _greatest(table, _chosen(table, extreme)))


def _named(name: str, label: str, one_sided: bool) -> tuple[str, str]:
    return (f"{name}_one_sided", f"{label}, one-sided") if one_sided else (name, label)


def _refused(table: TwoByTwo) -> str:
    if (table.total1 + 1) * (table.total2 + 1) > LARGEST:
        return "the groups are too large for this exact test"
    return ""


def _chosen(table: TwoByTwo, extreme: Extreme) -> Iterable[tuple[int, int]]:
    """The tables at least as extreme as the observed, as events in group 1 and 2."""
    over, under = extreme(table.events1, table.events2)
    found = []
    for k1 in range(table.total1 + 1):
        for k2 in range(table.total2 + 1):
            a, b = extreme(k1, k2)
            if a * under >= over * b:
                found.append((k1, k2))
    return found


def _greatest(table: TwoByTwo, chosen: Iterable[tuple[int, int]]) -> float:
    """The greatest probability of the chosen tables over all common risks."""
    ways: dict[int, int] = {}
    for k1, k2 in chosen:
        ways[k1 + k2] = ways.get(k1 + k2, 0) + comb(table.total1, k1) * comb(table.total2, k2)
    logs = [(events, log(number)) for events, number in ways.items()]
    total = table.total

    def probability(risk: float) -> float:
        if risk <= 0 or risk >= 1:
            return float(ways.get(0 if risk <= 0 else table.total, 0))
        yes, no = log(risk), log(1 - risk)
        return sum([exp(weight + events * yes + (total - events) * no) for events, weight in logs])

    points = [i / GRID for i in range(GRID + 1)]
    values = [probability(point) for point in points]
    best = sorted(range(GRID + 1), key=lambda i: -values[i])[:3]
    peaks = (_climb(probability, points[max(0, i - 1)], points[min(GRID, i + 1)]) for i in best)
    return min(1.0, max(*values, *peaks))


def _climb(function: Callable[[float], float], low: float, high: float, steps: int = 40) -> float:
    """The greatest value of a function with one peak between two points, by golden section.

    Source: Kiefer J, Proc Am Math Soc 1953;4:502.
    """
    ratio = (5**0.5 - 1) / 2
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    fa, fb = function(a), function(b)
    for _ in range(steps):
        if fa > fb:
            high, b, fb = b, a, fa
            a = high - ratio * (high - low)
            fa = function(a)
        else:
            low, a, fa = a, b, fb
            b = low + ratio * (high - low)
            fb = function(b)
    return max(fa, fb)


@lru_cache(maxsize=512)
def _upper_tail(n1: int, n2: int, events: int) -> dict[int, Ratio]:
    """Hypergeometric probability of at least so many events in group 1, by that number; negative: small is extreme."""
    tail, whole, found = 0, comb(n1 + n2, events), {}
    for k in range(min(n1, events), max(0, events - n2) - 1, -1):
        tail += comb(n1, k) * comb(n2, events - k)
        found[k] = (-tail, whole)
    return found


@lru_cache(maxsize=512)
def _two_sided(n1: int, n2: int, events: int) -> dict[int, Ratio]:
    """Fisher's two-sided p, by the number of events in group 1; negative: small is extreme."""
    ways = {k: comb(n1, k) * comb(n2, events - k) for k in range(max(0, events - n2), min(n1, events) + 1)}
    whole, total, sums = comb(n1 + n2, events), 0, {}
    for way in sorted(ways.values()):
        total += way
        sums[way] = total
    return {k: (-sums[own], whole) for k, own in ways.items()}
