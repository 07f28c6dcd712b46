"""Executes chapters once for all formats, as Quarto's Jupyter engine would for each.

:func:`execute` takes parsed chapters and gives :class:`Executed` ones: the outputs of every cell (nbformat's
dictionaries) and the values of the inline expressions. Chapters run in parallel, each with a fresh shell in its own
folder; what they gave is kept below ``.prismabook`` until their code, what they read, or the installation changes.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import prismabook
from prismabook.findings import Finding, PrismabookError
from prismabook.qmd import Cell, Chapter, Inline, Markdown, inline_code
from prismabook.qmd.options import option, runs, settings
from prismabook.render.embedded import cache as kept
from prismabook.render.embedded.codes_execution import CELL_FAILED, CUT, DIED, NO_ROOM, TOO_LARGE, TOO_LONG
from prismabook.render.embedded.imports import imported
from prismabook.render.embedded.options import check_options, time_limit
from prismabook.render.embedded.process import served

Output = Mapping[str, Any]
"""An output as nbformat 4 has it: ``stream``, ``display_data``, ``execute_result`` or ``error``."""

MOST = 1_000_000
"""Characters of a step's streams that are kept: ``capture.MOST``."""
LARGEST = 20_000_000
"""Characters of what a step displays in other forms that are kept: ``capture.LARGEST``."""
FULL = 74
"""Exit status of a process without room on the disk: ``worker.NO_ROOM``."""
SECONDS = 600
"""How long a chapter's code may take, where neither project nor chapter says so: ``prismabook: chapter-seconds:``."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How Matplotlib's figures are made: formats (``svg``, ``png``), inches, dots per inch.

    ``plain`` leaves Matplotlib's own settings and size, as a notebook has them.
    """

    formats: tuple[str, ...] = ("svg",)
    width: float = 7
    height: float = 5
    dpi: float = 96
    plain: bool = False

    @property
    def rc(self) -> str:
        """Matplotlib's settings file; the salt makes ids in SVG the same each time."""
        if self.plain:
            return ""
        return f"svg.hashsalt: prismabook\nfigure.figsize: {self.width}, {self.height}\nfigure.dpi: {self.dpi}\n"


