"""Keeps the last PDF, so that it is set again only when something that Typst reads has changed."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from prismabook.findings import Finding, Place, catalogue
from prismabook.project import read_bytes, write_files
from prismabook.render.embedded.pdf_typst import compile_typst


def set_pdf(
    folder: Path, main: str, standards: Sequence[Sequence[str]], kept: Path
) -> tuple[bytes, tuple[Finding, ...]]:
    """As :func:`compile_typst`, or what it gave last time from the very same files, fonts and program.

    Parameters
    ----------
    kept
        The folder where the last PDF is kept; what is damaged there counts as nothing.
    """
    key = _key(folder, standards)
    if found := _lookup(kept, key):
        return found
    data, findings = compile_typst(folder, main, standards)
    told = {"key": key, "sum": _sum(data), "findings": [_plain(finding) for finding in findings]}
    write_files({kept / "book.pdf": data, kept / "book.json": json.dumps(told, ensure_ascii=False).encode()})
    return data, findings


def _lookup(kept: Path, key: str) -> tuple[bytes, tuple[Finding, ...]] | None:
    try:
        told = json.loads(read_bytes(kept / "book.json") or b"")
        data = read_bytes(kept / "book.pdf") or b""
        if told["key"] != key or told["sum"] != _sum(data):
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


def _key(folder: Path, standards: Sequence[Sequence[str]]) -> str:
    """A sum of every file that Typst may read, of its version and of the fonts that are installed."""
    total = hashlib.sha256(json.dumps([version("typst"), list(map(list, standards)), list(_fonts())]).encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(f"{path.relative_to(folder).as_posix()}\0{_sum(path.read_bytes())}\0".encode())
    return total.hexdigest()


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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
            yield name, Path(name).stat().st_mtime_ns
