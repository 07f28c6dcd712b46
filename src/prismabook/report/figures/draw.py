"""The forest plot of one study's outcomes, drawn as SVG from its layout."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from prismabook.report.figures.canvas import INK, bare_figure, svg
from prismabook.report.figures.forest_layout import Line, Plot

ROW, NEXT = 0.28, 0.14
"""Inches of an outcome's first line in a forest plot, and of each further line."""
NAME, LEFT_ARM, RIGHT_ARM, AXIS, ESTIMATE, TOTAL = 0.05, 2.62, 3.28, (3.65, 4.95), 6.25, 6.3
"""Inches: where the columns stand."""


def draw_forest(plot: Plot) -> bytes:
    """A forest plot as SVG."""
    heights = [ROW + NEXT * (len(line.wrapped) - 1) for line in plot.lines]
    height = sum(heights) + ROW + 0.62
    with bare_figure(TOTAL, height) as (figure, axes):
        top = height - ROW
        for x, words, align in (
            (NAME, "Outcome (one trial, not pooled)", "left"),
            (LEFT_ARM, plot.intervention, "center"),
            (RIGHT_ARM, plot.comparator, "center"),
            (ESTIMATE, "Risk ratio (95% CI)", "right"),
        ):
            axes.text(x, top + 0.07, words, ha=align, va="center", weight="bold", color=INK, parse_math=False)
        axes.plot([0, TOTAL], [top - 0.07, top - 0.07], color=INK, linewidth=0.8)
        bottom = top - 0.07
        for line, tall in zip(plot.lines, heights, strict=True):
            _line(axes, plot, line, bottom - tall / 2)
            bottom -= tall
        _axis(axes, plot, bottom, top - 0.07)
        return svg(figure)


def _at(plot: Plot, value: float) -> float:
    """Where a ratio stands on the logarithmic axis."""
    low, high = math.log2(plot.ticks[0]), math.log2(plot.ticks[-1])
    return AXIS[0] + (AXIS[1] - AXIS[0]) * (math.log2(value) - low) / (high - low)


def _line(axes: Axes, plot: Plot, line: Line, y: float) -> None:
    for x, words, align in (
        (NAME, "\n".join(line.wrapped), "left"),
        (LEFT_ARM, line.intervention, "center"),
        (RIGHT_ARM, line.comparator, "center"),
        (ESTIMATE, line.shown, "right"),
    ):
        axes.text(x, y, words, ha=align, va="center", color=INK, parse_math=False)
    if line.ratio is None:
        return
    value, low, high = line.ratio
    first, last = plot.ticks[0], plot.ticks[-1]
    ends = (_at(plot, max(low, first)), _at(plot, min(high, last)))
    axes.plot(ends, [y, y], color=INK, linewidth=1.2, solid_capstyle="butt")
    for inside, end, mark in ((low >= first, ends[0], "<"), (high <= last, ends[1], ">")):
        axes.plot([end], [y], marker="|" if inside else mark, color=INK, markersize=5)
    if first <= value <= last:
        axes.plot([_at(plot, value)], [y], marker="s", color=INK, markersize=5)


def _axis(axes: Axes, plot: Plot, bottom: float, top: float) -> None:
    one = _at(plot, 1.0)
    axes.plot([one, one], [bottom, top], color=INK, linewidth=0.8, linestyle=(0, (2, 2)))
    axes.plot(AXIS, [bottom, bottom], color=INK, linewidth=0.8)
    # Labels of neighbouring ticks need about a quarter of an inch each.
    step = 1 if len(plot.ticks) <= 6 else 2
    for number, tick in enumerate(plot.ticks):
        x = _at(plot, tick)
        axes.plot([x, x], [bottom, bottom - 0.04], color=INK, linewidth=0.8)
        if (number - plot.ticks.index(1.0)) % step == 0:
            axes.text(x, bottom - 0.07, f"{tick:g}", ha="center", va="top", size=7, color=INK)
    axes.text(
        one - 0.06, bottom - 0.27, f"← more with {plot.comparator}", ha="right", va="top", size=7, parse_math=False
    )
    axes.text(
        one + 0.06, bottom - 0.27, f"more with {plot.intervention} →", ha="left", va="top", size=7, parse_math=False
    )
