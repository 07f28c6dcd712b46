"""The albatross plot, drawn as SVG from its layout."""

from __future__ import annotations

from math import log10
from statistics import NormalDist

from matplotlib.axes import Axes

from prismabook.report.figures.albatross_layout import Albatross
from prismabook.report.figures.canvas import INK, PALE, bare_figure, svg

WIDTH, HEIGHT = 6.3, 4.3
LEFT, RIGHT, BOTTOM, TOP = 0.85, 6.1, 0.95, 4.05
"""Inches: where the plot's area stands."""
TICKS = (1.0, 0.1, 0.01, 0.001, 0.0001, 0.00001)
DASHES = ("solid", (0, (5, 2)), (0, (1.5, 1.5)), (0, (5, 1.5, 1, 1.5)))
"""One for each size of effect, apart without colour."""
NAMED = 12
"""Most studies whose names stand beside their points; of more, those farthest from p = 1."""


def draw(plot: Albatross) -> bytes:
    """The plot as SVG."""
    with bare_figure(WIDTH, HEIGHT) as (figure, axes):
        _contours(axes, plot)
        _frame(axes, plot)
        named = {name for name, z, _ in sorted(plot.studies, key=lambda one: -abs(one[1]))[:NAMED]}
        for name, z, size in plot.studies:
            x, y = _x(plot, z), _y(plot, size)
            axes.plot(
                [x], [y], marker="o", markersize=5, markerfacecolor=INK, markeredgecolor=PALE, markeredgewidth=0.6
            )
            if name in named:
                side = -1 if x > (LEFT + RIGHT) / 2 else 1
                align = "right" if side < 0 else "left"
                axes.text(x + 0.08 * side, y, name[:28], ha=align, va="center", size=7, color=INK, parse_math=False)
        return svg(figure)


def _x(plot: Albatross, z: float) -> float:
    return (LEFT + RIGHT) / 2 + (RIGHT - LEFT) / 2 * max(-1.0, min(1.0, z / plot.edge))


def _y(plot: Albatross, size: float) -> float:
    low, high = log10(plot.low), log10(plot.high)
    return BOTTOM + (TOP - BOTTOM) * (log10(size) - low) / (high - low)


def _words(p: float) -> str:
    return f"{p:g}" if p > 1e-4 else "10⁻⁴" if p == 1e-4 else "≤ 10⁻⁵"


def _contours(axes: Axes, plot: Albatross) -> None:
    effects = list(dict.fromkeys(contour.effect for contour in plot.contours))
    for contour in plot.contours:
        within = [(z, size) for z, size in contour.points if plot.low <= size <= plot.high]
        style = DASHES[effects.index(contour.effect) % len(DASHES)]
        places = [_x(plot, z) for z, _ in within], [_y(plot, size) for _, size in within]
        axes.plot(*places, color="#7a7a7a", linewidth=0.9, linestyle=style)
        if within:
            z, size = within[-1]
            side = 1 if z > 0 else -1
            at = _x(plot, z) - 0.06 * side, _y(plot, size) + 0.02
            axes.text(*at, f"{contour.effect:g}", ha="right" if side > 0 else "left", va="bottom", size=6.5, color=INK)


def _frame(axes: Axes, plot: Albatross) -> None:
    axes.plot([LEFT, RIGHT, RIGHT, LEFT, LEFT], [BOTTOM, BOTTOM, TOP, TOP, BOTTOM], color=INK, linewidth=0.8)
    axes.plot([_x(plot, 0)] * 2, [BOTTOM, TOP], color=INK, linewidth=0.5)
    for p in TICKS:
        z = NormalDist().inv_cdf(1 - p / 2)
        for side in (-1, 1) if z else (1,):
            x = _x(plot, side * z)
            axes.plot([x, x], [BOTTOM, BOTTOM - 0.04], color=INK, linewidth=0.8)
            axes.text(
                x,
                BOTTOM - 0.08,
                f"{p:g}" if p > 1e-4 else "≤ 10⁻⁵" if p < 1e-4 else "10⁻⁴",
                ha="center",
                va="top",
                size=7,
            )
    power = round(log10(plot.low))
    while 10.0**power <= plot.high * 1.001:
        y = _y(plot, 10.0**power)
        axes.plot([LEFT, LEFT - 0.04], [y, y], color=INK, linewidth=0.8)
        axes.text(LEFT - 0.08, y, f"{10**power:,}", ha="right", va="center", size=7, color=INK)
        power += 1
    axes.text(LEFT, BOTTOM - 0.3, f"← {plot.down}", ha="left", va="top", color=INK, parse_math=False)
    axes.text(RIGHT, BOTTOM - 0.3, f"{plot.up} →", ha="right", va="top", color=INK, parse_math=False)
    axes.text((LEFT + RIGHT) / 2, BOTTOM - 0.3, "p, two-sided", ha="center", va="top", color=INK)
    axes.text(LEFT, BOTTOM - 0.58, plot.key, ha="left", va="top", size=7, color=INK, parse_math=False)
    axes.text(0.1, (BOTTOM + TOP) / 2, "Participants", rotation=90, ha="left", va="center", color=INK)
