"""Cell options: what is known, and what holds for a cell once project, chapter and cell have spoken."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from prismabook.findings import Finding
from prismabook.qmd import Cell, Chapter
from prismabook.render.embedded.codes_execution import BAD_VALUE, NO_LANGUAGE, SAME_LABEL, UNKNOWN_OPTION

DEFAULTS: Mapping[str, Any] = {
    "eval": True,
    "echo": True,
    "output": True,
    "warning": True,
    "error": False,
    "include": True,
}
"""Quarto's execution options and their defaults."""

INTERNAL = {
    *DEFAULTS,
    *("label", "classes", "panel", "column", "fig-column", "tbl-column", "tags", "md-indent"),
    *("fig-cap", "fig-subcap", "fig-scap", "fig-alt", "fig-link", "fig-align", "fig-env", "fig-pos"),
    *("cap-location", "fig-cap-location", "tbl-cap-location", "lst-label", "lst-cap", "out-width", "out-height"),
    *("code-fold", "code-summary", "code-overflow", "code-line-numbers", "html-table-processing"),
}
"""Options that the assembly uses itself."""

FORWARDED = {
    *("tbl-cap", "tbl-subcap", "tbl-colwidths", "id", "filename", "code-annotations"),
    *("layout", "layout-ncol", "layout-nrow", "layout-align", "layout-valign", "content-visible", "content-hidden"),
}
"""Options that become attributes of the cell's div; the filters use them."""

_VALUES: Mapping[str, tuple[Any, ...]] = {
    "eval": (True, False),
    "echo": (True, False, "fenced"),
    "output": (True, False, "asis"),
    "warning": (True, False),
    "error": (True, False),
    "include": (True, False),
    "code-fold": (True, False, "show"),
}


def settings(chapter: Chapter, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The execution options of a chapter: Quarto's defaults, the project's, its own front matter's."""
    own = chapter.meta.get("execute")
    return {**DEFAULTS, **defaults, **(own if isinstance(own, Mapping) else {})}


def option(cell: Cell, key: str, chapter_settings: Mapping[str, Any]) -> Any:
    """An execution option of a cell."""
    return cell.get(key, chapter_settings.get(key))


def check_options(chapter: Chapter) -> tuple[Finding, ...]:
    """What is wrong with the options of a chapter's cells."""
    findings = []
    labels: set[str] = set()
    for cell in chapter.cells:
        if cell.language != "python":
            findings.append(Finding(NO_LANGUAGE, f"“{cell.language}”", chapter.place(cell.line)))
        for key, node in cell.options.items():
            place = chapter.place(node.line, f"{key}: {node.plain()}"[:80])
            if key not in INTERNAL | FORWARDED and not chapter.is_stored:
                near = get_close_matches(key, INTERNAL | FORWARDED, 1)
                findings.append(Finding(UNKNOWN_OPTION, f"“{key}”" + (f"; “{near[0]}”?" if near else ""), place))
            elif key in _VALUES and node.plain() not in _VALUES[key]:
                known = ", ".join(str(value).lower() for value in _VALUES[key])
                findings.append(Finding(BAD_VALUE, f"“{key}” is {known}", place))
        if cell.label and cell.label in labels:
            findings.append(Finding(SAME_LABEL, f"“{cell.label}”", chapter.place(cell.options["label"].line)))
        labels.add(cell.label)
    return tuple(findings)
