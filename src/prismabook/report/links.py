"""Citations, cross-references and links of chapters, held against what there is. Pure: texts in, findings out."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from prismabook.findings import Code, Finding, Place
from prismabook.qmd import Cell, Chapter, Markdown, inline_code, parse
from prismabook.qmd.headings import automatic_id
from prismabook.report.codes import (
    DEAD_LINK,
    FOOTNOTE_TWICE,
    NO_CELL,
    TWICE,
    UNKNOWN_KEY,
    UNKNOWN_LABEL,
    WHOLE_CHAPTER,
)

_FLOATS = ("fig", "tbl", "sec", "eq", "lst", "nte", "tip", "wrn", "imp", "cau")
_THEOREMS = ("thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr")
REFERENCES: tuple[str, ...] = (*_FLOATS, *_THEOREMS)
"""Prefixes by which Quarto tells a cross-reference from a citation."""
COMPUTED = ("ev-", "res-", "finding-", "box-")
"""Places that tables make when chapters run; they follow from the ledger."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[`~]*[ \t]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_CITED = re.compile(r"(?<![\w\\/.])-?@(?:\{([^}\s]+)\}|(\w(?:[\w:.#$%&+?<>~/-]*\w)?))")
_DEFINED = re.compile(r"\{[^{}\n]*?#([^\s{}]+)[^{}\n]*\}")
_IN_CODE = re.compile(rf"[\"']((?:{'|'.join(REFERENCES)})-[\w-]+)[\"']")
_LINK = re.compile(r"(?<!\\)\]\(\s*<?([^\s)>]+)")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*(\{[^{}\n]*\})?[ \t]*$", re.MULTILINE)
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)


@dataclass
class _Book:
    """What the chapters define and use, each with its place."""

    keys: list[tuple[str, Place]] = field(default_factory=list)
    labels: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    headings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: list[tuple[str, Place]] = field(default_factory=list)
    notes: dict[str, dict[str, Place]] = field(default_factory=lambda: defaultdict(dict))
    bare: list[Place] = field(default_factory=list)


def check_chapters(
    texts: Mapping[str, str], keys: Collection[str], *, files: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """What in the chapters leads nowhere, with file and line.

    Parameters
    ----------
    texts
        The chapters' texts by their paths from the book's root.
    keys
        The bibliography's citation keys.
    files
        Paths from the root of the other files that chapters may link to; None leaves links to them unchecked.
    """
    book = _Book()
    for name, text in texts.items():
        _read(parse(text, name), book)
    findings = [
        *_citations(book, keys),
        *_twice(book),
        *_notes(book),
        *_links(book, set(texts), files),
        *(Finding(NO_CELL, "its inline code will be shown as text", place) for place in book.bare),
    ]
    order = {name: number for number, name in enumerate(texts)}

    def position(finding: Finding) -> tuple[int, int, str]:
        place = finding.place or Place("")
        return order.get(place.file, 0), place.line or 0, finding.code.id

    return tuple(sorted(findings, key=position))


def _read(chapter: Chapter, book: _Book) -> None:
    for block in chapter.blocks:
        if isinstance(block, Markdown):
            _prose(chapter.name, prose(block.text), block.line, book)
        else:
            _cell(chapter.name, block, book)
    inline = [b for b in chapter.blocks if isinstance(b, Markdown) and inline_code(b.text)]
    if inline and not any(isinstance(block, Cell) for block in chapter.blocks):
        block = inline[0]
        line = block.line + block.text.count("\n", 0, inline_code(block.text)[0].start)
        book.bare.append(Place(chapter.name, line))


def prose(text: str) -> str:
    """Markdown with comments, verbatim blocks and code blanked out; every line keeps its number and length."""
    for pattern in (_COMMENT, _FENCED, _CODE):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    return text


def _prose(name: str, text: str, first: int, book: _Book) -> None:
    def place(match: re.Match[str], group: int = 0) -> Place:
        return Place(name, first + text.count("\n", 0, match.start(group)))

    book.keys += [(match[1] or match[2], place(match)) for match in _CITED.finditer(text)]
    for match in _DEFINED.finditer(text):
        book.labels[match[1]].append(place(match, 1))
        book.headings[name].add(match[1])
    book.headings[name] |= {automatic_id(match[1]) for match in _HEADING.finditer(text)}
    book.links += [(match[1], place(match)) for match in _LINK.finditer(text)]
    for match in _NOTE.finditer(text):
        book.notes[match[1]].setdefault(name, place(match))


def _cell(name: str, cell: Cell, book: _Book) -> None:
    for number, line in enumerate(cell.option_source, start=1):
        _prose_of_option(name, line, cell.line + number, book)
    if cell.label.split("-")[0] in REFERENCES:
        book.labels[cell.label].append(Place(name, cell.line))
        book.headings[name].add(cell.label)
    for label in dict.fromkeys(_IN_CODE.findall(cell.code)):
        book.labels[label].append(Place(name, cell.line))
        book.headings[name].add(label)


def _prose_of_option(name: str, line: str, number: int, book: _Book) -> None:
    """Captions may cite, refer and link."""
    book.keys += [(match[1] or match[2], Place(name, number)) for match in _CITED.finditer(prose(line))]
    book.links += [(match[1], Place(name, number)) for match in _LINK.finditer(prose(line))]


def _citations(book: _Book, keys: Collection[str]) -> Iterator[Finding]:
    for name, place in book.keys:
        prefix = name.partition("-")[0].lower()
        if prefix in REFERENCES and "-" in name:
            label = prefix + name[len(prefix) :]
            if label not in book.labels:
                yield Finding(UNKNOWN_LABEL, f"no chapter defines `{label}`{_near(label, book.labels)}", place)
        elif name not in keys:
            yield Finding(UNKNOWN_KEY, f"`{name}` is not in the bibliography{_near(name, keys)}", place)


def _near(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), n=1)
    return f"; is `{near[0]}` meant?" if near else ""


def _twice(book: _Book) -> Iterator[Finding]:
    for label, places in book.labels.items():
        for place in places[1:]:
            yield Finding(TWICE, f"`{label}` is defined at {places[0]} too", place)


def _notes(book: _Book) -> Iterator[Finding]:
    for label, chapters in book.notes.items():
        first, *others = chapters.values()
        for place in others:
            yield Finding(FOOTNOTE_TWICE, f"`[^{label}]` is defined at {first} too", place)


def _links(book: _Book, chapters: Collection[str], files: Collection[str] | None) -> Iterator[Finding]:
    for target, place in book.links:
        path, _, fragment = unquote(target).partition("#")
        if re.match(r"[a-z][a-z0-9+.-]*:", path) or path.startswith("//"):
            continue
        file = _resolved(path, place.file)
        if file in chapters:
            yield from _place_in(file, fragment, target, place, book)
        elif _is_dead(file, files):
            yield _finding(DEAD_LINK, f"there is no `{file}`", place, target)


def _place_in(file: str, fragment: str, target: str, place: Place, book: _Book) -> Iterator[Finding]:
    if not fragment and not target.startswith("#"):
        yield _finding(WHOLE_CHAPTER, f"`{target}` names no place in the chapter", place, target)
    elif fragment and fragment not in book.headings[file] and not fragment.startswith(COMPUTED):
        yield _finding(DEAD_LINK, f"`{file}` has no place `{fragment}`", place, target)


def _is_dead(file: str, files: Collection[str] | None) -> bool:
    return file.endswith(".qmd") or (files is not None and file not in files)


def _resolved(path: str, chapter: str) -> str:
    """A link's path from the book's root: relative to its chapter, or absolute with a leading slash."""
    if not path:
        return chapter
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(chapter), path))


def _finding(code: Code, message: str, place: Place, quote: str) -> Finding:
    return Finding(code, message, Place(place.file, place.line, quote))
