"""Word files: paragraphs, headings by their styles, tables row by row, footnotes and endnotes.

The archive is opened only after its listing has been weighed. Only the parts named below are read; macros, embedded
files and relationships to things outside are never touched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prismabook.findings import Code, Finding, Place
from prismabook.model import Kind
from prismabook.sources import xml
from prismabook.sources.blocks import Block, Style, keep, lowered, one_line, raised, section_of
from prismabook.sources.codes_files import ARCHIVE_BROKEN, ARCHIVE_OTHER, ARCHIVE_TOO_MUCH
from prismabook.sources.formats.article import about_kind
from prismabook.sources.formats.base import Format, Raw, Reading
from prismabook.sources.identifiers import Scheme, find
from prismabook.sources.kept import Bit, Kept

if TYPE_CHECKING:
    from lxml.etree import _Element

PARTS = ("word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml", "docProps/core.xml")
MOST_BYTES = 100 * 1024 * 1024
"""Bytes that all parts may have when inflated."""
MOST_RATIO = 200
"""How many times its size in the archive a part of more than a megabyte may have; Word's text reaches about 20."""
MOST_ENTRIES = 10_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset(W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "drawing", "pict", "object"))
"""Deleted text, properties, field codes and pictures."""


class _Refused(Exception):
    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.finding = (code, message)


def score(raw: Raw) -> float:
    """Whether it is a ZIP archive: every one is taken, so that one which is no Word file is told of."""
    return float(raw.data.startswith(b"PK\x03\x04"))


def read(raw: Raw) -> Reading:
    """The file as one document."""
    kept = Kept(raw.path, Kind.UNKNOWN, 1, "paragraph 1")
    try:
        parts = unpacked(raw.data)
    except _Refused as refused:
        return Reading([kept], findings=[Finding(*refused.finding, Place(raw.path))])
    findings: list[Finding] = []
    trees: dict[str, _Element] = {}
    for name, data in parts.items():
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
        root, noticed = xml.parse(text.replace(_W_STRICT[1:-1], W[1:-1]), raw.path)
        findings += noticed
        if root is not None:
            trees[name] = root
    if "word/document.xml" not in trees:
        return Reading([kept], findings=findings)
    met = keep(kept, _titled(list(blocks(trees)), trees))
    _identify(kept)
    return Reading([kept], findings=[*findings, *about_kind(kept, met, raw.path)])


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file that are read, inflated within limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _weigh(entries)
            found = {}
            for entry in entries:
                if entry.filename in PARTS and entry.filename not in found:
                    with archive.open(entry) as part:
                        found[entry.filename] = part.read(MOST_BYTES)
            return found
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _Refused(ARCHIVE_BROKEN, f"the archive cannot be read: {error}") from error
    except Exception as error:  # zlib.error and its like
        if isinstance(error, _Refused):
            raise
        raise _Refused(ARCHIVE_BROKEN, f"the archive cannot be read: {type(error).__name__}: {error}") from error


