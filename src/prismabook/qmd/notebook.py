"""Stored notebooks as chapters: their outputs are used as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project import Node
from prismabook.qmd.chapter import Block, Cell, Chapter, Markdown
from prismabook.qmd.codes import BAD_NOTEBOOK
from prismabook.qmd.parse import cell_options, parse

_TAGS = {
    "hide-cell": ("include", False),
    "remove-cell": ("include", False),
    "hide-code": ("echo", False),
    "hide-input": ("echo", False),
    "hide-output": ("output", False),
    "hide-warnings": ("warning", False),
}
"""Tags that Quarto reads as options."""


def joined(value: Any) -> str:
    """nbformat's multi-line string: a string, or a list of its lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def from_notebook(text: str, name: str) -> Chapter:
    """The chapter that a stored notebook (nbformat 4) is.

    Raises
    ------
    PrismabookError
        If it is no notebook.
    """
    try:
        notebook = json.loads(text)
        cells = notebook["cells"]
        if notebook["nbformat"] != 4 or not isinstance(cells, list):
            raise ValueError("only nbformat 4 is read")
        blocks: list[Block] = []
        findings: list[Finding] = []
        front = ""
        for cell in cells:
            if cell["cell_type"] == "code":
                block, found = _code(cell, notebook, Chapter(name, "", ()))
                blocks.append(block)
                findings += found
            elif source := joined(cell["source"]):
                begins = not blocks and not front
                if begins and (matter := parse(source.rstrip() + "\n", name).front):
                    front, source = matter, source[len(matter) :]
                blocks.append(Markdown(f"{source.rstrip()}\n\n", 1))
    except (ValueError, KeyError, TypeError) as error:
        raise PrismabookError(Finding(BAD_NOTEBOOK, str(error), Place(name))) from error
    head = parse(front, name)
    return Chapter(name, front, tuple(blocks), head.meta, (*head.findings, *findings))


def _code(cell: Mapping[str, Any], notebook: Mapping[str, Any], chapter: Chapter) -> tuple[Cell, tuple[Finding, ...]]:
    source = joined(cell["source"]).replace("\r\n", "\n").rstrip("\n")
    options, count, findings = cell_options(source.split("\n"), 0, chapter)
    language = notebook.get("metadata", {}).get("kernelspec", {}).get("language", "python")
    tagged = {_TAGS[tag][0]: Node(_TAGS[tag][1], 1) for tag in cell.get("metadata", {}).get("tags", ()) if tag in _TAGS}
    fence = "`" * (3 if "```" not in source else 8)
    text = f"{fence}{{{language}}}\n{source}\n{fence}\n"
    return Cell(text, 1, language, source, {**tagged, **options}, count, "", tuple(cell["outputs"])), findings
