"""Funnel and Baujat plots, drawn as SVG from their layouts."""

from __future__ import annotations

from math import exp, log

from matplotlib.axes import Axes

from prismabook.report.figures.axis import tick_words
from prismabook.report.figures.canvas import INK, PALE, bare_figure, svg
from prismabook.report.figures.funnel_layout import CONTOURS, Baujat, Funnel

WIDTH, HEIGHT = 5.6, 4.2
LEFT, RIGHT, BOTTOM, TOP = 0.75, 5.4, 0.85, 4.05
"""Inches: where the plot's area stands."""
SHADES = ("#ffffff", "#d9d9d9", "#b8b8b8", "#e9e9e9")
"""From the region around no effect outwards: apart in grey too."""


def draw(funnel: Funnel) -> bytes:
    """A funnel plot as SVG: the largest studies at the top."""
    with bare_figure(WIDTH, HEIGHT) as (figure, axes):
        if funnel.null is not None:
            _contours(axes, funnel)
        _centre(axes, funnel)
        for point in funnel.points:
            x, y = _x(funnel, point.value), _y(funnel, point.se)
            axes.plot(
                [x], [y], marker="o", markersize=4.5, markerfacecolor=INK, markeredgecolor=PALE, markeredgewidth=0.5
            )
        _frame(axes, funnel)
        return svg(figure)


def _x(funnel: Funnel, value: float) -> float:
    """Inches of a value of the scale of analysis, held within the plot."""
    return LEFT + (RIGHT - LEFT) * funnel.axis.at(exp(min(value, 700.0)) if funnel.logarithmic else value)


def _y(funnel: Funnel, se: float) -> float:
    return TOP - (TOP - BOTTOM) * se / funnel.highest


def _contours(axes: Axes, funnel: Funnel) -> None:
    """Regions between levels of significance, widening with the standard error."""
    from statistics import NormalDist

    null = funnel.null or 0.0
    steps = [funnel.highest * n / 60 for n in range(61)]
    heights = [_y(funnel, se) for se in steps]
    axes.fill_betweenx(heights, LEFT, RIGHT, color=SHADES[3], linewidth=0)
    for (level, _), shade in reversed(list(zip(CONTOURS, SHADES, strict=False))):  # the widest first
        z = NormalDist().inv_cdf(1 - level / 2)
        low = [_x(funnel, null - z * se) for se in steps]
        high = [_x(funnel, null + z * se) for se in steps]
        axes.fill_betweenx(heights, low, high, color=shade, linewidth=0)
    axes.plot([_x(funnel, null)] * 2, [BOTTOM, TOP], color=INK, linewidth=0.6)


def _centre(axes: Axes, funnel: Funnel) -> None:
    """The pooled effect, and where 95% of studies would lie if they shared it."""
    if funnel.centre is None:
        return
    steps = [funnel.highest * n / 60 for n in range(61)]
    heights = [_y(funnel, se) for se in steps]
    for z in (-1.959963984540054, 0.0, 1.959963984540054):
        places = [_x(funnel, funnel.centre + z * se) for se in steps]
        axes.plot(places, heights, color=INK, linewidth=0.8, linestyle=(0, (4, 2)))


def _frame(axes: Axes, funnel: Funnel) -> None:
    axes.plot([LEFT, RIGHT, RIGHT, LEFT, LEFT], [BOTTOM, BOTTOM, TOP, TOP, BOTTOM], color=INK, linewidth=0.8)
    for tick in funnel.axis.ticks:
        x = _x(funnel, log(tick) if funnel.logarithmic else tick)
        axes.plot([x, x], [BOTTOM, BOTTOM - 0.04], color=INK, linewidth=0.8)
        axes.text(x, BOTTOM - 0.08, tick_words(tick), ha="center", va="top", size=7, color=INK)
    for part in range(5):
        se = funnel.highest * part / 4
        axes.plot([LEFT, LEFT - 0.04], [_y(funnel, se)] * 2, color=INK, linewidth=0.8)
        axes.text(LEFT - 0.08, _y(funnel, se), f"{se:.2g}", ha="right", va="center", size=7, color=INK)
    axes.text((LEFT + RIGHT) / 2, BOTTOM - 0.3, funnel.measure, ha="center", va="top", color=INK, parse_math=False)
    axes.text(0.12, (BOTTOM + TOP) / 2, "Standard error", rotation=90, ha="left", va="center", color=INK)
    key = "Shades, from white: " + ", ".join(name for _, name in CONTOURS) + ", p < 0.01 against no effect."
    words = key if funnel.null is not None else ""
    axes.text(LEFT, BOTTOM - 0.52, f"{words} {funnel.caution}".strip(), ha="left", va="top", size=6.5, color=INK)


def draw_baujat(plot: Baujat) -> bytes:
    """A Baujat plot as SVG; the studies that stand out are named."""
    highest_x = 1.08 * max([x for _, x, _ in plot.points] + [1e-9])
    highest_y = 1.08 * max([y for _, _, y in plot.points] + [1e-9])
    with bare_figure(WIDTH, HEIGHT) as (figure, axes):
        axes.plot([LEFT, RIGHT], [BOTTOM, BOTTOM], color=INK, linewidth=0.8)
        axes.plot([LEFT, LEFT], [BOTTOM, TOP], color=INK, linewidth=0.8)
        for part in range(5):
            x, y = LEFT + (RIGHT - LEFT) * part / 4, BOTTOM + (TOP - BOTTOM) * part / 4
            axes.text(x, BOTTOM - 0.08, f"{highest_x * part / 4:.2g}", ha="center", va="top", size=7, color=INK)
            axes.text(LEFT - 0.08, y, f"{highest_y * part / 4:.2g}", ha="right", va="center", size=7, color=INK)
        named = {name for name, *_ in sorted(plot.points, key=lambda p: -(p[1] / highest_x + p[2] / highest_y))[:6]}
        for name, x, y in plot.points:
            at = LEFT + (RIGHT - LEFT) * x / highest_x, BOTTOM + (TOP - BOTTOM) * y / highest_y
            axes.plot(*[[c] for c in at], marker="o", color=INK, markersize=4)
            if name in named:
                side = -1 if at[0] > (LEFT + RIGHT) / 2 else 1
                align = "right" if side < 0 else "left"
                axes.text(at[0] + 0.07 * side, at[1], name[:40], ha=align, va="center", size=7, parse_math=False)
        words = "Contribution to heterogeneity"
        axes.text((LEFT + RIGHT) / 2, BOTTOM - 0.3, words, ha="center", va="top", color=INK)
        axes.text(
            0.12, (BOTTOM + TOP) / 2, "Influence on the pooled effect", rotation=90, ha="left", va="center", color=INK
        )
        return svg(figure)
