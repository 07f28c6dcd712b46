"""Pooling again: without each study in turn, and study by study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from prismabook.synthesis.measures.effect import Effect
from prismabook.synthesis.meta.analysis import MetaAnalysis
from prismabook.synthesis.meta.pool import pool


@dataclass(frozen=True, slots=True)
class Step:
    """One of a row of analyses: the study that was left out or added, and what was found."""

    study: str
    analysis: MetaAnalysis


def leave_one_out(effects: Sequence[Effect], method: str = "REML", **options: Any) -> tuple[Step, ...]:
    """The synthesis without each study in turn; options as in :func:`~prismabook.synthesis.meta.pool.pool`."""
    return tuple(
        Step(effect.study, pool([e for e in effects if e is not effect], method, **options)) for effect in effects
    )


def cumulative(effects: Sequence[Effect], method: str = "REML", **options: Any) -> tuple[Step, ...]:
    """The synthesis of the first study, the first two, and so on, in the order given.

    Source: Lau J et al., N Engl J Med 1992;327:248.
    """
    return tuple(
        Step(effect.study, pool(effects[: number + 1], method, **options)) for number, effect in enumerate(effects)
    )


@dataclass(frozen=True, slots=True)
class Influence:
    """How much a study bears on a synthesis.

    ``residual`` is its externally standardised residual; ``dffits`` and ``cook`` tell how far the pooled effect moves
    without it, in its standard errors and squared; ``cov_ratio`` how its variance changes; ``tau2`` and ``q`` are those
    of the others; ``weight`` its weight in per cent. ``baujat_x`` and ``baujat_y`` are its contribution to
    heterogeneity and its influence on the pooled effect.

    Sources: Viechtbauer W, Cheung MWL, Res Synth Methods 2010;1:112; Baujat B et al., Stat Med 2002;21:2641.
    """

    study: str
    residual: float
    dffits: float
    cook: float
    cov_ratio: float
    tau2: float
    q: float
    weight: float
    baujat_x: float
    baujat_y: float


def influence(effects: Sequence[Effect], method: str = "REML", **options: Any) -> tuple[Influence, ...]:
    """Influence of each study on the pooled effect; needs three studies.

    Raises
    ------
    ValueError
        If there are fewer than three.
    """
    if len(effects) < 3:
        raise ValueError(f"influence needs three studies, and there are {len(effects)}")
    whole = pool(effects, method, **options)
    return tuple(
        _influence(whole, place, step.analysis) for place, step in enumerate(leave_one_out(effects, method, **options))
    )


def _influence(whole: MetaAnalysis, place: int, others: MetaAnalysis) -> Influence:
    effect, weight = whole.studies[place].effect, whole.studies[place].weight
    assert whole.estimate is not None and whole.se is not None and whole.heterogeneity is not None
    assert others.estimate is not None and others.se is not None and others.heterogeneity is not None
    tau2, moved = others.tau2 or 0.0, whole.estimate - others.estimate
    return Influence(
        effect.study,
        (effect.value - others.estimate) / sqrt(effect.variance + tau2 + others.se**2),
        moved / sqrt(weight / 100 * (tau2 + effect.variance)),
        moved**2 / whole.se**2,
        others.se**2 / whole.se**2,
        tau2,
        others.heterogeneity.q,
        weight,
        (effect.value - whole.estimate) ** 2 / (effect.variance + (whole.tau2 or 0.0)),
        moved**2 / others.se**2,
    )
