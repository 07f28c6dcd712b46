"""What the sources gave: put away after the reading, fetched when a report's turn comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prismabook.extraction import Codebook, Draft
from prismabook.findings import Finding, Place, PrismabookError
from prismabook.intake.cache import Cache
from prismabook.intake.codes import CHANGED
from prismabook.intake.digest import Digest, Harvest, digest
from prismabook.intake.recall import Recalled
from prismabook.model import Datum, Source


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a source's harvest is kept, and what is at hand of it."""

    path: Path
    key: str
    number: int
    telling: tuple[Datum, ...]
    count: int


class Harvests:
    """The harvests of all sources, by the sources' ids; those of files that have no entry are held in memory."""

    def __init__(self, root: Path, book: Codebook, cache: Cache) -> None:
        self._root, self._book, self._cache = root, book, cache
        self._entries: dict[str, _Entry] = {}
        self._held: dict[str, Harvest] = {}

    def add(self, path: Path, key: str, made: Digest, unkept: Sequence[Harvest] = ()) -> None:
        """Note a file's sources; ``unkept`` are their harvests where the file has no entry."""
        for number, (source, telling, count) in enumerate(zip(made.sources, made.telling, made.counts, strict=True)):
            self._entries[source.id] = _Entry(path, key, number, telling, count)
            if unkept:
                self._held[source.id] = unkept[number]

    def telling(self, source: str) -> tuple[Datum, ...]:
        """The data of a source that tell which study it reports, still without ids."""
        return self._entries[source].telling

    def count(self, source: str) -> int:
        """How many data a source gave."""
        return self._entries[source].count

    def origin(self, source: str) -> str:
        """A name for all that a source and its data follow from; empty where nothing is kept of it."""
        entry = self._entries[source]
        return "" if source in self._held else f"{entry.key} {entry.number}"

    def opened(self, source: Source) -> tuple[Source, Draft]:
        """A source with the places of its data's quotes at hand, and their draft.

        Raises
        ------
        PrismabookError
            If its entry is gone and its file is another one than a moment ago.
        """
        harvest = self._held.get(source.id) or self._kept(source)
        return source.with_places(harvest.places) if isinstance(source, Recalled) else source, harvest.draft

    def _kept(self, source: Source) -> Harvest:
        entry = self._entries[source.id]
        if found := self._cache.harvest(entry.key, entry.number):
            return found
        made, harvests = digest(entry.path, self._root, self._book)  # somebody took the entry away meanwhile
        if len(harvests) <= entry.number or made.sources[entry.number].sha256 != source.sha256:
            message = f"{source.path} is another file than a moment ago"
            raise PrismabookError(Finding(CHANGED, message, Place(source.path)))
        self.add(entry.path, entry.key, made, harvests)
        return harvests[entry.number]
