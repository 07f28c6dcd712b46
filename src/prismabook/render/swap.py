"""Putting a finished output folder in the place of the last one."""

from __future__ import annotations

import shutil
from pathlib import Path

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.render.codes import NOT_IN_PLACE


def put_in_place(aside: Path, target: Path) -> None:
    """Replace a folder by a finished one on the same file system; on failure the old one stands again.

    Raises
    ------
    PrismabookError
        If the system refuses, for example because a file of the old folder is open on Windows.
    """
    old = _old(target)
    restore(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rename(old)
        aside.rename(target)
    except OSError as error:
        restore(target)
        message = f"{target.name} could not be replaced: {error.strerror or error}"
        raise PrismabookError(Finding(NOT_IN_PLACE, message, Place(target.name))) from error
    shutil.rmtree(old, ignore_errors=True)  # left over, it is taken away by the next render


def restore(target: Path) -> None:
    """Undo an exchange that was cut short; take away what a finished one left over."""
    old = _old(target)
    if not old.exists():
        return
    if target.exists():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.rename(target)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
