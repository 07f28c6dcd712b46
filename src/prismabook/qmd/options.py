"""Execution options: what holds for a cell once project, chapter and cell have spoken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prismabook.qmd.chapter import Cell, Chapter

DEFAULTS: Mapping[str, Any] = {
    "eval": True,
    "echo": True,
    "output": True,
    "warning": True,
    "error": False,
    "include": True,
}
"""Quarto's execution options and their defaults."""


def settings(chapter: Chapter, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The execution options of a chapter: Quarto's defaults, the project's, its own front matter's."""
    own = chapter.meta.get("execute")
    return {**DEFAULTS, **defaults, **(own if isinstance(own, Mapping) else {})}


def option(cell: Cell, key: str, chapter_settings: Mapping[str, Any]) -> Any:
    """An execution option of a cell."""
    return cell.get(key, chapter_settings.get(key))


def runs(cell: Cell, chapter_settings: Mapping[str, Any]) -> bool:
    """Whether a cell is executed."""
    enabled = chapter_settings.get("enabled") is not False
    return enabled and cell.language == "python" and option(cell, "eval", chapter_settings) is not False
