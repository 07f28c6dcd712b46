"""The harvest plot, drawn as SVG from its layout."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from prismabook.report.figures.canvas import INK, SHADE, bare_figure, svg
from prismabook.report.figures.harvest_layout import Harvest

NAME, BAR, GAP, ROW, HEAD, LINE, MARGIN = 1.7, 0.2, 0.06, 0.95, 0.4, 0.15, 0.08
"""Inches: the outcomes' names, a bar, between two bars, a row, the head, a line of the key, the margin."""
HEIGHTS = (0.25, 0.45, 0.65)
NARROWEST = 1.5
"""Inches of a column that holds few bars."""


def draw(plot: Harvest) -> bytes:
    """The plot as SVG."""
    column = max(NARROWEST, plot.widest * (BAR + GAP) + 0.3)
    width = NAME + 3 * column + 2 * MARGIN
    names = [f"{number} {name}" for number, name in enumerate(plot.studies, 1)]
    foot = [line for text in (plot.key, "; ".join(names)) for line in textwrap.wrap(text, int(width * 15.5))]
    height = HEAD + ROW * len(plot.outcomes) + LINE * len(foot) + 0.2
    with bare_figure(width, height) as (figure, axes):
        top = height - HEAD
        for number, head in enumerate(plot.heads):
            middle = MARGIN + NAME + column * (number + 0.5)
            _text(axes, middle, top + 0.16, "\n".join(textwrap.wrap(head, int(column * 13))), align="center", bold=True)
        for row, outcome in enumerate(plot.outcomes):
            base = top - ROW * (row + 1) + 0.08
            _text(axes, MARGIN, base + 0.35, "\n".join(textwrap.wrap(outcome, 24)))
            for number in range(3):
                left = MARGIN + NAME + column * number
                axes.plot([left + 0.08, left + column - 0.08], [base, base], color=INK, linewidth=0.8)
        for bar in plot.bars:
            base = top - ROW * (bar.row + 1) + 0.08
            left = MARGIN + NAME + column * bar.column + 0.15 + bar.place * (BAR + GAP)
            tall = HEIGHTS[bar.step]
            axes.add_patch(Rectangle((left, base), BAR, tall, facecolor=SHADE, edgecolor=INK, linewidth=0.8))
            _text(axes, left + BAR / 2, base + tall / 2, str(bar.number), align="center")
        for number, line in enumerate(foot):
            _text(axes, MARGIN, LINE * (len(foot) - number) - 0.02, line, small=True)
        return svg(figure)


def _text(
    axes: Axes, x: float, y: float, words: str, *, align: str = "left", bold: bool = False, small: bool = False
) -> None:
    weight, size = "bold" if bold else "normal", 7 if small else 8
    axes.text(x, y, words, ha=align, va="center", weight=weight, size=size, color=INK, parse_math=False)
