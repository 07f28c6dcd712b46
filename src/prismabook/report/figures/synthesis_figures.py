"""Figures of syntheses, and of results that are not pooled: from values to drawings, without a review's folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.report.figures import (
    albatross_layout,
    direction_layout,
    funnel_layout,
    harvest_layout,
    synthesis_layout,
)
from prismabook.report.figures.albatross_layout import Reported
from prismabook.report.figures.direction_layout import Direction
from prismabook.synthesis import Influence, MetaAnalysis, Subgroups


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure as SVG with its text alternative."""

    svg: bytes
    alternative: str


def forest_plot(
    analysis: MetaAnalysis | Subgroups, *, arms: tuple[str, str] = ("", ""), directions: tuple[str, str] = ("", "")
) -> Drawing:
    """A forest plot of a synthesis, from the very values that its tables show.

    ``arms`` name the groups, ``directions`` are words for the left and the right of no effect. Where nothing is pooled
    there is no diamond, and the reason stands in its place.
    """
    from prismabook.report.figures.draw_synthesis import draw

    plot = synthesis_layout.layout(analysis, arms=arms, directions=directions)
    return Drawing(draw(plot), plot.alternative)


def funnel_plot(analysis: MetaAnalysis) -> Drawing:
    """A funnel plot with contours of significance; with fewer than ten studies it says that it shows little."""
    from prismabook.report.figures.draw_funnel import draw

    plot = funnel_layout.layout(analysis)
    return Drawing(draw(plot), plot.alternative)


def baujat_plot(found: Sequence[Influence]) -> Drawing:
    """A Baujat plot: which studies make for heterogeneity, and which move the pooled effect."""
    from prismabook.report.figures.draw_funnel import draw_baujat

    plot = funnel_layout.baujat(found)
    return Drawing(draw_baujat(plot), plot.alternative)


def direction_plot(entries: Sequence[Direction], *, measure: str, up: str, down: str, reason: str) -> Drawing:
    """A plot of the directions of effects, for results that are not pooled.

    ``up`` and ``down`` are words for effects above and below no effect ("more with IL-2"); ``reason`` says why nothing
    is pooled.
    """
    from prismabook.report.figures.draw_direction import draw

    plot = direction_layout.layout(entries, measure=measure, up=up, down=down, reason=reason)
    return Drawing(draw(plot), plot.alternative)


def harvest_plot(entries: Sequence[Direction], *, up: str, down: str, reason: str) -> Drawing:
    """A harvest plot, for results that are not pooled: a bar for each study below the direction its interval shows."""
    from prismabook.report.figures.draw_harvest import draw

    plot = harvest_layout.layout(entries, up=up, down=down, reason=reason)
    return Drawing(draw(plot), plot.alternative)


def albatross_plot(
    studies: Sequence[Reported],
    *,
    measure: str = "SMD",
    up: str,
    down: str,
    effects: Sequence[float] = (),
    baseline: float | None = None,
) -> Drawing:
    """An albatross plot, for studies that give only a p-value, a direction and a number of participants.

    ``measure`` (SMD, RR or OR), ``effects`` and ``baseline`` (the comparator's risk, for ratios) say which contours to
    draw; they are reckoned for two groups of the same size.
    """
    from prismabook.report.figures.draw_albatross import draw

    plot = albatross_layout.layout(studies, measure=measure, up=up, down=down, effects=effects, baseline=baseline)
    return Drawing(draw(plot), plot.alternative)
