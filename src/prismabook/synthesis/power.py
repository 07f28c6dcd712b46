"""What a design with two groups can detect, before anything is known of its result.

Power is computed exactly: the probability, over both groups' binomial distributions, of a table that a test rejects.
It speaks of a design and an assumed truth. Computed from an observed effect it would only repeat the p (Hoenig JM,
Heisey DM, Am Stat 2001;55:19), so nothing here takes a result.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import comb

from prismabook.synthesis.significance import Test, pearson
from prismabook.synthesis.table import TwoByTwo

ALPHA = 0.05
"""The usual two-sided level."""


def power(
    n1: int, n2: int, risk1: float, risk2: float, test: Callable[[TwoByTwo], Test] = pearson, alpha: float = ALPHA
) -> float:
    """Probability that a two-sided test gives p < ``alpha``, or p = ``alpha``, if the risks are as assumed.

    Raises
    ------
    ValueError
        If a risk is no probability, or a group is empty.

    Notes
    -----
    By enumeration of all tables; a table for which the test is not defined is not rejected.
    """
    if n1 < 1 or n2 < 1 or not 0 <= risk1 <= 1 or not 0 <= risk2 <= 1:
        raise ValueError(f"no design: {n1} and {n2} participants, risks {risk1} and {risk2}")
    first, second = _binomial(n1, risk1), _binomial(n2, risk2)
    return min(1.0, sum(first[k1] * second[k2] for k1, k2 in _rejected(n1, n2, test, alpha)))


def detectable(
    n1: int,
    n2: int,
    risk2: float,
    wanted: float = 0.8,
    test: Callable[[TwoByTwo], Test] = pearson,
    alpha: float = ALPHA,
) -> float | None:
    """The smallest risk in group 1 above that of group 2 which a design detects with the wanted power.

    None if even a risk of one is not detected so often. To a thousandth, rounded up.
    """
    if power(n1, n2, 1.0, risk2, test, alpha) < wanted:
        return None
    low, high = round(risk2 * 1000), 1000
    while low < high:
        middle = (low + high) // 2
        if power(n1, n2, middle / 1000, risk2, test, alpha) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low / 1000


@lru_cache(maxsize=8)
def _rejected(n1: int, n2: int, test: Callable[[TwoByTwo], Test], alpha: float) -> tuple[tuple[int, int], ...]:
    tables = ((k1, k2, test(TwoByTwo(k1, n1, k2, n2)).p) for k1 in range(n1 + 1) for k2 in range(n2 + 1))
    return tuple((k1, k2) for k1, k2, p in tables if p is not None and p <= alpha)


def _binomial(n: int, risk: float) -> list[float]:
    return [comb(n, k) * risk**k * (1 - risk) ** (n - k) for k in range(n + 1)]
