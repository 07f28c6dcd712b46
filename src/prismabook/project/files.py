"""Reading and writing files so that a failure leaves the last good state."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project.codes import NOT_WRITTEN


def read_bytes(path: Path) -> bytes | None:
    """The file's bytes, or None if there is no such file; a folder is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (IsADirectoryError, PermissionError):  # on Windows a folder refuses to be read
        if path.is_dir():
            return None
        raise


def write_files(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write all files aside, then put each in its place; files that would not change keep their time stamps.

    Returns
    -------
    The paths whose content changed.

    Raises
    ------
    PrismabookError
        If one cannot be written; then none has been replaced unless renaming itself failed half-way.
    """
    changed = {path: data for path, data in contents.items() if read_bytes(path) != data}
    aside: dict[Path, Path] = {}
    target = None
    try:
        for target, data in changed.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = mkstemp(dir=target.parent, prefix=".", suffix=".part")
            aside[target] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            aside[target].chmod(0o644)
        for target, part in aside.items():
            part.replace(target)
    except OSError as error:
        name = target.name if target else "?"
        raise PrismabookError(Finding(NOT_WRITTEN, f"{name}: {error.strerror or error}", Place(name))) from error
    finally:
        for part in aside.values():
            part.unlink(missing_ok=True)
    return tuple(changed)
