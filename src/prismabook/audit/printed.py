"""Numbers as printed: a value with its precision, and what it may have been before it was rounded.

All bounds are fractions, so that a tie is a tie. Ties may have gone either way, as programs differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from prismabook.patterns import regex

_NUMBER = regex(r"(?P<sign>[-−–]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:[.·](?P<decimals>[0-9]+))?")
_LONGEST = 40
"""Most characters of a number; what is longer was never measured."""


class Rounding(StrEnum):
    """How a number may have lost its further digits."""

    NEAREST = "rounded"
    CUT = "cut off"
    """Towards zero, as those who drop digits do."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed; ``unit`` is one of its last digit."""

    text: str
    value: Fraction
    unit: Fraction

    def bounds(self, rounding: Rounding = Rounding.NEAREST) -> tuple[Fraction, Fraction]:
        """The least and the greatest number that is printed like this; a tie belongs to both its neighbours."""
        if rounding is Rounding.NEAREST:
            return self.value - self.unit / 2, self.value + self.unit / 2
        return (self.value - self.unit, self.value) if self.value < 0 else (self.value, self.value + self.unit)

    def agrees(self, exact: Fraction | float, rounding: Rounding = Rounding.NEAREST) -> bool:
        """Whether a computed number would be printed like this; a float may miss a bound by its last bits."""
        low, high = self.bounds(rounding)
        slack = Fraction(0) if isinstance(exact, Fraction) else self.unit / 10**6
        return low - slack <= exact <= high + slack

    @property
    def decimals(self) -> int:
        """How many decimals it has."""
        return len(str(self.unit.denominator)) - 1

    @property
    def float(self) -> float:
        """The value as a float."""
        return self.value.numerator / self.value.denominator


def printed(text: str) -> Printed | None:
    """A number as printed ("5.19", "-0.7", "1,234", "0·05"), None if it is none."""
    text = text.strip()
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or not (match["whole"] or match["decimals"]):
        return None
    decimals = match["decimals"] or ""
    digits = (match["whole"] or "0").replace(",", "") + decimals
    unit = Fraction(1, 10 ** len(decimals))
    return Printed(text, (-1 if match["sign"] else 1) * int(digits) * unit, unit)


def integers(low: Fraction, high: Fraction) -> range:
    """The whole numbers from one bound to the other, both included."""
    return range(ceil(low), floor(high) + 1)


def shown(value: Fraction | float, decimals: int) -> str:
    """A number with so many decimals, rounded half away from zero."""
    exact = Fraction(value)
    scaled = floor(abs(exact) * 10**decimals + Fraction(1, 2))
    text = str(scaled).rjust(decimals + 1, "0")
    sign = "-" if exact < 0 and scaled else ""
    return f"{sign}{text[:-decimals]}.{text[-decimals:]}" if decimals else f"{sign}{text}"
