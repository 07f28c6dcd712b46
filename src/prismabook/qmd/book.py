"""Which chapters a book has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def chapter_names(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The files of a book's chapters, parts and appendices in order, from the plain value of its ``_quarto.yml``."""
    book = config.get("book")
    if not isinstance(book, Mapping):
        return ()
    return tuple(name for key in ("chapters", "appendices") for name in _files(book.get(key)))


def _files(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        if entry.endswith((".qmd", ".md", ".ipynb")):
            yield entry.removeprefix("./")
    elif isinstance(entry, list):
        for child in entry:
            yield from _files(child)
    elif isinstance(entry, Mapping):
        for key in ("part", "file", "href", "chapters"):
            yield from _files(entry.get(key))
