"""Effects of two groups' means and standard deviations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

from prismabook.synthesis.measures.effect import Effect


@dataclass(frozen=True, slots=True)
class TwoMeans:
    """Means, standard deviations and sizes of two groups; group 1 is the intervention.

    Raises
    ------
    ValueError
        If a standard deviation is not above zero, or a group has fewer than two participants.
    """

    mean1: float
    sd1: float
    n1: float
    mean2: float
    sd2: float
    n2: float

    def __post_init__(self) -> None:
        if not (self.sd1 > 0 and self.sd2 > 0):
            raise ValueError("a standard deviation is above zero")
        if not (self.n1 >= 2 and self.n2 >= 2):
            raise ValueError("a standard deviation needs two participants in each group")

    @property
    def degrees(self) -> float:
        """Degrees of freedom of the pooled standard deviation."""
        return self.n1 + self.n2 - 2

    @property
    def pooled_sd(self) -> float:
        """Standard deviation within groups, pooled."""
        return sqrt(((self.n1 - 1) * self.sd1**2 + (self.n2 - 1) * self.sd2**2) / self.degrees)


def small_sample_factor(degrees: float, *, exact: bool = True) -> float:
    """Hedges's factor J that takes the bias off Cohen's d.

    Exact: Γ(m/2) / (√(m/2) Γ((m−1)/2)); else the approximation 1 − 3/(4m − 1).

    Source: Hedges LV, J Educ Stat 1981;6:107, equations 6e and 7.

    >>> round(small_sample_factor(10), 6), round(small_sample_factor(10, exact=False), 6)
    (0.922746, 0.923077)
    """
    if not exact:
        return 1 - 3 / (4 * degrees - 1)
    return exp(lgamma(degrees / 2) - log(sqrt(degrees / 2)) - lgamma((degrees - 1) / 2))


SMD_VARIANCES: Mapping[str, str] = {
    "LS": "1/n₁ + 1/n₂ + g²/(2N): large-sample, Hedges LV, J Educ Stat 1982;7:119; metafor's default",
    "LS2": "J²(1/n₁ + 1/n₂ + d²/(2N)): Borenstein M et al., Introduction to Meta-Analysis, 2009, 4.20 and 4.24",
    "UB": "1/n₁ + 1/n₂ + (1 − (m − 2)/(mJ²))g²: unbiased, Hedges LV, Psychol Bull 1983;93:388; R meta's default",
    "RevMan": "1/n₁ + 1/n₂ + g²/(2(N − 3.94)): Deeks JJ, Higgins JPT, Statistical algorithms in RevMan 5, 2010",
}
"""Formulas of the variance of a standardised mean difference, by the name that selects them."""


def standardised_difference(
    data: TwoMeans, *, variance: str = "LS", hedges: bool = True, exact: bool = True
) -> tuple[float, float]:
    """Standardised mean difference and its variance.

    Parameters
    ----------
    data
        Means, standard deviations and sizes.
    variance
        A name of :data:`SMD_VARIANCES`; m is n₁ + n₂ − 2, N is n₁ + n₂.
    hedges
        Hedges's g; else Cohen's d, without the small-sample factor (J is 1 in the formulas then).
    exact
        The exact factor; else its approximation.

    Raises
    ------
    ValueError
        If the variance has no such name.
    """
    if variance not in SMD_VARIANCES:
        raise ValueError(f"the variance is one of {', '.join(SMD_VARIANCES)}, not {variance!r}")
    m, n = data.degrees, data.n1 + data.n2
    factor = small_sample_factor(m, exact=exact)
    d = (data.mean1 - data.mean2) / data.pooled_sd
    used = factor if hedges else 1.0
    g, base = used * d, 1 / data.n1 + 1 / data.n2
    formulas = {
        "LS": lambda: base + g**2 / (2 * n),
        "LS2": lambda: used**2 * (base + d**2 / (2 * n)),
        "UB": lambda: base + (1 - (m - 2) / (m * factor**2)) * g**2,
        "RevMan": lambda: base + g**2 / (2 * (n - 3.94)),
    }
    return g, formulas[variance]()


def standardised_unequal(data: TwoMeans) -> tuple[float, float]:
    """Difference standardised by the root of the mean of both variances, which need not be alike.

    Source: Bonett DG, Psychol Methods 2009;14:225; with Hedges's factor J for n₁ + n₂ − 2,
    and the variance times J².
    """
    mean_variance = (data.sd1**2 + data.sd2**2) / 2
    factor = small_sample_factor(data.degrees)
    value = factor * (data.mean1 - data.mean2) / sqrt(mean_variance)
    fourth = data.sd1**4 / (data.n1 - 1) + data.sd2**4 / (data.n2 - 1)
    second = data.sd1**2 / (data.n1 - 1) + data.sd2**2 / (data.n2 - 1)
    return value, factor**2 * (value**2 * fourth / (8 * mean_variance**2) + second / mean_variance)


def standardised_by_comparator(data: TwoMeans) -> tuple[float, float]:
    """Glass's Δ with Hedges's factor for n₂ − 1: the difference over the comparator's standard deviation.

    Source: Glass GV, Educ Res 1976;5:3; variance 1/n₁ + 1/n₂ + g²/(2n₂), Hedges LV, J Educ Stat 1981;6:107.
    """
    value = small_sample_factor(data.n2 - 1) * (data.mean1 - data.mean2) / data.sd2
    return value, 1 / data.n1 + 1 / data.n2 + value**2 / (2 * data.n2)


def mean_difference(data: TwoMeans, *, pooled: bool = False) -> tuple[float, float]:
    """Mean difference and its variance sd₁²/n₁ + sd₂²/n₂, or with the pooled standard deviation."""
    variance = data.sd1**2 / data.n1 + data.sd2**2 / data.n2
    if pooled:
        variance = data.pooled_sd**2 * (1 / data.n1 + 1 / data.n2)
    return data.mean1 - data.mean2, variance


def ratio_of_means(data: TwoMeans) -> tuple[float, float]:
    """Logarithm of the ratio of means and its variance sd₁²/(n₁m₁²) + sd₂²/(n₂m₂²).

    Source: Hedges LV, Gurevitch J, Curtis PS, Ecology 1999;80:1150.

    Raises
    ------
    ValueError
        If the means are not of the same sign.
    """
    if not data.mean1 * data.mean2 > 0:
        raise ValueError("a ratio of means needs two means of the same sign")
    variance = data.sd1**2 / (data.n1 * data.mean1**2) + data.sd2**2 / (data.n2 * data.mean2**2)
    return log(data.mean1 / data.mean2), variance


FORMULAS: Mapping[str, Callable[[TwoMeans], tuple[float, float]]] = {
    "MD": mean_difference,
    "SMD": standardised_difference,
    "SMDH": standardised_unequal,
    "SMD1": standardised_by_comparator,
    "ROM": ratio_of_means,
}


def continuous_effect(
    study: str, data: TwoMeans, measure: str = "MD", *, variance: str = "", hedges: bool = True, exact: bool = True
) -> Effect:
    """One study's effect from means: MD, SMD, SMDH, SMD1 or ROM.

    ``variance`` chooses among formulas: a name of :data:`SMD_VARIANCES` for SMD (LS if empty), ``pooled`` for MD.

    Raises
    ------
    ValueError
        If the measure or the variance is unknown, or the data do not define the measure.

    Examples
    --------
    >>> effect = continuous_effect("Edinburgh", TwoMeans(55, 47, 155, 75, 64, 156), "MD")
    >>> effect.value, round(effect.se, 4)
    (-20, 6.3646)
    """
    if measure not in FORMULAS:
        raise ValueError(f"two means give {', '.join(FORMULAS)}, not {measure!r}")
    if measure == "SMD":
        value, spread = standardised_difference(data, variance=variance or "LS", hedges=hedges, exact=exact)
    elif measure == "MD" and variance in ("", "pooled"):
        value, spread = mean_difference(data, pooled=variance == "pooled")
    elif variance:
        raise ValueError(f"{measure} has no variance called {variance!r}")
    else:
        value, spread = FORMULAS[measure](data)
    cells = (data.mean1, data.sd1, data.n1, data.mean2, data.sd2, data.n2)
    return Effect(study, value, spread, measure, data.n1 + data.n2, cells)
