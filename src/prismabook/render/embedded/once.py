"""A file that is made once and used again as long as all that it is made from stays the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from prismabook.findings import Finding, Place, catalogue
from prismabook.project import read_bytes, write_files

Made = tuple[bytes, tuple[Finding, ...]]
"""A file's bytes, and what was found while it was made."""


def once(kept: Path, key: str, make: Callable[[], Made]) -> Made:
    """What was made with this key, or what is made now.

    Parameters
    ----------
    kept
        Where the file is kept, beside a ``.json`` with its key and findings; what is damaged there counts as nothing.
    key
        A sum of everything that the file is made from.
    """
    if found := _lookup(kept, key):
        return found
    data, findings = make()
    told = {"key": key, "sum": sum_of(data), "findings": [_plain(finding) for finding in findings]}
    write_files({kept: data, kept.with_suffix(".json"): json.dumps(told, ensure_ascii=False).encode()})
    return data, findings


def sum_of(data: bytes) -> str:
    """A sum of bytes."""
    return hashlib.sha256(data).hexdigest()


def sums_of(folder: Path) -> list[str]:
    """Every file below a folder with a sum of its bytes."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [f"{path.relative_to(folder).as_posix()}\0{sum_of(path.read_bytes())}\0" for path in found]


def _lookup(kept: Path, key: str) -> Made | None:
    try:
        told = json.loads(read_bytes(kept.with_suffix(".json")) or b"")
        data = read_bytes(kept) or b""
        if told["key"] != key or told["sum"] != sum_of(data):
            return None
        return data, tuple(map(_finding, told["findings"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(finding: Finding) -> list[Any]:
    place = finding.place
    return [finding.code.id, finding.message, [place.file, place.line, place.quote] if place else None]


def _finding(told: Sequence[Any]) -> Finding:
    codes = {code.id: code for code in catalogue()}
    return Finding(codes[told[0]], told[1], Place(*told[2]) if told[2] else None)
