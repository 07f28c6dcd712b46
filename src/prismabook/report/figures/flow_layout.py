"""Where the boxes of the PRISMA 2020 flow diagram stand and what they say; nothing is drawn here.

The boxes and their order are those of the statement's templates for new and updated reviews (Page MJ et al.,
BMJ 2021;372:n71). Columns and lines that do not apply to a review are left out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prismabook.report.markdown import visible
from prismabook.report.values import Row

GAP, LINE, PADDING, SPACE, BARS = 0.22, 0.17, 0.12, 0.28, 0.42
"""Inches: the gap between columns, a line's height, the space within and between boxes, the room for stages' bars."""
LEAST = {"Identification": 0.95, "Included": 0.7}
"""Inches: least height of boxes beside a bar of one row, so that the bar's word fits."""


@dataclass(frozen=True, slots=True)
class Size:
    """A box's width in inches and the characters of its lines."""

    width: float
    wrap: int


WIDE, NARROW = Size(2.8, 42), Size(1.95, 28)
"""One way of identification leaves room for wide boxes; two do not."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its column (0 from the left), its stage, its lines; lower left corner and height in inches."""

    key: str
    column: int
    stage: str
    lines: tuple[str, ...]
    size: Size
    x: float = 0
    y: float = 0

    @property
    def height(self) -> float:
        """Inches that its lines need."""
        return max(LINE * len(self.wrapped) + 2 * PADDING, LEAST.get(self.stage, 0))

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y + self.height

    @property
    def wrapped(self) -> list[str]:
        """Its lines as they are set, broken where they are too long."""
        wrap = textwrap.TextWrapper(self.size.wrap, subsequent_indent="  ").wrap
        return [part for line in self.lines for part in wrap(line) or [""]]


TIGHT = "\u00a0"
"""A space that does not break, inside "n = 5"."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A bar at the side: Identification, Screening or Included, from ``low`` to ``high``."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Diagram:
    """A flow diagram ready to be drawn; sizes in inches."""

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str], ...]
    stages: tuple[Stage, ...]
    width: float
    height: float

    @property
    def alternative(self) -> str:
        """The diagram in words, in the order in which it is read."""
        parts = []
        for stage in self.stages:
            said = ". ".join("; ".join(box.lines).replace(":;", ":") for box in self.boxes if box.stage == stage.name)
            parts.append(f"{stage.name}: {said}.")
        return " ".join(["PRISMA 2020 flow diagram.", *parts]).replace(TIGHT, " ")


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    """Name of the box, and of its row where it has one row only."""
    stage: str
    head: str
    rows: tuple[str, ...]
    side: bool = False
    """Whether it stands to the right of the main line."""


_DATABASES = (
    _Kind("identified", "Identification", "Records identified from:", ("database_results", "register_results")),
    _Kind(
        "removed",
        "Identification",
        "Records removed before screening:",
        ("duplicates", "excluded_automatic", "excluded_other"),
        side=True,
    ),
    _Kind("screened", "Screening", "", ("records_screened",)),
    _Kind("excluded", "Screening", "", ("records_excluded",), side=True),
    _Kind("sought", "Screening", "", ("dbr_sought_reports",)),
    _Kind("missing", "Screening", "", ("dbr_notretrieved_reports",), side=True),
    _Kind("assessed", "Screening", "", ("dbr_assessed",)),
    _Kind("reasons", "Screening", "Reports excluded:", ("dbr_excluded",), side=True),
)
_OTHER = (
    _Kind(
        "other-identified",
        "Identification",
        "Records identified from:",
        ("website_results", "organisation_results", "citations_results"),
    ),
    _Kind("other-sought", "Screening", "", ("other_sought_reports",)),
    _Kind("other-missing", "Screening", "", ("other_notretrieved_reports",), side=True),
    _Kind("other-assessed", "Screening", "", ("other_assessed",)),
    _Kind("other-reasons", "Screening", "Reports excluded:", ("other_excluded",), side=True),
)
_INCLUDED = _Kind("included", "Included", "", ("new_studies", "new_reports", "total_studies", "total_reports"))


def layout(rows: Sequence[Row]) -> Diagram:
    """The diagram of a review from the rows of its ledger table ``prisma-flow``."""
    said = {row["data"]: row for row in rows if row["data"]}
    kinds = [column for column in (_DATABASES, _OTHER) if _applies(column, said)]
    size = WIDE if len(kinds) < 2 else NARROW
    boxes = [
        Box(kind.key, 2 * number + kind.side, kind.stage, tuple(_lines(kind, said)), size)
        for number, column in enumerate(kinds)
        for kind in column
        if _lines(kind, said)
    ]
    included = Box(_INCLUDED.key, 0, _INCLUDED.stage, tuple(_lines(_INCLUDED, said)), size)
    return _placed(boxes, included, len(kinds))


def _applies(column: Sequence[_Kind], said: Mapping[str, Row]) -> bool:
    """Whether anything was identified this way."""
    return any(_number(said, key) for key in column[0].rows)


def _number(said: Mapping[str, Row], key: str) -> int:
    value = said[key]["n"].strip() if key in said else ""
    return int(value) if value.isdigit() else 0


def _lines(kind: _Kind, said: Mapping[str, Row]) -> list[str]:
    """A box's words; in a box of several rows those that are empty or nought are left out."""
    known = [said[key] for key in kind.rows if key in said and said[key]["n"].strip()]
    lines = [line for row in known for line in _counted(row, several=len(kind.rows) > 1)]
    return [kind.head, *lines] if kind.head and lines else lines


