"""A chapter's text as a notebook (nbformat 4.5) and back, without loss.

A notebook's cells are the chapter's blocks. What the sources alone cannot tell (fences, blank lines around, line
ends) stands in each cell's metadata under ``prismabook``. Generated cells, which have ``generated`` there, are left
out on the way back: the first one changes into the chapter's folder, the last one shows the values of the inline
expressions, so that checking the notebook checks them too; those in between run what the chapter includes.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from typing import Any

from prismabook.qmd import Cell, Chapter, Markdown, expand, inline_code, parse
from prismabook.qmd.fences import fence
from prismabook.qmd.include import Read
from prismabook.qmd.notebook import joined
from prismabook.qmd.options import runs, settings

Entry = dict[str, Any]
OWN = "prismabook"
"""The key of our metadata."""

_SETUP = """# Written by prismabook: work in the chapter's folder, as Quarto does. Left out of the chapter.
import os as _os

_os.chdir(globals().setdefault("_folder", _os.path.abspath({folder!r})))"""

_VALUES = """# Written by prismabook: the values of the chapter's inline expressions. Left out of the chapter.
for _value in (
{values}
):
    print(_value._repr_markdown_() if hasattr(_value, "_repr_markdown_") else _value)"""


def digest(text: str) -> str:
    """The hash by which a notebook knows the chapter it was made from."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def to_notebook(text: str, name: str, read: Read, defaults: Mapping[str, Any]) -> tuple[Entry, Chapter]:
    """A chapter's text as a notebook without outputs, and its code as a chapter to execute.

    Parameters
    ----------
    text
        The chapter as it stands, includes unexpanded.
    name
        Its path from the project's root.
    read
        Reads files that the chapter includes.
    defaults
        The project's ``execute:`` settings: cells that are not to be run become raw cells.

    Returns
    -------
    The notebook, and a chapter whose cells are the notebook's code cells (the one that changes folder left out), in
    order.
    """
    chapter = parse(text, name)
    chosen = settings(chapter, defaults)
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    whole = expand(text, name, read)  # first, for only here a missing file is told with its line
    full = parse(whole.text, name, whole.origins)
    entries, code = _blocks(chapter, read, chosen, newline)
    known = [cell for cell in full.cells if runs(cell, chosen)]
    if [cell.source for cell in known] == [cell.source for cell in code]:
        code = known  # the same cells, but with the lines of the files that they stand in
    if code:
        up = posixpath.relpath(posixpath.dirname(name) or ".", posixpath.join("notebooks", posixpath.dirname(name)))
        entries.insert(1 if chapter.front else 0, _entry("code", _SETUP.format(folder=up), {"generated": "folder"}))
    origins = full.origins
    if code and (values := _values(full)):
        cell, origins = values
        entries.append(_entry("code", cell.source, {"generated": "values"}))
        code.append(cell)
    _number(entries)
    notebook = _notebook(entries, {"chapter": name, "sha256": digest(text), "newline": newline})
    return notebook, Chapter(name, chapter.front, tuple(code), chapter.meta, full.findings, origins)


def _blocks(chapter: Chapter, read: Read, chosen: Mapping[str, Any], newline: str) -> tuple[list[Entry], list[Cell]]:
    """A notebook cell for each block, those that are generated from includes, and the code cells among them."""
    entries = [_text_entry("raw", chapter.front, newline)] if chapter.front else []
    code: list[Cell] = []
    for block in chapter.blocks:
        expanded = parse(expand(block.text, chapter.name, read).text, chapter.name)
        changed = block.text != "".join(part.text for part in expanded.blocks)
        running = [part for part in expanded.cells if runs(part, chosen)]
        if isinstance(block, Markdown):
            entries.append(_text_entry("markdown", block.text, newline))
        else:
            entries.append(_cell_entry("code" if running and not changed else "raw", block, newline))
        if changed:
            entries += [_entry("code", part.source, {"generated": "included"}) for part in running]
        code += running
    return entries, code


def _values(chapter: Chapter) -> tuple[Cell, tuple[tuple[str, int], ...]] | None:
    """The cell that shows the values of inline expressions, and where the lines of chapter and cell come from."""
    found = [
        (expression.code, block.line + block.text.count("\n", 0, expression.start))
        for block in chapter.blocks
        if isinstance(block, Markdown)
        for expression in inline_code(block.text)
    ]
    if not found:
        return None
    source = _VALUES.format(values="\n".join(f"    ({code})," for code, _ in found))
    top = (chapter.name, 1)
    places = [chapter.origins[line - 1] for _, line in found]
    cell = Cell("", len(chapter.origins) + 1, "python", source)
    # A fence and two lines stand before the expressions, two lines after them.
    return cell, (*chapter.origins, top, top, top, *places, top, top)


