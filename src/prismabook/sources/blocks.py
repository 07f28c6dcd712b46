"""What PDF, HTML and Word files have in common: a document is a row of blocks, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from prismabook.model import Role
from prismabook.patterns import regex
from prismabook.sources import headings
from prismabook.sources.kept import Bit, Kept
from prismabook.sources.readers.article_page import FOOTNOTES


class Style(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ROW = "row"
    """A row of a table, its cells parted by tabs."""
    NOTE = "note"
    """A footnote."""
    ASIDE = "aside"
    """What is there but is no text of the document: running headers, page numbers, rows of figures."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, note or row; ``level`` is a heading's depth from 1, 0 where the file does not tell."""

    style: Style
    bits: tuple[Bit, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(bit.words for bit in self.bits)


def block(style: Style, words: str, place: str = "", line: int | None = None, level: int = 0) -> Block:
    """A block that stands at one place."""
    return Block(style, (Bit(words, line, place),), level)


LAST = ("references", "reference list", "bibliography", "literature cited", "works cited", "参考文献")
"""Headings of the list of references: other people's titles, which rules must not read."""
BODY = "body"

_NUMBER = regex(r"(?:(?:section\s+)?\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+", re.IGNORECASE)
_STATEMENT = regex("|".join(f"(?P<{n.replace('-', '_')}>(?:{p}))" for n, p in FOOTNOTES.items()), re.IGNORECASE)


def bare(heading: str) -> str:
    """A heading without its number and closing colon."""
    return _NUMBER.sub("", heading.strip(), count=1).rstrip(" .:：") or heading.strip()


def section_of(heading: str) -> str:
    """The section that a usual heading opens, ``references`` for their list; empty for an unusual one."""
    words = bare(heading)
    if words.casefold() in LAST:
        return "references"
    if statement := _STATEMENT.fullmatch(words):
        return f"footnote:{str(statement.lastgroup).replace('_', '-')}"
    return headings.known(words) or ""


def keep(kept: Kept, blocks: Sequence[Block]) -> set[str]:
    """Append blocks to a record, in sections by their headings; gives the sections met.

    An unusual heading that is no deeper than the open section's ends it where the file tells depths; else it is taken
    for a heading within that section.
    """
    name, level, met = BODY, 0, set[str]()
    for item in blocks:
        if item.style is Style.HEADING:
            kept.add(item.bits, "label", Role.BOILERPLATE)
            found = section_of(item.text)
            if found or (item.level and level and item.level <= level):
                name, level = found or BODY, item.level
                met |= {found} - {""}
        elif item.style is Style.TITLE:
            kept.add(item.bits, "title", Role.BODY, state="title")
        elif item.style is Style.ASIDE:
            kept.add(item.bits, "boilerplate", Role.BOILERPLATE)
        elif name == "references":
            kept.add(item.bits, "references", Role.BOILERPLATE)
        elif item.style is Style.ROW:
            kept.add(item.bits, "table", Role.BOILERPLATE)
        elif item.style is Style.NOTE:
            kept.body(item.bits, "footnote:other")
        else:
            met |= _paragraph(kept, item, name)
    return met


def _paragraph(kept: Kept, item: Block, name: str) -> set[str]:
    """Append a paragraph; one that opens with a usual label, or is made of several, is parted by them."""
    labels = headings.inline_all(item.text) if len(item.bits) == 1 else []
    if not labels:
        if first := headings.inline(item.text):
            name = headings.slug(first[0])
        kept.body(item.bits, name)
        return {name} if first else set()
    words, bit = item.text, item.bits[0]
    ends = [*(start for _, start, _ in labels[1:]), len(words)]
    for (label, start, text), end in zip(labels, ends, strict=True):
        kept.add(words[start:text], "label", Role.BOILERPLATE, line=bit.line, place=bit.place)
        kept.body(words[text:end], headings.slug(label), line=bit.line, place=bit.place)
    return {headings.slug(label) for label, _, _ in labels}


_SPACES = regex(r"[\s\u00a0]+")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def one_line(text: str) -> str:
    """The text with every run of blanks as one space, none at its ends."""
    return _SPACES.sub(" ", text).strip()


def raised(text: str) -> str:
    """Superscript figures as Unicode has them, so that 10 to the sixth power does not become 106."""
    return text.translate(_RAISED) if re.fullmatch(r"[\d+\-−=()n,–\s]+", text) else text


def lowered(text: str) -> str:
    """Subscript figures as Unicode has them."""
    return text.translate(_LOWERED) if re.fullmatch(r"[\d+\-−=()]+", text) else text
