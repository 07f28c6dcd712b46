"""Keeps the last PDF, so that it is set again only when something that Typst reads has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from prismabook.render.embedded.once import Made, once, sum_of, sums_of
from prismabook.render.embedded.pdf_typst import compile_typst


def set_pdf(folder: Path, main: str, standards: Sequence[Sequence[str]], kept: Path) -> Made:
    """As :func:`compile_typst`, or what it gave last time from the very same files, fonts and program.

    Parameters
    ----------
    kept
        The folder where the last PDF is kept; what is damaged there counts as nothing.
    """
    parts = [version("typst"), *map(str, map(list, standards)), *map(str, _fonts()), *sums_of(folder)]
    key = sum_of("\n".join(parts).encode("utf-8", "surrogateescape"))
    return once(kept / "book.pdf", key, lambda: compile_typst(folder, main, standards))


def _fonts() -> Iterator[tuple[str, int]]:
    """The folders of fonts with their time stamps: these change when a font comes or goes."""
    home = Path.home()
    if sys.platform == "win32":
        tops = [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"]
    elif sys.platform == "darwin":
        tops = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        tops = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"]
    for top in tops:
        for name, _, _ in sorted(os.walk(top)):
            with suppress(OSError):  # it has just gone
                yield name, Path(name).stat().st_mtime_ns
