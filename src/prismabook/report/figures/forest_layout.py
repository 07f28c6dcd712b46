"""What a forest plot of one study's outcomes shows; nothing is drawn here."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.report.markdown import visible
from prismabook.report.numbers import capital, counts, estimate
from prismabook.report.values import NOT_COMPUTABLE, Row

UNKNOWN = "–"
"""Shown where the number with the outcome, or the number at risk, is not known."""

WIDEST = 64.0
"""Risk ratios beyond this (or its reciprocal) leave the axis; an arrow shows that they do."""


WRAP = 36
"""Characters of a line of an outcome's name."""


@dataclass(frozen=True, slots=True)
class Line:
    """An outcome: its name, both arms' counts, the risk ratio with its limits (None where there is none)."""

    name: str
    intervention: str
    comparator: str
    ratio: tuple[float, float, float] | None

    @property
    def wrapped(self) -> list[str]:
        """The name in lines that fit its column."""
        return textwrap.wrap(self.name, WRAP) or [""]

    @property
    def shown(self) -> str:
        """The estimate with its interval."""
        return estimate(*self.ratio) if self.ratio else NOT_COMPUTABLE


@dataclass(frozen=True, slots=True)
class Plot:
    """The lines with the ticks of a logarithmic axis and the names of the arms."""

    lines: tuple[Line, ...]
    ticks: tuple[float, ...]
    intervention: str
    comparator: str

    @property
    def alternative(self) -> str:
        """The plot in words."""
        said = "; ".join(
            f"{line.name}: {self.intervention} {line.intervention}, {self.comparator} {line.comparator}, "
            f"risk ratio {line.shown}"
            for line in self.lines
        )
        return f"Forest plot of the risk ratios of one study with 95% confidence intervals, not pooled. {said}."


def layout(rows: Sequence[Row]) -> Plot:
    """The plot of rows of the results table that belong to one study."""
    lines = tuple(_line(row) for row in rows)
    intervention, comparator = (visible(rows[0][side]) for side in ("intervention", "comparator")) if rows else ("", "")
    return Plot(lines, _ticks(lines), intervention, comparator)


def _line(row: Row) -> Line:
    cells = [row[name] for name in ("risk_ratio", "risk_ratio_low", "risk_ratio_high")]
    ratio = (float(cells[0]), float(cells[1]), float(cells[2])) if all(cells) else None
    name = visible(capital(", ".join(filter(None, (row["outcome"], row["time_point"])))))
    return Line(name, _counts(row, "intervention"), _counts(row, "comparator"), ratio)


def _counts(row: Row, side: str) -> str:
    events, total = row[f"events_{side}"], row[f"total_{side}"]
    return visible(counts(events, total)) if events and total else UNKNOWN


def _ticks(lines: Sequence[Line]) -> tuple[float, ...]:
    """Powers of two around all limits, at least from a half to two."""
    limits = [limit for line in lines if line.ratio for limit in line.ratio] or [1.0]
    low = max(min(*limits, 0.5), 1 / WIDEST)
    high = min(max(*limits, 2.0), WIDEST)
    return tuple(2.0**power for power in range(math.floor(math.log2(low)), math.ceil(math.log2(high)) + 1))
