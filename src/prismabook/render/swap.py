"""Putting a finished output folder in the place of the last one."""

from __future__ import annotations

import errno
import glob
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.render.codes import NOT_IN_PLACE, OUTPUT_OUTSIDE

CONFIG = "_quarto.yml"
MEANWHILE = (errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY)
"""What the system says where another render has put its book in place at the same moment; the last one stays."""
TRIES = 40


def output_folder(root: Path, named: object) -> Path:
    """The folder that `output-dir:` names, ``_book`` where it names none.

    Raises
    ------
    PrismabookError
        If it is not below the project: what stands elsewhere is not a render's to replace.
    """
    target = root / (str(named) if named else "_book")
    real, inside = target.resolve(), root.resolve()
    lexical = target.is_relative_to(root) and ".." not in target.relative_to(root).parts
    if not lexical or real == inside or not real.is_relative_to(inside):
        message = f"`output-dir: {named or '_book'}` is no folder below the project"
        raise PrismabookError(Finding(OUTPUT_OUTSIDE, message, Place(CONFIG)))
    return target


def require_replaceable(target: Path) -> None:
    """Undo an exchange that was cut short, and stop if the folder is not a render's to replace.

    To be asked before any work is done, as well as at the end of it.

    Raises
    ------
    PrismabookError
        If the folder holds something other than a rendered book.
    """
    restore(target)
    if not _may_go(target):
        message = f"{target.name} holds files that are no rendered book, and would be lost"
        mend = "Name another folder under `output-dir:` in _quarto.yml, or move these files away."
        raise PrismabookError(Finding(NOT_IN_PLACE, message, Place(target.name), mend))


def put_in_place(aside: Path, target: Path) -> None:
    """Replace a folder by a finished one on the same file system; on failure the old one stands again.

    Raises
    ------
    PrismabookError
        If the folder holds something other than a rendered book, or if the system refuses, for example because a file
        of the old folder is open on Windows.
    """
    old = _old(target)
    for left in reversed(range(TRIES)):
        try:
            require_replaceable(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rename(old)
            aside.rename(target)
            break
        except OSError as error:
            with suppress(OSError):
                restore(target)
            if left and error.errno in MEANWHILE and aside.is_dir():
                time.sleep(0.05)
                continue
            message = f"{target.name} could not be replaced: {error.strerror or error}"
            raise PrismabookError(Finding(NOT_IN_PLACE, message, Place(target.name))) from error
        except BaseException:  # an interruption, perhaps between the two renames
            with suppress(OSError):
                restore(target)
            raise
    remove(old)  # left over, it is taken away by the next render


def aside_of(target: Path) -> Path:
    """A new folder beside the target; its name tells which process makes it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f".{target.name}-{os.getpid()}-", dir=target.parent))


def clear_stale(target: Path) -> None:
    """Take away what renders that were killed have left beside the target; never what a living one is making."""
    for path in target.parent.glob(f".{glob.escape(target.name)}-*"):
        made_by = re.fullmatch(r"-(\d+)-\w+", path.name.removeprefix(f".{target.name}"))
        if made_by and path.is_dir() and not _is_alive(int(made_by[1]), path):
            remove(path)


def remove(folder: Path) -> None:
    """Take away a folder of ours as far as the system lets us, read-only folders in it too."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.is_dir():
        for inner, _, _ in os.walk(folder):
            with suppress(OSError):
                Path(inner).chmod(0o755)
        shutil.rmtree(folder, ignore_errors=True)


def forget(*folders: Path) -> None:
    """Take away what folders of ours keep; never what another render is writing there at this moment."""
    for folder in folders:
        for path in folder.glob("[!.]*"):
            with suppress(OSError):
                path.unlink()


def reason(error: OSError, target: Path) -> str:
    """What the system says, with the folder that it says it of: where the disk is full, the fullest."""
    said = error.strerror or str(error)
    if error.filename:
        return f"{said} ({error.filename})"
    if error.errno != errno.ENOSPC:
        return said
    places = [Path(tempfile.gettempdir()), next(path for path in target.parents if path.is_dir())]
    return f"{said} ({min(places, key=lambda path: shutil.disk_usage(path).free)})"


def _is_alive(process: int, folder: Path) -> bool:
    """Whether a process runs; where it cannot be asked, whether its folder is younger than a day."""
    if os.name == "nt":  # there, asking would end it
        return time.time() - folder.stat().st_mtime < 24 * 3600
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it runs, and is another user's
    return True


def restore(target: Path) -> None:
    """Undo an exchange that was cut short; take away what a finished one left over."""
    old = _old(target)
    if not old.exists():
        return
    if target.exists():
        remove(old)
    else:
        old.rename(target)


def _may_go(target: Path) -> bool:
    """Whether a folder may be replaced: it is not there, is empty, or is what a renderer left.

    `output-dir:` may name any folder. One that holds chapters or settings is somebody's work, and so is one without a
    first page or a PDF, except under the name that Quarto gives to books.
    """
    if target.is_symlink():
        return False
    try:  # asked once: another render may take the folder away at this very moment
        names = [path.name for path in target.iterdir()]
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    if any(name.endswith(".qmd") or name in ("_quarto.yml", "_quarto.yaml", ".git") for name in names):
        return False
    return not names or target.name == "_book" or any(name == "index.html" or name.endswith(".pdf") for name in names)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
