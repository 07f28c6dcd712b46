"""Forest plots of several studies, drawn as SVG from their layout."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from prismabook.report.figures.axis import tick_words
from prismabook.report.figures.canvas import INK, PALE, SHADE, bare_figure, svg
from prismabook.report.figures.synthesis_layout import Forest, Line

ROW, HEAD, FOOT, MARGIN, GAP = 0.2, 0.5, 0.55, 0.06, 0.12
"""Inches: a line's height, the room above and below the lines, at the sides, and between columns."""
PLOT = 2.3
"""Inches of the axis."""
LETTER = 0.064
"""Inches of a letter at the text's size, on average."""
WRAP = 44
"""Characters of a study's name before it is cut."""


def draw(forest: Forest) -> bytes:
    """A forest plot as SVG."""
    places = _places(forest)
    width = places[-1] + MARGIN
    height = HEAD + ROW * len(forest.lines) + FOOT
    with bare_figure(width, height) as (figure, axes):
        top = height - HEAD
        _headings(axes, forest, places, top)
        start = _axis_start(forest, places)
        _null(axes, forest, start, top, FOOT)
        for number, line in enumerate(forest.lines):
            _line(axes, forest, line, places, start, top - ROW * (number + 0.5))
        _axis(axes, forest, start, FOOT)
        return svg(figure)


def _shortened(label: str) -> str:
    return label if len(label) <= WRAP else textwrap.shorten(label, WRAP, placeholder="…") or label[:WRAP]


def _places(forest: Forest) -> list[float]:
    """Right ends of label and columns, the axis, the estimate and the weight, in inches."""
    studies = [line for line in forest.lines if line.kind in ("study", "pooled", "other", "prediction", "heading")]
    longest = max([len(_shortened(line.label)) + 2 * line.indent for line in studies] + [12])
    ends = [MARGIN + longest * LETTER]
    for number, heading in enumerate(forest.headings):
        cells = [line.columns[number] for line in forest.lines if line.columns]
        ends.append(ends[-1] + GAP + max(*(len(cell) for cell in cells), 1.15 * len(heading)) * LETTER)
    ends.append(ends[-1] + 2 * GAP + PLOT)
    shown = max([len(line.shown) for line in forest.lines] + [len(_estimate_heading(forest)) // 2 + 2])
    ends.append(ends[-1] + GAP + shown * LETTER)
    if forest.weighted:
        ends.append(ends[-1] + GAP + 6 * LETTER)
    return ends


def _axis_start(forest: Forest, places: list[float]) -> float:
    return places[len(forest.headings)] + 2 * GAP


def _estimate_heading(forest: Forest) -> str:
    return f"{forest.measure} ({forest.per_cent} CI)"


def _headings(axes: Axes, forest: Forest, places: list[float], top: float) -> None:
    _text(axes, MARGIN, top + 0.08, "Study", bold=True, bottom=True)
    for number, heading in enumerate(forest.headings):
        _text(axes, places[number + 1], top + 0.08, heading, right=True, bold=True, bottom=True)
    words = f"{textwrap.fill(forest.measure, 22)}\n({forest.per_cent} CI)"
    estimate = places[len(forest.headings) + 2]
    _text(axes, estimate, top + 0.08, words, right=True, bold=True, bottom=True)
    if forest.weighted:
        _text(axes, places[-1], top + 0.08, "Weight", right=True, bold=True, bottom=True)
    axes.plot([0, places[-1] + MARGIN], [top, top], color=INK, linewidth=0.8)


def _line(axes: Axes, forest: Forest, line: Line, places: list[float], start: float, y: float) -> None:
    words = line.label if line.kind == "words" else _shortened(line.label)
    bold = line.kind in ("heading", "pooled")
    _text(axes, MARGIN + 0.12 * line.indent, y, words, bold=bold, small=line.kind == "words")
    for number, cell in enumerate(line.columns):
        _text(axes, places[number + 1], y, cell, right=True)
    _text(axes, places[len(forest.headings) + 2], y, line.shown, right=True, bold=bold)
    if line.weight is not None:
        _text(axes, places[-1], y, f"{line.weight:.1f}%", right=True)
    if line.effect is None:
        return
    value, low, high = line.effect
    at = [start + PLOT * forest.axis.at(x) for x in (value, low, high)]
    if line.kind in ("pooled", "other"):
        corners = [(at[1], y), (at[0], y + 0.07), (at[2], y), (at[0], y - 0.07)]
        face = INK if line.kind == "pooled" else PALE
        axes.add_patch(Polygon(corners, closed=True, facecolor=face, edgecolor=INK, linewidth=0.6))
        _ends(axes, forest, line.effect, at, y)
    elif line.kind == "prediction":
        axes.plot(at[1:], [y, y], color=INK, linewidth=2.6, solid_capstyle="butt", alpha=0.55)
        _ends(axes, forest, line.effect, at, y)
    else:
        axes.plot(at[1:], [y, y], color=INK, linewidth=0.9, solid_capstyle="butt")
        _ends(axes, forest, line.effect, at, y)
        if forest.axis.holds(value):
            half = _half(line.weight)
            box = Rectangle((at[0] - half, y - half), 2 * half, 2 * half, facecolor=INK, edgecolor="none")
            axes.add_patch(box)
            if line.weight is not None and half > 0.05:
                axes.plot([at[0]], [y], marker=".", color=SHADE, markersize=2)


def _half(weight: float | None) -> float:
    """Half a square's side, in inches: its area goes with the weight, within what can be seen and what a line holds."""
    return 0.04 if weight is None else min(max(0.0145 * weight**0.5, 0.014), 0.085)


def _ends(axes: Axes, forest: Forest, effect: tuple[float, float, float], at: list[float], y: float) -> None:
    """An arrow head where an interval runs beyond the axis."""
    for limit, place, mark in ((effect[1], at[1], "<"), (effect[2], at[2], ">")):
        if not forest.axis.holds(limit):
            axes.plot([place], [y], marker=mark, color=INK, markersize=4)


def _null(axes: Axes, forest: Forest, start: float, top: float, bottom: float) -> None:
    if forest.axis.null is None or not forest.axis.holds(forest.axis.null):
        return
    x = start + PLOT * forest.axis.at(forest.axis.null)
    axes.plot([x, x], [bottom, top], color=INK, linewidth=0.7, linestyle=(0, (2, 2)))


def _axis(axes: Axes, forest: Forest, start: float, bottom: float) -> None:
    axes.plot([start, start + PLOT], [bottom, bottom], color=INK, linewidth=0.8)
    for tick in forest.axis.ticks:
        x = start + PLOT * forest.axis.at(tick)
        axes.plot([x, x], [bottom, bottom - 0.04], color=INK, linewidth=0.8)
        axes.text(x, bottom - 0.07, tick_words(tick), ha="center", va="top", size=7, color=INK)
    if forest.axis.null is None:
        return
    middle = start + PLOT * forest.axis.at(forest.axis.null)
    left, right = forest.directions
    if left:
        axes.text(middle - 0.06, bottom - 0.27, f"← {left}", ha="right", va="top", size=7, color=INK, parse_math=False)
    if right:
        axes.text(middle + 0.06, bottom - 0.27, f"{right} →", ha="left", va="top", size=7, color=INK, parse_math=False)


def _text(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    *,
    right: bool = False,
    bold: bool = False,
    small: bool = False,
    bottom: bool = False,
) -> None:
    axes.text(
        x,
        y,
        words,
        ha="right" if right else "left",
        va="bottom" if bottom else "center",
        weight="bold" if bold else "normal",
        size=7 if small else 8,
        color=INK,
        parse_math=False,
    )
