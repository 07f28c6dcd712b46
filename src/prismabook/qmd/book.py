"""Which chapters a book has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def chapter_names(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The files of a book's chapters, parts and appendices in order, from the plain value of its ``_quarto.yml``.

    Every entry counts, whatever its name: one that is no chapter is to be reported by those who cannot read it. Only a
    part may be a title instead of a file.
    """
    book = config.get("book")
    if not isinstance(book, Mapping):
        return ()
    return tuple(name for key in ("chapters", "appendices") for name in _files(book.get(key)))


def _files(entry: Any) -> Iterator[str]:
    if isinstance(entry, list):
        for child in entry:
            yield from _files("null" if child is None else child)
    elif isinstance(entry, Mapping):
        part = entry.get("part")
        if isinstance(part, str) and part.endswith((".qmd", ".md", ".ipynb")):
            yield part.removeprefix("./")
        for key in ("file", "href", "chapters"):
            yield from _files(entry.get(key))
    elif entry is not None:
        yield str(entry).removeprefix("./")
