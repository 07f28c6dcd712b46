"""PDF files: the text layer page by page, running headers set aside, lines joined to paragraphs.

The order of the text is PDFium's: that in which the file draws it, which for most journals is column after column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.model import Kind
from prismabook.patterns import regex
from prismabook.sources import apart
from prismabook.sources.blocks import Block, Style, bare, block, keep, one_line, section_of
from prismabook.sources.codes_files import LOCKED, NO_TEXT, NOT_ALL_READ, PDF_BROKEN, STOPPED
from prismabook.sources.formats.article import about_kind
from prismabook.sources.formats.base import Format, Raw, Reading
from prismabook.sources.identifiers import Scheme, find
from prismabook.sources.kept import Bit, Kept
from prismabook.sources.language import is_chinese

BROKEN = "\ufffe"
"""What PDFium puts in the place of a hyphen at a line's end, together with the line's end."""
EDGE = 2
"""Lines at the top and bottom of a page among which running headers and footers are looked for."""
FEWEST = 5
"""Words that the largest print of a first page has if it is a title: a journal's name or a heading has fewer."""
SCANNED = 25
"""Letters a page below which a file is taken for pictures of pages."""

_PAGE_NUMBER = regex(r"[\W_]*+(?:page|p\.|seite)?\s*+\d{1,5}(?:\s*(?:of|/|von)\s*\d{1,5})?[\W_]*", re.IGNORECASE)
_END = regex(r"[.!?:;]['\"”’)\]]*$")
_BULLET = regex(r"(?:[-•*–·▪►]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_WORD = regex(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_PARTED = regex(rf"(?:(?<![^\W_])[^\W_]+|){BROKEN}[^\W_]*")
_SPLIT = regex(rf"((?<![^\W_])[^\W_]+|){BROKEN}([^\W_]*)")


def score(raw: Raw) -> float:
    """Whether it is a PDF file: its mark stands within the first kilobyte."""
    return float(b"%PDF-" in raw.data[:1024])


def read(raw: Raw) -> Reading:
    """The file as one article, or the finding that says why there is none."""
    found = apart.ask(raw.data)
    kept = Kept(raw.path, Kind.UNKNOWN, 1, "page 1")
    if "problem" in found:
        code = {"locked": LOCKED, "stopped": STOPPED}.get(found["problem"], PDF_BROKEN)
        return Reading([kept], findings=[Finding(code, found["message"], Place(raw.path))])
    pages: list[str] = found["pages"]
    letters = sum(character.isalpha() for text in pages for character in text)
    findings = list(_shortcomings(found, raw.path))
    if letters < SCANNED * max(1, len(pages)) and letters < 2000:
        message = f"{found['count']} pages with {letters} letters in all: pictures of pages, it seems"
        return Reading([kept], findings=[*findings, Finding(NO_TEXT, message, Place(raw.path))])
    met = keep(kept, _titled(pages, found["title"], found["largest"]))
    _identify(kept, pages)
    return Reading([kept], findings=[*findings, *about_kind(kept, met, raw.path)])


def _titled(pages: Sequence[str], title: str, largest: str) -> tuple[Block, ...]:
    """The blocks with the metadata's title; where the first page has none such, with what it prints largest."""
    made = blocks(pages, title)
    if any(item.style is Style.TITLE for item in made) or len(largest.split()) < FEWEST:
        return made
    return blocks(pages, largest)


def _shortcomings(found: dict[str, Any], path: str) -> Iterator[Finding]:
    if len(found["pages"]) < found["count"]:
        message = f"{len(found['pages'])} of {found['count']} pages are read"
        yield Finding(NOT_ALL_READ, message, Place(path))
    for number, why in found["broken"][:3]:
        yield Finding(PDF_BROKEN, f"page {number} cannot be read: {why}", Place(path, where=f"page {number}"))


def _identify(kept: Kept, pages: Sequence[str]) -> None:
    """Note the DOI of the first page, if it names only one before a list of references: others are of works cited."""
    ends = (match.start() for match in re.finditer(r"[^\r\n]+", pages[0]) if section_of(match[0]) == "references")
    before = find(pages[0], 0, next(ends, len(pages[0])))
    named = {hit.value.casefold() for hit in before if hit.scheme is Scheme.DOI and hit.valid}
    if len(named) != 1:
        return
    for hit in find(kept.text):
        if hit.scheme is Scheme.DOI and hit.value.casefold() in named:
            kept.state(str(Scheme.DOI), hit.start, hit.end, hit.value)
            return


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: ``page`` counts from 1."""

    text: str
    page: int
    running: bool = False


def blocks(pages: Sequence[str], title: str = "") -> tuple[Block, ...]:
    """The pages' text as headings, paragraphs and what was set aside, each with its pages.

    ``title`` is the metadata's; it is believed where the first page has it too.
    """
    whole = (_PARTED.sub(" ", text) for text in pages)  # the halves of parted words are no words
    words = Counter(match[0].casefold() for text in whole for match in _WORD.finditer(text))
    lines = _marked([_lines(_whole_words(text, words), number) for number, text in enumerate(pages, 1)])
    first, last = _title(lines, title)
    typical = _typical(lines)
    made: list[Block] = []
    open_lines: list[Line] = []
    for at, line in enumerate(lines):
        style = Style.TITLE if first <= at < last else _style(line)
        if style is Style.ASIDE:  # what runs along the pages' edges ends no paragraph that goes on behind it
            made.append(block(style, line.text, f"page {line.page}"))
            continue
        new = open_lines and (_ends(open_lines[-1], typical) or _BULLET.match(line.text))
        if new or style is not Style.TEXT:
            made += _paragraph(open_lines)
            open_lines = []
        if style is Style.HEADING:
            made.append(block(style, line.text, f"page {line.page}"))
        elif style is Style.TEXT:
            open_lines.append(line)
        elif at == first:
            made.append(Block(style, tuple(Bit(part.text, None, f"page {part.page}") for part in lines[first:last])))
    return (*made, *_paragraph(open_lines))


def _lines(text: str, page: int) -> list[Line]:
    return [Line(words, page) for part in re.split(r"[\r\n\f\v]+", text) if (words := one_line(part))]


def _whole_words(text: str, words: Counter[str]) -> str:
    """The text with words put together that a hyphen at a line's end parts.

    The document itself tells: if it has the word elsewhere without the hyphen, or with it, so it is here; where both
    halves are words of their own, or a figure or capital stands at the break, the hyphen stays; else it goes.
    """

    def joined(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        plain, hyphened = (left + right).casefold(), f"{left}-{right}".casefold()
        if left.isalpha() and plain in words and words[plain] >= words[hyphened]:
            return left + right
        both = left.casefold() in words and right.casefold() in words and len(left) > 2 and len(right) > 2
        stays = words[hyphened] or both or not (left[-1:].islower() and right[:1].islower())
        return f"{left}-{right}" if stays else left + right

    return _SPLIT.sub(joined, text) if BROKEN in text else text


def _marked(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines; those that stand at the edge of most pages, and page numbers there, are marked as running."""
    edges = [{_shape(line.text) for line in (*page[:EDGE], *page[-EDGE:])} for page in pages]
    counts = Counter(shape for edge in edges for shape in edge)
    least = max(2, min(len(pages) / 3, 20))
    marked: list[Line] = []
    for page in pages:
        for number, line in enumerate(page):
            at_edge = number < EDGE or number >= len(page) - EDGE
            repeated = len(pages) > 1 and counts[_shape(line.text)] >= least
            running = at_edge and (repeated or _PAGE_NUMBER.fullmatch(line.text) is not None)
            marked.append(Line(line.text, line.page, running))
    return marked


def _shape(text: str) -> str:
    """A line without its figures, so that headers with page numbers are alike."""
    return re.sub(r"\d+", "#", text.casefold())


def _typical(lines: Sequence[Line]) -> int:
    """The length that a full line of the text has."""
    lengths = sorted(len(line.text) for line in lines if not line.running)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _title(lines: Sequence[Line], title: str) -> tuple[int, int]:
    """Which lines of the first page are the title of the metadata; none if none are exactly that."""
    wanted = _letters(title)
    if len(wanted) < 15:
        return 0, 0
    page = [line for line in lines if line.page == 1][:60]
    for first in range(len(page)):
        so_far = ""
        for last in range(first, min(first + 8, len(page))):
            so_far += _letters(page[last].text)
            if so_far == wanted:
                return first, last + 1
            if not wanted.startswith(so_far):
                break
    return 0, 0


def _style(line: Line) -> Style:
    if line.running:
        return Style.ASIDE
    if len(line.text) < 60 and section_of(line.text) and not line.text.endswith((",", ";")):
        return Style.HEADING if _alone(line.text) else Style.TEXT
    letters = sum(character.isalpha() for character in line.text)
    return Style.ASIDE if letters < 0.2 * len(line.text) else Style.TEXT


def _alone(text: str) -> bool:
    """Whether a line of usual heading words looks like a heading and not like the end of a paragraph."""
    return not text.endswith(".") and (bare(text)[:1].isupper() or is_chinese(text))


def _ends(line: Line, typical: int) -> bool:
    """Whether a paragraph ends with a line: a sentence does, well before the line is full."""
    return len(line.text) < 0.8 * typical and _END.search(line.text) is not None


def _paragraph(lines: Sequence[Line]) -> Iterator[Block]:
    """The lines as one block, with a bit a page."""
    pages: dict[int, list[str]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line.text)
    if pages:
        yield Block(Style.TEXT, tuple(Bit(" ".join(words), None, f"page {page}") for page, words in pages.items()))


FORMAT = Format("PDF file", "a PDF file with a text layer", score, read)
