"""Writing the notebooks of a project, and bringing their edits back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.notebooks.codes import CONFLICT, NOT_OURS, ORPHAN, UNSYNCED
from prismabook.notebooks.convert import OWN, Entry, digest, dump, to_chapter, to_notebook
from prismabook.project import load_yaml, read_bytes, write_files
from prismabook.qmd import Chapter, decode
from prismabook.qmd.book import chapter_names
from prismabook.qmd.codes import NO_CHAPTER
from prismabook.qmd.load import text_below

FOLDER = "notebooks"
"""Where the notebooks of a project are, below its root."""

Outputs: TypeAlias = Sequence[Sequence[Mapping[str, Any]]]
Run: TypeAlias = Callable[[Sequence[Chapter], Path, Mapping[str, Any]], Sequence[Outputs]]
"""Executes chapters below a root with the project's ``execute:`` settings; gives each one's outputs cell by cell."""

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of the notebooks' edits: the chapters that changed, and what could not be done."""

    changed: tuple[str, ...]
    findings: tuple[Finding, ...]


def write(root: Path, run: Run, names: Sequence[str] | None = None) -> tuple[Path, ...]:
    """Write the project's chapters as executed notebooks; the paths of those that changed.

    Parameters
    ----------
    root
        The project's folder.
    run
        Executes chapters: ``prismabook.render.embedded.execution.notebook_outputs``.
    names
        Chapters by their path from the root; all of ``_quarto.yml`` if None. Those that are notebooks are left out.

    Raises
    ------
    PrismabookError
        If a chapter is missing, its code fails, or a notebook has edits that would be lost; then none is written.
    """
    config = _config(root)
    defaults = config.get("execute") or {}
    chosen = [name for name in names or chapter_names(config) if not name.endswith(".ipynb")]
    if edited := [name for name in chosen if _edited(root, name)]:
        places = (Place(notebook_path(root, name).relative_to(root).as_posix()) for name in edited)
        raise PrismabookError(*(Finding(UNSYNCED, name, place) for name, place in zip(edited, places, strict=True)))
    made = [to_notebook(_chapter(root, name), name, lambda path: text_below(root, path), defaults) for name in chosen]
    outputs = run([chapter for _, chapter in made], root, defaults)
    contents: dict[Path, bytes] = {}
    for name, (notebook, _), given in zip(chosen, made, outputs, strict=True):
        contents[notebook_path(root, name)] = dump(filled(notebook, given))
    return write_files(contents)


def notebook_path(root: Path, name: str) -> Path:
    """Where the notebook of a chapter is."""
    return (root / FOLDER / name).with_suffix(".ipynb")


def filled(notebook: Entry, outputs: Outputs) -> Entry:
    """A notebook with its outputs, which are the same each time: no addresses of objects in memory."""
    count = 0
    given = iter(outputs)
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            count += 1
            found = [] if cell["metadata"][OWN].get("generated") == "folder" else next(given)
            cell = cell | {"execution_count": count, "outputs": [_output(output, count) for output in found]}
            if any(output["output_type"] == "error" for output in found):
                tags = [*cell["metadata"].get("tags", []), "raises-exception"]
                cell["metadata"] = cell["metadata"] | {"tags": tags}
        cells.append(cell)
    return notebook | {"cells": cells}


def _output(output: Mapping[str, Any], count: int) -> Entry:
    entry = {key: value for key, value in output.items() if key != "execution_count"}
    if output["output_type"] == "execute_result":
        entry["execution_count"] = count
    if "text" in output:
        entry["text"] = _rows(output["text"])
    if "data" in output:
        entry["data"] = {mime: _rows(value) for mime, value in output["data"].items()}
    return entry


def _rows(value: Any) -> Any:
    return _ADDRESS.sub("at 0x0", value).splitlines(keepends=True) if isinstance(value, str) else value


def sync(root: Path) -> Synced:
    """Bring the edits of the project's notebooks back into its chapters.

    A chapter that has changed since its notebook was written is left alone, with a finding, if the notebook was
    edited too. Nothing is executed: write the notebooks again for fresh outputs.
    """
    contents: dict[Path, bytes] = {}
    findings: list[Finding] = []
    changed: list[str] = []
    for path in sorted((root / FOLDER).rglob("*.ipynb")):
        place = Place(path.relative_to(root).as_posix())
        if ".ipynb_checkpoints" in path.parts:
            continue
        notebook = _notebook(path)
        if notebook is None:
            findings.append(Finding(NOT_OURS, "", place))
            continue
        own = notebook["metadata"][OWN]
        target = root / own["chapter"]
        data = read_bytes(target)
        if data is None:
            findings.append(Finding(ORPHAN, own["chapter"], place))
            continue
        now, then, edited = digest(decode(data, own["chapter"])), own["sha256"], to_chapter(notebook)
        if digest(edited) in (now, then):
            continue
        if now != then:
            findings.append(Finding(CONFLICT, f"{own['chapter']} and {place.file}", Place(own["chapter"])))
            continue
        contents[target] = edited.encode()
        # The notebook now stands for the changed chapter, or its next edit would look like a conflict.
        own["sha256"] = digest(edited)
        contents[path] = dump(notebook)
        changed.append(own["chapter"])
    write_files(contents)
    return Synced(tuple(changed), tuple(findings))


def _edited(root: Path, name: str) -> bool:
    """Whether the notebook of a chapter holds edits that the chapter does not have."""
    path = notebook_path(root, name)
    notebook = _notebook(path) if path.is_file() else None
    if notebook is None:
        return False
    return digest(to_chapter(notebook)) not in (notebook["metadata"][OWN]["sha256"], digest(_chapter(root, name)))


def _notebook(path: Path) -> Entry | None:
    """A notebook of ours, or None if it is none."""
    try:
        notebook: Entry = json.loads(path.read_bytes())
        own = notebook["metadata"][OWN]
        inside = not Path(own["chapter"]).is_absolute() and ".." not in Path(own["chapter"]).parts
        return notebook if inside and notebook["nbformat"] == 4 and own["sha256"] and notebook["cells"] else None
    except (ValueError, KeyError, TypeError):
        return None


def _chapter(root: Path, name: str) -> str:
    text = text_below(root, name)
    if text is None:
        raise PrismabookError(Finding(NO_CHAPTER, name, Place(name)))
    return text


def _config(root: Path) -> Mapping[str, Any]:
    node, findings = load_yaml(root / "_quarto.yml", "_quarto.yml")
    if findings:
        raise PrismabookError(*findings)
    plain = node.plain() if node else {}
    return plain if isinstance(plain, dict) else {}
