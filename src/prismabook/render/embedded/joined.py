"""All chapters and parts of a book as one Pandoc document, for the formats that are one file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.render.embedded.book import Book, Entry
from prismabook.render.embedded.structure import Structured


def join_chapters(book: Book, chapters: Sequence[Structured], documents: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One Pandoc document of all chapters and parts, each in a ``Div.pb-file``."""
    by_file = {chapter.page.file: (document, chapter) for document, chapter in zip(documents, chapters, strict=True)}
    titles = [part["text"] for chapter in chapters if chapter.page.index for part in chapter.parts]
    shown = dict(zip((entry.title for entry in book.contents if entry.page is None), titles, strict=True))
    blocks: list[dict[str, Any]] = []
    for number, entry in enumerate(book.contents):
        following = book.contents[number + 1] if number + 1 < len(book.contents) else None
        if entry.page is not None:
            document, chapter = by_file[entry.page.file]
            told = {"number-sections": chapter.context["number_sections"], "depth": chapter.context["number_depth"]}
            blocks.append(_file(entry.page.file, _role(entry, following), _with_front(document, chapter), told))
        elif not (following and following.page and following.page.appendix):
            heading = {"t": "Header", "c": [1, ["", ["pb-chapter"], []], [{"t": "Str", "c": shown[entry.title]}]]}
            blocks.append(_file(entry.title, "part", [heading]))
    return {**documents[0], "meta": {}, "blocks": blocks}


def _role(entry: Entry, following: Entry | None) -> str:
    if entry.page is not None and entry.page.appendix:
        return "appendix"
    holds = entry.depth == 0 and following is not None and following.depth == 1
    return "part" if holds else "chapter"


def _file(name: str, role: str, blocks: Sequence[Any], told: Mapping[str, Any] | None = None) -> dict[str, Any]:
    attributes = {"file": name, "role": role, **(told or {})}
    pairs = [[key, str(value).lower() if isinstance(value, bool) else str(value)] for key, value in attributes.items()]
    return {"t": "Div", "c": [["", ["pb-file"], pairs], list(blocks)]}


def _with_front(document: Mapping[str, Any], chapter: Structured) -> list[Any]:
    """A chapter's blocks; a subtitle and an abstract of its own stand below its heading."""
    blocks = list(document["blocks"])
    if chapter.page.index:
        return blocks
    front = []
    for key in ("subtitle", "abstract"):
        value = document["meta"].get(key)
        if value is not None and key in chapter.page.front:
            inner = value["c"] if value["t"] == "MetaBlocks" else [{"t": "Para", "c": value["c"]}]
            front.append({"t": "Div", "c": [["", [f"pb-{key}"], []], inner]})
    return [*blocks[:1], *front, *blocks[1:]]


def placed(finding: Finding) -> Finding:
    """A finding of a filter on the joined book, in the chapter that it names: ``“#place” (review/one.qmd)``."""
    found = re.fullmatch(r"(“.*”) \((.+)\)", finding.message)
    return Finding(finding.code, found[1], Place(found[2])) if found else finding
