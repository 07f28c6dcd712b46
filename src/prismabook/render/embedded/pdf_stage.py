"""The files that a PDF is made of, in a folder of their own: Typst can read nothing outside of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.render.embedded.codes_pdf import NO_IMAGE


def stage(roots: Sequence[Path], folder: Path, wanted: Iterable[tuple[str, str]]) -> None:
    """Copy images to where Typst may read them.

    Parameters
    ----------
    roots
        The folders that names hold for; the first that has a file gives it.
    wanted
        Chapters and the images they use, by path from the roots.

    Raises
    ------
    PrismabookError
        If images are missing, or lie outside the project; it names them all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = []
    for chapter, name in dict.fromkeys(wanted):
        root = next((root for root in roots if _is_inside(root / name, root)), None)
        if root is None:
            missing.append(Finding(NO_IMAGE, f"the image “{name}” was not found", Place(chapter)))
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)
    if missing:
        raise PrismabookError(*missing)


def _is_inside(path: Path, root: Path) -> bool:
    """Whether there is such a file, and links do not lead it out of the project."""
    return path.is_file() and path.resolve().is_relative_to(root.resolve())
