"""The flow diagram as rows of the ledger's table ``flow-records``, one for each record in each box, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from prismabook.prisma.model import DECIDED_AT, Box, Flow, Part, Shown


def member_rows(flow: Flow) -> Iterator[dict[str, object]]:
    """A row for each member of each part of each box; a box without members has one row without a member."""
    for box in flow.boxes:
        parts = box.parts or (Part("", "", box.members),)
        stage = DECIDED_AT.get(box.key, "")
        pairs = [(part, member) for part in parts for member in part.members] or [(parts[0], "")]
        for part, member in pairs:
            yield {
                "box": box.key,
                "column": box.column,
                "stage": box.stage,
                "unit": box.unit,
                "label": box.label,
                "shown": box.shown,
                "part": part.id,
                "part_label": part.label,
                "member": member,
                "proposal": (stage, member) in flow.proposed if stage and member else None,
            }


def flow_of(rows: Iterable[Mapping[str, str]]) -> Flow:
    """The diagram that these rows were written from, without the decisions' counts."""
    boxes: dict[str, Mapping[str, str]] = {}
    members: dict[str, dict[tuple[str, str], list[str]]] = {}
    for row in rows:
        boxes.setdefault(row["box"], row)
        parts = members.setdefault(row["box"], {})
        if row["member"]:
            parts.setdefault((row["part"], row["part_label"]), []).append(row["member"])
    return Flow(tuple(_box(row, members[key]) for key, row in boxes.items()))


def _box(row: Mapping[str, str], parts: Mapping[tuple[str, str], list[str]]) -> Box:
    divided = any(id_ or label for id_, label in parts)
    return Box(
        row["box"],
        row["column"],
        row["stage"],
        row["unit"],
        row["label"],
        tuple(member for names in parts.values() for member in names),
        tuple(Part(id_, label, tuple(names)) for (id_, label), names in parts.items()) if divided else (),
        cast("Shown", row["shown"]),
    )
