"""`prismabook explain`: a document with its data marked, in the terminal or as a page."""

from __future__ import annotations

import difflib
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prismabook.cli.console import Console
from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project import Project, find_project, write_files

if TYPE_CHECKING:
    from prismabook.model import Datum, Record, Source
    from prismabook.report.explain import Explained


def explain(options: Namespace, console: Console) -> int:
    """A document of the review by file name or citation key, or any other file, read alone."""
    from prismabook.report.explain import as_page, in_terminal

    view = _view(options.source, options.project, console)
    if options.html is not None:
        write_files({options.html: as_page(view).encode()})
        console.result(f"wrote {options.html}")
        return 0
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    lines = in_terminal(view, colour=colour, width=min(110, shutil.get_terminal_size().columns))
    try:
        print("\n".join(lines), flush=True)  # noqa: T201 - this is what was asked for, also with --quiet
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _view(name: str, folder: Path, console: Console) -> Explained:
    from prismabook.extraction.codes import NO_SUCH_DOCUMENT
    from prismabook.report.explain import explained

    alone = Path(name)
    try:
        project = find_project(folder)
    except PrismabookError:
        if alone.is_file():
            return _alone(alone)
        raise
    source, data, findings, known = _of_review(name, project, console)
    if source:
        return explained(source, data, findings)
    if alone.is_file():
        return _alone(alone)
    near = ", ".join(difflib.get_close_matches(name, known, 3, 0.4)) or ", ".join(known[:5])
    message = f"there is no document {name!r}; there are: {near}"
    raise PrismabookError(Finding(NO_SUCH_DOCUMENT, message, Place(project.relative(project.seeds))))


def _of_review(
    name: str, project: Project, console: Console
) -> tuple[Source | None, Sequence[Datum], Sequence[Finding], list[str]]:
    from prismabook import pipeline

    review = pipeline.assemble(project, console.progress)
    keys = {record.source: record.key for record in review.records}
    source = _named(name, review.sources, review.records)
    data = tuple(review.evidence.of_sources({source.id})) if source else ()
    return source, data, review.findings, [*(s.id for s in review.sources), *keys.values()]


def _named(name: str, sources: Sequence[Source], records: Sequence[Record]) -> Source | None:
    """By id, path or citation key; by the beginning of its id if only one begins so."""
    keys = {record.key: record.source for record in records}
    wanted = keys.get(name, name)
    exact = [s for s in sources if wanted in (s.id, s.path) or Path(wanted).name == s.id]
    begun = [s for s in sources if s.id.startswith(name)]
    return exact[0] if exact else begun[0] if len(begun) == 1 else None


def _alone(path: Path) -> Explained:
    """A file outside a review, by its first record."""
    from prismabook.extraction import data
    from prismabook.project import Decisions
    from prismabook.report.explain import explained
    from prismabook.sources import read

    sources, findings = read(path, path.resolve().parent)
    if not sources:
        raise PrismabookError(*findings)
    found, problems = data(sources[:1], [], Decisions())
    return explained(sources[0], found, (*findings, *problems))
