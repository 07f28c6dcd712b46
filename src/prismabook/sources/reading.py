"""Files in, sources out: the one place of this room that touches the disk."""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Callable
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
    SAME_BYTES,
    TOO_LARGE,
    UNKNOWN_LAYOUT,
    UNREADABLE,
)
from prismabook.sources.decode import Decoded, decode
from prismabook.sources.page import THRESHOLD, Page, Reader, Sheet, lines_of
from prismabook.sources.readers import READERS

LIMIT = 20 * 1024 * 1024
"""Bytes that one document may have; an article's text has fewer than one in a hundred of them."""

Progress = Callable[[int, int, str], None]

SUSPECT = (
    (re.compile(r"[\x00-\x08\x0e-\x1f\x7f]"), CONTROLS),
    (re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"), BIDI),
    (re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\u00ad\u180e]"), INVISIBLE),
)


def read_all(project: Project, progress: Progress | None = None) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """All documents of a review, in the order of their paths, and what was noticed.

    Parameters
    ----------
    project
        The review.
    progress
        Called after each document with the number done, the number of all, and the document's id.
    """
    paths = project.documents()
    sources: list[Source] = []
    findings: list[Finding] = []
    first: dict[str, Source] = {}
    for path in paths:
        source, noticed = read(path, project.root)
        findings.extend(noticed)
        if source.text and (same := first.setdefault(source.sha256, source)) is not source:
            findings.append(Finding(SAME_BYTES, f"the same bytes as {same.path}", Place(source.path)))
        sources.append(source)
        if progress:
            progress(len(sources), len(paths), source.id)
    return tuple(sources), tuple(findings)


def read(path: Path, root: Path) -> tuple[Source, tuple[Finding, ...]]:
    """One document of the review at ``root``; its place is kept even if nothing can be read."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    source_id = name.removeprefix("seeds/")
    data = _bytes(path, root)
    if isinstance(data, tuple):
        return Source(source_id, name, "", Kind.UNKNOWN, "", ""), (Finding(*data, Place(name)),)
    return read_bytes(data, source_id, name)


def read_bytes(data: bytes, source_id: str, path: str) -> tuple[Source, tuple[Finding, ...]]:
    """A document from its bytes."""
    sha256 = hashlib.sha256(data).hexdigest()
    nothing = Source(source_id, path, sha256, Kind.UNKNOWN, "", "")
    decoded = decode(data)
    if isinstance(decoded, str):
        return nothing, (Finding(BINARY, f"this is {decoded}", Place(path)),)
    if not decoded.text.strip():
        return nothing, (Finding(EMPTY, "there is no text in it", Place(path)),)
    page = Page(source_id, path, decoded.text, lines_of(decoded.text))
    about_text = _suspicions(page, decoded)
    plain = Source(source_id, path, sha256, Kind.UNKNOWN, "", decoded.text, decoded.encoding)
    try:
        source, noticed = _recognised(page, plain)
    except Exception as error:
        message = f"the reader stopped with {type(error).__name__}: {error}"
        return plain, (*about_text, Finding(READER_FAILED, message, Place(path)))
    return source, (*about_text, *noticed)


def _bytes(path: Path, root: Path) -> bytes | tuple[Code, str]:
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
        with real.open("rb") as file:
            return file.read(LIMIT)
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
        wanted = "; ".join(reader.looks_for for reader in READERS)
        message = f"none of the known layouts: looked for {wanted}"
        return plain, (Finding(UNKNOWN_LAYOUT, message, Place(page.path, first.number, first.text[:120])),)
    sheet = Sheet(page)
    reader.read(page, sheet)
    sections = sheet.sections()
    source = Source(
        plain.id,
        plain.path,
        plain.sha256,
        reader.kind,
        reader.name,
        page.text,
        plain.encoding,
        sections,
        sheet.stated(),
    )
    return source, tuple(sheet.findings)


def _suspicions(page: Page, decoded: Decoded) -> tuple[Finding, ...]:
    """What is odd about the characters themselves; the text is left as it is."""
    findings = []
    lines = Lines(page.text)
    if decoded.guessed:
        message = f"read as {decoded.encoding}, which nothing in the file states"
        findings.append(Finding(ENCODING_GUESSED, message, Place(page.path)))
    if decoded.damaged:
        line = lines.number(max(0, page.text.find("\ufffd")))
        message = f"{decoded.damaged} places are no {decoded.encoding}"
        findings.append(Finding(DAMAGED, message, Place(page.path, line)))
    for pattern, code in SUSPECT:
        hits = list(pattern.finditer(page.text))
        if hits:
            character = hits[0][0]
            name = unicodedata.name(character, "control character")
            message = f"{len(hits)} of them, first U+{ord(character):04X} ({name.lower()})"
            findings.append(Finding(code, message, Place(page.path, lines.number(hits[0].start()))))
    return tuple(findings)
