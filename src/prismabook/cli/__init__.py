"""The command line: commands, progress and exit codes; no logic.

Exit status: 0 the command did its work; 1 it could not, or `check` or `notebooks --sync` found errors (each printed
with its place and its remedy); 2 it was not understood; 130 interrupted. `build`, and `render` with the build before
it, print the errors of documents and decisions and go on, as the tables of what is sound are written all the same:
`check` is the command that fails on them.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from prismabook import __version__
from prismabook.cli.auditing import audit
from prismabook.cli.commands import build, check, checklist, notebooks, render
from prismabook.cli.console import Console
from prismabook.cli.explaining import explain
from prismabook.cli.exporting import FORMATS, export
from prismabook.cli.importing import import_data
from prismabook.cli.previewing import preview
from prismabook.cli.selection import flow, import_screening
from prismabook.findings import PrismabookError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    options = _parser().parse_args(arguments)
    console = Console(quiet=options.quiet)
    _end_as_interrupted()
    try:
        status: int = options.run(options, console)
    except PrismabookError as error:
        console.findings(error.findings)
        return 1
    except KeyboardInterrupt:
        console.error("interrupted; the last good output is untouched")
        return 130
    return status


def _end_as_interrupted() -> None:
    """Let a request to end (kill, a closed terminal) unwind as Ctrl-C does, so that workers end and files stand."""
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.default_int_handler)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="prismabook", description="Systematic reviews built around documents.")
    parser.add_argument("--version", action="version", version=f"prismabook {__version__}")
    actions = parser.add_subparsers(metavar="COMMAND", required=True)

    _command(actions, "build", build, "read the documents and write bibliography and tables")
    checked = _command(actions, "check", check, "report findings; exit status 1 if there are errors")
    checked.add_argument(
        "--severity", choices=["error", "warning", "note"], default="note", help="least weight to show"
    )

    rendered = _command(actions, "render", render, "render the book as HTML, PDF and Word document")
    rendered.add_argument(
        "--engine",
        choices=["auto", "quarto", "embedded"],
        default="auto",
        help="auto takes Quarto 1.9 or later where it is installed, else the embedded renderer",
    )
    rendered.add_argument(
        "--to",
        default="all",
        metavar="FORMATS",
        help="html, pdf, docx, with commas (default: what _quarto.yml lists)",
    )
    rendered.add_argument("--fresh", action="store_true", help="execute all chapters anew; use nothing that was kept")

    listed = _command(actions, "checklist", checklist, "write the PRISMA checklists with pages, for journals")
    listed.add_argument("--format", choices=["all", "csv", "docx", "json"], default="all", help="what to write")
    listed.add_argument(
        "--output", type=Path, metavar="FOLDER", help="where to write (default: beside the book that was made last)"
    )

    _selection(actions)

    audited = actions.add_parser(
        "audit",
        help="test a table of summaries: percentages, means, p-values, intervals, sums",
        description="Test every row of a hand-made CSV table; docs/audit-a-table.md tells its columns.",
    )
    audited.add_argument("table", type=Path, metavar="TABLE.csv", help="the table")
    audited.add_argument("-q", "--quiet", action="store_true", help="print only what does not fit")
    audited.set_defaults(run=audit)

    exported = _command(actions, "export", export, "write the records for reference managers and screening tools")
    exported.add_argument(
        "--format", choices=FORMATS, default="ris", help="csv is a table for Rayyan, ASReview and others"
    )
    exported.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write (default: standard output)")

    explained = _command(actions, "explain", explain, "show a document with its data marked", "source")
    explained.add_argument("--html", type=Path, metavar="FILE", help="write one page that stands alone instead")

    previewed = _command(actions, "preview", preview, "serve the site and make it anew when a file changes")
    previewed.add_argument("--port", type=int, default=4848, help="where to serve it (default 4848; 0: any free)")
    previewed.add_argument("--no-browser", action="store_true", help="do not open it in a browser")

    imported = _command(actions, "import-data", import_data, "propose data from another tool's table", "file")
    imported.add_argument("--dry-run", action="store_true", help="say what would be proposed, and write nothing")

    books = _command(actions, "notebooks", notebooks, "write the chapters as executed notebooks")
    books.add_argument("--sync", action="store_true", help="bring edits of the notebooks back into the chapters")
    books.add_argument("--fresh", action="store_true", help="execute all chapters anew; use nothing that was kept")

    from prismabook.cli import meta

    meta.add(actions.add_parser("meta", help="pool the effects in a table of studies"))
    return parser


def _selection(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    drawn = _command(actions, "flow", flow, "count the flow diagram; write or read it as a table, draw it")
    drawn.add_argument("--csv", type=Path, metavar="FILE", help="write it in the R package PRISMA2020's format")
    drawn.add_argument("--svg", type=Path, metavar="FILE", help="draw it")
    drawn.add_argument("--narrow", action="store_true", help="draw it in one column, for a narrow screen")
    drawn.add_argument(
        "--import",
        dest="source",
        type=Path,
        metavar="FILE",
        help="take the numbers from a table in that format, and check that they add up",
    )
    taken = actions.add_parser(
        "import-screening",
        help="add a screening tool's decisions to the ledger",
        description="Add the decisions of a screening tool's export to review/decisions/screening.csv.",
    )
    taken.add_argument("file", type=Path, help="the export, CSV or RIS")
    taken.add_argument("--from", dest="tool", choices=sorted(TOOLS), required=True, help="the tool it comes from")
    taken.add_argument("--mapping", type=Path, metavar="FILE", help="the tool's reasons and people in this review")
    taken.add_argument("--stage", choices=["screening", "eligibility"], help="title and abstract, or full text")
    taken.add_argument("--list", choices=LISTS, help="which of Covidence's lists it is, if its name does not tell")
    taken.add_argument("--by", metavar="NAME", help="who decided, where the export names nobody; else a proposal")
    taken.add_argument("--dry-run", action="store_true", help="say what would be added, and add nothing")
    taken.add_argument("--project", type=Path, default=Path(), help="the review's folder (default: this one)")
    taken.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    taken.set_defaults(run=import_screening)


TOOLS = ("rayyan", "covidence", "asreview")
LISTS = ("screen", "irrelevant", "select", "excluded", "included")
"""Named here because the parser must not wait for the room that reads them; a test holds them against it."""


def _command(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: object, help_: str, *first: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=help_, description=help_.capitalize() + ".")
    for argument in first:
        kind, words = _FIRST[argument]
        parser.add_argument(argument, type=kind, help=words)
    parser.add_argument("project", nargs="?", type=Path, default=Path(), help="the review's folder (default: this one)")
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors only")
    parser.set_defaults(run=run)
    return parser


_FIRST = {
    "source": (str, "a document: its file's name, its citation key, or the path of any file"),
    "file": (Path, "a CSV table with the columns source, item, value and quote"),
}


if __name__ == "__main__":
    sys.exit(main())