def _counted(row: Row, *, several: bool) -> list[str]:
    label, number = visible(row["boxtext"] or row["description"] or row["data"]), visible(row["n"])
    if number.isdigit():
        return [] if several and number == "0" else [f"{label} {_n(number)}"]
    reasons = [part.rpartition(",") for part in number.split(";")]
    return [f"{reason.strip() or label} {_n(count.strip())}" for reason, _, count in reasons]


def _n(number: str) -> str:
    return f"(n{TIGHT}={TIGHT}{number})"


def _placed(boxes: list[Box], included: Box, columns: int) -> Diagram:
    """Give every box its place: rows align across the columns, stages from top to bottom."""
    ranks = _ranks(boxes)
    heights = {rank: max(box.height for box in boxes if ranks[box.key] == rank) for rank in set(ranks.values())}
    heights[max(heights, default=0) + 1] = included.height
    total = sum(heights.values()) + SPACE * (len(heights) - 1)
    tops, top = {}, total
    for rank in sorted(heights):
        tops[rank] = top
        top -= heights[rank] + SPACE
    ranks[included.key] = max(heights)
    step = included.size.width + GAP
    placed = tuple(
        replace(box, x=BARS + box.column * step, y=tops[ranks[box.key]] - box.height) for box in (*boxes, included)
    )
    width = BARS + max(1, 2 * columns) * step - GAP
    return Diagram(placed, _arrows(placed), _stages(placed), width, total)


def _ranks(boxes: list[Box]) -> dict[str, int]:
    """The row of each box: a box at the side stands beside the one before it; screening begins on one row."""
    first = {"Identification": 0, "Screening": 1}
    ranks: dict[str, int] = {}
    for main in sorted({box.column - box.column % 2 for box in boxes}):
        rank, stage = -1, ""
        for box in (box for box in boxes if box.column - box.column % 2 == main):
            if box.column == main:
                rank = max(rank + 1, first.get(box.stage, 0)) if box.stage != stage else rank + 1
                stage = box.stage
            ranks[box.key] = max(rank, 0)
    return ranks


def _arrows(boxes: Sequence[Box]) -> tuple[tuple[str, str], ...]:
    """Down each main line and on to what is included; from each main box to the one at its side."""
    arrows = []
    for main in sorted({box.column - box.column % 2 for box in boxes}):
        line = [box for box in boxes if box.column == main and box.key != "included"]
        arrows += [(upper.key, lower.key) for upper, lower in pairwise(line)]
        if line:
            arrows.append((line[-1].key, "included"))
        side = [box for box in boxes if box.column == main + 1]
        arrows += [(box.key, other.key) for other in side for box in line if abs(box.top - other.top) < 1e-9]
    return tuple(arrows)


def _stages(boxes: Sequence[Box]) -> tuple[Stage, ...]:
    names = dict.fromkeys(box.stage for box in boxes)
    return tuple(
        Stage(name, min(b.y for b in boxes if b.stage == name), max(b.top for b in boxes if b.stage == name))
        for name in names
    )
