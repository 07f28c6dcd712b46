"""Figures of syntheses, and of results that are not pooled: from values to drawings, without a review's folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.report.figures import direction_layout, funnel_layout, synthesis_layout
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
