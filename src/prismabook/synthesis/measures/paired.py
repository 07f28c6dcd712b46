"""Effects of one group measured twice; the correlation of both measurements must be stated."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

from prismabook.synthesis.measures.continuous import small_sample_factor
from prismabook.synthesis.measures.effect import Effect


@dataclass(frozen=True, slots=True)
class Paired:
    """Means and standard deviations of two measurements of one group; the effect is first minus second.

    ``correlation`` is that of the two measurements, between −1 and 1; it is seldom printed, so say where it comes from.

    Raises
    ------
    ValueError
        If a standard deviation is not above zero, fewer than two took part, or there is no correlation.
    """

    mean1: float
    sd1: float
    mean2: float
    sd2: float
    n: float
    correlation: float

    def __post_init__(self) -> None:
        if not (self.sd1 > 0 and self.sd2 > 0 and self.n >= 2):
            raise ValueError("standard deviations are above zero and need two participants")
        if not -1 < self.correlation < 1:
            raise ValueError(f"a correlation lies between −1 and 1, not at {self.correlation}")

    @property
    def sd_change(self) -> float:
        """Standard deviation of the changes: √(s₁² + s₂² − 2r s₁s₂) (Cochrane Handbook 6.5.2.8)."""
        return sqrt(self.sd1**2 + self.sd2**2 - 2 * self.correlation * self.sd1 * self.sd2)


def correlation_of(sd1: float, sd2: float, sd_change: float) -> float:
    """The correlation that three standard deviations imply: (s₁² + s₂² − s_d²) / (2 s₁s₂).

    Source: Cochrane Handbook 6.5.2.8.
    """
    return (sd1**2 + sd2**2 - sd_change**2) / (2 * sd1 * sd2)


def paired_effect(study: str, data: Paired, measure: str = "MC") -> Effect:
    """One study's change: mean change (MC), standardised (SMCC, SMCR), or as a ratio of means (ROMC).

    Variances: MC s_d²/n; SMCC 1/n + g²/(2n) (Gibbons RD et al., J Educ Stat 1993;18:271); SMCR 2(1 − r)/n + g²/(2n)
    (Becker BJ, Br J Math Stat Psychol 1988;41:257); ROMC s₁²/(nm₁²) + s₂²/(nm₂²) − 2r s₁s₂/(n m₁m₂)
    (Lajeunesse MJ, Ecology 2011;92:2049).

    Raises
    ------
    ValueError
        If the measure is none of these, or the means are of different sign for ROMC.
    """
    change, r, n = data.mean1 - data.mean2, data.correlation, data.n
    if measure == "MC":
        value, variance = change, data.sd_change**2 / n
    elif measure == "SMCC":
        value = small_sample_factor(n - 1) * change / data.sd_change
        variance = 1 / n + value**2 / (2 * n)
    elif measure == "SMCR":
        value = small_sample_factor(n - 1) * change / data.sd1
        variance = 2 * (1 - r) / n + value**2 / (2 * n)
    elif measure == "ROMC":
        value, variance = _ratio(data)
    else:
        raise ValueError(f"two measurements of a group give MC, SMCC, SMCR, ROMC, not {measure!r}")
    return Effect(study, value, variance, measure, n, (data.mean1, data.sd1, data.mean2, data.sd2, n, r))


def _ratio(data: Paired) -> tuple[float, float]:
    if not data.mean1 * data.mean2 > 0:
        raise ValueError("a ratio of means needs two means of the same sign")
    first, second = data.sd1 / data.mean1, data.sd2 / data.mean2
    variance = (first**2 + second**2 - 2 * data.correlation * first * second) / data.n
    return log(data.mean1 / data.mean2), variance
