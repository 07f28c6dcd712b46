"""`prismabook preview`: the site while one writes."""

from __future__ import annotations

import sys
import threading
import webbrowser
from argparse import Namespace

from prismabook.cli.console import Console
from prismabook.findings import distinct, errors
from prismabook.project import Project, find_book, find_project


def preview(options: Namespace, console: Console) -> int:
    """Serve the site, and make it anew after each change, until somebody stops it."""
    from prismabook.render.preview import FOLDER, HOST, Preview, server

    root = find_book(options.project)

    def make(files: frozenset[str]) -> None:
        from prismabook.render import embedded

        if (root / "seeds").is_dir() and (not files or _is_outdated(find_project(root), files)):
            _build(find_project(root), console)
        (root / FOLDER).parent.mkdir(exist_ok=True)
        made = embedded.render(root, ("html",), output=root / FOLDER)
        console.findings(distinct(made.findings))

    watched = Preview(root, make, console.progress, _is_written, frozenset({"_book", "site_libs"}))
    serving = server(watched, options.port)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    address = f"http://{HOST}:{serving.server_address[1]}/"
    console.result(f"Preview: {address} (Ctrl-C ends it)")
    if not options.no_browser and sys.stdout.isatty():
        webbrowser.open(address)
    try:
        watched.rebuild()
        watched.watch()
    except KeyboardInterrupt:
        console.progress("preview ended")
    finally:
        watched.stop()
        serving.shutdown()
        serving.server_close()
    return 0


def _build(project: Project, console: Console) -> None:
    from prismabook import pipeline

    review = pipeline.assemble(project, console.progress)
    pipeline.write(review, project)
    console.findings(errors(review.findings))


def _is_outdated(project: Project, files: frozenset[str]) -> bool:
    """Whether changed files may change the ledger: those it is made from, or marks of the checklist in chapters."""
    from prismabook import pipeline

    return any(map(_of_the_ledger, files)) or not pipeline.checklist_is_current(project)


def _of_the_ledger(file: str) -> bool:
    """Whether bibliography and tables may follow from a file: documents, decisions, protocol, no chapter."""
    return file.startswith(("seeds/", "review/")) and not file.endswith((".qmd", ".csl"))


def _is_written(file: str) -> bool:
    """Whether the build, or a chapter that runs, writes the file itself."""
    return file == "references.bib" or file.startswith(("review/data/", "review/figures/"))
