"""A source whose text was let go, and is read again when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.intake.codes import CHANGED
from prismabook.model import Section, Source, Table, Where
from prismabook.sources import read

Recall = Callable[[], Source]
_FETCHED = ("text", "sections", "tables")


class Recalled(Source):
    """A source without its text, which ``recall`` gives in full; lines and places of its quotes are at hand."""

    spent = True

    def __init__(self, light: Source, recall: Recall) -> None:
        for field in fields(Source):
            if field.name not in _FETCHED:
                object.__setattr__(self, field.name, getattr(light, field.name))
        object.__setattr__(self, "_recall", recall)

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
        def tables(self) -> tuple[Table, ...]:
            """The tables, from the file."""
            return self._recall().tables

        def line(self, offset: int) -> int | None:
            """The line of an offset; the file is read again only for one where no quote begins."""
            where = self._where(offset)
            return where.line if where else self._recall().line(offset)

        def place(self, offset: int) -> str:
            """The place of an offset, likewise."""
            where = self._where(offset)
            return where.name if where else self._recall().place(offset)

        def _where(self, offset: int) -> Where | None:
            found = Source._where(self, offset)
            return found if found is not None and found.start == offset else None


class Shelf:
    """Reads files again, and keeps the one that was asked for last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._path: Path | None = None
        self._sources: dict[str, Source] = {}

    def recalled(self, light: Source, path: Path) -> Source:
        """A source that finds its text again here."""
        return Recalled(light, lambda: self._full(light, path))

    def _full(self, light: Source, path: Path) -> Source:
        if path != self._path:
            self._sources = {source.id: source for source in read(path, self.root)[0]}
            self._path = path
        found = self._sources.get(light.id)
        if found is None or found.sha256 != light.sha256:
            raise PrismabookError(
                Finding(CHANGED, f"{light.path} is another file than a moment ago", Place(light.path))
            )
        return found
