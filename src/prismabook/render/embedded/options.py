"""Cell options: those that are known, and what each may say."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from prismabook.findings import Finding
from prismabook.qmd import Chapter
from prismabook.qmd.options import DEFAULTS
from prismabook.render.embedded.codes_execution import BAD_VALUE, NO_LANGUAGE, SAME_LABEL, UNKNOWN_OPTION

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


LIMIT = "chapter-seconds"
"""How long a chapter's code may take: a key of ``prismabook:``, as Quarto knows no such setting under ``execute:``."""


def time_limit(settings: Mapping[str, Any], otherwise: float) -> float:
    """The seconds that a book's settings or a chapter's front matter give to a chapter's code."""
    own = settings.get("prismabook")
    given = own.get(LIMIT) if isinstance(own, Mapping) else None
    return float(given) if given is not None and is_limit(given) else otherwise


def is_limit(value: Any) -> bool:
    """Whether a value is a number of seconds."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e6


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
            elif key == "eval" and isinstance(node.value, list):
                findings.append(Finding(UNKNOWN_OPTION, "“eval” with lines to run: all of the cell runs", place))
            elif key in _VALUES and node.plain() not in _VALUES[key]:
                known = ", ".join(str(value).lower() for value in _VALUES[key])
                findings.append(Finding(BAD_VALUE, f"“{key}” is {known}", place))
        if cell.label and cell.label in labels:
            findings.append(Finding(SAME_LABEL, f"“{cell.label}”", chapter.place(cell.options["label"].line)))
        labels.add(cell.label)
    return tuple(findings)