def _weigh(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that is no Word file, or whose parts would fill the memory."""
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names:
        kinds = (("xl/workbook.xml", "an Excel file"), ("ppt/presentation.xml", "a PowerPoint file"))
        what = next((what for name, what in kinds if name in names), "a ZIP archive that is no Word file")
        raise _Refused(ARCHIVE_OTHER, f"this is {what}")
    whole = sum(entry.file_size for entry in entries if entry.filename in PARTS)
    if len(entries) > MOST_ENTRIES or whole > MOST_BYTES:
        raise _Refused(ARCHIVE_TOO_MUCH, f"{len(entries)} parts, {whole} bytes of text when inflated")
    for entry in entries:
        if entry.filename in PARTS and entry.file_size > max(1_000_000, MOST_RATIO * entry.compress_size):
            message = f"{entry.filename} is inflated {entry.file_size // max(1, entry.compress_size)} times"
            raise _Refused(ARCHIVE_TOO_MUCH, message)


def blocks(trees: dict[str, _Element]) -> Iterator[Block]:
    """The document's blocks; notes come after the text."""
    levels = _levels(trees.get("word/styles.xml"))
    body = trees["word/document.xml"].find(f"{W}body")
    numbers = {"p": 0, "tbl": 0}
    stack = list(reversed(body)) if body is not None else []
    while stack:
        element = stack.pop()
        if element.tag == f"{W}p":
            numbers["p"] += 1
            yield from _paragraph(element, f"paragraph {numbers['p']}", levels)
        elif element.tag == f"{W}tbl":
            numbers["tbl"] += 1
            yield from _rows(element, numbers["tbl"])
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            stack.extend(reversed(element))
    for name, what in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        for note in trees[name].iter(f"{W}{what}") if name in trees else ():
            if note.get(f"{W}type") is None and (words := one_line(_words(note))):
                yield Block(Style.NOTE, (Bit(words, None, f"{what} {note.get(f'{W}id', '?')}"),))


def _levels(styles: _Element | None) -> dict[str, int]:
    """The heading level of each style, 0 for the title's."""
    found: dict[str, int] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        name = style.find(f"{W}name")
        words = (name.get(f"{W}val", "") if name is not None else "").lower()
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        match = re.fullmatch(r"heading (\d)", words)
        if words == "title":
            found[style.get(f"{W}styleId", "")] = 0
        elif match:
            found[style.get(f"{W}styleId", "")] = int(match[1])
        elif outline is not None and re.fullmatch("[0-8]", outline.get(f"{W}val", "")):
            found[style.get(f"{W}styleId", "")] = int(outline.get(f"{W}val", "0")) + 1
    return found


def _paragraph(element: _Element, place: str, levels: dict[str, int]) -> Iterator[Block]:
    words = one_line(_words(element))
    if not words:
        return
    style = element.find(f"{W}pPr/{W}pStyle")
    level = levels.get(style.get(f"{W}val", "")) if style is not None else None
    what = Style.TEXT if level is None else Style.HEADING if level else Style.TITLE
    if what is Style.TEXT and len(words) < 60 and section_of(words) and not words.endswith("."):
        what = Style.HEADING
    yield Block(what, (Bit(words, None, place),), level or 0)


def _rows(table: _Element, number: int) -> Iterator[Block]:
    for at, row in enumerate(table.iter(f"{W}tr"), 1):
        cells = [one_line(" ".join(map(_words, cell.iter(f"{W}p")))) for cell in row.findall(f"{W}tc")]
        if any(cells):
            yield Block(Style.ROW, (Bit("\t".join(cells), None, f"table {number}, row {at}"),))


def _words(element: _Element) -> str:
    """The text of a paragraph or note: without what was deleted, with raised and lowered figures as such."""
    parts: list[str] = []
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}r":
            parts.append(_run(child))
        elif child.tag == f"{W}p":
            parts.append(" ")
            stack.extend(reversed(child))
        else:
            stack.extend(reversed(child))
    return "".join(parts)


_MARKS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}


def _run(run: _Element) -> str:
    words = "".join(child.text or "" if child.tag == f"{W}t" else _MARKS.get(str(child.tag), "") for child in run)
    position = run.find(f"{W}rPr/{W}vertAlign")
    where = position.get(f"{W}val") if position is not None else ""
    return raised(words) if where == "superscript" else lowered(words) if where == "subscript" else words


def _titled(found: list[Block], trees: dict[str, _Element]) -> list[Block]:
    """The blocks with the title told: one paragraph has its style, or has the words of the file's properties."""
    titles = [at for at, item in enumerate(found) if item.style is Style.TITLE]
    core = trees.get("docProps/core.xml")
    stated = core.find(f"{_DC}title") if core is not None else None
    wanted = one_line(stated.text or "").casefold() if stated is not None else ""
    if not titles and len(wanted) > 10:
        titles = [at for at, item in enumerate(found[:20]) if item.text.casefold() == wanted]
    for at in titles[:1]:
        found[at] = Block(Style.TITLE, found[at].bits)
    for at in titles[1:]:
        found[at] = Block(Style.HEADING, found[at].bits, 1)
    return found


def _identify(kept: Kept) -> None:
    """Note the DOI, if the text before the references names only one."""
    hits = [hit for hit in find(kept.text) if hit.scheme is Scheme.DOI and hit.valid]
    if hits and len({hit.value.casefold() for hit in hits}) == 1:
        kept.state(str(Scheme.DOI), hits[0].start, hits[0].end, hits[0].value)


FORMAT = Format("Word file", "a Word file (DOCX)", score, read)
