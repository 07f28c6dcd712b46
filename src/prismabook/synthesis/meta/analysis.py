"""What a synthesis found, as frozen values that print themselves in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prismabook.synthesis.measures.effect import MEASURES_OF_EFFECT, Effect, Left, Measure
from prismabook.synthesis.meta.tau import Tau2
from prismabook.synthesis.meta.tau_intervals import Tau2Interval


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval of a pooled effect with the test that belongs to it, on the scale of analysis.

    ``df`` are the degrees of freedom of Student's t, None for the normal distribution; ``p`` is two-sided against no
    effect, None for measures without a value of no effect.
    """

    method: str
    low: float
    high: float
    se: float
    df: float | None
    statistic: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Prediction:
    """An interval for the effect in a new study; ``reason`` says why there is none."""

    method: str
    low: float | None
    high: float | None
    se: float | None
    df: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion of the variability, in per cent, with an interval where one is defined."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How much the studies differ.

    ``q``, ``df`` and ``p`` are Cochran's test. ``tau2`` and its interval are None in a common-effect model. ``i2`` and
    ``h2`` follow from τ² and the typical variance within studies (Higgins JPT, Thompson SG, Stat Med 2002;21:1539,
    equation 9, as metafor has it), or from Q in a common-effect model; ``i2_from_q`` and ``h2_from_q`` from Q alone.
    """

    q: float
    df: int
    p: float
    i2: Share
    h2: Share
    i2_from_q: Share
    h2_from_q: Share
    tau2: Tau2 | None = None
    tau2_interval: Tau2Interval | None = None
    typical_variance: float | None = None


@dataclass(frozen=True, slots=True)
class Weighted:
    """A study in a synthesis with its share of the weight, in per cent."""

    effect: Effect
    weight: float


@dataclass(frozen=True, slots=True)
class MetaAnalysis:
    """A synthesis of studies, or the reason why there is none.

    Parameters
    ----------
    measure
        Short name of the measure of effect.
    model
        ``random`` or ``common``.
    method
        How τ² was estimated, or how studies were combined (CE, MH, Peto).
    level
        Confidence level of all intervals.
    studies
        Those that entered, in the order given, with their weights.
    left
        Those that did not, with the reason.
    estimate, se
        On the scale of analysis; ``se`` is the model's, before any adjustment. None where nothing is pooled.
    intervals, chosen
        All intervals that belong to the model, and the name of the one that was asked for.
    predictions, predicting
        All prediction intervals, and the name of the one that was asked for; none in a common-effect model.
    cautions
        What a reader must know, in sentences.
    refusal
        Why nothing is pooled; empty where something is.
    """

    measure: str
    model: str
    method: str
    level: float
    studies: tuple[Weighted, ...]
    left: tuple[Left, ...] = ()
    estimate: float | None = None
    se: float | None = None
    heterogeneity: Heterogeneity | None = None
    intervals: tuple[Interval, ...] = ()
    chosen: str = ""
    predictions: tuple[Prediction, ...] = ()
    predicting: str = ""
    log_likelihood: float | None = None
    cautions: tuple[str, ...] = ()
    refusal: str = ""
    extras: dict[str, float] = field(default_factory=dict)

    @property
    def k(self) -> int:
        """Number of studies that entered."""
        return len(self.studies)

    @property
    def pooled(self) -> bool:
        """Whether there is a pooled effect."""
        return self.estimate is not None

    @property
    def of(self) -> Measure:
        """The measure with its scale."""
        return MEASURES_OF_EFFECT[self.measure]

    @property
    def interval(self) -> Interval | None:
        """The confidence interval that was asked for."""
        return next((i for i in self.intervals if i.method == self.chosen), None)

    @property
    def prediction(self) -> Prediction | None:
        """The prediction interval that was asked for."""
        return next((p for p in self.predictions if p.method == self.predicting), None)

    @property
    def tau2(self) -> float | None:
        """The variance between studies."""
        found = self.heterogeneity.tau2 if self.heterogeneity else None
        return found.value if found else None

    def natural(self, value: float | None) -> float | None:
        """A value of the scale of analysis on the natural scale; the double arcsine takes the harmonic mean of sizes.

        Source: Miller JJ, Am Stat 1978;32:138.
        """
        return None if value is None else self.of.back(value, self._harmonic_size())

    def study_interval(self, weighted: Weighted) -> tuple[float, float, float]:
        """A study's own effect with its interval, value ± z·se, on the natural scale: what tables and figures show."""
        from prismabook.synthesis.effects import quantile

        effect = weighted.effect
        half = quantile(self.level) * effect.se
        size = effect.size or (effect.cells[1] if len(effect.cells) == 2 else 0.0)
        value, low, high = (self.of.back(v, size) for v in (effect.value, effect.value - half, effect.value + half))
        return value, low, high

    def _harmonic_size(self) -> float:
        sizes = [w.effect.size or (w.effect.cells[1] if len(w.effect.cells) == 2 else 0) for w in self.studies]
        known = [size for size in sizes if size]
        return len(known) / sum(1 / size for size in known) if known else 0.0

    def numbers(self) -> dict[str, Any]:
        """Every quantity by name, at full precision, ready for JSON."""
        from prismabook.synthesis.meta.words import numbers

        return numbers(self)

    def __iter__(self) -> Iterator[Weighted]:
        return iter(self.studies)

    def __str__(self) -> str:
        from prismabook.synthesis.meta.words import told

        return told(self)
