"""Figures of risk of bias as SVG."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from prismabook.report.figures.canvas import INK, bare_figure, svg
from prismabook.report.figures.rob_layout import Bars, Light, Lights

WIDTH = 6.3
"""Inches: the width of a text column."""
NAMES, ROW, MARGIN = 1.65, 0.32, 0.08
FILLS = ("#d3eadb", "#f0c75e", "#b23a48", "#5b1220")
"""From good to bad: each darker than the one before, so that they differ in grey too."""
UNRANKED = "#ffffff"
HATCHES = ("", "//", "xx", "**")
"""From good to bad, for bars: they differ without any colour."""


def _step(one: Light) -> int | None:
    return None if one.tone is None else round(one.tone * 2) if one.sign != "!" else 3


def _fill(one: Light) -> str:
    step = _step(one)
    return UNRANKED if step is None else FILLS[step]


def _on(one: Light) -> str:
    """The colour of a sign on its fill."""
    return "#ffffff" if (_step(one) or 0) >= 2 else INK


def _disc(axes: Axes, x: float, y: float, one: Light, radius: float) -> None:
    axes.add_patch(Circle((x, y), radius, facecolor=_fill(one), edgecolor=INK, linewidth=0.8))
    axes.text(x, y - 0.005, one.sign, ha="center", va="center", color=_on(one), weight="bold", size=80 * radius)


def draw_lights(plot: Lights) -> bytes:
    """A traffic-light figure."""
    step = (WIDTH - NAMES) / len(plot.heads)
    radius = min(0.115, 0.42 * step)
    topics = [line for topic in plot.topics for line in textwrap.wrap(topic, 52)]
    half = -(-len(topics) // 2)
    foot = 0.36 + 0.155 * half
    height = ROW * (len(plot.rows) + 1) + foot + MARGIN
    with bare_figure(WIDTH, height) as (fig, axes):
        top = height - MARGIN - ROW
        for number, head in enumerate(plot.heads):
            axes.text(
                NAMES + step * (number + 0.5), top + ROW / 2, head, ha="center", va="center", weight="bold", color=INK
            )
        axes.plot([0, WIDTH], [top, top], color=INK, linewidth=0.8)
        for row, (name, judged) in enumerate(plot.rows):
            y = top - ROW * (row + 0.5)
            lines = textwrap.wrap(name, 25)
            words = "\n".join([*lines[:1], " ".join(lines[1:])]).strip()
            axes.text(0.04, y, words, ha="left", va="center", size=7.5, color=INK, parse_math=False)
            for number, one in enumerate(judged):
                _disc(axes, NAMES + step * (number + 0.5), y, one, radius)
        bottom = top - ROW * len(plot.rows)
        axes.plot([0, WIDTH], [bottom, bottom], color=INK, linewidth=0.8)
        _legend(axes, plot.legend, bottom - 0.17)
        for number, line in enumerate(topics):
            x, y = (0.04 if number < half else WIDTH / 2), bottom - 0.4 - 0.155 * (number % half)
            axes.text(x, y, line, ha="left", va="center", size=7, color=INK, parse_math=False)
        return svg(fig)


def _legend(axes: Axes, legend: tuple[Light, ...], y: float) -> None:
    x = 0.13
    for one in legend:
        _disc(axes, x, y, one, 0.085)
        axes.text(x + 0.14, y, one.name, ha="left", va="center", size=7.5, color=INK, parse_math=False)
        x += 0.35 + 0.066 * len(one.name)


def draw_bars(plot: Bars) -> bytes:
    """A summary of weighted bars."""
    left, tall = 2.6, 0.2
    height = ROW * len(plot.bars) + 0.72
    with bare_figure(WIDTH, height) as (fig, axes):
        top, width = height - MARGIN, WIDTH - left - 0.2
        for row, bar in enumerate(plot.bars):
            y = top - ROW * (row + 0.5)
            weight = "bold" if row == len(plot.bars) - 1 else "normal"
            axes.text(0.04, y, bar.name, ha="left", va="center", size=7.5, weight=weight, color=INK, parse_math=False)
            x = left
            for one, share in bar.shares:
                _segment(axes, one, share, x, y - tall / 2, share * width, tall)
                x += share * width
        bottom = top - ROW * len(plot.bars)
        for share in (0, 25, 50, 75, 100):
            x = left + width * share / 100
            axes.plot([x, x], [bottom, bottom - 0.05], color=INK, linewidth=0.8)
            axes.text(x, bottom - 0.08, f"{share}%", ha="center", va="top", size=7, color=INK)
        axes.plot([left, left + width], [bottom, bottom], color=INK, linewidth=0.8)
        _legend(axes, plot.legend, bottom - 0.42)
        return svg(fig)


def _segment(axes: Axes, one: Light, share: float, x: float, y: float, width: float, tall: float) -> None:
    step = _step(one)
    fill, hatch = _fill(one), "" if step is None else HATCHES[step]
    axes.add_patch(
        Rectangle((x, y), width, tall, facecolor=fill, edgecolor=INK, linewidth=0.8, hatch=hatch, hatch_linewidth=0.4)
    )
    words = f"{one.sign} {round(100 * share)}%"
    if width > 0.35:
        box = {"facecolor": fill, "edgecolor": "none", "pad": 1.2}
        middle = (x + width / 2, y + tall / 2)
        axes.text(*middle, words, ha="center", va="center", size=7, weight="bold", color=_on(one), bbox=box)
