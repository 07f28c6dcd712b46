"""Entries kept between builds, each found by a hash of everything that it follows from.

An entry has a head, which every build reads, and parts, which are read when somebody asks for one. All are JSON, so
that reading an entry can do nothing but fail. One that is damaged, or written by anything else, does not have its own
checksum and is none. Where the folder cannot be written to, entries are held in memory until the build ends.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

OPEN = 4
"""Entries that are at hand at a time: the parts of a large one are asked for one after another."""


class Store:
    """A folder of entries; those not asked for by a build are taken away at its end (:meth:`prune`).

    Parameters
    ----------
    folder
        Where the entries are.
    base
        What all of them follow from: the code that makes them, its libraries, its settings.
    """

    def __init__(self, folder: Path, base: str) -> None:
        self.folder = folder
        self._base = hashlib.sha256(base.encode("utf-8", "surrogatepass")).hexdigest()
        self._used: set[str] = set()
        self._held: dict[str, bytes] = {}
        self._open: dict[str, list[bytes]] = {}

    def key(self, *facts: str) -> str:
        """The name of the entry that follows from these facts, in this order."""
        return hashlib.sha256("\n".join((self._base, *facts)).encode("utf-8", "surrogatepass")).hexdigest()

    def has(self, key: str) -> bool:
        """Whether there is an entry of that name, sound or not; it will not be taken away."""
        self._used.add(key)
        return key in self._held or self._path(key).is_file()

    def head(self, key: str) -> Any | None:
        """The entry's head, or None if there is no sound one."""
        lines = self._lines(key)
        return json.loads(lines[1]) if lines else None

    def part(self, key: str, number: int) -> Any | None:
        """One part of the entry, counted from 0, or None if there is no sound one."""
        lines = self._lines(key)
        return json.loads(lines[number + 2]) if lines and number + 2 < len(lines) else None

    def put(self, key: str, head: object, parts: Sequence[object] = (), *, last: bool = True) -> None:
        """Keep an entry; one that is not to last is held in memory until the build ends."""
        body = b"\n".join(json.dumps(one, separators=(",", ":")).encode() for one in (head, *parts))
        self._used.add(key)
        self._open.pop(key, None)
        stored = self._checksum(key, body) + b"\n" + body
        if not last:
            self._held[key] = stored
            return
        part = self.folder / f".{key}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(stored)
            part.replace(self._path(key))
        except OSError:
            self._held[key] = stored

    def prune(self) -> None:
        """Take away the entries that this build did not ask for."""
        with suppress(OSError):
            for entry in self.folder.iterdir():
                if entry.name.removesuffix(".json") not in self._used:
                    entry.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _lines(self, key: str) -> list[bytes]:
        """Checksum, head and parts of an entry; nothing if it is not sound."""
        self._used.add(key)
        if key in self._open:
            return self._open[key]
        stored = self._held.get(key, b"")
        if not stored:
            with suppress(OSError):
                stored = self._path(key).read_bytes()
        checksum, _, body = stored.partition(b"\n")
        lines = stored.split(b"\n") if body and checksum == self._checksum(key, body) else []
        self._open[key] = lines
        if len(self._open) > OPEN:
            del self._open[next(iter(self._open))]
        return lines

    def _checksum(self, key: str, body: bytes) -> bytes:
        return hashlib.sha256(f"{self._base}\n{key}\n".encode() + body).hexdigest().encode()


@cache
def code(rooms: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """A hash of the code of these rooms, of these libraries' versions and of Python's."""
    package = Path(__file__).resolve().parent.parent
    found = hashlib.sha256(sys.version.encode())
    for name in libraries:
        with suppress(PackageNotFoundError):
            found.update(f"{name} {version(name)}\n".encode())
    for path in _files(package, rooms):
        found.update(path.relative_to(package).as_posix().encode() + b"\n" + path.read_bytes())
    return found.hexdigest()


def _files(package: Path, rooms: Iterable[str]) -> Iterable[Path]:
    for room in rooms:
        path = package / room
        inside = (p for p in path.rglob("*") if p.suffix in (".py", ".yml", ".json") and p.is_file())
        yield from [path] if path.is_file() else sorted(inside)
