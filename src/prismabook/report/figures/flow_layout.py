"""Where the boxes of the flow diagram stand, on a page and on a narrow screen; nothing is drawn here.

All lengths are in the unit of the letters' size; on a screen it is a pixel. The origin is the upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from prismabook.prisma import Flow
from prismabook.prisma.exchange import column_title
from prismabook.report.figures.flow_groups import Group, Line, groups
from prismabook.report.figures.letters import width, wrapped

Point = tuple[float, float]
PAD, LEADING, INDENT, HANG = 8.0, 1.32, 10.0, 9.0
"""Room within a box, height of a line in letter sizes, indents of lists and of lines that go on."""


@dataclass(frozen=True, slots=True)
class Set:
    """A broken line at its place: where its base line begins."""

    words: str
    x: float
    y: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A box at its place with its lines."""

    group: Group
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Set, ...]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half its height."""
        return self.y + self.height / 2

    @property
    def centre(self) -> float:
        """Half its width."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A shaded bar with the name of a stage or the title of a column; ``upright`` ones are read from below."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Set, ...]
    upright: bool = False
    shade: str = "stage"


@dataclass(frozen=True, slots=True)
class Diagram:
    """A flow diagram ready to be drawn; an arrow is a line through its points with a head at the last."""

    name: str
    width: float
    height: float
    size: float
    boxes: tuple[Placed, ...]
    bars: tuple[Bar, ...]
    arrows: tuple[tuple[Point, ...], ...]
    notes: tuple[Set, ...] = ()


def _lines(lines: Sequence[Line], room: float, size: float) -> list[tuple[str, float, bool]]:
    """Broken lines with their indents."""
    found = []
    for line in lines:
        indent = INDENT * line.level
        hang = 0 if line.bold else HANG
        parts = wrapped(line.words, room - 2 * PAD - indent, size, bold=line.bold, hanging=hang)
        found += [(part, indent + (hang if number else 0), line.bold) for number, part in enumerate(parts)]
    return found


def _box(group: Group, x: float, y: float, room: float, size: float, least: float = 0) -> Placed:
    """A box as high as its lines need; they stand in its middle."""
    broken = _lines(group.lines, room, size)
    height = max(len(broken) * size * LEADING + 2 * PAD, least)
    top = y + (height - len(broken) * size * LEADING) / 2
    lines = tuple(
        Set(words, x + PAD + indent, top + size * (LEADING * number + 1.0), bold)
        for number, (words, indent, bold) in enumerate(broken)
    )
    return Placed(group, x, y, room, height, lines)


def _moved(box: Placed, down: float) -> Placed:
    return replace(box, y=box.y + down, lines=tuple(replace(line, y=line.y + down) for line in box.lines))


def _title(words: str, x: float, y: float, room: float, size: float) -> Bar:
    """A bar above a column with its title in the middle."""
    broken = wrapped(words, room - 2 * PAD, size, bold=True)
    height = len(broken) * size * LEADING + 10
    lines = tuple(
        Set(part, x + (room - width(part, size, bold=True)) / 2, y + 5 + size * (LEADING * number + 1.0), bold=True)
        for number, part in enumerate(broken)
    )
    return Bar(x, y, room, height, lines, shade="title")


def _notes(words: str, x: float, y: float, room: float, size: float) -> tuple[Set, ...]:
    broken = wrapped(words, room, size) if words else []
    return tuple(Set(part, x, y + size * (LEADING * number + 1.0)) for number, part in enumerate(broken))


BARS, GAP, STEP, GUTTER = 26.0, 20.0, 24.0, 16.0
"""Room for the stages' bars, between columns, between rows, and for the line from the previous version."""
PAGE = 12.0
"""Size of the letters on a page: 7.5 points where the diagram is 16 cm wide."""
ONE, TWO = 292.0, 160.0
"""Widths of boxes where there is one way of identification, and where there are two."""


def page(flow: Flow, note: str = "") -> Diagram:
    """The diagram for print and wide screens: ways of identification side by side, stages at the left."""
    drawn = groups(flow)
    ways = [column for column in ("databases", "other") if any(g.column == column for g in drawn)]
    room = TWO if len(ways) > 1 else ONE
    left = BARS + (GUTTER if flow.updated else 0)
    total = left + max(1, len(ways)) * (2 * room + 2 * GAP) - GAP
    x = {way: left + number * (2 * room + 2 * GAP) for number, way in enumerate(ways)}
    bars: list[Bar] = []
    boxes: list[Placed] = []
    y = 1.0
    first = [group for group in drawn if group.column == "previous"]
    if first:
        bars.append(_title(column_title("previous", updated=True), left, y, 2 * room + GAP, PAGE))
        boxes.append(_box(first[0], left, y + bars[-1].height + 8, 2 * room + GAP, PAGE))
        y = boxes[-1].bottom + STEP
    titles = [_title(column_title(way, flow.updated), x[way], y, 2 * room + GAP, PAGE) for way in ways]
    tallest = max((bar.height for bar in titles), default=0.0)
    bars += [_stretched(bar, tallest) for bar in titles]
    y += tallest + 12 if titles else 0
    for row in _rows(drawn, ways):
        boxes += _row(row, x, y, room)
        y = max(box.bottom for box in boxes) + STEP
    for group in (group for group in drawn if group.column == "included"):
        boxes.append(_box(group, left, y, room, PAGE, least=72 if group.key == "included" else 0))
        y = boxes[-1].bottom + STEP
    bars += _stages(boxes)
    notes = _notes(note, left, y - STEP + 10, total - left, PAGE - 1)
    height = (notes[-1].y + 6) if notes else y - STEP + 1
    arrows = (*_arrows(boxes, ways), *_from_previous(boxes, left - GUTTER / 2))
    return Diagram("page", total + 1, height, PAGE, tuple(boxes), tuple(bars), arrows, notes)


