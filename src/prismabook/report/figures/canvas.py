"""What every figure drawn by matplotlib shares: style, colours, a bare figure in inches, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "prismabook",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 8.0,
    "axes.linewidth": 0.8,
    "path.simplify": False,
}
INK, PALE, SHADE = "#1b1b1b", "#ffffff", "#d9e6f2"
"""Dark on pale: legible in grey and to every kind of colour vision; colour carries no meaning."""


@contextmanager
def bare_figure(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure whose axes fill it, in inches."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(0, height)
        yield figure, axes


def svg(figure: Figure) -> bytes:
    """The figure's SVG, without a date or a program's name."""
    out = BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()
