"""Reading chapters from disk."""

from __future__ import annotations

from pathlib import Path

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project import read_bytes
from prismabook.project.codes import NOT_TEXT
from prismabook.qmd.chapter import Chapter
from prismabook.qmd.codes import NO_CHAPTER
from prismabook.qmd.include import expand
from prismabook.qmd.notebook import from_notebook
from prismabook.qmd.parse import parse


def decode(data: bytes, name: str) -> str:
    """A file's bytes as text, line ends kept; a PrismabookError if they are not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PrismabookError(Finding(NOT_TEXT, f"byte {error.start} is not UTF-8", Place(name))) from error


def load(root: Path, name: str) -> Chapter:
    """Read a chapter (``.qmd``, ``.md`` or ``.ipynb``), expand its includes and parse it.

    Raises
    ------
    PrismabookError
        If the file or one it includes is missing, outside the project or not UTF-8.
    """
    data = read_bytes(root / name)
    if data is None:
        raise PrismabookError(Finding(NO_CHAPTER, name, Place(name)))
    text = decode(data, name)
    if name.endswith(".ipynb"):
        return from_notebook(text, name)
    expanded = expand(text, name, lambda path: text_below(root, path))
    return parse(expanded.text, name, expanded.origins)


def text_below(root: Path, name: str) -> str | None:
    """The text of a file below a project's root; None if there is none, or it is a link that leads out."""
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()) or not path.is_file():
        return None
    return decode(path.read_bytes(), name)
