"""BibTeX and BibLaTeX: entries of fields in braces or quotes, whose text is LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from prismabook.findings import Finding, Place
from prismabook.model import Kind, Name
from prismabook.patterns import regex
from prismabook.sources.codes import UNRECOGNISED
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.entry import Entry
from prismabook.sources.formats.latex import decoded
from prismabook.sources.formats.lines import Numbers
from prismabook.sources.formats.people import author
from prismabook.sources.formats.types import BIBTEX, CSL
from prismabook.sources.identifiers import registry
from prismabook.sources.kept import Bit, Kept

BEGIN = regex(r"^[ \t\ufeff]*@(?P<type>[A-Za-z]+)\s*(?P<open>[{(])", re.MULTILINE)
_KEY = regex(r"(?<!\s)\s*+(?P<key>[^\s,{}\"=]*)\s*+(?P<comma>,|(?=[})]))")
_FIELD = regex(r"[\s,]*(?P<name>[A-Za-z][\w:.+/-]*)\s*=\s*")
_PLAIN = regex(r"[^\s,#{}()\"]+")
_JOIN = regex(r"\s*#\s*")
_BRACKETS = regex(r"\\.|[{}]|\)|^[ \t]*@[A-Za-z]+\s*\{\s*[^\s,{}=]+\s*,", re.DOTALL | re.MULTILINE)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
OTHER = ("comment", "preamble", "string")

PLAIN = {
    "title": "title",
    "shortjournal": "container-title-short",
    "volume": "volume",
    "address": "publisher-place",
    "location": "publisher-place",
    "note": "note",
    "annote": "note",
    "annotation": "note",
    "addendum": "note",
    "pubstate": "status",
    "affiliation": "affiliation",
}
CONTAINERS = ("journaltitle", "journal", "booktitle")
PUBLISHERS = ("publisher", "school", "institution", "organization")
VERBATIM = ("doi", "url", "pmid", "pmcid", "issn", "isbn", "eprint", "file")

Fields = dict[str, tuple[str, int]]
"""The values of an entry by name, as they are written, each with its line."""


def score(raw: Raw) -> float:
    """How well a file fits."""
    match = BEGIN.search(raw.head)
    if not match:
        return 0.0
    known = match["type"].casefold() in (*BIBTEX, *OTHER)
    field = re.search(r"^\s*[A-Za-z][\w-]*\s*=\s*[{\"\d]|,\s*[a-z]+\s*=\s*[{\"]", raw.head[match.end() :], re.MULTILINE)
    return 0.9 if known and field else 0.2


def read(raw: Raw) -> Reading:
    """The entries of a file; one whose braces do not close ends where the next one begins."""
    text = raw.text
    lines = Numbers(text)
    macros = {name: name.capitalize() for name in MONTHS.split()}
    parts, outside, end = [], [], 0
    for kind, start, body, stop, whole in _blocks(text):
        outside.append((end, text[end:start]))
        end = stop
        if kind == "string":
            with suppress(ValueError):  # what the name stands for is not known then: fields show the name
                macros |= {
                    name: value for name, (value, _) in _fields(f"x,{text[body:stop]}", 0, lines, macros).items()
                }
        elif kind != "preamble":
            line = lines.number(body)
            make = partial(_record, raw.path, kind, (text[body : stop - whole], body), lines, dict(macros), whole)
            parts.append((line, "", make))
    findings = _outside([*outside, (end, text[end:])], raw.path, lines)
    return Reading(each(raw.path, parts), [f"line {line}" for line, _, _ in parts], findings)


def _blocks(text: str) -> Iterator[tuple[str, int, int, int, bool]]:
    """Type, beginning, beginning of the body and end of each block, and whether it is closed."""
    starts = [m for m in BEGIN.finditer(text) if m["type"].casefold() != "comment"]
    end = 0
    for n, match in enumerate(starts):
        if match.start() >= end:  # else it is an @ at the beginning of a line within a field
            closing = _closing(text, match.end() - 1)
            end = closing or (starts[n + 1].start() if n + 1 < len(starts) else len(text))
            yield match["type"].casefold(), match.start(), match.end(), end, closing is not None


def _outside(parts: list[tuple[int, str]], path: str, lines: Numbers) -> list[Finding]:
    """A finding if something that looks like fields stands outside any entry."""
    stray = [(at, words) for at, words in parts if "=" in words and "{" in words and "@comment" not in words.casefold()]
    if not stray:
        return []
    at, words = stray[0]
    place = Place(path, lines.number(at + len(words) - len(words.lstrip())), " ".join(words.split())[:160])
    return [Finding(UNRECOGNISED, f"{len(stray)} parts stand outside any entry", place)]


def _closing(text: str, at: int) -> int | None:
    """The offset behind the bracket that closes the one at an offset; None if the next entry begins before it."""
    ends = {"{": "}", "(": ")"}[text[at]]
    depth = 0
    for match in _BRACKETS.finditer(text, at + 1):
        sign = match[0]
        if sign.lstrip().startswith("@"):
            if depth <= 1 and _begins_field(text, match.end()):
                return None
            depth += 1
        elif depth == 0 and sign == ends:
            return match.end()
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
    return None


def _begins_field(text: str, at: int) -> bool:
    """Whether a field begins here, as one does behind the key of an entry."""
    return _FIELD.match(text, at) is not None


def _fields(body: str, at: int, lines: Numbers, macros: dict[str, str]) -> Fields:
    """The fields of an entry; the first of two of one name.

    Raises
    ------
    ValueError
        If a value does not end.
    """
    key = _KEY.match(body)
    position = key.end() if key and key["comma"] else 0
    found: Fields = {}
    while match := _FIELD.match(body, position):
        value, position = _value(body, match.end(), macros)
        found.setdefault(match["name"].casefold(), (value, lines.number(at + match.start("name"))))
    return found


def _value(body: str, at: int, macros: dict[str, str]) -> tuple[str, int]:
    """A value, its parts joined, and the offset behind it."""
    parts = []
    while True:
        part, at = _part(body, at, macros)
        parts.append(part)
        join = _JOIN.match(body, at)
        if not join:
            return "".join(parts), at
        at = join.end()


def _part(body: str, at: int, macros: dict[str, str]) -> tuple[str, int]:
    if body[at : at + 1] in ("{", '"'):
        quoted, depth, start = body[at] == '"', 0, at + 1
        for match in re.finditer(r'\\.|[{}"]', body[start:], re.DOTALL):
            sign = match[0]
            if depth == 0 and sign == ('"' if quoted else "}"):
                return body[start : start + match.start()], start + match.end()
            depth += (sign == "{") - (sign == "}")
        raise ValueError(f"this value does not end: {body[at : at + 60]}")
    word = _PLAIN.match(body, at)
    if not word:
        raise ValueError(f"there is no value here: {body[max(0, at - 30) : at + 30]}")
    return macros.get(word[0].casefold(), word[0]), word.end()


def _record(path: str, kind: str, part: tuple[str, int], lines: Numbers, macros: dict[str, str], whole: bool) -> Kept:
    body, at = part
    fields = _fields(body, at, lines, macros)
    if not whole and not fields:
        raise ValueError("the entry does not end, and holds no field that does")
    line = lines.number(at)
    entry = Entry(path, line)
    told, _ = fields.pop("csltype", ("", 0))  # as to_bibtex writes it where BibTeX has no such type
    entry.put("type", [Bit(f"@{kind}", line)], told if told in CSL else BIBTEX.get(kind, "document"))
    if kind == "dataset":
        _dataset(entry, fields)
    _date(entry, fields)
    for name in CONTAINERS + PUBLISHERS:
        if name in fields:
            value, number = fields.pop(name)
            target = "container-title" if name in CONTAINERS else "publisher"
            if entry.has("container-title") and name == "booktitle":
                entry.other(name, [Bit(decoded(value), number)])
            else:
                entry.put(target, [Bit(decoded(value), number)], label=name)
    for name, (value, number) in fields.items():
        _field(entry, name, value, number, fields)
    return entry.kept()


def _dataset(entry: Entry, fields: Fields) -> None:
    """A registry's record: its number stands under ``number``, the registry is its publisher."""
    value, line = fields.get("number", ("", 0))
    if known := registry(decoded(value)):
        entry.kind = Kind.REGISTRY
        entry.put("registration", [Bit(decoded(value), line)], known[1])
        del fields["number"]
        if "publisher" in fields:
            words, line = fields.pop("publisher")
            entry.put("container-title", [Bit(decoded(words), line)])


