"""Which counts give a printed percentage: the arithmetic behind derived numerators and denominators.

Everything is done in whole numbers and fractions; a percentage keeps the precision it was printed with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage as printed: its value and half a unit of its last digit."""

    printed: str
    value: Fraction
    half_unit: Fraction

    def fits(self, events: int, total: int) -> bool:
        """Whether the counts give this percentage when rounded (ties to either side)."""
        return abs(Fraction(100 * events, total) - self.value) <= self.half_unit

    def cut_off(self, events: int, total: int) -> bool:
        """Whether the counts give this percentage when its further digits are cut off."""
        return 0 <= Fraction(100 * events, total) - self.value < 2 * self.half_unit

    def numerators(self, total: int) -> tuple[int, ...]:
        """The numbers of events that give it with this total."""
        low = ceil((self.value - self.half_unit) * total / 100)
        high = floor((self.value + self.half_unit) * total / 100)
        return tuple(range(max(0, low), min(total, high) + 1))


def percentage(printed: str) -> Percentage | None:
    """A percentage as printed ("55.17", "30 %"), or None if it is no number between 0 and 100."""
    try:
        number = Decimal(printed.strip().removesuffix("%").strip().replace("·", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number <= 100:
        return None
    exponent = min(0, int(number.as_tuple().exponent))
    return Percentage(printed.strip(), Fraction(number), Fraction(1, 2 * 10**-exponent))


def fitting(percent: Percentage, limit: int, least: int = 1) -> tuple[tuple[int, int], ...]:
    """All (events, total) with totals from ``least`` to ``limit`` that give a percentage at its precision."""
    return tuple((events, total) for total in range(max(1, least), limit + 1) for events in percent.numerators(total))


def denominators(percents: Iterable[Percentage], limit: int, least: int = 1) -> tuple[int, ...]:
    """The totals from ``least`` to ``limit`` that fit every one of several percentages of the same group."""
    known = tuple(percents)
    return tuple(n for n in range(max(1, least), limit + 1) if all(p.numerators(n) for p in known))
