"""Can whole-numbered answers have a printed mean (GRIM), and a printed mean with a printed SD (GRIMMER, DEBIT)?

All three hold for data that are whole numbers by nature: answers on a scale, counts, yes or no. For anything else they
say nothing, and must not be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from prismabook.audit.printed import Printed, integers, printed, shown

MOST = 20_000
"""Most sums that are looked through; beyond it nearly every mean and SD are possible."""


class Consistency(StrEnum):
    """What a test says."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NOT_TESTABLE = "not testable"


@dataclass(frozen=True, slots=True)
class Tested:
    """A test's name and verdict, with the reason in words."""

    test: str
    verdict: Consistency
    words: str

    def __bool__(self) -> bool:
        """Whether nothing speaks against the numbers."""
        return self.verdict is not Consistency.INCONSISTENT


@dataclass(frozen=True, slots=True)
class Scale:
    """What one participant's value may be: the mean of ``items`` whole numbers from ``low`` to ``high``.

    Bounds that are not known are None.
    """

    items: int = 1
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        if self.items < 1:
            raise ValueError("a scale has at least one item")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("a scale's lowest answer lies below its highest")


ANY = Scale()


def grim(mean: str, n: int, scale: Scale = ANY) -> Tested:
    """Whether ``n`` participants can have a printed mean of whole numbers.

    Parameters
    ----------
    mean
        As printed: its trailing zeros tell the precision.
    n
        Participants.
    scale
        How many items were averaged for each of them, and the answers' bounds, if known.

    Raises
    ------
    ValueError
        If the mean is no number or ``n`` is less than 1.

    Notes
    -----
    Source: Brown NJL, Heathers JAJ, Soc Psychol Personal Sci 2017;8:363. With n × items ≥ 10^decimals every mean is
    possible.
    """
    number, name = _number(mean), "GRIM"
    _participants(n)
    grain = n * scale.items
    if _outside(number, scale):
        return Tested(name, Consistency.INCONSISTENT, f"a mean of {number.text} lies outside of the scale")
    if grain * number.unit >= 1:
        words = f"with {grain} answers every mean with {number.decimals} decimals is possible"
        return Tested(name, Consistency.NOT_TESTABLE, words)
    found = _sums(number, n, scale)
    if found:
        return Tested(name, Consistency.CONSISTENT, f"{number.text} is {found[0]}/{grain}")
    below = floor(number.value * grain)
    near = " and ".join(
        f"{shown(Fraction(total, grain), number.decimals)} ({total}/{grain})" for total in (below, below + 1)
    )
    words = f"no sum of {grain} whole numbers has the mean {number.text}; next to it are {near}"
    return Tested(name, Consistency.INCONSISTENT, words)


def grimmer(mean: str, sd: str, n: int, scale: Scale = ANY, *, divisor: int = 1) -> Tested:
    """Whether ``n`` participants can have a printed mean and SD of whole numbers.

    For each sum that gives the mean, the SD bounds the sum of squares; a whole one must lie there that is even or odd
    as the sum is, and that the answers can reach at all.

    Parameters
    ----------
    divisor
        What is taken off ``n`` in the variance: 1 for a sample's SD, 0 for a population's.

    Raises
    ------
    ValueError
        As :func:`grim`; also with fewer than two participants.

    Notes
    -----
    Sources: Anaya J, PeerJ Preprints 2016;4:e2400v1; Allard A, Analytic-GRIMMER, 2018, in its corrected form for
    several items. Here all sums that fit the mean are tried, not the nearest alone, and the bounds of the scale are
    used where they are known.
    """
    number, spread, name = _number(mean), _number(sd), "GRIMMER"
    _participants(n, least=2)
    if spread.value < 0:
        raise ValueError(f"an SD is not negative: {sd}")
    first = grim(mean, n, scale)
    if not first:
        return Tested(name, Consistency.INCONSISTENT, first.words)
    totals = _sums(number, n, scale)
    if totals.stop - totals.start > MOST:
        return Tested(name, Consistency.NOT_TESTABLE, "too many sums fit the mean")
    if any(_squares(total, spread, n, scale, divisor) for total in totals):
        return Tested(
            name, Consistency.CONSISTENT, f"whole numbers have the mean {number.text} and the SD {spread.text}"
        )
    near = _nearest_sd(totals, spread, n, scale, divisor)
    words = f"no {n} whole numbers with the mean {number.text} have the SD {spread.text}{near}"
    return Tested(name, Consistency.INCONSISTENT, words)


