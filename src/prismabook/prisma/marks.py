"""Where the chapters report which item: marks on headings, spans and divs, found without rendering anything.

A mark is a Pandoc attribute, so Quarto renders the chapter as ever::

    ## Eligibility {#sec-eligibility prisma="5"}
    [Five documents were handed over.]{prisma="6 A4"}
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prismabook.qmd import Cell, Chapter, Markdown
from prismabook.qmd.headings import IDENTIFIER, Heading, headings

MARK = re.compile(
    r"""(?P<span>\[(?P<words>[^\[\]]*)\])?"""
    r"""(?P<all>\{[^{}\n]*?\bprisma\s*=\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s"'{}]+))[^{}\n]*\}?)"""
)
HIDDEN = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^ {0,3}(?P=fence)[`~]*[ \t]*$"  # code blocks
    r"|<!--.*?-->"  # comments
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",  # code spans, within a paragraph
    re.MULTILINE | re.DOTALL,
)
"""What shows marks without meaning them."""
VISIBLE = re.compile(r"\{[^{}\n]*\}|^:{3,}.*$|<!--.*?-->|[\s\[\]]", re.MULTILINE | re.DOTALL)
"""What nobody sees: attributes, the fences of divs, comments, brackets and blanks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An item marked in a chapter, under the nearest heading.

    ``heading`` is its title, ``anchor`` its id, ``numbered`` whether it has a number; ``own`` is the id of the marked
    words, where they have one. ``empty`` tells that nothing stands there: a section or words without content.
    """

    item: str
    chapter: str
    line: int
    anchor: str
    heading: str
    numbered: bool = True
    own: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """A chapter's prose as one text, its cells' places kept; ``lines`` are offsets with the chapter's line there."""

    text: str
    offsets: tuple[int, ...]
    lines: tuple[int, ...]
    shown: tuple[int, ...]
    """Offsets at which a cell shows something."""

    def line(self, offset: int) -> int:
        at = max(bisect_right(self.offsets, offset) - 1, 0)
        return self.lines[at] + self.text.count("\n", self.offsets[at], offset)


def marks(chapter: Chapter) -> tuple[Mark, ...]:
    """The items that a chapter marks, in order; a mark with several numbers gives one Mark each."""
    whole = _joined(chapter)
    plain = HIDDEN.sub(_blank, whole.text)
    found = list(headings(plain))
    before = Heading(-1, -1, 0, "", str(chapter.meta.get("title") or ""))
    return tuple(_marks(whole, plain, [before, *found], chapter))


def _joined(chapter: Chapter) -> _Text:
    parts: list[str] = []
    offsets: list[int] = []
    lines: list[int] = []
    shown: list[int] = []
    at = 0
    for block in chapter.blocks:
        if isinstance(block, Markdown):
            offsets.append(at)
            lines.append(block.line)
            parts.append(block.text)
            at += len(block.text)
        elif _shows(block):
            shown.append(at)
    return _Text("".join(parts), tuple(offsets) or (0,), tuple(lines) or (1,), tuple(shown))


def _shows(cell: Cell) -> bool:
    """Whether a cell leaves something on the page: one that only imports and names things does not."""
    if cell.get("include") is False or cell.get("output") is False or cell.get("eval") is False:
        return False
    if cell.language != "python":
        return True
    try:
        body = ast.parse(cell.code).body
    except SyntaxError:
        return True
    quiet = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef)
    return any(not isinstance(statement, quiet) for statement in body)


def _marks(whole: _Text, plain: str, found: Sequence[Heading], chapter: Chapter) -> Iterator[Mark]:
    starts = [heading.start for heading in found]
    for match in MARK.finditer(plain):
        number = bisect_right(starts, match.start("all")) - 1
        under = found[number]
        place = chapter.place(whole.line(match.start("all")))
        own = "" if match.start("all") < under.end else _own(match["all"])
        empty = _is_empty(whole, match, found, number)
        for item in (match["double"] or match["single"] or match["bare"] or "").replace(",", " ").split():
            line = place.line or 1
            yield Mark(item, place.file, line, under.anchor, under.title, under.numbered, own, empty)


def _own(attributes: str) -> str:
    given = IDENTIFIER.search(attributes)
    return given[1] if given else ""


def _is_empty(whole: _Text, match: re.Match[str], found: Sequence[Heading], number: int) -> bool:
    under = found[number]
    if match.start("all") >= under.end:
        return match["span"] is not None and not whole.text[slice(*match.span("words"))].strip()
    later = (heading.start for heading in found[number + 1 :] if heading.level <= under.level)
    end = next(later, len(whole.text) + 1)
    if any(under.end <= offset < end for offset in whole.shown):
        return False
    inner = [heading for heading in found[number + 1 :] if heading.start < end]
    edges = [under.end, *(edge for heading in inner for edge in (heading.start, heading.end)), end]
    words = (whole.text[start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True))
    return not any(VISIBLE.sub("", text) for text in words)


def _blank(match: re.Match[str]) -> str:
    """Blanks as long as what they hide, so that offsets and lines stay."""
    return re.sub(r"[^\n]", " ", match[0])
