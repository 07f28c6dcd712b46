"""Numbers that must add up, lie within one another, or follow one another in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from prismabook.audit.grim import Consistency, Tested
from prismabook.audit.means import number


def adds_up(parts: Sequence[int], total: int) -> Tested:
    """Whether parts are together the total."""
    words = f"{' + '.join(map(str, parts))} is {sum(parts)}, the total {total}"
    return _tested("parts and total", sum(parts) == total, words)


def percentages_add_up(percents: Sequence[str], *, whole: int = 100) -> Tested:
    """Whether percentages of categories that exclude each other are together 100, each rounded on its own.

    Raises
    ------
    ValueError
        If one of them is no number.
    """
    values = [number(text.removesuffix("%")) for text in percents]
    bounds = [value.bounds() for value in values]
    low, high = sum((b[0] for b in bounds), Fraction(0)), sum((b[1] for b in bounds), Fraction(0))
    total = float(sum((value.value for value in values), Fraction(0)))
    return _tested("percentages add up", low <= whole <= high, f"{' + '.join(percents)} is {total:g}%")


def within(part: int, group: int) -> Tested:
    """Whether a subgroup is no larger than its group."""
    return _tested("subgroup within its group", 0 <= part <= group, f"{part} of {group}")


def in_order(earlier: str, later: str) -> Tested:
    """Whether one date does not follow the other; dates are ISO 8601, as precise as known.

    Raises
    ------
    ValueError
        If one of them is no such date.
    """
    for date in (earlier, later):
        if not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", date):
            raise ValueError(f"“{date}” is no date of the form 2019, 2019-03 or 2019-03-01")
    known = min(len(earlier), len(later))
    return _tested("dates in order", earlier[:known] <= later[:known], f"{earlier} and then {later}")


def _tested(name: str, fits: bool, words: str) -> Tested:
    return Tested(name, Consistency.CONSISTENT if fits else Consistency.INCONSISTENT, words)
