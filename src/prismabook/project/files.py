"""Reading and writing files so that a failure leaves the last good state."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
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
    with Aside() as aside:
        for path, data in contents.items():
            aside.put(path, [data])
        return aside.settle()


class Aside:
    """Files written aside, in pieces, and put in their places together; what was not settled is taken away."""

    def __init__(self) -> None:
        self._parts: dict[Path, Path] = {}

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *_: object) -> None:
        for part in self._parts.values():
            part.unlink(missing_ok=True)

    def put(self, path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
        """Write a file aside; gives its size in bytes and its SHA-256.

        Raises
        ------
        PrismabookError
            If it cannot be written.
        """
        size, hashed = 0, hashlib.sha256()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = mkstemp(dir=path.parent, prefix=".", suffix=".part")
            self._parts[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    file.write(piece)
                    hashed.update(piece)
                    size += len(piece)
            Path(name).chmod(0o644)
        except OSError as error:
            raise _not_written(path, error) from error
        return size, hashed.hexdigest()

    def settle(self) -> tuple[Path, ...]:
        """Put each file that differs in its place; gives the paths whose content changed.

        Raises
        ------
        PrismabookError
            If one cannot be replaced; those before it are.
        """
        changed = []
        for path, part in self._parts.items():
            try:
                if not _same(path, part):
                    part.replace(path)
                    changed.append(path)
            except OSError as error:
                raise _not_written(path, error) from error
        return tuple(changed)


def _not_written(path: Path, error: OSError) -> PrismabookError:
    message = f"{path.name}: {error.strerror or error} ({path.parent})"
    return PrismabookError(Finding(NOT_WRITTEN, message, Place(path.name)))


def _same(path: Path, part: Path) -> bool:
    """Whether two files have the same bytes; compared piece by piece."""
    if not path.is_file() or path.stat().st_size != part.stat().st_size:
        return False
    with path.open("rb") as one, part.open("rb") as two:
        while piece := one.read(1 << 20):
            if piece != two.read(1 << 20):
                return False
    return True
