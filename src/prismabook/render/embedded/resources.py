"""The files that `project: resources:` names besides the pages."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project import Node
from prismabook.render.embedded.book import Book, mapping
from prismabook.render.embedded.codes import BAD_SETTING


def require_resources(config: Node, name: str) -> None:
    """Stop where an entry can name no file of the project.

    Raises
    ------
    PrismabookError
        With a finding for each entry that is no text, is empty, leads out of the project or is no pattern.
    """
    entries = config["project"]["resources"] if "project" in config and "resources" in config["project"] else None
    if entries is None or entries.value is None:
        return
    findings = [
        Finding(BAD_SETTING, f"`project: resources:` {wrong}: {entry.plain()!r}", Place(name, entry.line))
        for entry in (entries if isinstance(entries.value, list) else [entries])
        if (wrong := _wrong(entry.value))
    ]
    if findings:
        raise PrismabookError(*findings)


def _wrong(value: object) -> str:
    if not isinstance(value, str):
        return "must name files"
    parts = PurePosixPath(_bare(value)).parts
    if not parts:
        return "names no file"
    if ".." in parts or re.match(r"[A-Za-z]:", value) or "\\" in value:
        return "must name files below the project, with forward slashes"
    if any("**" in part and part != "**" for part in parts):
        return "has `**` beside other signs"
    return ""


def _bare(pattern: str) -> str:
    """A pattern from the root; Quarto lets it begin with a slash."""
    return pattern.strip().lstrip("/")


def resources(book: Book) -> list[str]:
    """The files by path from the root, patterns expanded."""
    listed = mapping(book.config.get("project")).get("resources") or []
    patterns = [_bare(str(name)) for name in (listed if isinstance(listed, list) else [listed])]
    found = (path for pattern in patterns for path in sorted(book.root.glob(pattern)))
    return [path.relative_to(book.root).as_posix() for path in found if path.is_file()]
