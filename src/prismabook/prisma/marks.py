"""Where the chapters report which item: marks on headings, spans and divs, found without rendering anything.

A mark is a Pandoc attribute, so Quarto renders the chapter as ever::

    ## Eligibility {#sec-eligibility prisma="5"}
    [Five documents were handed over.]{prisma="6 A4"}
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.qmd import Chapter, Markdown

HEADING = re.compile(
    r"^ {0,3}(#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*(?P<attributes>\{[^{}\n]*\})?[ \t]*$", re.MULTILINE
)
MARK = re.compile(r"""\{[^{}\n]*?\bprisma\s*=\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s"'{}]+))""")
IDENTIFIER = re.compile(r"#([\w.:-]+)")
HIDDEN = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^ {0,3}(?P=fence)[`~]*[ \t]*$"  # code blocks
    r"|<!--.*?-->"  # comments
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",  # code spans, within a paragraph
    re.MULTILINE | re.DOTALL,
)
"""What shows marks without meaning them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An item marked in a chapter, under the nearest heading; ``heading`` is its title, ``anchor`` its id if given."""

    item: str
    chapter: str
    line: int
    anchor: str
    heading: str


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    anchor: str
    title: str


def marks(chapter: Chapter) -> tuple[Mark, ...]:
    """The items that a chapter marks, in order; a mark with several numbers gives one Mark each."""
    heading = _Heading(-1, "", str(chapter.meta.get("title") or ""))
    found: list[Mark] = []
    for block in chapter.blocks:
        if isinstance(block, Markdown):
            text = HIDDEN.sub(_blank, block.text)
            headings = [heading, *_headings(text)]
            found += _marks(text, headings, chapter, block.line)
            heading = _Heading(-1, headings[-1].anchor, headings[-1].title)
    return tuple(found)


def _marks(text: str, headings: list[_Heading], chapter: Chapter, first: int) -> Iterator[Mark]:
    starts = [heading.start for heading in headings]
    for match in MARK.finditer(text):
        under = headings[bisect_right(starts, match.start()) - 1]
        place = chapter.place(first + text.count("\n", 0, match.start()))
        for item in (match["double"] or match["single"] or match["bare"] or "").replace(",", " ").split():
            yield Mark(item, place.file, place.line or 1, under.anchor, under.title)


def _headings(text: str) -> Iterator[_Heading]:
    for match in HEADING.finditer(text):
        anchor = IDENTIFIER.search(match["attributes"] or "")
        yield _Heading(match.start(), anchor[1] if anchor else "", match["title"].strip())


def _blank(match: re.Match[str]) -> str:
    """Blanks as long as what they hide, so that offsets and lines stay."""
    return re.sub(r"[^\n]", " ", match[0])
