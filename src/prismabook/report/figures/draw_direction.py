"""The plot of directions of effects, drawn as SVG from its layout."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from prismabook.report.figures.canvas import INK, PALE, bare_figure, svg
from prismabook.report.figures.direction_layout import Cell, Directions

ROW, NEXT, HEAD, LINE, NAME, MARGIN = 0.3, 0.14, 0.4, 0.15, 2.55, 0.06
"""Inches: a row, each further line of a name, the head, a line of the legend, the outcomes' names, the margin."""
COLUMN = 1.85
"""Inches of a study's column: an arrow with its estimate."""
HALF = (0.055, 0.08, 0.11)
"""Inches: half the width of small, middle and large arrows."""


def draw(plot: Directions) -> bytes:
    """The plot as SVG."""
    heights = [ROW + NEXT * (len(lines) - 1) for lines in plot.wrapped]
    foot = LINE * len(plot.legend) + 0.12
    width = max(NAME + COLUMN * len(plot.studies) + 2 * MARGIN, 6.3)
    height = HEAD + sum(heights) + foot
    with bare_figure(width, height) as (figure, axes):
        top = height - HEAD
        _text(axes, MARGIN, top + 0.12, "Outcome", bold=True)
        for number, study in enumerate(plot.studies):
            _text(axes, _column(number), top + 0.12, study, bold=True)
        axes.plot([0, width], [top, top], color=INK, linewidth=0.8)
        bottom = top
        for row, tall in enumerate(heights):
            middle = bottom - tall / 2
            _text(axes, MARGIN, middle, "\n".join(plot.wrapped[row]))
            for cell in plot.cells:
                if cell.row == row:
                    _cell(axes, cell, middle)
            bottom -= tall
        axes.plot([0, width], [bottom, bottom], color=INK, linewidth=0.5)
        for number, line in enumerate(plot.legend):
            _text(axes, MARGIN, bottom - 0.13 - LINE * number, line, small=True)
        return svg(figure)


def _column(number: int) -> float:
    return NAME + COLUMN * number + 0.1


def _cell(axes: Axes, cell: Cell, y: float) -> None:
    direction = cell.direction
    x, half = _column(cell.column) + HALF[2], HALF[direction.step]
    face = INK if direction.clear else PALE
    if direction.points in ("up", "down"):
        tip = half if direction.points == "up" else -half
        corners = [(x - half, y - tip), (x + half, y - tip), (x, y + tip)]
        axes.add_patch(Polygon(corners, closed=True, facecolor=face, edgecolor=INK, linewidth=0.9))
    else:
        axes.plot([x - half, x + half], [y, y], color=INK, linewidth=1.2 if direction.points == "level" else 0.0)
    _text(axes, x + HALF[2] + 0.08, y, direction.shown)


def _text(axes: Axes, x: float, y: float, words: str, *, bold: bool = False, small: bool = False) -> None:
    axes.text(
        x,
        y,
        words,
        ha="left",
        va="center",
        weight="bold" if bold else "normal",
        size=7 if small else 8,
        color=INK,
        parse_math=False,
    )
