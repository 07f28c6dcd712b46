"""A source whose text was let go, and is read again when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.intake.codes import CHANGED
from prismabook.model import Section, Source, Table, Where
from prismabook.sources import read

Recall = Callable[[], Source]
_FETCHED = ("text", "sections", "tables")
"""What a source that was let go has no more; its sections are those of its outline until they are asked for."""


class Recalled(Source):
    """A source without its text, which ``recall`` gives in full; lines and places of its quotes are at hand."""

    spent = True

    def __init__(self, light: Source, recall: Recall) -> None:
        for field in fields(Source):
            if field.name not in _FETCHED:
                object.__setattr__(self, field.name, getattr(light, field.name))
        object.__setattr__(self, "_recall", recall)
        object.__setattr__(self, "_outline", light.sections)

    def with_places(self, places: Iterable[Where]) -> Recalled:
        """The same source with these places at hand as well."""
        other = object.__new__(Recalled)
        other.__dict__.update(self.__dict__)
        other.__dict__.pop("_points", None)
        object.__setattr__(other, "places", tuple(sorted({*self.places, *places}, key=lambda where: where.start)))
        return other

    if not TYPE_CHECKING:  # a dataclass's fields are no properties to the type checker

        @property
        def text(self) -> str:
            """The decoded text, from the file."""
            return self._recall().text

        @property
        def sections(self) -> tuple[Section, ...]:
            """The sections, from the file."""
            return self._recall().sections

        @property
        def outline(self) -> tuple[Section, ...]:
            """The outline, which is at hand."""
            return self._outline

        @property
        def tables(self) -> tuple[Table, ...]:
            """The tables, from the file."""
            return self._recall().tables

        def spot(self, offset: int) -> tuple[int | None, str]:
            """Line and place of an offset; the file is read again only for one where no quote begins."""
            where = self._points.get(offset)
            return (where.line, where.name) if where else self._recall().spot(offset)

        @cached_property
        def _points(self) -> dict[int, Where]:
            return {where.start: where for where in self.places}


KEPT = 4_000_000
"""Characters of texts that are at hand at a time; the file asked for last is, however long."""


class Shelf:
    """Reads files again, and keeps those that were asked for last, as many as :data:`KEPT` allows."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[Path, dict[str, Source]] = {}
        self._held = 0

    def recalled(self, light: Source, path: Path) -> Recalled:
        """A source that finds its text again here."""
        return Recalled(light, lambda: self._full(light, path))

    def _full(self, light: Source, path: Path) -> Source:
        found = self._sources(path).get(light.id)
        if found is None or found.sha256 != light.sha256:
            raise PrismabookError(
                Finding(CHANGED, f"{light.path} is another file than a moment ago", Place(light.path))
            )
        return found

    def _sources(self, path: Path) -> dict[str, Source]:
        """The file's sources by their ids; the file that nobody asked for the longest goes first."""
        sources = self._files.pop(path, None)
        if sources is None:
            sources = {source.id: source for source in read(path, self.root)[0]}
            self._held += _length(sources)
        self._files[path] = sources
        while self._held > KEPT and len(self._files) > 1:
            self._held -= _length(self._files.pop(next(iter(self._files))))
        return sources


def _length(sources: dict[str, Source]) -> int:
    return sum(len(source.text) for source in sources.values())
