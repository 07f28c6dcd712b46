"""What was taken from a file, kept between builds.

An entry follows from the file's bytes and path, the code of the rooms that read it, the versions of their libraries,
and the codebook. The same bytes read by the same code give the same text, in which the quotes were verified when the
entry was made; so they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from prismabook.extraction import Codebook
from prismabook.intake.digest import Digest, Harvest
from prismabook.intake.plain import from_head, from_part, to_head, to_part
from prismabook.project.store import Store, code

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
T = TypeVar("T")


class Cache:
    """The entries of a review's files: a digest in the head of each, a harvest for each source in its parts."""

    def __init__(self, folder: Path, book: Codebook) -> None:
        self._store = Store(folder, f"{code(ROOMS, LIBRARIES)}\n{book!r}")
        self.key, self.has, self.prune = self._store.key, self._store.has, self._store.prune

    def digest(self, key: str) -> Digest | None:
        """A file's digest, or None if there is no sound entry."""
        return _sound(from_head, self._store.head(key))

    def harvest(self, key: str, number: int) -> Harvest | None:
        """The harvest of a file's source, counted from 0, or None if there is no sound entry."""
        return _sound(from_part, self._store.part(key, number))

    def put(self, key: str, made: Digest, harvests: Sequence[Harvest]) -> None:
        """Keep what was taken from a file."""
        self._store.put(key, to_head(made), [to_part(one) for one in harvests])


def _sound(make: Callable[[list[Any]], T], stored: list[Any] | None) -> T | None:
    """What an entry holds; None where its form is another one, as if there were no entry."""
    try:
        return None if stored is None else make(stored)
    except (ValueError, KeyError, TypeError, IndexError):
        return None