@dataclass(frozen=True, slots=True)
class Value:
    """What an inline expression gave: its MIME bundle, and ``str()`` of it."""

    data: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Executed:
    """A chapter with what its code gave.

    ``outputs`` has one entry for each of ``chapter.cells``; ``values`` one for each inline expression in order, or
    none at all in a chapter without a cell (there, as in Quarto, inline expressions are shown as code).
    """

    chapter: Chapter
    outputs: tuple[tuple[Output, ...], ...]
    values: tuple[Value, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of code to run: a cell or an inline expression, with the line of the chapter it begins after."""

    block: Cell | Inline
    code: str
    line: int
    number: int
    may_fail: bool = False

    def request(self) -> dict[str, Any]:
        """What the worker needs to know."""
        kind = "cell" if isinstance(self.block, Cell) else "inline"
        return {"kind": kind, "code": self.code, "may_fail": self.may_fail}


@dataclass(slots=True)
class _Job:
    """A chapter on its way."""

    chapter: Chapter
    steps: tuple[Step, ...]
    request: dict[str, Any]
    seconds: float = SECONDS
    key: str = ""
    results: list[Any] | None = None
    findings: list[Finding] = field(default_factory=list)


def execute(
    chapters: Sequence[Chapter],
    root: Path,
    *,
    defaults: Mapping[str, Any] | None = None,
    figures: Figures | None = None,
    cache: Path | None = None,
    slots: int | None = None,
    seconds: float = SECONDS,
    progress: Callable[[str], None] = lambda _: None,
    done: Callable[[Executed], None] = lambda _: None,
) -> tuple[Executed, ...]:
    """Execute chapters.

    Parameters
    ----------
    chapters
        As :func:`prismabook.qmd.load` gives them.
    root
        The project's folder; each chapter runs in its own folder below it.
    defaults
        The project's ``execute:`` settings.
    cache
        The folder where results are kept, for example ``.prismabook/executed``; None keeps none.
    slots
        How many chapters run at a time; as many as cores if None.
    seconds
        How long one chapter's code may take, unless its front matter says so.
    progress
        Called with the name of each chapter that has been executed (not with those whose results were kept).
    done
        Called with each chapter that went well, as soon as its results are there.

    Raises
    ------
    PrismabookError
        If cells or inline expressions fail, take too long or end their process, with a finding for each chapter.
    """
    root, figures = root.resolve(), figures or Figures()
    jobs = [_job(chapter, defaults or {}, figures, seconds) for chapter in chapters]
    for job in jobs:
        job.key = kept.key(job.request)
        job.results = kept.lookup(cache, job.chapter.name, job.key, root) if cache and job.steps else None
    waiting = [job for job in jobs if job.steps and job.results is None]
    for job in jobs:
        if job.results is not None or not job.steps:
            done(_executed(job))
    for job in _run(waiting, root, figures.rc, cache, slots or os.cpu_count() or 1) if waiting else ():
        if job.results is not None:
            done(_executed(job))
        progress(job.chapter.name)
    if findings := [finding for job in jobs for finding in job.findings]:
        raise PrismabookError(*findings)
    return tuple(_executed(job) for job in jobs)


def steps(chapter: Chapter, defaults: Mapping[str, Any]) -> tuple[Step, ...]:
    """The pieces of a chapter's code in the order in which they run; none where no cell is executable."""
    cells = [cell for cell in chapter.cells if cell.language == "python"]
    if chapter.is_stored or not cells:
        return ()
    chosen = settings(chapter, defaults)
    found: list[Step] = []
    for block in chapter.blocks:
        if isinstance(block, Markdown):
            for expression in inline_code(block.text):
                line = block.line + block.text.count("\n", 0, expression.start) - 1
                found.append(Step(expression, expression.code, line, 0))
        elif runs(block, chosen):
            number = chapter.cells.index(block) + 1
            may_fail = option(block, "error", chosen) is True
            found.append(Step(block, block.source, block.line, number, may_fail))
    return tuple(found)


def _job(chapter: Chapter, defaults: Mapping[str, Any], figures: Figures, seconds: float) -> _Job:
    todo = steps(chapter, defaults)
    request = {
        "steps": [step.request() for step in todo],
        "name": chapter.name,
        "formats": list(figures.formats),
        "rc": figures.rc,
    }
    return _Job(chapter, todo, request, time_limit(chapter.meta, seconds))


def _run(
    jobs: list[_Job],
    root: Path,
    rc: str,
    cache: Path | None,
    slots: int,
) -> Iterator[_Job]:
    """The jobs as they end, with their results or findings."""
    with tempfile.TemporaryDirectory() as folder:
        ignore = [str(Path(sys.prefix).resolve()), str(Path(prismabook.__file__).resolve().parent)]
        requests = [
            job.request
            | {"id": number, "root": str(root), "folder": str((root / job.chapter.name).parent)}
            | {"result": str(Path(folder) / f"{number}.jsonl"), "home": str(Path(folder) / f"{number}")}
            | {"late": str(Path(folder) / f"{number}.late"), "timeout": job.seconds, "ignore": ignore}
            for number, job in enumerate(jobs)
        ]
        environment = {}
        if rc:
            environment["MATPLOTLIBRC"] = str(Path(folder) / "matplotlibrc")
            Path(folder, "matplotlibrc").write_text(rc, "utf-8")
        # The chapter with most code first, so that none is left to run alone at the end.
        requests.sort(key=lambda request: -sum(len(step["code"]) for step in request["steps"]))
        for number, status in served(requests, imported(job.chapter for job in jobs), environment, slots):
            job = jobs[number]
            _collect(job, Path(folder) / f"{number}.jsonl", status, root, cache)
            yield job


def _collect(job: _Job, file: Path, status: int, root: Path, cache: Path | None) -> None:
    """Read what a job's process wrote; keep it where every step went well."""
    entries = [json.loads(row) for row in file.read_text("utf-8").splitlines()] if file.exists() else []
    done = list({entry["step"]: entry for entry in entries if "step" in entry}.values())
    failed = next((e for e in done if e["failure"] and not job.steps[e["step"]].may_fail), None)
    if failed:
        job.findings.append(_failed(job, job.steps[failed["step"]], failed["failure"]))
    elif status or len(done) < len(job.steps):
        begun = sum("begun" in entry for entry in entries)
        late = file.with_suffix(".late")  # where the watchdog writes before it ends the process
        in_time = not (late.exists() and late.stat().st_size)
        job.findings.append(_died(job, job.steps[max(0, begun - 1)], status if in_time else None))
    else:
        job.results = [entry["result"] for entry in done]
        if cache:
            kept.keep(cache, job.chapter.name, job.key, job.results, root, entries[-1]["opened"])


def _failed(job: _Job, step: Step, failure: Mapping[str, Any]) -> Finding:
    rows = step.code.split("\n")
    number = min(max(1, int(failure["line"])), len(rows))
    place = job.chapter.place(step.line + number, rows[number - 1].strip())
    return Finding(CELL_FAILED, f"{_what(step)}: {failure['ename']}: {failure['evalue']}", place)


def _died(job: _Job, step: Step, status: int | None) -> Finding:
    """A process that ended with a status, or was ended because its time was up (None)."""
    place = job.chapter.place(step.line + 1)
    if status is None:
        return Finding(TOO_LONG, f"{_what(step)}, when the chapter's {job.seconds:g} seconds were over", place)
    if status == FULL:
        return Finding(NO_ROOM, f"{_what(step)}: no room for its outputs in {tempfile.gettempdir()}", place)
    how = f"signal {-status}" if status < 0 else f"exit status {status}"
    return Finding(DIED, f"{_what(step)}: {how}", place)


def _what(step: Step) -> str:
    if isinstance(step.block, Cell):
        return f"cell {step.number}" + (f" ({step.block.label})" if step.block.label else "")
    return f"inline expression {step.code}"


def _executed(job: _Job) -> Executed:
    chapter = job.chapter
    results = dict(zip(map(id, (step.block for step in job.steps)), job.results or (), strict=False))
    outputs = tuple(
        tuple(cell.stored) if cell.stored is not None else tuple(results.get(id(cell), {}).get("outputs", ()))
        for cell in chapter.cells
    )
    values = tuple(
        Value(result["data"], result["text"])
        for step, result in zip(job.steps, job.results or (), strict=False)
        if isinstance(step.block, Inline)
    )
    return Executed(chapter, outputs, values, (*chapter.findings, *check_options(chapter), *_cut(job)))


def _cut(job: _Job) -> Iterator[Finding]:
    """A finding for each step that printed or displayed more than is kept."""
    for step, result in zip(job.steps, job.results or (), strict=False):
        place = job.chapter.place(step.line + 1)
        if left_out := result.get("cut"):
            yield Finding(CUT, f"{_what(step)}: {left_out:,} characters are left out after the first {MOST:,}", place)
        if left_out := result.get("left"):
            message = f"{_what(step)}: {left_out:,} characters; {LARGEST:,} in all, or {MOST:,} of Markdown, are shown"
            yield Finding(TOO_LARGE, message, place)


def notebook_outputs(
    chapters: Sequence[Chapter],
    root: Path,
    defaults: Mapping[str, Any],
    progress: Callable[[str], None] = lambda _: None,
    *,
    fresh: bool = False,
) -> tuple[tuple[tuple[Output, ...], ...], ...]:
    """Execute chapters as a notebook would be: Matplotlib's own settings, figures as PNG.

    Made to be given to :func:`prismabook.notebooks.write`; with ``fresh`` nothing that was kept is used.
    """
    cache = root / ".prismabook" / "notebooks"
    if fresh:
        shutil.rmtree(cache, ignore_errors=True)
    executed = execute(
        chapters,
        root,
        defaults=defaults,
        figures=Figures(formats=("png",), plain=True),
        cache=cache,
        progress=progress,
    )
    return tuple(chapter.outputs for chapter in executed)
