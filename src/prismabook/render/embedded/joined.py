"""The chapters and parts of a book in the order in which a format that is one file has them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.render.embedded.book import Book, Entry
from prismabook.render.embedded.structure import Structured

FRONT = ("subtitle", "abstract")
"""What a chapter's front matter may say that stands below its heading."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A chapter, or a part that has no page: then ``title`` is its heading. ``role``: chapter, part, appendix."""

    name: str
    role: str
    chapter: Structured | None = None
    title: str = ""

    @property
    def front(self) -> list[str]:
        """Which of :data:`FRONT` the chapter says itself; the first page's belong to the book."""
        page = self.chapter.page if self.chapter else None
        return [key for key in FRONT if page and not page.index and key in page.front]

    @property
    def told(self) -> dict[str, Any]:
        """What filters are told of it: its file, its role, how its sections are numbered."""
        told = {"file": self.name, "role": self.role, "numbered": True, "depth": 6}
        if self.chapter:
            context = self.chapter.context
            told |= {"numbered": context["number_sections"], "depth": context["number_depth"]}
        return told


def filed(book: Book, chapters: Sequence[Structured]) -> list[Filed]:
    """All chapters and parts; the title of the appendices is not among them."""
    by_file = {chapter.page.file: chapter for chapter in chapters}
    titles = [part["text"] for chapter in chapters if chapter.page.index for part in chapter.parts]
    shown = dict(zip((entry.title for entry in book.contents if entry.page is None), titles, strict=True))
    found = []
    for number, entry in enumerate(book.contents):
        following = book.contents[number + 1] if number + 1 < len(book.contents) else None
        if entry.page is not None:
            found.append(Filed(entry.page.file, _role(entry, following), by_file[entry.page.file]))
        elif not (following and following.page and following.page.appendix):
            found.append(Filed(entry.title, "part", title=shown[entry.title]))
    return found


def _role(entry: Entry, following: Entry | None) -> str:
    if entry.page is not None and entry.page.appendix:
        return "appendix"
    holds = entry.depth == 0 and following is not None and following.depth == 1
    return "part" if holds else "chapter"


def places(found: Sequence[Filed]) -> dict[str, list[str]]:
    """The ids of each chapter or part, which links lead to."""
    return {one.name: list(one.chapter.ids) if one.chapter else [] for one in found}


def join_chapters(found: Sequence[Filed]) -> dict[str, Any]:
    """One Pandoc document of all chapters and parts, each in a ``Div.pb-file``."""
    documents = {one.name: json.loads(one.chapter.document) for one in found if one.chapter}
    blocks: list[dict[str, Any]] = []
    for one in found:
        heading = {"t": "Header", "c": [1, ["", ["pb-chapter"], []], [{"t": "Str", "c": one.title}]]}
        inner = _with_front(documents[one.name], one.front) if one.chapter else [heading]
        pairs = [
            [key, str(value).lower() if isinstance(value, bool) else str(value)] for key, value in one.told.items()
        ]
        blocks.append({"t": "Div", "c": [["", ["pb-file"], pairs], inner]})
    return {**next(iter(documents.values())), "meta": {}, "blocks": blocks}


def _with_front(document: Mapping[str, Any], keys: Sequence[str]) -> list[Any]:
    """A chapter's blocks; a subtitle and an abstract of its own stand below its heading."""
    blocks = list(document["blocks"])
    front = []
    for key in keys:
        value = document["meta"].get(key)
        if value is not None:
            inner = value["c"] if value["t"] == "MetaBlocks" else [{"t": "Para", "c": value["c"]}]
            front.append({"t": "Div", "c": [["", [f"pb-{key}"], []], inner]})
    return [*blocks[:1], *front, *blocks[1:]]


def placed(finding: Finding) -> Finding:
    """A finding of a filter on the joined book, in the chapter that it names: ``“#place” (review/one.qmd)``."""
    found = re.fullmatch(r"(“.*”) \((.+)\)", finding.message)
    return Finding(finding.code, found[1], Place(found[2])) if found else finding
