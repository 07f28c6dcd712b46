"""Files in, sources out: the one place of this room that touches the disk."""

from __future__ import annotations

import hashlib
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from prismabook.findings import Code, Finding, Place
from prismabook.model import Kind, Lines, Source
from prismabook.project import Project
from prismabook.sources.codes import (
    BIDI,
    BINARY,
    CONTROLS,
    DAMAGED,
    EMPTY,
    ENCODING_GUESSED,
    INVISIBLE,
    NOT_A_FILE,
    OUTSIDE,
    READER_FAILED,
    RECORDS_LOST,
    SAME_BYTES,
    TOO_LARGE,
    UNKNOWN_LAYOUT,
    UNREADABLE,
)
from prismabook.sources.decode import Decoded
from prismabook.sources.formats import FORMATS, Format, Raw, Reading
from prismabook.sources.page import THRESHOLD, Page, Reader, Sheet, lines_of
from prismabook.sources.readers import READERS

LIMIT = 100 * 1024 * 1024
"""Bytes that one file may have: 20,000 records as PubMed exports them; an article has one in a hundred of them."""

Progress = Callable[[int, int, str], None]

SUSPECT = tuple(
    ("".join(chr(c) for first, last in ranges for c in range(first, last + 1)), code)
    for ranges, code in (
        (((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x7F)), CONTROLS),
        (((0x200E, 0x200F), (0x061C, 0x061C), (0x202A, 0x202E), (0x2066, 0x2069)), BIDI),
        (((0x200B, 0x200D), (0x2060, 0x2064), (0xFEFF, 0xFEFF), (0xAD, 0xAD), (0x180E, 0x180E)), INVISIBLE),
    )
)
"""Characters that a reader of the text does not see, by the finding about them."""
SUSPECTS = frozenset("".join(characters for characters, _ in SUSPECT))
USUAL = bytes(c for c in range(0x80) if chr(c) not in SUSPECTS)
"""Bytes of plain letters, which are most of every text and are taken away at once."""


def read_all(project: Project, progress: Progress | None = None) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """All documents of a review, in the order of their paths, and what was noticed.

    Parameters
    ----------
    project
        The review.
    progress
        Called after each file with the number done, the number of all, and the file's name.
    """
    paths = project.documents()
    sources: list[Source] = []
    findings: list[Finding] = []
    first: dict[str, str] = {}
    for done, path in enumerate(paths, 1):
        records, noticed = read(path, project.root)
        findings.extend(noticed)
        file, sha256 = records[0].path, records[0].sha256
        if any(record.text for record in records) and first.setdefault(sha256, file) != file:
            findings.append(Finding(SAME_BYTES, f"the same bytes as {first[sha256]}", Place(file)))
        sources.extend(records)
        if progress:
            progress(done, len(paths), file.removeprefix("seeds/"))
    return tuple(sources), tuple(findings)


def read(path: Path, root: Path) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """One file of the review at ``root``: a source for each record; a file keeps its place if nothing can be read."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    source_id = name.removeprefix("seeds/")
    data = content(path, root)
    if isinstance(data, tuple):
        return (Source(source_id, name, "", Kind.UNKNOWN, "", ""),), (Finding(*data, Place(name)),)
    return read_bytes(data, source_id, name)


def read_bytes(data: bytes, source_id: str, path: str) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """A file's records from its bytes."""
    nothing = Source(source_id, path, hashlib.sha256(data).hexdigest(), Kind.UNKNOWN, "", "")
    raw = Raw(source_id, path, data)
    try:
        format_ = choose_format(raw)
        if format_ is not None:
            return _records(format_, raw, nothing)
    except Exception as error:
        return (nothing,), (Finding(READER_FAILED, _stopped(error), Place(path)),)
    source, noticed = _page(raw, nothing)
    return (source,), noticed


def _stopped(error: Exception) -> str:
    return f"the reader stopped with {type(error).__name__}: {error}"


def choose_format(raw: Raw) -> Format | None:
    """The format that a file fits best, or None if it fits none and may be a page's text."""
    best, chosen = 0.0, None
    for format_ in FORMATS:
        if (points := format_.score(raw)) > best:
            best, chosen = points, format_
        if best >= 1:  # of equal scores the first one counts: no other can be chosen
            break
    return chosen if best >= THRESHOLD else None


def _records(format_: Format, raw: Raw, nothing: Source) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """The records of a file of a known format, numbered if there are several, and what did not come out."""
    reading = format_.read(raw)
    encoding = raw.decoded.encoding if isinstance(raw.decoded, Decoded) else ""
    plain = replace(nothing, reader=format_.name, encoding=encoding)
    several = len(reading.records) > 1
    findings = [*_about_bytes(raw), *reading.findings]
    sources = []
    for number, kept in enumerate(reading.records, 1):
        own = replace(plain, id=f"{plain.id}#{number}", number=number) if several else plain
        source = kept.source(own)
        sources.append(source)
        findings.extend(_of(source, finding) for finding in kept.findings)
        findings.extend(_about_text(source))
    findings.extend(_lost(reading, raw.path))
    return tuple(sources) or (plain,), tuple(findings)


