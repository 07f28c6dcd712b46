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

FORMAT = 1
_ABOVE = ("cli", "render", "notebooks", "qmd")
"""Rooms above ``report``, which chapters do not import: how pages are made does not change what code gave."""
_UNSEEN = (".", "__pycache__", "_book")
"""Names in a folder that do not count as its content."""


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
        fresh = all(state(root / path, path.endswith("/")) == had for path, had in opened.items())
        return results if fresh else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(folder: Path, name: str, made_with: str, results: list[Any], root: Path, opened: Iterable[str]) -> None:
    """Keep a chapter's results in place of those before, with the state of what it opened below the root."""
    states = {path: state(root / path, path.endswith("/")) for path in opened}
    entry = {"key": made_with, "sum": _sum(results), "opened": states, "results": results}
    write_files({_file(folder, name): json.dumps(entry, sort_keys=True).encode()})


def state(path: Path, listed: bool) -> str:
    """The hash of a file's bytes or of a folder's visible names; a word where there is none."""
    try:
        if not listed:
            return hashlib.sha256(path.read_bytes()).hexdigest()
        names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith(_UNSEEN))
        return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()
    except OSError:
        return "absent"


def _file(folder: Path, name: str) -> Path:
    return folder / (name.replace("/", "--") + ".json")


def _sum(results: Any) -> str:
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()