def debit(mean: str, sd: str, n: int, *, divisor: int = 1) -> Tested:
    """Whether ``n`` answers of yes (1) and no (0) can have a printed mean and SD.

    Raises
    ------
    ValueError
        As :func:`grimmer`, or if the mean lies outside of 0 to 1.

    Notes
    -----
    Source: Heathers JAJ, Brown NJL, DEBIT: a simple consistency test for binary data, 2019: SD² = n m (1 − m)/(n − 1).
    """
    number, spread, name = _number(mean), _number(sd), "DEBIT"
    _participants(n, least=2)
    if not 0 <= number.value <= 1:
        raise ValueError(f"the mean of yes and no lies between 0 and 1, not at {mean}")
    low, high = (max(Fraction(0), bound) ** 2 for bound in spread.bounds())
    if n * number.unit > MOST:
        return Tested(name, Consistency.NOT_TESTABLE, "too many counts fit the mean")
    counts = [k for k in integers(*(n * bound for bound in number.bounds())) if 0 <= k <= n]
    if not counts:
        return Tested(name, Consistency.INCONSISTENT, f"no count of {n} gives the mean {number.text}")
    variances = [Fraction(k * (n - k), n * (n - divisor)) for k in counts]
    if any(low <= variance <= high for variance in variances):
        return Tested(name, Consistency.CONSISTENT, f"yes or no with the mean {number.text} has the SD {spread.text}")
    possible = dict.fromkeys(shown(float(v) ** 0.5, spread.decimals) for v in (variances[0], variances[-1]))
    words = f"yes or no with the mean {number.text} of {n} has the SD {' to '.join(possible)}, not {spread.text}"
    return Tested(name, Consistency.INCONSISTENT, words)


def _number(text: str) -> Printed:
    if (number := printed(text)) is None:
        raise ValueError(f"“{text}” is no number")
    return number


def _participants(n: int, least: int = 1) -> None:
    if n < least:
        raise ValueError(f"{n} participants are too few")


def _outside(mean: Printed, scale: Scale) -> bool:
    low, high = mean.bounds()
    return (scale.low is not None and high < scale.low) or (scale.high is not None and low > scale.high)


def _sums(mean: Printed, n: int, scale: Scale) -> range:
    """The sums of all answers that give the mean."""
    grain = n * scale.items
    found = integers(*(bound * grain for bound in mean.bounds()))
    low = found.start if scale.low is None else max(found.start, scale.low * grain)
    high = found.stop if scale.high is None else min(found.stop, scale.high * grain + 1)
    return range(low, high)


def _squares(total: int, sd: Printed, n: int, scale: Scale, divisor: int) -> bool:
    """Whether a sum of squares of the participants' totals fits a sum and an SD."""
    low, high = (
        scale.items**2 * (n - divisor) * max(Fraction(0), bound) ** 2 + Fraction(total**2, n) for bound in sd.bounds()
    )
    least, most = _reach(total, n, scale)
    possible = integers(max(low, Fraction(least)), high if most is None else min(high, Fraction(most)))
    return len(possible) > 1 or any(square % 2 == total % 2 for square in possible)


def _reach(total: int, n: int, scale: Scale) -> tuple[int, int | None]:
    """The least and the greatest sum of squares of ``n`` whole numbers with a sum, the latter None without bounds."""
    share, rest = divmod(total, n)
    least = (n - rest) * share**2 + rest * (share + 1) ** 2
    if scale.low is None or scale.high is None:
        return least, None
    low, high = scale.low * scale.items, scale.high * scale.items
    full, over = divmod(total - n * low, high - low)
    return least, full * high**2 + ((low + over) ** 2 + (n - full - 1) * low**2 if full < n else 0)


def _nearest_sd(totals: range, sd: Printed, n: int, scale: Scale, divisor: int) -> str:
    """The possible SD next to the printed one, for the end of a sentence."""
    target = sd.value**2 * scale.items**2 * (n - divisor)
    found = [
        Fraction(square - Fraction(total**2, n)) / (scale.items**2 * (n - divisor))
        for total in totals[:50]
        for square in _around(total, target + Fraction(total**2, n), n, scale)
    ]
    if not found:
        return ""
    best = min(found, key=lambda variance: abs(variance - sd.value**2))
    return f"; the nearest possible is {shown(float(best) ** 0.5, sd.decimals + 1)}"


def _around(total: int, target: Fraction, n: int, scale: Scale) -> Iterator[int]:
    least, most = _reach(total, n, scale)
    start = floor(target)
    for square in range(start - 1, start + 3):
        if square % 2 == total % 2 and square >= least and (most is None or square <= most):
            yield square
