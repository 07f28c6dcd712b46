"""One-sided tests of a two-by-two table, in the direction that was observed.

A paper seldom says that its test was one-sided. These show whether a printed p would follow from one; they are never
offered as the right ones.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb

from prismabook.synthesis.significance import (
    EXACT,
    Test,
    likelihood_ratio,
    mantel_haenszel,
    pearson,
    pearson_corrected,
    unpooled_z,
)
from prismabook.synthesis.table import TwoByTwo
from prismabook.synthesis.unconditional import barnard, boschloo


def halved(test: Callable[[TwoByTwo], Test], table: TwoByTwo) -> Test:
    """The one-sided form of a test whose statistic is a squared normal deviate: half its two-sided p."""
    two = test(table)
    p = None if two.p is None else two.p / 2
    return Test(f"{two.id}_one_sided", f"{two.label}, one-sided", p, two.reason)


def fisher_one_sided(table: TwoByTwo) -> Test:
    """Fisher's exact test in the observed direction.

    Source: Fisher RA, J R Stat Soc 1935;98:39.
    """
    name, label = "fisher_one_sided", "Fisher’s exact, one-sided"
    if table.total > EXACT:
        return Test(name, label, None, "the groups are too large for this exact test")
    return Test(name, label, float(_tail(table)))


def fisher_mid_p_one_sided(table: TwoByTwo) -> Test:
    """Fisher's exact test with mid-p in the observed direction.

    Source: Lancaster HO, J Am Stat Assoc 1961;56:223.
    """
    name, label = "fisher_mid_p_one_sided", "Fisher’s exact, mid-p, one-sided"
    if table.total > EXACT:
        return Test(name, label, None, "the groups are too large for this exact test")
    own = comb(table.total1, table.events1) * comb(table.total2, table.events2)
    p = _tail(table) - Fraction(own, 2 * comb(table.total, table.events))
    return Test(name, label, float(p))


def one_sided_tests(table: TwoByTwo) -> tuple[Test, ...]:
    """All one-sided tests of a table."""
    asymptotic = (pearson, pearson_corrected, mantel_haenszel, likelihood_ratio, unpooled_z)
    return (
        *(halved(test, table) for test in asymptotic),
        fisher_one_sided(table),
        fisher_mid_p_one_sided(table),
        barnard(table, one_sided=True),
        boschloo(table, one_sided=True),
    )


def _tail(table: TwoByTwo) -> Fraction:
    """Hypergeometric probability of the observed number of events in group 1, or one further out the same way."""
    n1, n2, events = table.total1, table.total2, table.events
    least, most = max(0, events - n2), min(n1, events)
    out = range(table.events1, most + 1) if table.risk1 >= table.risk2 else range(least, table.events1 + 1)
    return Fraction(sum(comb(n1, k) * comb(n2, events - k) for k in out), comb(n1 + n2, events))
