"""Includes: ``{{< include path >}}`` on a line of its own becomes the text of that file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.qmd.codes import INCLUDE_LOOP, INCLUDE_OUTSIDE, NO_INCLUDE
from prismabook.qmd.fences import Fence, comment_opens, fence, lines

_INCLUDE = re.compile(r"^[ \t]*\{\{<[ \t]+include[ \t]+(?P<path>\"[^\"]+\"|'[^']+'|\S+)[ \t]+>\}\}[ \t]*\r?\n?$")

Read = Callable[[str], str | None]
"""The text of a file by its path from the project's root; None if there is no such file."""


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text without includes; ``origins`` tells for each line the file and the line it came from."""

    text: str
    origins: tuple[tuple[str, int], ...]


def expand(text: str, name: str, read: Read) -> Expanded:
    """Replace the includes of a chapter, those of included files too.

    As in Quarto, paths are relative to the chapter (failing that, to the including file), or to the project where
    they begin with a slash. Includes in verbatim blocks and comments, and escaped ones (``{{{< … >}}}``), stay.

    Raises
    ------
    PrismabookError
        If a file is missing, lies outside the project, or includes itself.
    """
    rows = list(_rows(text, name, name, (name,), read))
    return Expanded("".join(row for row, _ in rows), tuple(origin for _, origin in rows))


def _rows(
    text: str, file: str, chapter: str, trail: tuple[str, ...], read: Read
) -> Iterator[tuple[str, tuple[str, int]]]:
    opened: Fence | None = None
    comment = False
    rows = lines(text)
    last = max((n for n, row in enumerate(rows, start=1) if "-->" in row), default=0)
    for number, row in enumerate(rows, start=1):
        literal = comment or (opened is not None and not opened.language)
        match = None if literal else _INCLUDE.match(row)
        if match:
            yield from _included(match["path"].strip("\"'"), Place(file, number, row.strip()), chapter, trail, read)
            continue
        if opened is not None:
            opened = None if opened.closed_by(row) else opened
        elif not comment and (opening := fence(row)):
            opened = opening
        else:
            comment = comment_opens(row, comment) and number < last
        yield row, (file, number)


def _included(
    path: str, place: Place, chapter: str, trail: tuple[str, ...], read: Read
) -> Iterator[tuple[str, tuple[str, int]]]:
    bases = [""] if path.startswith("/") else [posixpath.dirname(chapter), posixpath.dirname(place.file)]
    for base in bases:
        target = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        if target.startswith("../") or target == ".." or "\\" in target or ":" in target:
            raise PrismabookError(Finding(INCLUDE_OUTSIDE, path, place))
        text = read(target)
        if text is None:
            continue
        if target in trail:
            raise PrismabookError(Finding(INCLUDE_LOOP, " → ".join((*trail, target)), place))
        ended = text if text.endswith("\n") else text + "\n"
        yield from _rows(ended, target, chapter, (*trail, target), read)
        return
    raise PrismabookError(Finding(NO_INCLUDE, path, place))
