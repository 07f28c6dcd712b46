"""What each command does, in the order a person would tell it. Rooms are imported where they are needed:
a command that only reads documents need not wait for a renderer's libraries."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path

from prismabook.cli.console import Console
from prismabook.findings import PrismabookError, Severity, distinct, errors
from prismabook.project import Project, find_book, find_project, write_files


def build(options: Namespace, console: Console) -> int:
    """Documents and decisions to bibliography and tables.

    A document that cannot be read is a finding, not a failure: the tables of its neighbours are written.
    """
    from prismabook import pipeline

    project = find_project(options.project)
    with pipeline.uncollected():
        review = pipeline.assemble(project, console.progress)
        changed = pipeline.write(review, project)
    console.findings(errors((*review.findings, *review.unread)))
    console.summary(review.findings)
    for path in changed:
        console.result(f"wrote {project.relative(path)}")
    if not changed:
        console.result("Bibliography and tables are up to date.")
    return 0


def check(options: Namespace, console: Console) -> int:
    """Everything that a person should know of, mend or decide; writes nothing."""
    from prismabook import pipeline
    from prismabook.report.chapters import check_book

    project = find_project(options.project)
    review = pipeline.assemble(project, console.progress)
    console.progress("checking the chapters")
    findings = (*review.findings, *check_book(project, {record.key for record in review.records}))
    console.findings(findings, Severity(options.severity))
    console.summary(findings)
    return 1 if errors(findings) else 0


def render(options: Namespace, console: Console) -> int:
    """The book, by Quarto or by the embedded renderer; the ledger first, where the book is a review."""
    from prismabook.render import render as render_book

    root = find_book(options.project)
    if (root / "seeds").is_dir():
        build(options, console)
    formats = None if options.to == "all" else tuple(name.strip() for name in options.to.split(","))
    rendered = render_book(root, options.engine, formats, console.progress, fresh=options.fresh)
    console.findings(distinct(rendered.findings))
    if (root / "seeds").is_dir():
        _checklists(find_project(root), rendered.book, rendered.book, "all", console)
    for label, path in (("HTML", rendered.html), ("PDF", rendered.pdf), ("Word", rendered.docx)):
        if path is not None:
            console.result(f"{label}: {_shown(path)}")
    return 0


def checklist(options: Namespace, console: Console) -> int:
    """The PRISMA checklists as files, with section numbers and pages from the book that was made last."""
    from prismabook.render.printed import book_folder

    project = find_project(options.project)
    book = book_folder(project)
    folder = options.output or book
    _checklists(project, book, folder, options.format, console)
    return 0


def _checklists(project: Project, book: Path, folder: Path, wanted: str, console: Console) -> None:
    from prismabook.prisma.export import FILES, FORMATS
    from prismabook.prisma.printed import entries
    from prismabook.prisma.reported import reported
    from prismabook.project import load_protocol
    from prismabook.render.printed import printed, section_numbers

    rows, unread = reported(project)
    if unread:
        raise PrismabookError(*unread)
    finished, findings = entries(rows, printed(book), section_numbers(book, rows))
    title = str(load_protocol(project).get("title") or "")
    names = {name: format_ for name, format_ in FILES.items() if wanted in ("all", format_)}
    write_files({folder / name: FORMATS[format_](finished, title) for name, format_ in names.items()})
    console.findings(findings)
    for name in names:
        console.result(f"wrote {_shown(folder / name)}")


def notebooks(options: Namespace, console: Console) -> int:
    """Chapters as executed notebooks, or the notebooks' edits back into the chapters."""
    from prismabook import notebooks as books

    root = find_book(options.project)
    if options.sync:
        synced = books.sync(root)
        console.findings(synced.findings)
        for name in synced.changed:
            console.result(f"brought back into {name}")
        return 1 if errors(synced.findings) else 0
    from prismabook.render.embedded.execution import notebook_outputs

    console.progress("executing the chapters")
    for path in books.write(root, partial(notebook_outputs, fresh=options.fresh)):
        console.result(f"wrote {_shown(path)}")
    return 0


def _shown(path: Path) -> str:
    """A path as a person would type it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
