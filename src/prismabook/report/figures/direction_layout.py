"""What a plot of the directions of effects shows, for results that are not pooled; nothing is drawn here.

After Boon MH, Thomson H, Res Synth Methods 2021;12:29: an arrow for each outcome of each study, its size by the number
of participants, filled where the interval excludes no effect; the estimate stands beside it, so that nobody counts
arrows in the place of reading intervals.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.report.markdown import visible
from prismabook.report.numbers import capital, decimal
from prismabook.report.numbers import estimate as written

SIZES = ((50, "fewer than 50"), (300, "50 to 299"), (float("inf"), "300 or more"))
"""Limits of the arrows' sizes by participants, as Boon and Thomson have them."""

NO_ESTIMATE = "no estimate"


@dataclass(frozen=True, slots=True)
class Direction:
    """One outcome of one study.

    ``value``, ``low`` and ``high`` are an effect with its interval and ``null`` the value of no effect; None where they
    are not known. ``size`` is the number of participants. ``words`` is what to print instead of the numbers, if
    anything.
    """

    study: str
    outcome: str
    value: float | None
    low: float | None = None
    high: float | None = None
    null: float = 1.0
    size: int | None = None
    words: str = ""

    @property
    def points(self) -> str:
        """up, down, level (exactly no effect) or unknown."""
        if self.value is None:
            return "unknown"
        return "level" if self.value == self.null else "up" if self.value > self.null else "down"

    @property
    def clear(self) -> bool:
        """Whether the interval excludes no effect."""
        return self.low is not None and self.high is not None and not self.low <= self.null <= self.high

    @property
    def step(self) -> int:
        """0, 1 or 2 by the number of participants; the smallest where it is not known."""
        return next(place for place, (limit, _) in enumerate(SIZES) if (self.size or 0) < limit)

    @property
    def shown(self) -> str:
        """The estimate with its interval."""
        if self.words:
            return visible(self.words)
        if self.value is None:
            return NO_ESTIMATE
        if self.low is None or self.high is None:
            return f"{decimal(self.value)} (no interval)"
        return written(self.value, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where an outcome of a study stands: row and column from 0."""

    row: int
    column: int
    direction: Direction


@dataclass(frozen=True, slots=True)
class Directions:
    """The plot: outcomes as rows, studies as columns, words for both directions, and why nothing is pooled."""

    outcomes: tuple[str, ...]
    studies: tuple[str, ...]
    cells: tuple[Cell, ...]
    measure: str
    up: str
    down: str
    reason: str
    alternative: str

    @property
    def wrapped(self) -> tuple[tuple[str, ...], ...]:
        """The outcomes' names in lines."""
        return tuple(tuple(textwrap.wrap(name, 34) or [""]) for name in self.outcomes)

    @property
    def legend(self) -> tuple[str, ...]:
        """The key, in lines."""
        key = (
            f"▲ {self.up}   ▼ {self.down}   filled: the interval excludes no effect; hollow: it includes it. "
            f"Arrows by participants: small {SIZES[0][1]}, middle {SIZES[1][1]}, large {SIZES[2][1]}."
        )
        return tuple(line for part in (key, self.reason) if part for line in textwrap.wrap(part, 104))


def layout(entries: Sequence[Direction], *, measure: str, up: str, down: str, reason: str) -> Directions:
    """The plot of directions of effects; no outcome of a study is drawn twice.

    Raises
    ------
    ValueError
        If one outcome of one study comes twice.
    """
    outcomes = tuple(dict.fromkeys(visible(capital(e.outcome)) for e in entries))
    studies = tuple(dict.fromkeys(visible(e.study) for e in entries))
    cells, taken = [], set()
    for entry in entries:
        place = (outcomes.index(visible(capital(entry.outcome))), studies.index(visible(entry.study)))
        if place in taken:
            raise ValueError(f"{entry.outcome} of {entry.study} comes twice: no study is drawn twice")
        taken.add(place)
        cells.append(Cell(*place, entry))
    words = {"up": visible(up), "down": visible(down), "level": "no difference", "unknown": "direction not known"}
    said = "; ".join(
        f"{studies[c.column]}, {outcomes[c.row]}: {words[c.direction.points]}, {c.direction.shown}"
        f"{_size(c.direction)}, {'interval excludes' if c.direction.clear else 'interval does not exclude'} no effect"
        for c in cells
    )
    head = f"Direction of effects, {measure} with intervals, not pooled. {visible(reason)}".rstrip(". ")
    alternative = f"{head}. {said}."
    return Directions(
        outcomes, studies, tuple(cells), measure, words["up"], words["down"], visible(reason), alternative
    )


def _size(direction: Direction) -> str:
    return f", {direction.size} participants" if direction.size else ""
