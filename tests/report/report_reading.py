"""Reading Markdown back through Pandoc."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pypandoc

from prismabook.report import Text


def pandoc(markdown: str) -> list[Any]:
    """The blocks that Pandoc reads from Markdown."""
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "json"],
        input=markdown.encode(),
        capture_output=True,
        check=True,
    )
    blocks: list[Any] = json.loads(done.stdout)["blocks"]
    return blocks


def flat(inlines: list[Any]) -> str:
    """The words of plain inlines; anything but words and spaces is a failure."""
    out = []
    for inline in inlines:
        assert inline["t"] in ("Str", "Space"), inline
        out.append(" " if inline["t"] == "Space" else inline["c"])
    return "".join(out)


def through(markdown: str) -> str:
    """What is left of a paragraph of plain words."""
    blocks = pandoc(markdown)
    if not blocks:
        return ""
    (block,) = blocks
    assert block["t"] == "Para", block
    return flat(block["c"])


def words(inlines: list[Any]) -> str:
    """The words of inlines, markup taken away."""
    out = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            out.append(content)
        elif kind in ("Space", "SoftBreak"):
            out.append(" ")
        elif kind in ("Emph", "Strong"):
            out.append(words(content))
        elif kind in ("Link", "Span", "Quoted", "Cite"):
            out.append(words(content[1]))
        else:
            raise AssertionError(inline)
    return "".join(out)


def read(shown: Text) -> list[list[str]]:
    """A Markdown table's cells, head first."""
    (block,) = pandoc(shown.markdown)
    assert block["t"] == "Table"
    head, body = block["c"][3][1], block["c"][4][0][3]
    return [[words(b["c"]) for cell in row[1] for b in cell[4] or [{"c": []}]] for row in [*head, *body]]