def to_chapter(notebook: Mapping[str, Any]) -> str:
    """The chapter's text that a notebook's cells make, edits included, generated cells left out."""
    newline = _own(notebook).get("newline", "\n")
    parts: list[str] = []
    for cell in notebook["cells"]:
        own = _own(cell)
        if "generated" in own:
            continue
        source = joined(cell["source"])
        if own.get("of") == digest(source) and "exact" in own:
            parts.append(str(own["exact"]))
            continue
        written = _written(cell["cell_type"], source, own, newline)
        if parts and not own and not parts[-1].endswith(newline * 2):
            parts.append(newline if parts[-1].endswith(newline) else newline * 2)
        elif parts and parts[-1] and not parts[-1].endswith("\n"):
            parts.append(newline)
        parts.append(written)
    return "".join(parts)


def dump(notebook: Mapping[str, Any]) -> bytes:
    """A notebook as Jupyter writes it."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _own(thing: Mapping[str, Any]) -> Mapping[str, Any]:
    own = thing.get("metadata", {}).get(OWN, {})
    return own if isinstance(own, Mapping) else {}


def _entry(kind: str, source: str, own: Mapping[str, Any]) -> Entry:
    entry: Entry = {"cell_type": kind, "metadata": {OWN: dict(own)}, "source": source.splitlines(keepends=True)}
    if kind == "code":
        entry |= {"execution_count": None, "outputs": []}
    if "generated" in own:
        entry["metadata"]["tags"] = ["prismabook-generated"]
    return entry


def _text_entry(kind: str, text: str, newline: str) -> Entry:
    unified = text.replace("\r\n", "\n")
    source = unified.strip("\n")
    before = unified[: len(unified) - len(unified.lstrip("\n"))] if source else ""
    own = {"before": before, "after": unified[len(before) + len(source) :]}
    return _exact(_entry(kind, source, own), text, newline)


def _cell_entry(kind: str, cell: Cell, newline: str) -> Entry:
    rows = cell.text.split("\n")
    closing = rows[-1] or rows[-2]
    own = {"opening": rows[0].rstrip("\r"), "closing": closing.rstrip("\r"), "indent": cell.indent}
    own |= {"after": "\n" if cell.text.endswith("\n") else ""}
    entry = _entry(kind, cell.source, {key: value for key, value in own.items() if value or key == "after"})
    entry["id"] = re.sub(r"[^\w-]", "-", cell.label, flags=re.ASCII)[:60]
    return _exact(entry, cell.text, newline)


def _exact(entry: Entry, text: str, newline: str) -> Entry:
    """Keep the text itself where it cannot be told from source and metadata (mixed line ends, odd indentation)."""
    source = joined(entry["source"])
    if _written(entry["cell_type"], source, entry["metadata"][OWN], newline) != text:
        entry["metadata"][OWN] |= {"exact": text, "of": digest(source)}
    return entry


def _written(kind: str, source: str, own: Mapping[str, Any], newline: str) -> str:
    """A cell's stretch of the chapter."""
    source = source.replace("\r\n", "\n")
    if kind == "code" or (kind == "raw" and "opening" in own):
        text = _fenced(source, own)
    else:
        before, after = str(own.get("before", "")), str(own.get("after", "\n\n"))
        text = before + source + after
    return text.replace("\n", newline)


def _fenced(source: str, own: Mapping[str, Any]) -> str:
    opening, closing = own.get("opening", "```{python}"), own.get("closing", "```")
    opened = fence(opening)
    rows = source.split("\n") if source else []
    if opened and any(opened.closed_by(row) for row in rows):
        # Someone wrote backticks into the code: the fence must be longer than any of them.
        longer = "`" * (max(len(run) for run in re.findall(r"`+", source)) + 1)
        opening, closing = opening.replace(opened.mark, longer, 1), opened.indent + longer
    indent = own.get("indent", "")
    inner = [f"{indent}{row}" if row else row for row in rows]
    return "\n".join([opening, *inner, closing]) + str(own.get("after", "\n\n"))


def _number(entries: list[Entry]) -> None:
    """Ids that stay the same from one writing to the next: the cell's label, or its number."""
    taken: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        label = entry.get("id", "")
        entry["id"] = label if label and label not in taken else f"cell-{number}"
        taken.add(entry["id"])


def _notebook(entries: list[Entry], own: Mapping[str, Any]) -> Entry:
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, OWN: dict(own)}
    return {"cells": entries, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