def _lost(reading: Reading, path: str) -> list[Finding]:
    """A finding if the file announces records that were not read, or holds none."""
    out = {kept.begins for kept in reading.records}
    lost = [begins for begins in dict.fromkeys(reading.announced) if begins not in out]
    if not lost and reading.records:
        return []
    message = f"{len(reading.announced)} records announced, {len(reading.records)} read"
    if lost:
        message += f"; lost: {', '.join(lost[:20])}" + (f" and {len(lost) - 20} more" if len(lost) > 20 else "")
    return [Finding(RECORDS_LOST, message, Place(path))]


def _of(source: Source, finding: Finding) -> Finding:
    """A finding with the record that it is about."""
    place = finding.place or source.whole
    return replace(finding, place=place if place.source else replace(place, source=source.id))


def _page(raw: Raw, nothing: Source) -> tuple[Source, tuple[Finding, ...]]:
    """A file that is the text of one page."""
    decoded = raw.decoded
    if isinstance(decoded, str):
        return nothing, (Finding(BINARY, f"this is {decoded}", Place(raw.path)),)
    if not decoded.text.strip():
        return nothing, (Finding(EMPTY, "there is no text in it", Place(raw.path)),)
    page = Page(raw.id, raw.path, decoded.text, lines_of(decoded.text))
    plain = replace(nothing, text=decoded.text, encoding=decoded.encoding)
    about = [*_about_bytes(raw), *_about_text(plain)]
    try:
        source, noticed = _recognised(page, plain)
    except Exception as error:
        return plain, (*about, Finding(READER_FAILED, _stopped(error), Place(raw.path)))
    return source, (*about, *noticed)


def content(path: Path, root: Path) -> bytes | tuple[Code, str]:
    """The file's bytes, or the code and message that say why not."""
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            return OUTSIDE, "this link leads out of the review's folder"
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            return NOT_A_FILE, "this is no plain file"
        if status.st_size > LIMIT:
            return TOO_LARGE, f"{status.st_size} bytes are more than {LIMIT}"
        with real.open("rb") as file:  # asking for LIMIT at once would ask for so much memory, for each file
            data = file.read(status.st_size)
            return data + file.read(LIMIT - len(data)) if file.peek(1) else data
    except FileNotFoundError:
        return NOT_A_FILE, "this link leads nowhere" if path.is_symlink() else "there is no such file"
    except (OSError, RuntimeError) as error:
        return UNREADABLE, getattr(error, "strerror", None) or str(error)


def choose(page: Page) -> Reader | None:
    """The reader whose layout the page fits best, or None if it fits none."""
    scored = [(reader.score(page), -order, reader) for order, reader in enumerate(READERS)]
    best, _, reader = max(scored, key=lambda entry: entry[:2])
    return reader if best >= THRESHOLD else None


def _recognised(page: Page, plain: Source) -> tuple[Source, tuple[Finding, ...]]:
    reader = choose(page)
    if reader is None:
        first = page.lines[0]
        wanted = "; ".join([*(known.looks_for for known in READERS), *(known.looks_for for known in FORMATS)])
        message = f"none of the known layouts: looked for {wanted}"
        return plain, (Finding(UNKNOWN_LAYOUT, message, Place(page.path, first.number, first.text[:120])),)
    sheet = Sheet(page)
    reader.read(page, sheet)
    sections = sheet.sections()
    source = replace(plain, kind=reader.kind, reader=reader.name, sections=sections, stated=sheet.stated())
    return source, tuple(sheet.findings)


def _about_bytes(raw: Raw) -> list[Finding]:
    """What is odd about a file's encoding."""
    findings = []
    decoded = raw.decoded
    if isinstance(decoded, str):
        return []
    if decoded.guessed:
        message = f"read as {decoded.encoding}, which nothing in the file states"
        findings.append(Finding(ENCODING_GUESSED, message, Place(raw.path)))
    if decoded.damaged:
        line = Lines(decoded.text).number(max(0, decoded.text.find("\ufffd")))
        message = f"{decoded.damaged} places are no {decoded.encoding}"
        findings.append(Finding(DAMAGED, message, Place(raw.path, line)))
    return findings


def _about_text(source: Source) -> list[Finding]:
    """What is odd about the characters themselves; the text is left as it is."""
    findings = []
    text = source.text
    unusual = text.encode("utf-8", "surrogatepass").translate(None, USUAL)
    if SUSPECTS.isdisjoint(unusual.decode("utf-8", "surrogatepass")):
        return []
    for characters, code in SUSPECT:
        if code is not CONTROLS and text.isascii():
            continue
        if there := [c for c in characters if c in text]:  # much faster than a pattern where there are none
            first = min(map(text.index, there))
            name = unicodedata.name(text[first], "control character")
            count = sum(map(text.count, there))
            message = f"{count} of them, first U+{ord(text[first]):04X} ({name.lower()})"
            findings.append(Finding(code, message, source.at(first)))
    return findings
