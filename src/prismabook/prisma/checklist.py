"""The checklists filled from the marks in the chapters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.prisma.codes import UNKNOWN_ITEM, UNMARKED_ITEM
from prismabook.prisma.items import ITEMS, Item
from prismabook.prisma.marks import Mark, marks
from prismabook.qmd import Chapter


@dataclass(frozen=True, slots=True)
class Reported:
    """A row of a checklist with every place that reports it, in the order of the chapters."""

    item: Item
    marks: tuple[Mark, ...]


def checklist(chapters: Iterable[Chapter]) -> tuple[tuple[Reported, ...], tuple[Finding, ...]]:
    """All 54 rows with their places; each unknown item is a finding, and all unmarked ones together are one."""
    found = [mark for chapter in chapters for mark in marks(chapter)]
    known = {item.number for item in ITEMS}
    rows = tuple(Reported(item, tuple(m for m in found if m.item == item.number)) for item in ITEMS)
    return rows, (*_unknown(found, known), *_unmarked(rows))


def _unknown(found: Iterable[Mark], known: set[str]) -> Iterable[Finding]:
    for mark in found:
        if mark.item not in known:
            yield Finding(UNKNOWN_ITEM, f"“{mark.item}” is no item", Place(mark.chapter, mark.line))


def _unmarked(rows: Sequence[Reported]) -> Iterable[Finding]:
    missing = [f"{row.item.number} ({row.item.topic.lower()})" for row in rows if not row.marks]
    if missing:
        yield Finding(UNMARKED_ITEM, f"{len(missing)} of {len(rows)} items are marked nowhere: {', '.join(missing)}")
