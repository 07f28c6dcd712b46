"""One study's effect on the scale of analysis, and the list of measures with their scales."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import asin, cos, exp, isfinite, sin, sqrt, tanh
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Effect:
    """What one study contributes to a synthesis.

    ``value`` and ``variance`` are on the scale of analysis: the logarithm for ratios, Fisher's z for correlations and
    so on, as :data:`MEASURES_OF_EFFECT` says. ``size`` is the number of participants where known; ``cells`` are the
    numbers it was computed from, in the order of the measure's columns; ``note`` says what was done to them (an added
    constant); ``group``, ``moderators`` and ``line`` are where the study belongs and stands in its file.
    """

    study: str
    value: float
    variance: float
    measure: str = "GEN"
    size: float | None = None
    cells: tuple[float, ...] = ()
    note: str = ""
    group: str = ""
    moderators: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None

    def __post_init__(self) -> None:
        if not (self.variance > 0 and isfinite(self.variance) and isfinite(self.value)):
            raise ValueError(f"{self.study or 'a study'}: an effect needs a finite value and a variance above zero")

    @property
    def se(self) -> float:
        """Standard error."""
        return sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class Left:
    """A study that does not enter, with the reason."""

    study: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of effect: its short name, its name in words, how to read it, and the value of no effect.

    ``back`` turns a value of the scale of analysis into the natural scale, given a number of participants (only the
    double arcsine needs it); ``kind`` names the columns it is computed from. ``null`` is None where there is no
    value of no effect, as for a single proportion.
    """

    id: str
    label: str
    kind: str
    scale: str = "as it is"
    back: Callable[[float, float], float] = lambda value, _size: value
    null: float | None = 0.0

    @property
    def logarithmic(self) -> bool:
        """Whether figures show it on a logarithmic axis."""
        return self.scale == "logarithm" and self.null is not None


def _exp(value: float, _size: float = 0) -> float:
    try:
        return exp(value)
    except OverflowError:
        return float("inf")


def _expit(value: float, _size: float = 0) -> float:
    return 1 / (1 + exp(-value)) if value > -700 else 0.0


def _sine(value: float, _size: float = 0) -> float:
    """Back from the arcsine; beyond its ends lies the end."""
    return sin(min(max(value, 0.0), 1.5707963267948966)) ** 2


def _double_arcsine(value: float, size: float) -> float:
    """Back from the Freeman–Tukey double arcsine for a number of participants.

    Source: Miller JJ, Am Stat 1978;32:138. Values beyond those of no event and of all events give 0 and 1.
    """
    lowest, highest = double_arcsine(0, size), double_arcsine(size, size)
    if value <= lowest:
        return 0.0
    if value >= highest:
        return 1.0
    s, c = sin(2 * value), cos(2 * value)
    inside = 1 - (s + (s - 1 / s) / size) ** 2
    return 0.5 * (1 - (1 if c > 0 else -1) * sqrt(max(inside, 0.0)))


def double_arcsine(events: float, size: float) -> float:
    """Freeman–Tukey double arcsine of a proportion, half the sum of two arcsines.

    Source: Freeman MF, Tukey JW, Ann Math Stat 1950;21:607.
    """
    return 0.5 * (asin(sqrt(events / (size + 1))) + asin(sqrt((events + 1) / (size + 1))))


def _square(value: float, _size: float = 0) -> float:
    return max(value, 0.0) ** 2


def _double_root(value: float, size: float) -> float:
    """Back from the Freeman–Tukey transformed rate for a person-time: ((1/t − 8y² + 16ty⁴) / (16ty²))."""
    if value <= 0:
        return 0.0
    rate = (1 / size - 8 * value**2 + 16 * size * value**4) / (16 * value**2 * size)
    return max(rate, 0.0)


_LIST = (
    Measure("RR", "risk ratio", "two-by-two", "logarithm", _exp),
    Measure("OR", "odds ratio", "two-by-two", "logarithm", _exp),
    Measure("PETO", "Peto odds ratio", "two-by-two", "logarithm", _exp),
    Measure("RD", "risk difference", "two-by-two"),
    Measure("AS", "difference of arcsines of risks", "two-by-two"),
    Measure("MD", "mean difference", "two means"),
    Measure("SMD", "standardised mean difference", "two means"),
    Measure("SMDH", "standardised mean difference, unequal variances", "two means"),
    Measure("SMD1", "standardised mean difference by the comparator's SD (Glass)", "two means"),
    Measure("ROM", "ratio of means", "two means", "logarithm", _exp),
    Measure("MC", "mean change", "paired means"),
    Measure("SMCC", "standardised mean change by the SD of changes", "paired means"),
    Measure("SMCR", "standardised mean change by the first SD", "paired means"),
    Measure("ROMC", "ratio of means, paired", "paired means", "logarithm", _exp),
    Measure("HR", "hazard ratio", "generic", "logarithm", _exp),
    Measure("IRR", "incidence rate ratio", "two rates", "logarithm", _exp),
    Measure("IRD", "incidence rate difference", "two rates"),
    Measure("IRSD", "difference of square roots of rates", "two rates"),
    Measure("PR", "proportion", "one proportion", null=None),
    Measure("PLN", "proportion, by its logarithm", "one proportion", "logarithm", _exp, None),
    Measure("PLO", "proportion, by its logit", "one proportion", "logit", _expit, None),
    Measure("PAS", "proportion, by its arcsine", "one proportion", "arcsine", _sine, None),
    Measure("PFT", "proportion, by the double arcsine", "one proportion", "double arcsine", _double_arcsine, None),
    Measure("MN", "mean", "one mean", null=None),
    Measure("MNLN", "mean, by its logarithm", "one mean", "logarithm", _exp, None),
    Measure("IR", "incidence rate", "one rate", null=None),
    Measure("IRLN", "incidence rate, by its logarithm", "one rate", "logarithm", _exp, None),
    Measure("IRS", "incidence rate, by its square root", "one rate", "square root", _square, None),
    Measure("IRFT", "incidence rate, by the double square root", "one rate", "double square root", _double_root, None),
    Measure("COR", "correlation", "correlation"),
    Measure("ZCOR", "correlation, by Fisher’s z", "correlation", "Fisher’s z", lambda value, _size: tanh(value)),
    Measure("GEN", "effect", "generic"),
)
MEASURES_OF_EFFECT: Mapping[str, Measure] = MappingProxyType({measure.id: measure for measure in _LIST})
"""Every measure by its short name, which is metafor's where metafor has it."""


def measure_named(name: str) -> Measure:
    """The measure of a short name, whatever its case.

    Raises
    ------
    ValueError
        If there is none.
    """
    known = MEASURES_OF_EFFECT.get(name.upper())
    if known is None:
        raise ValueError(f"no measure is called {name!r}; there are {', '.join(MEASURES_OF_EFFECT)}")
    return known