def _date(entry: Entry, fields: Fields) -> None:
    """``date``, or ``year`` with ``month`` and ``day``."""
    if "date" in fields:
        value, line = fields.pop("date")
        entry.date("issued", [Bit(decoded(value), line)])
    if "year" in fields:
        value, line = fields.pop("year")
        month, at = fields.pop("month", ("", line))
        day, _ = fields.pop("day", ("", line))
        year = decoded(value)
        said = " ".join(filter(None, (year, decoded(month), decoded(day))))
        numbers = [part for part in said.split() if part.isdigit()]
        said = "-".join(numbers) if numbers == said.split() else said
        bits = [
            Bit(year, line),
            *([Bit(decoded(month), at)] if month else []),
            *([Bit(decoded(day), at)] if day else []),
        ]
        entry.date("issued", bits, said)


def _field(entry: Entry, name: str, value: str, line: int, fields: Fields) -> None:
    words = _verbatim(value) if name in VERBATIM else decoded(value)
    bit = Bit(words, line)
    if name == "author":
        for person, written in people(value):
            entry.person(person, [Bit(written, line)])
    elif name in PLAIN:
        entry.put(PLAIN[name], [bit])
    elif name in ("number", "issue"):
        entry.put("issue", [bit], label=name)
    elif name == "pages":
        entry.put("page", [bit], re.sub(r"\s*(?:–|--+)\s*", "-", words))
    elif name in ("doi", "pmid", "pmcid"):
        entry.identify(name.upper(), [bit])
    elif name in ("issn", "isbn"):
        for word in re.split(r"[;,\s]+", words):
            entry.identify(name.upper(), [Bit(word, line)])
    elif name == "eprint" and fields.get("eprinttype", fields.get("archiveprefix", ("", 0)))[0].casefold() == "pubmed":
        entry.identify("PMID", [bit])
    elif name == "url":
        entry.put("URL", [bit])
    elif name == "abstract":
        entry.abstract([bit])
    elif name in ("keywords", "keyword"):
        for word in split(value, ";" if ";" in value and "," not in re.sub(r"\{[^{}]*\}", "", value) else ",;"):
            entry.put("keyword", [Bit(decoded(word), line)])
    elif name in ("type", "entrysubtype", "genre"):
        for word in split(value, ";"):
            entry.put("genre", [Bit(decoded(word), line)])
    elif name in ("language", "langid", "hyphenation"):
        entry.language([bit])
    else:
        entry.other(name, [bit])


