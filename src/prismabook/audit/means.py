"""Printed p-values against means, SDs and intervals that are themselves rounded.

A rounded mean stands for all that would be printed like it, and so does its SD: a test gives a range of p, and a
printed p is reproduced where the two ranges meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import log, sqrt
from statistics import NormalDist

from prismabook.audit.printed import Printed, printed
from prismabook.audit.pvalues import PrintedP
from prismabook.synthesis.mean_tests import MEAN_TESTS, normal_p, student_p


@dataclass(frozen=True, slots=True)
class Group:
    """A group's mean and SD as printed, and its participants.

    Raises
    ------
    ValueError
        If mean or SD is no number, the SD is negative, or there are fewer than two participants.
    """

    mean: Printed
    sd: Printed
    n: int

    def __post_init__(self) -> None:
        if self.sd.value < 0 or self.n < 2:
            raise ValueError(f"no group: SD {self.sd.text}, {self.n} participants")

    @classmethod
    def of(cls, mean: str, sd: str, n: int) -> Group:
        """A group from printed text."""
        return cls(number(mean), number(sd), n)


@dataclass(frozen=True, slots=True)
class PRange:
    """The p-values that a test may have given, as its inputs are rounded."""

    label: str
    low: float
    high: float

    def reproduces(self, p: PrintedP) -> bool:
        """Whether one of them would be printed like this."""
        return p.meets(self.low, self.high)


def number(text: str) -> Printed:
    """A printed number.

    Raises
    ------
    ValueError
        If it is none.
    """
    if (found := printed(text)) is None:
        raise ValueError(f"“{text}” is no number")
    return found


def means_p(one: Group, two: Group, *, se: bool = False) -> tuple[PRange, ...]:
    """The ranges of p that tests of two means give, two-sided, then one-sided in the observed direction.

    Parameters
    ----------
    se
        Take what is printed as the SDs for standard errors of the means.
    """
    found = []
    for test in MEAN_TESTS:
        corners = [
            value
            for mean1, sd1, mean2, sd2 in product(_ends(one.mean), _ends(one.sd), _ends(two.mean), _ends(two.sd))
            if (value := test(mean1, _sd(sd1, one.n, se), one.n, mean2, _sd(sd2, two.n, se), two.n).p) is not None
        ]
        if corners:
            label = test(1, 1, 2, 2, 1, 2).label
            low, high = min(corners), max(corners)
            found.append(PRange(label, low, 1.0 if _may_be_equal(one.mean, two.mean) else high))
    return (*found, *(one_sided(p) for p in found))


def interval_p(
    estimate: str, low: str, high: str, *, ratio: bool = False, level: float = 0.95, df: int | None = None
) -> PRange:
    """The range of two-sided p that an estimate and its interval imply.

    The standard error is the interval's width over twice the quantile; of ratios everything is taken on the
    logarithmic scale. With ``df`` the quantile and the p are Student's, otherwise normal.

    Raises
    ------
    ValueError
        If a number is none, the limits are reversed, or a ratio's are not above zero.

    Notes
    -----
    Source: Altman DG, Bland JM, BMJ 2011;343:d2304.
    """
    values = [number(text) for text in (estimate, low, high)]
    ends = [[_scaled(end, ratio) for end in _ends(value)] for value in values]
    if not ends[1][0] < ends[2][1]:
        raise ValueError(f"{low} to {high} is no interval")
    quantile = _quantile(level, df)
    narrow, wide = max(ends[2][0] - ends[1][1], 0.0), ends[2][1] - ends[1][0]
    far, near = max(map(abs, ends[0])), 0.0 if ends[0][0] <= 0 <= ends[0][1] else min(map(abs, ends[0]))
    statistics = (near * 2 * quantile / wide, far * 2 * quantile / narrow if narrow else float("inf"))
    least, most = (normal_p(s) if df is None else student_p(s, df) for s in reversed(statistics))
    return PRange(f"the {level:.0%} interval", least, most)


def one_sided(p: PRange) -> PRange:
    """The one-sided form, in the observed direction: half of it."""
    return replace(p, label=f"{p.label}, one-sided", low=p.low / 2, high=p.high / 2)


def reproduced_by(p: PrintedP, ranges: Iterable[PRange]) -> tuple[str, ...]:
    """The labels of the tests that may have given a printed p."""
    return tuple(found.label for found in ranges if found.reproduces(p))


def mixed_up(one: Group, two: Group, p: PrintedP) -> bool:
    """Whether a printed p follows from no test if SDs are SDs, but from a usual one if they are standard errors."""
    return not reproduced_by(p, means_p(one, two)) and bool(
        reproduced_by(p, [r for r in means_p(one, two, se=True) if "one-sided" not in r.label])
    )


def interval_from_sd(
    mean: float, sd: float, n: int, level: float = 0.95, *, normal: bool = False
) -> tuple[float, float]:
    """The confidence interval of one group's mean: mean ± t SD/√n; the way back from
    :func:`prismabook.synthesis.measures.reported.sd_from_interval`."""
    half = _quantile(level, None if normal else n - 1) * sd / sqrt(n)
    return mean - half, mean + half


def spread_named(low: str, high: str, spread: str, n: int, level: float = 0.95) -> tuple[str, ...]:
    """What a printed spread may be beside its mean's confidence interval: ``SD``, ``SE``, both or nothing.

    Normal and Student's intervals are both allowed for, and the rounding of all three numbers.
    """
    lows, highs, spreads = (_ends(number(text)) for text in (low, high, spread))
    halves = ((highs[0] - lows[1]) / 2, (highs[1] - lows[0]) / 2)
    found = []
    for name, divisor in (("SD", sqrt(n)), ("SE", 1.0)):
        quantiles = (_quantile(level, None), _quantile(level, n - 1))
        least, most = (q * max(s, 0.0) / divisor for q, s in zip(quantiles, spreads, strict=True))
        if least <= halves[1] and halves[0] <= most:
            found.append(name)
    return tuple(found)


def _sd(spread: float, n: int, se: bool) -> float:
    return max(spread, 0.0) * (sqrt(n) if se else 1.0)


def _ends(value: Printed) -> Sequence[float]:
    return [float(bound) for bound in value.bounds()]


def _may_be_equal(one: Printed, two: Printed) -> bool:
    (low1, high1), (low2, high2) = one.bounds(), two.bounds()
    return low1 <= high2 and low2 <= high1


def _scaled(value: float, ratio: bool) -> float:
    if not ratio:
        return value
    if value <= 0:
        raise ValueError("a ratio and its limits lie above zero")
    return log(value)


def _quantile(level: float, df: int | None) -> float:
    if df is None:
        return NormalDist().inv_cdf((1 + level) / 2)
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + level) / 2))
