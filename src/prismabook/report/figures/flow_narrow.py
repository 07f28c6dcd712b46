"""The flow diagram for a narrow screen: one column, boxes at the side indented below the box they leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from prismabook.prisma import Flow
from prismabook.prisma.exchange import column_title
from prismabook.report.figures.flow_groups import Group, groups
from prismabook.report.figures.flow_layout import (
    LEADING,
    Bar,
    Diagram,
    Placed,
    Point,
    Set,
    _box,
    _notes,
    _title,
)

WIDTH, LETTERS = 328.0, 13.0
"""Room on the smallest screens, and the size of the letters there: both in pixels."""
LEFT, INSET, SPINE = 22.0, 30.0, 15.0
"""Where boxes begin, how much those at the side are indented, and where the line runs that leads past them."""
STEP = 18.0


@dataclass
class _Column:
    """The diagram while it grows from top to bottom."""

    y: float = 1.0
    boxes: list[Placed] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    arrows: list[tuple[Point, ...]] = field(default_factory=list)

    def title(self, words: str) -> None:
        bar = _title(words, LEFT, self.y, WIDTH - LEFT - 1, LETTERS)
        self.bars.append(bar)
        self.y += bar.height + 8

    def stage(self, name: str) -> None:
        line = Set(name, LEFT + SPINE + INSET, self.y + 4 + LETTERS, bold=True)
        self.bars.append(Bar(LEFT, self.y, WIDTH - LEFT - 1, LETTERS * LEADING + 8, (line,)))
        self.y += LETTERS * LEADING + 8 + 8

    def box(self, group: Group) -> Placed:
        x = LEFT + (INSET if group.side else 0)
        placed = _box(group, x, self.y, WIDTH - x - 1, LETTERS)
        self.boxes.append(placed)
        self.y = placed.bottom + STEP
        return placed


def narrow(flow: Flow, note: str = "") -> Diagram:
    """The diagram for a screen as wide as a phone."""
    drawn = groups(flow)
    column = _Column()
    ends: dict[str, Placed] = {}
    for way in ("previous", "databases", "other"):
        if mine := [group for group in drawn if group.column == way]:
            column.title(column_title(way, flow.updated))
            ends[way] = _way(column, mine, stages=way != "previous")
    column.stage("Included")
    placed = _way(column, [group for group in drawn if group.column == "included"], stages=False)
    included = [box for box in column.boxes if box.group.column == "included"]
    _to_included(column, ends, included)
    notes = _notes(note, LEFT, placed.bottom + 8, WIDTH - LEFT, LETTERS - 1)
    height = (notes[-1].y + 6) if notes else placed.bottom + 1
    return Diagram(
        "narrow", WIDTH, height, LETTERS, tuple(column.boxes), tuple(column.bars), tuple(column.arrows), notes
    )


def _way(column: _Column, drawn: Sequence[Group], *, stages: bool) -> Placed:
    """One way of identification from top to bottom; gives its last main box."""
    stage, main = "", None
    for group in drawn:
        if stages and group.stage != stage:
            stage = group.stage
            column.stage(stage)
        placed = column.box(group)
        if group.side and main is not None:
            x = main.x + SPINE
            column.arrows.append(((x, main.bottom), (x, placed.middle), (placed.x, placed.middle)))
        elif main is not None:
            x = main.x + SPINE
            column.arrows.append(((x, main.bottom), (x, placed.y)))
        main = main if group.side else placed
    return main or column.boxes[-1]


def _to_included(column: _Column, ends: dict[str, Placed], included: Sequence[Placed]) -> None:
    """Lines along the left: from each way's end to what is included, from the previous version to the total."""
    if not included:
        return
    total = next((box for box in included if box.group.key == "total"), None)
    for way, x, end in (("previous", 4.0, total), ("databases", 11.0, included[0]), ("other", 11.0, included[0])):
        if way in ends and end is not None:
            start = ends[way].middle
            column.arrows.append(((ends[way].x, start), (x, start), (x, end.middle), (end.x, end.middle)))
