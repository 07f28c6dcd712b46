"""A printed p-value held against the tests that a paper may have used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from prismabook.patterns import regex
from prismabook.synthesis import Test

_P = regex(r"^(?:p\s*)?(?P<sign>[=<>≤≥])?\s*(?P<number>[01]?[.·]\d+(?:e-\d+)?|[01])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedP:
    """A p-value as printed: its sign (``=``, ``<``, ``>``, ``≤``, ``≥``), value and half a unit of its last digit."""

    sign: str
    value: float
    half_unit: float

    def agrees(self, p: float) -> bool:
        """Whether a computed p would be printed like this (ties to either side)."""
        if self.sign in "<≤":
            return p < self.value or (self.sign == "≤" and p == self.value)
        if self.sign in ">≥":
            return p > self.value or (self.sign == "≥" and p == self.value)
        return abs(p - self.value) <= self.half_unit * (1 + 1e-9)

    def meets(self, low: float, high: float) -> bool:
        """Whether some p from ``low`` to ``high`` would be printed like this."""
        if self.sign in "<≤":
            return self.agrees(low)
        if self.sign in ">≥":
            return self.agrees(high)
        slack = self.half_unit * (1 + 1e-9)
        return low <= self.value + slack and high >= self.value - slack


def printed_p(text: str) -> PrintedP | None:
    """A p-value as printed ("0.052", "p<0.001"), or None if it is none."""
    match = _P.match(text.strip())
    if match is None:
        return None
    number = Decimal(match["number"].replace("·", "."))
    if number > 1:
        return None
    return PrintedP(match["sign"] or "=", float(number), 0.5 * 10.0 ** int(number.as_tuple().exponent))


def reproducing(printed: PrintedP, tests: Iterable[Test]) -> tuple[str, ...]:
    """The labels of the tests whose p would be printed like this."""
    return tuple(test.label for test in tests if test.p is not None and printed.agrees(test.p))


def shown(p: float) -> str:
    """A p for a sentence: four decimals, or "<0.0001"."""
    return "<0.0001" if p < 0.0001 else f"{p:.4f}"
