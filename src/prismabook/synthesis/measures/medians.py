"""Means and standard deviations estimated from medians, quartiles and ranges, and the test whether that is wise."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Summary:
    """What a paper prints of a group: size and median, with quartiles, minimum and maximum as far as they are given.

    Raises
    ------
    ValueError
        If they are not in order, or neither quartiles nor range are complete.
    """

    n: float
    median: float
    q1: float | None = None
    q3: float | None = None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        given = [x for x in (self.low, self.q1, self.median, self.q3, self.high) if x is not None]
        if given != sorted(given):
            raise ValueError("minimum, quartiles and maximum are not in order around the median")
        if not self.n >= 2:
            raise ValueError("a standard deviation needs two participants")
        if not (self.quartiles or self.range):
            raise ValueError("a median alone gives no standard deviation: quartiles or range are needed")

    @property
    def quartiles(self) -> tuple[float, float] | None:
        """Both quartiles, if both are given."""
        return None if self.q1 is None or self.q3 is None else (self.q1, self.q3)

    @property
    def range(self) -> tuple[float, float] | None:
        """Minimum and maximum, if both are given."""
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Recovered:
    """A mean and standard deviation that were estimated, how, and whether the values look skewed.

    ``skew`` is the statistic of Shi's test with its critical value (at the 5% level); where it is larger, the median
    should not be turned into a mean, and ``caution`` says so.
    """

    mean: float
    sd: float
    method: str
    skew: float
    critical: float

    @property
    def skewed(self) -> bool:
        """Whether the test rejects symmetry."""
        return self.skew >= self.critical

    @property
    def caution(self) -> str:
        """A sentence where the values look skewed, else nothing."""
        if not self.skewed:
            return ""
        return (
            f"the values look skewed (Shi's statistic {self.skew:.2f} > {self.critical:.2f}): "
            "a mean estimated from the median would mislead"
        )


def mean_and_sd(data: Summary, *, mean: str = "luo", sd: str = "wan") -> Recovered:
    """Mean and standard deviation from a five-number summary, or what of it is given.

    Parameters
    ----------
    data
        Size, median, quartiles and range.
    mean
        luo: weights that are best for the size (default); wan: the plain means of Wan, as Hozo and Bland have them.
    sd
        wan (default), or shi for the better weights with all five numbers (the same as wan otherwise).

    Sources
    -------
    Wan X et al., BMC Med Res Methodol 2014;14:135; Luo D et al., Stat Methods Med Res 2018;27:1785; Shi J et al., Res
    Synth Methods 2020;11:641; skewness: Shi J et al., Stat Methods Med Res 2023;32:1338.

    Examples
    --------
    >>> found = mean_and_sd(Summary(100, 10, q1=8, q3=13))
    >>> round(found.mean, 4), round(found.sd, 4), found.skewed
    (10.352, 3.761, False)
    """
    if mean not in ("luo", "wan") or sd not in ("wan", "shi"):
        raise ValueError("the mean is estimated by luo or wan, the standard deviation by wan or shi")
    centre = _luo(data) if mean == "luo" else _wan_mean(data)
    spread = _shi_sd(data) if sd == "shi" and data.quartiles and data.range else _wan_sd(data)
    names = {"luo": "Luo 2018", "wan": "Wan 2014"}[mean], {"wan": "Wan 2014", "shi": "Shi 2020"}[sd]
    return Recovered(centre, spread, f"mean by {names[0]}, SD by {names[1]}", *_skewness(data))


def _luo(data: Summary) -> float:
    """Luo's weights: equation 7 (range), 11 (quartiles) and 15 (both)."""
    n, m = data.n, data.median
    if data.quartiles and data.range:
        (a, b), (q1, q3) = data.range, data.quartiles
        w1, w2 = 2.2 / (2.2 + n**0.75), 0.7 - 0.72 / n**0.55
        return float(w1 * (a + b) / 2 + w2 * (q1 + q3) / 2 + (1 - w1 - w2) * m)
    if data.quartiles:
        w = 0.7 + 0.39 / n
        return w * sum(data.quartiles) / 2 + (1 - w) * m
    assert data.range  # a summary has one or the other
    w = 4 / (4 + float(n**0.75))
    return w * sum(data.range) / 2 + (1 - w) * m


def _wan_mean(data: Summary) -> float:
    """Wan's equations 2 (range), 10 (all five) and 14 (quartiles)."""
    m = data.median
    if data.quartiles and data.range:
        (a, b), (q1, q3) = data.range, data.quartiles
        return (a + 2 * q1 + 2 * m + 2 * q3 + b) / 8
    if data.quartiles:
        return (data.quartiles[0] + m + data.quartiles[1]) / 3
    assert data.range  # a summary has one or the other
    return (data.range[0] + 2 * m + data.range[1]) / 4


def _range_divisor(n: float) -> float:
    """Twice the normal quantile at (n − 0.375)/(n + 0.25): the expected range in standard deviations."""
    return 2 * NormalDist().inv_cdf((n - 0.375) / (n + 0.25))


def _quartile_divisor(n: float) -> float:
    """Twice the normal quantile at (0.75n − 0.125)/(n + 0.25)."""
    return 2 * NormalDist().inv_cdf((0.75 * n - 0.125) / (n + 0.25))


def _wan_sd(data: Summary) -> float:
    """Wan's equations 9 (range), 13 (all five, the mean of both) and 16 (quartiles)."""
    found = []
    if data.range:
        found.append((data.range[1] - data.range[0]) / _range_divisor(data.n))
    if data.quartiles:
        found.append((data.quartiles[1] - data.quartiles[0]) / _quartile_divisor(data.n))
    return sum(found) / len(found)


def _shi_sd(data: Summary) -> float:
    """Shi's best weight of range and quartiles: 1 / (1 + 0.07 n^0.6) on the range."""
    assert data.range and data.quartiles
    w = 1 / (1 + 0.07 * float(data.n**0.6))
    from_range = (data.range[1] - data.range[0]) / _range_divisor(data.n)
    return w * from_range + (1 - w) * (data.quartiles[1] - data.quartiles[0]) / _quartile_divisor(data.n)


def _skewness(data: Summary) -> tuple[float, float]:
    """Shi's statistic and critical value at the 5% level."""
    n, m = data.n, data.median
    ends = None if data.range is None else (abs(sum(data.range) - 2 * m), data.range[1] - data.range[0])
    middle = (
        None if data.quartiles is None else (abs(sum(data.quartiles) - 2 * m), data.quartiles[1] - data.quartiles[0])
    )
    if ends and middle:
        statistic = max(2.65 * log(0.6 * n) / sqrt(n) * _over(*ends), _over(*middle))
        return statistic, 3 / sqrt(n) - 40 / n**3
    if ends:
        return _over(*ends), 1 / log(n + 9) + 2.5 / (n + 1)
    assert middle
    return _over(*middle), 2.65 / sqrt(n) - 6 / n**2


def _over(top: float, bottom: float) -> float:
    return top / bottom if bottom else 0.0