def _verbatim(value: str) -> str:
    """An identifier or address: no commands, but signs that some writers escape, and braces around them."""
    return re.sub(r"\\([_%&#$~{}])", r"\1", re.sub(r"(?<!\\)[{}]", "", value)).strip()


def split(value: str, separators: str) -> list[str]:
    """The parts of a value between separators that stand in no braces."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"\\.|.", value, re.DOTALL):
        sign = match[0]
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign in separators:
            parts.append(value[start : match.start()])
            start = match.end()
    return [part.strip() for part in [*parts, value[start:]] if part.strip()]


_AND = regex(r"\\.|[{}]|(?<!\s)\s+and(?:\s+|$)", re.IGNORECASE | re.DOTALL)


def people(value: str) -> Iterator[tuple[Name, str]]:
    """The names of an author field with their words; ``others`` is none."""
    depth, start = 0, 0
    cuts = []
    for match in _AND.finditer(value):
        sign = match[0]
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign.strip().casefold() == "and":
            cuts.append(value[start : match.start()])
            start = match.end()
    for person in [*cuts, value[start:]]:
        bare = person.strip()
        if bare and bare.casefold() != "others":
            yield _name(bare), decoded(bare)


def _name(bare: str) -> Name:
    parts = [decoded(part) for part in split(bare, ",")]
    whole = bare.startswith("{") and len(split(bare, ", \t\r\n")) == 1
    if whole:
        return Name(decoded(bare))
    if len(parts) == 3:  # von Last, Jr, First
        return Name(f"{parts[0]} {parts[1]}", parts[2])
    if len(parts) == 2:
        return Name(*parts)
    return author(decoded(bare), given_first=True)


FORMAT = Format("BibTeX", "entries that begin with @article{key, and the like", score, read)
