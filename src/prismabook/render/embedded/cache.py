"""Keeps what chapters' code gave, as long as code, data and packages stay the same."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import prismabook
from prismabook.project import write_files

FORMAT = 2
_ABOVE = ("cli", "render", "notebooks", "qmd")
"""Rooms above ``report``, which chapters do not import: how pages are made does not change what code gave."""
_UNSEEN = (".", "__pycache__", "_book")
"""Names in a folder that do not count as its content."""
_MODULES = "*.py"
_RUNNING = ("capture.py", "worker.py")
"""What of the renderer runs beside the chapters' code."""


@cache
def environment() -> str:
    """What besides its code and data a chapter's outputs depend on: Python, packages, this toolkit's sources."""
    folders = sorted({Path(entry) for entry in sys.path if entry and Path(entry).name == "site-packages"})
    packages = sorted(path.name for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info"))
    home = Path(prismabook.__file__).parent
    found = (path.relative_to(home) for path in home.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    sources = sorted(path for path in found if path.parts[0] not in _ABOVE or path.name in _RUNNING)
    digest = hashlib.sha256(json.dumps([FORMAT, sys.version, sys.platform, packages]).encode())
    for path in sources:
        digest.update(path.as_posix().encode() + b"\0" + (home / path).read_bytes() + b"\0")
    return digest.hexdigest()


def key(request: Any) -> str:
    """The key of a chapter's outputs, from all that is asked of its process."""
    return hashlib.sha256(json.dumps([environment(), request], sort_keys=True).encode()).hexdigest()


def lookup(folder: Path, name: str, wanted: str, root: Path) -> list[Any] | None:
    """The results kept for a chapter, if they were made with this key and what it read is unchanged.

    A file that cannot be read, or that someone has damaged, counts as none.
    """
    try:
        entry = json.loads(_file(folder, name).read_text("utf-8"))
        results = entry["results"]
        if entry["key"] != wanted or entry["sum"] != _sum(results) or not isinstance(results, list):
            return None
        opened: Mapping[str, str] = entry["opened"]
        fresh = all(state(root, path) == had for path, had in opened.items())
        return results if fresh else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(folder: Path, name: str, made_with: str, results: list[Any], root: Path, opened: Iterable[str]) -> None:
    """Keep a chapter's results in place of those before, with the state of what it opened below the root."""
    states = {path: state(root, path) for path in opened}
    entry = {"key": made_with, "sum": _sum(results), "opened": states, "results": results}
    write_files({_file(folder, name): json.dumps(entry, sort_keys=True).encode()})


def state(root: Path, name: str) -> str:
    """The hash of what counts of a file or folder below the root; a word where there is none.

    Of ``a/b`` its bytes; of ``a/`` its visible names; of ``a/*.py``, a folder in which Python looked for modules, the
    names that may be modules: a chapter's figures, or an editor's copy of a chapter, are none.
    """
    folder, _, listed = name.rpartition("/")
    try:
        if listed and listed != _MODULES:
            return hashlib.sha256((root / name).read_bytes()).hexdigest()
        entries = [entry for entry in (root / folder).iterdir() if not entry.name.startswith(_UNSEEN)]
        names = sorted(entry.name for entry in entries if not listed or _is_module(entry))
        return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()
    except OSError:
        return "absent"


def _is_module(path: Path) -> bool:
    return path.suffix in (".py", ".so", ".pyd") or (path / "__init__.py").exists()


def _file(folder: Path, name: str) -> Path:
    return folder / (name.replace("/", "--") + ".json")


def _sum(results: Any) -> str:
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()
