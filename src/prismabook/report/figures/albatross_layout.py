"""What an albatross plot shows: p-values against numbers of participants, with contours of effects of one size.

For studies that give a p-value, a direction and a number, and no effect that could be pooled. After Harrison S et al.,
Res Synth Methods 2017;8:281. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log, log10
from statistics import NormalDist

from prismabook.report.markdown import visible
from prismabook.report.numbers import p_value

LEAST_P = 1e-5
"""Smaller p-values are drawn at the edge."""
USUAL = {"SMD": (0.2, 0.5, 0.8), "RR": (1.25, 1.5, 2.0), "OR": (1.25, 1.5, 2.0)}
"""Effects that contours are drawn for unless others are asked for."""
LABELS = {"SMD": "standardised mean difference", "RR": "risk ratio", "OR": "odds ratio"}


@dataclass(frozen=True, slots=True)
class Reported:
    """What a study gives: the two-sided p-value, the number of participants in both groups, the direction.

    ``up`` tells whether the effect points above no effect; None where the study does not say.
    """

    study: str
    p: float
    size: int
    up: bool | None = True


@dataclass(frozen=True, slots=True)
class Contour:
    """Where studies with an effect of this size lie: pairs of signed z and number of participants."""

    effect: float
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Albatross:
    """The plot: z of each study (negative to the left), ends of both axes, contours, words."""

    studies: tuple[tuple[str, float, int], ...]
    contours: tuple[Contour, ...]
    edge: float
    low: float
    high: float
    up: str
    down: str
    key: str
    alternative: str


def expected_size(z: float, effect: float, measure: str = "SMD", baseline: float | None = None) -> float:
    """How many participants, in two groups of the same size, give a z from an effect.

    From z = effect / SE with the large-sample variances for n = N/2 in each group: 4/N of a standardised mean
    difference (its own part of the variance left out), those of Katz and Woolf of the logarithms of risk and odds
    ratios.

    Parameters
    ----------
    effect
        The difference in standard deviations, or the ratio.
    measure
        SMD, RR or OR.
    baseline
        The comparator's risk, from 0 to 1; needed for ratios.

    Raises
    ------
    ValueError
        If the measure is none of these, a ratio has no baseline, or the ratio would make a risk of 1 or more.
    """
    if measure == "SMD":
        return 4 * z * z / (effect * effect)
    if measure not in LABELS or baseline is None or not 0 < baseline < 1:
        raise ValueError(f"{measure} needs a baseline risk between 0 and 1; SMD, RR and OR have contours")
    other = baseline * effect if measure == "RR" else 1 / (1 + (1 - baseline) / (baseline * effect))
    if not 0 < other < 1:
        raise ValueError(f"a ratio of {effect:g} on a risk of {baseline:g} is no risk")
    if measure == "RR":
        parts = (1 - baseline) / baseline + (1 - other) / other
    else:
        parts = 1 / (baseline * (1 - baseline)) + 1 / (other * (1 - other))
    return 2 * z * z * parts / log(effect) ** 2


def signed_z(one: Reported) -> float:
    """The normal deviate of a two-sided p-value, negative for an effect that points down, 0 without a direction.

    Raises
    ------
    ValueError
        If the p-value is not between 0 and 1, or the number of participants is not positive.
    """
    if not 0 <= one.p <= 1 or one.size <= 0:
        raise ValueError(f"{one.study}: p = {one.p:g} of {one.size} participants cannot be drawn")
    z = NormalDist().inv_cdf(1 - max(one.p, LEAST_P) / 2)
    return 0.0 if one.up is None else z if one.up else -z


def layout(
    studies: Sequence[Reported],
    *,
    measure: str,
    up: str,
    down: str,
    effects: Sequence[float] = (),
    baseline: float | None = None,
) -> Albatross:
    """The plot of studies, with contours for effects of both directions.

    Raises
    ------
    ValueError
        If a study comes twice or cannot be drawn, or a contour cannot be computed.
    """
    names = [visible(one.study) for one in studies]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{twice[0]} comes twice: no study is drawn twice")
    drawn = tuple((name, signed_z(one), one.size) for name, one in zip(names, studies, strict=True))
    edge = NormalDist().inv_cdf(1 - LEAST_P / 2)
    sizes = [size for _, _, size in drawn] or [10]
    low, high = 10.0 ** floor(log10(min(sizes)) - 0.05), 10.0 ** ceil(log10(max(sizes)) + 0.05)
    chosen = tuple(effects) or USUAL.get(measure, ())
    contours = tuple(_contour(effect, measure, baseline, edge, side) for effect in chosen for side in (-1, 1))
    key = f"Contours: {LABELS.get(measure, measure)} of {', '.join(f'{e:g}' for e in chosen)} in either direction"
    if baseline is not None:
        key += f", on a risk of {baseline:g}"
    said = "; ".join(
        f"{name}: {one.size} participants, p {_sign(one.p)}, {_way(one.up, up, down)}"
        for name, one in zip(names, studies, strict=True)
    )
    head = f"Albatross plot of {len(drawn)} studies that are not pooled: p-values against participants. {key}."
    return Albatross(drawn, contours, edge, low, high, visible(up), visible(down), f"{key}.", f"{head} {said}.")


def _contour(effect: float, measure: str, baseline: float | None, edge: float, side: int) -> Contour:
    shown = effect if side > 0 or measure == "SMD" else 1 / effect
    steps = [edge * n / 60 for n in range(1, 61)]
    return Contour(effect, tuple((side * z, expected_size(z, shown, measure, baseline)) for z in steps))


def _way(up: bool | None, above: str, below: str) -> str:
    return "direction not known" if up is None else visible(above if up else below)


def _sign(p: float) -> str:
    words = p_value(p)
    return words if words.startswith("<") else f"= {words}"
