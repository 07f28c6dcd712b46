"""What the boxes of the flow diagram say: which numbers stand in which box, in what words.

The boxes are those of the statement's templates for new and updated reviews (Page MJ et al., BMJ 2021;372:n71).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prismabook.prisma import Box, Flow
from prismabook.prisma.exchange import column_title
from prismabook.report.markdown import visible

TIGHT = "\u00a0"
"""A space that does not break, inside "n = 5"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box before it is broken; ``level`` is its depth in a list, heads are bold."""

    words: str
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A box as it is drawn: one or several numbers. ``side`` boxes stand beside the main line."""

    key: str
    column: str
    stage: str
    side: bool
    lines: tuple[Line, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    key: str
    numbers: tuple[str, ...]
    head: str = ""
    side: bool = False


KINDS: tuple[_Kind, ...] = (
    _Kind("previous", ("previous_studies", "previous_reports")),
    _Kind("identified", ("database_results", "register_results"), "Records identified from:"),
    _Kind(
        "removed",
        ("duplicates", "excluded_automatic", "excluded_other"),
        "Records removed before screening:",
        side=True,
    ),
    _Kind("screened", ("records_screened",)),
    _Kind("screened-out", ("records_excluded",), side=True),
    _Kind("sought", ("dbr_sought_reports",)),
    _Kind("not-retrieved", ("dbr_notretrieved_reports",), side=True),
    _Kind("assessed", ("dbr_assessed",)),
    _Kind("excluded", ("dbr_excluded",), side=True),
    _Kind(
        "other-identified", ("website_results", "organisation_results", "citations_results"), "Records identified from:"
    ),
    _Kind("other-sought", ("other_sought_reports",)),
    _Kind("other-not-retrieved", ("other_notretrieved_reports",), side=True),
    _Kind("other-assessed", ("other_assessed",)),
    _Kind("other-excluded", ("other_excluded",), side=True),
    _Kind("included", ("new_studies", "new_reports")),
    _Kind("total", ("total_studies", "total_reports")),
    _Kind("appraised", ("appraised_studies",)),
    _Kind("in-meta-analysis", ("total_studies_ma", "total_reports_ma")),
)
"""The boxes in the order of reading, each with its numbers."""


def groups(flow: Flow) -> tuple[Group, ...]:
    """The boxes that are drawn; those that a review added for itself stand last."""
    known = {number for kind in KINDS for number in kind.numbers}
    own = [_Kind(box.key.replace("_", "-"), (box.key,)) for box in flow.boxes if box.key not in known]
    return tuple(group for kind in (*KINDS, *own) for group in _group(kind, flow))


def _group(kind: _Kind, flow: Flow) -> Iterator[Group]:
    boxes = [flow[key] for key in kind.numbers if key in flow and flow[key].shown != "never"]
    if not boxes:
        return
    several = bool(kind.head)
    shown = [box for box in boxes if box.n or box.shown == "always"] if several else boxes
    lines = [line for box in shown or boxes for line in _lines(box, int(several))]
    head = [Line(kind.head, 0, bold=True)] if several else []
    first = boxes[0]
    yield Group(kind.key, first.column, first.stage, kind.side, (*head, *lines), tuple(box.key for box in boxes))


def _lines(box: Box, level: int) -> Iterator[Line]:
    divided = [part for part in box.parts if part.label]
    colon = ":" if divided else ""
    yield Line(f"{visible(box.label)} {number(box.n)}{colon}", level)
    for part in divided:
        yield Line(f"{visible(part.label)} {number(part.n)}", level + 1)


def number(count: int) -> str:
    """A count as boxes show it."""
    return f"(n{TIGHT}={TIGHT}{count:,})"


def alternative(flow: Flow, note: str = "") -> str:
    """The diagram in words, in the order in which it is read."""
    parts = [f"PRISMA 2020 flow diagram of {'an updated' if flow.updated else 'a new'} review."]
    drawn = groups(flow)
    for column in flow.columns:
        mine = [group for group in drawn if group.column == column]
        if mine:
            parts.append(f"{_title(column, flow)}: {' '.join(map(_said, mine))}")
    return " ".join([*parts, *([note] if note else [])]).replace(TIGHT, " ")


def _title(column: str, flow: Flow) -> str:
    return "Included" if column == "included" else column_title(column, flow.updated)


def _said(group: Group) -> str:
    return _sentence(group.lines)


def _sentence(lines: Sequence[Line]) -> str:
    words = ""
    for line in lines:
        words += ("" if not words else " " if words.endswith(":") else "; ") + line.words
    return f"{words}."
