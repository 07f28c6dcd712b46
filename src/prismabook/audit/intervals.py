"""An estimate held against its interval, and a ratio against the counts beside it."""

from __future__ import annotations

from fractions import Fraction
from math import log

from prismabook.audit.grim import Consistency, Tested
from prismabook.audit.means import number
from prismabook.audit.printed import Printed
from prismabook.synthesis import TwoByTwo

SKEW = 0.3
"""How far from the middle of its interval, in half-widths, an estimate may lie: exact, profile and bootstrap intervals
are not symmetric, misprinted ones are so by far."""

RATIOS = frozenset({"risk ratio", "odds ratio", "hazard ratio", "rate ratio"})
"""Measures whose intervals are symmetric on the logarithmic scale."""


def holds_estimate(estimate: str, low: str, high: str) -> Tested:
    """Whether limits stand in order, with their estimate between them; rounding allowed for.

    Raises
    ------
    ValueError
        If one of them is no number.
    """
    middle, lower, upper = (number(text) for text in (estimate, low, high))
    name, words = "estimate in its interval", f"{estimate} ({low} to {high})"
    if lower.value > upper.value:
        return Tested(name, Consistency.INCONSISTENT, f"{words}: the limits are in the wrong order")
    if middle.bounds()[1] < lower.bounds()[0] or middle.bounds()[0] > upper.bounds()[1]:
        return Tested(name, Consistency.INCONSISTENT, f"{words}: the estimate lies outside of its interval")
    return Tested(name, Consistency.CONSISTENT, words)


def symmetric(estimate: str, low: str, high: str, measure: str) -> Tested:
    """Whether an estimate lies about the middle of its interval, for ratios on the logarithmic scale.

    Only what is far from it is called inconsistent: another method or a misprint. Intervals whose width is not much
    more than the unit they are printed in say nothing.

    Raises
    ------
    ValueError
        If one of them is no number.
    """
    values = [number(text) for text in (estimate, low, high)]
    name, words = "interval is symmetric", f"{measure} {estimate} ({low} to {high})"
    ratio = measure in RATIOS
    ends = [value.bounds() for value in values]
    if ratio and min(end[0] for end in ends) <= 0:
        return Tested(name, Consistency.NOT_TESTABLE, f"{words}: a limit may be zero")
    (e_low, e_high), (l_low, l_high), (h_low, h_high) = (tuple(_scaled(x, ratio) for x in end) for end in ends)
    half = (h_low - l_high) / 2
    if half <= 5 * max(h_high - h_low, l_high - l_low, e_high - e_low):
        return Tested(name, Consistency.NOT_TESTABLE, f"{words}: printed too coarsely")
    middle = ((l_low + h_low) / 2, (l_high + h_high) / 2)
    off = max(0.0, middle[0] - e_high, e_low - middle[1]) / half
    if off <= SKEW:
        return Tested(name, Consistency.CONSISTENT, words)
    scale = "on the logarithmic scale " if ratio else ""
    return Tested(name, Consistency.INCONSISTENT, f"{words}: {scale}the estimate lies {off:.0%} of a half-width off")


def measures_fitting(estimate: str, table: TwoByTwo) -> tuple[str, ...]:
    """The crude effect measures that counts give and that would be printed like an estimate, either way round.

    Ratios also as reductions (1 − ratio), differences and reductions also in per cent.

    Raises
    ------
    ValueError
        If the estimate is no number.
    """
    value = number(estimate)
    return tuple(dict.fromkeys(name for name, exact in _measures(table) if _fits(value, exact)))


def contradicts(estimate: str, table: TwoByTwo) -> bool:
    """Whether a ratio points clearly the other way than the counts beside it: no adjustment is likely to do that.

    Both must be off one by a fifth, and the ratio must not be that of the groups the other way round.
    """
    value, crude = number(estimate).float, _ratio(table.events1, table.total1, table.events2, table.total2)
    if crude is None or crude == 0 or value <= 0 or measures_fitting(estimate, table):
        return False
    return abs(log(crude)) > log(1.2) < abs(log(value)) and (crude > 1) != (value > 1)


def _measures(table: TwoByTwo) -> list[tuple[str, Fraction]]:
    found: list[tuple[str, Fraction]] = []
    for ends, way in ((table, ""), (_turned(table), ", the other way round")):
        a, b, c, d = ends.cells
        if ratio := _ratio(a, a + b, c, c + d):
            found += [(f"risk ratio{way}", ratio), (f"relative risk reduction{way}", 1 - ratio)]
        if b and c:
            found += [(f"odds ratio{way}", Fraction(a * d, b * c))]
        found += [(f"risk difference{way}", Fraction(a, a + b) - Fraction(c, c + d))]
    return found


def _fits(value: Printed, exact: Fraction) -> bool:
    return value.agrees(exact) or (abs(value.value) > 1 and value.agrees(100 * exact))


def _ratio(events1: int, total1: int, events2: int, total2: int) -> Fraction | None:
    return Fraction(events1 * total2, total1 * events2) if events2 else None


def _turned(table: TwoByTwo) -> TwoByTwo:
    return TwoByTwo(table.events2, table.total2, table.events1, table.total1)


def _scaled(value: Fraction, ratio: bool) -> float:
    return log(value) if ratio else float(value)
