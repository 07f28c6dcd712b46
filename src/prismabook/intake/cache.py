"""What was taken from a file, kept between builds.

An entry is found by a hash of everything that it follows from: the file's bytes and path, the code of the rooms that
read it, the versions of their libraries, and the codebook. The same bytes read by the same code give the same text,
in which the quotes were verified when the entry was made; so they stand. An entry that is damaged, or written by
anything else, does not have its own checksum and is none. Entries are JSON: reading one can do nothing but fail.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sys import intern
from typing import Any

from prismabook.extraction import Codebook, Draft
from prismabook.findings import Finding, Place, catalogue
from prismabook.intake.digest import Digest
from prismabook.model import Datum, Kind, Quote, Role, Section, Source, Stated, Status, Where

ROOMS = (
    "findings.py",
    "lines.py",
    "model.py",
    "patterns.py",
    "sources",
    "extraction",
    "bibliography",
    "intake",
    "project",
)
LIBRARIES = ("lxml", "pypdfium2", "PyYAML", "bibtexparser", "rapidfuzz")


class Cache:
    """The folder of entries; ``used`` are those asked for, so that :meth:`prune` can take away the others."""

    def __init__(self, folder: Path, book: Codebook) -> None:
        self.folder = folder
        self._base = hashlib.sha256(f"{code()}\n{book!r}".encode()).hexdigest()
        self.used: set[str] = set()

    def key(self, name: str, sha256: str) -> str:
        """The entry's name for a file of that name whose bytes have that hash."""
        return hashlib.sha256(f"{self._base}\n{name}\n{sha256}".encode("utf-8", "surrogatepass")).hexdigest()

    def has(self, key: str) -> bool:
        """Whether there is an entry of that name, sound or not."""
        self.used.add(key)
        return (self.folder / f"{key}.json").is_file()

    def get(self, key: str) -> Digest | None:
        """The entry, or None if there is no sound one."""
        try:
            stored = (self.folder / f"{key}.json").read_bytes()
            checksum, _, body = stored.partition(b"\n")
            if checksum.decode("ascii") == self._checksum(key, body):
                return _digest(json.loads(body))
        except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
            pass  # no entry, or one that something has damaged: the file is read again
        return None

    def put(self, key: str, made: Digest) -> None:
        """Keep an entry; a folder that cannot be written to keeps none."""
        body = json.dumps(_plain(made), ensure_ascii=True, separators=(",", ":")).encode()
        part = self.folder / f".{key}.part"
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(self._checksum(key, body).encode() + b"\n" + body)
            part.replace(self.folder / f"{key}.json")

    def prune(self) -> None:
        """Take away the entries that this build did not ask for."""
        with suppress(OSError):
            for entry in self.folder.iterdir():
                if entry.name.removesuffix(".json") not in self.used:
                    entry.unlink(missing_ok=True)

    def _checksum(self, key: str, body: bytes) -> str:
        return hashlib.sha256(f"{self._base}\n{key}\n".encode() + body).hexdigest()


@cache
def code() -> str:
    """A hash of the code that reads, of its libraries' versions and of Python's."""
    package = Path(__file__).resolve().parent.parent
    found = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            found.update(f"{name} {version(name)}\n".encode())
    for path in _files(package):
        found.update(path.relative_to(package).as_posix().encode() + b"\n" + path.read_bytes())
    return found.hexdigest()


def _files(package: Path) -> Iterable[Path]:
    for room in ROOMS:
        path = package / room
        inside = (p for p in path.rglob("*") if p.suffix in (".py", ".yml", ".json") and p.is_file())
        yield from [path] if path.is_file() else sorted(inside)


def _plain(made: Digest) -> dict[str, Any]:
    return {
        "sources": [_source(source) for source in made.sources],
        "drafts": [_draft(one) for one in made.drafts],
        "findings": [_finding(finding) for finding in made.findings],
        "has_text": made.has_text,
    }


def _source(s: Source) -> list[Any]:
    stated = [[one.name, one.value, _quote(one.quote)] for one in s.stated]
    places = [[where.start, where.name, where.line] for where in s.places]
    outline = [[section.name, str(section.role), *section[2:]] for section in s.sections]
    return [s.id, s.path, s.sha256, str(s.kind), s.reader, s.encoding, outline, stated, s.first_line, places, s.number]


def _quote(q: Quote) -> list[Any]:
    return [q.source, q.exact, q.start, q.end, q.prefix, q.suffix]


def _draft(one: Draft) -> list[Any]:
    data = [
        [d.item, d.value, _quote(d.quote), d.how, d.outcome, d.arm, d.time_point, d.unit, str(d.status), d.note]
        for d in one.data
    ]
    return [data, [_finding(finding) for finding in one.findings]]


def _finding(f: Finding) -> list[Any]:
    place = [f.place.file, f.place.line, f.place.quote, f.place.where, f.place.source] if f.place else None
    return [f.code.id, f.message, place, f.mend, f.about, f.topic]


def _digest(stored: dict[str, Any]) -> Digest:
    codes = {code.id: code for code in catalogue()}

    def finding(entry: list[Any]) -> Finding:
        id_, message, place, mend, about, topic = entry
        return Finding(codes[id_], message, Place(*place) if place else None, mend, about, topic)

    def draft(entry: list[Any]) -> Draft:
        data, findings = entry
        return Draft(tuple(map(_datum, data)), tuple(map(finding, findings)))

    sources = tuple(map(_source_from, stored["sources"]))
    drafts = tuple(map(draft, stored["drafts"]))
    if len(sources) != len(drafts):
        raise ValueError("each source has its draft")
    return Digest(sources, drafts, tuple(map(finding, stored["findings"])), bool(stored["has_text"]))


def _source_from(entry: list[Any]) -> Source:
    id_, path, sha256, kind, reader, encoding, outline, stated, first_line, places, number = entry
    return Source(
        id_,
        path,
        sha256,
        Kind(kind),
        reader,
        "",
        encoding,
        tuple(Section(intern(name), Role(role), *rest) for name, role, *rest in outline),
        stated=tuple(Stated(intern(name), value, _quote_from(quote)) for name, value, quote in stated),
        first_line=first_line,
        places=tuple(Where(at, at + 1, intern(name), line) for at, name, line in places),
        number=number,
    )


def _datum(entry: list[Any]) -> Datum:
    item, value, quote, *named, status, note = entry
    how, outcome, arm, time_point, unit = map(intern, named)  # few words, used again and again
    return Datum(
        "", "", "", intern(item), value, _quote_from(quote), how, outcome, arm, time_point, unit, Status(status), note
    )


def _quote_from(entry: list[Any]) -> Quote:
    source, *rest = entry
    return Quote(intern(source), *rest)
