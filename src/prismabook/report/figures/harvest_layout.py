"""What a harvest plot shows, for results that are not pooled; nothing is drawn here.

After Ogilvie D et al., BMC Med Res Methodol 2008;8:8: for each outcome a bar for every study, standing below the
direction that its interval shows; the higher the bar the more participants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.report.figures.direction_layout import SIZES, Direction
from prismabook.report.markdown import visible
from prismabook.report.numbers import capital


@dataclass(frozen=True, slots=True)
class Bar:
    """A study in a row (outcome) and a column (0 below no effect, 1 unclear, 2 above): its number and its height.

    ``place`` counts the bars of the same cell; ``step`` is 0, 1 or 2 by the number of participants.
    """

    row: int
    column: int
    place: int
    number: int
    step: int


@dataclass(frozen=True, slots=True)
class Harvest:
    """The plot: outcomes as rows, three columns, studies by number."""

    outcomes: tuple[str, ...]
    heads: tuple[str, str, str]
    bars: tuple[Bar, ...]
    studies: tuple[str, ...]
    widest: int
    key: str
    alternative: str


def layout(entries: Sequence[Direction], *, up: str, down: str, reason: str) -> Harvest:
    """The harvest of results; no outcome of a study is drawn twice.

    A result without an interval stands in the middle: nothing tells that it differs from no effect.

    Raises
    ------
    ValueError
        If one outcome of one study comes twice.
    """
    outcomes = tuple(dict.fromkeys(visible(capital(e.outcome)) for e in entries))
    studies = tuple(dict.fromkeys(visible(e.study) for e in entries))
    heads = (visible(capital(down)), "No clear difference", visible(capital(up)))
    filled: dict[tuple[int, int], int] = {}
    taken: set[tuple[int, str]] = set()
    bars = []
    for entry in entries:
        row, study = outcomes.index(visible(capital(entry.outcome))), visible(entry.study)
        if (row, study) in taken:
            raise ValueError(f"{entry.outcome} of {entry.study} comes twice: no study is drawn twice")
        taken.add((row, study))
        column = 1 if not entry.clear else 2 if entry.points == "up" else 0
        place = filled.get((row, column), 0)
        filled[(row, column)] = place + 1
        bars.append(Bar(row, column, place, studies.index(study) + 1, entry.step))
    said = "; ".join(
        f"{outcomes[bar.row]}, {studies[bar.number - 1]}: {heads[bar.column].lower()}, {entry.shown}"
        for bar, entry in zip(bars, entries, strict=True)
    )
    key = f"Bars by participants: {', '.join(name for _, name in SIZES)}, from low to high. {visible(reason)}".strip()
    alternative = f"Harvest plot of {len(studies)} studies, not pooled. {visible(reason)} {said}."
    return Harvest(outcomes, heads, tuple(bars), studies, max(filled.values(), default=1), key, alternative)