def _stretched(bar: Bar, height: float) -> Bar:
    down = (height - bar.height) / 2
    return replace(bar, height=height, lines=tuple(replace(line, y=line.y + down) for line in bar.lines))


def _rows(drawn: Sequence[Group], ways: Sequence[str]) -> list[list[Group]]:
    """The boxes that stand on one line, stage by stage; each main box with the one at its side."""
    lines = {way: _pairs([g for g in drawn if g.column == way]) for way in ways}
    rows: list[list[Group]] = []
    for stage in ("Identification", "Screening"):
        mine = {way: [pair for pair in pairs if pair[0].stage == stage] for way, pairs in lines.items()}
        # Reports are sought, retrieved and assessed on the same lines: a way without screening begins below it.
        tallest = max((len(pairs) for pairs in mine.values()), default=0)
        for number in range(tallest):
            row: list[Group] = []
            for pairs in mine.values():
                place = number - (tallest - len(pairs)) if stage == "Screening" else number
                row += pairs[place] if 0 <= place < len(pairs) else []
            rows.append(row)
    return rows


def _pairs(drawn: Sequence[Group]) -> list[list[Group]]:
    pairs: list[list[Group]] = []
    for group in drawn:
        if group.side and pairs:
            pairs[-1].append(group)
        else:
            pairs.append([group])
    return pairs


def _row(row: Sequence[Group], x: Mapping[str, float], y: float, room: float) -> list[Placed]:
    """Boxes on one line, all as high as the highest of their way's pair needs."""
    boxes = [_box(g, x[g.column] + (room + GAP if g.side else 0), y, room, PAGE) for g in row]
    tall = {way: max((b.height for b in boxes if b.group.column == way), default=0.0) for way in x}
    least = 100.0 if row and row[0].stage == "Identification" else 0.0
    placed = []
    for box in boxes:
        main = [b for b in boxes if b.group.column == box.group.column and not b.group.side]
        # A short box at the side stands at the level of its main box's middle.
        if least and not box.group.side:
            placed.append(_box(box.group, box.x, y, room, PAGE, least=max(least, box.height)))
        elif box.group.side and main:
            down = max(0.0, (max(main[0].height, least) - box.height) / 2)
            placed.append(_moved(box, down if tall[box.group.column] > box.height or least else 0.0))
        else:
            placed.append(box)
    return placed


def _stages(boxes: Sequence[Placed]) -> list[Bar]:
    """Bars at the left, from the first to the last box of a stage."""
    bars = []
    for name in dict.fromkeys(box.group.stage for box in boxes):
        mine = [box for box in boxes if box.group.stage == name]
        top, bottom = min(box.y for box in mine), max(box.bottom for box in mine)
        long = width(name, PAGE, bold=True)
        line = Set(name, BARS / 2 - 4 + PAGE * 0.36, (top + bottom + long) / 2, bold=True)
        bars.append(Bar(0.5, top, BARS - 8, bottom - top, (line,), upright=True))
    return bars


def _arrows(boxes: Sequence[Placed], ways: Sequence[str]) -> list[tuple[Point, ...]]:
    """Down each way, to the boxes at the side, and on to what is included."""
    included = [box for box in boxes if box.group.column == "included"]
    arrows = [_down(upper, lower) for upper, lower in pairwise(included)]
    for way in ways:
        line = [box for box in boxes if box.group.column == way and not box.group.side]
        arrows += [_down(upper, lower) for upper, lower in pairwise(line)]
        arrows += [_aside(line, box) for box in boxes if box.group.column == way and box.group.side and line]
        if line and included:
            last, end = line[-1], included[0]
            if abs(last.x - end.x) < 1:
                arrows.append(_down(last, end))
            else:
                arrows.append(((last.centre, last.bottom), (last.centre, end.middle), (end.right, end.middle)))
    return arrows


def _down(upper: Placed, lower: Placed) -> tuple[Point, ...]:
    x = min(upper.centre, lower.centre)
    return ((x, upper.bottom), (x, lower.y))


def _aside(line: Sequence[Placed], box: Placed) -> tuple[Point, ...]:
    """From the main box that a box stands beside."""
    main = min(line, key=lambda candidate: abs(candidate.middle - box.middle))
    low, high = max(main.y, box.y) + 6, min(main.bottom, box.bottom) - 6
    level = min(max(main.middle, low), high)
    return ((main.right, level), (box.x, level))


def _from_previous(boxes: Sequence[Placed], x: float) -> list[tuple[Point, ...]]:
    """From the studies of the previous version to all studies, along the left."""
    start, end = (next((box for box in boxes if box.group.key == key), None) for key in ("previous", "total"))
    if start is None or end is None:
        return []
    return [((start.x, start.middle), (x, start.middle), (x, end.middle), (end.x, end.middle))]
