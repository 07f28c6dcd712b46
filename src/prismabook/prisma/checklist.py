"""The checklists filled from the marks in the chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.prisma.codes_checklist import EMPTY_MARK, NO_ID, TITLE_IS_SILENT, UNKNOWN_ITEM, UNMARKED_ITEM
from prismabook.prisma.items import ITEMS, Item
from prismabook.prisma.marks import Mark, marks
from prismabook.prisma.remarks import Remark
from prismabook.qmd import Chapter

CONFIG = "_quarto.yml"
TITLE = "pb-title"
"""The anchor of the title block, which the title's items are reported in."""
TITLE_ITEMS = ("1", "A1")
NAMED = re.compile(r"\b(?:systematic\W+(?:\w+\W+){0,2}reviews?|meta\W?analys[ei]s)\b", re.IGNORECASE)
"""How a title names a systematic review: "systematic review", "systematic literature review", "meta-analysis"."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A row of a checklist with every place that reports it, in the order of the chapters."""

    item: Item
    marks: tuple[Mark, ...]
    remark: Remark | None = None

    @property
    def places(self) -> tuple[Mark, ...]:
        """The marks, one for each section."""
        return tuple({(mark.chapter, mark.anchor): mark for mark in reversed(self.marks)}.values())[::-1]


def checklist(
    chapters: Iterable[Chapter], remarks: Iterable[Remark] = (), config: Mapping[str, Any] | None = None
) -> tuple[tuple[Reported, ...], tuple[Finding, ...]]:
    """All 54 rows with their places.

    Parameters
    ----------
    chapters
        The book's chapters, in order.
    remarks
        What people say of items that are not reported.
    config
        The plain value of ``_quarto.yml``: items 1 and A1 are reported by the title itself.

    Returns
    -------
    The rows, and a finding for each unknown item and each mark on nothing; all unmarked items together are one.
    """
    found = [*_title(config), *(mark for chapter in chapters for mark in marks(chapter))]
    said = {remark.item: remark for remark in remarks}
    rows = tuple(
        Reported(item, tuple(m for m in found if m.item == item.number), said.get(item.number)) for item in ITEMS
    )
    findings = [*_wrong(found), *_nameless(found), *_unmarked(rows)]
    if config is not None and not _title(config):
        findings.append(Finding(TITLE_IS_SILENT, f"“{_words(config) or 'no title'}”", Place(CONFIG)))
    return rows, tuple(findings)


def _words(config: Mapping[str, Any]) -> str:
    book = config.get("book")
    given = [book.get(key) for key in ("title", "subtitle")] if isinstance(book, Mapping) else []
    return ". ".join(str(words) for words in given if words)


def _title(config: Mapping[str, Any] | None) -> tuple[Mark, ...]:
    if config is None or not NAMED.search(_words(config)):
        return ()
    return tuple(Mark(item, CONFIG, 1, TITLE, "Title", numbered=False) for item in TITLE_ITEMS)


def _wrong(found: Iterable[Mark]) -> Iterable[Finding]:
    known = {item.number for item in ITEMS}
    for mark in found:
        if mark.item not in known:
            yield Finding(UNKNOWN_ITEM, f"“{mark.item}” is no item", Place(mark.chapter, mark.line))
        if mark.empty:
            message = f"item {mark.item} is marked in “{mark.heading or mark.chapter}”, where nothing stands"
            yield Finding(EMPTY_MARK, message, Place(mark.chapter, mark.line), topic=mark.item)


def _nameless(found: Iterable[Mark]) -> Iterable[Finding]:
    """Headings that no cross-reference can name, once each."""
    for mark in {(m.chapter, m.heading): m for m in found if m.anchor != TITLE}.values():
        if not mark.anchor.startswith("sec-"):
            message = f"“{mark.heading or mark.chapter}” has no id that begins with sec-"
            yield Finding(NO_ID, message, Place(mark.chapter, mark.line), topic=mark.heading)


def _unmarked(rows: Sequence[Reported]) -> Iterable[Finding]:
    missing = [f"{row.item.number} ({row.item.topic.lower()})" for row in rows if not row.marks and not row.remark]
    if missing:
        yield Finding(UNMARKED_ITEM, f"{len(missing)} of {len(rows)} items are marked nowhere: {', '.join(missing)}")
