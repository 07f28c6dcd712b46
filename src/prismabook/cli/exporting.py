"""The records, written for reference managers and screening tools."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from prismabook.cli.console import Console
from prismabook.findings import errors
from prismabook.project import find_project, load_decisions, write_files

if TYPE_CHECKING:
    from prismabook.model import Record

FORMATS = ("bibtex", "csl-json", "csv", "ris")


def export(options: Namespace, console: Console) -> int:
    """All records, to standard output or a file."""
    from prismabook.bibliography import records, with_abstracts
    from prismabook.sources import read_all

    project = find_project(options.project)
    console.progress("reading the documents")
    sources, noticed = read_all(project)
    made, about = records(sources, load_decisions(project))
    console.findings(errors((*noticed, *about)))
    made = with_abstracts(made, sources)
    text = _writers()[options.format](made)
    left_out = sum(not record.get("title") for record in made) if options.format in ("bibtex", "csl-json") else 0
    if left_out:
        console.progress(f"{left_out} records without a title are left out: nothing can cite them")
    if options.output is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    else:
        write_files({options.output: text.encode()})
        console.result(f"wrote {len(made) - left_out} records to {options.output}")
    return 0


def _writers() -> dict[str, Callable[[Iterable[Record]], str]]:
    from prismabook.bibliography import to_bibtex, to_csl_json, to_ris, to_screening_csv

    return {
        "bibtex": lambda made: to_bibtex(made, full=True),
        "csl-json": to_csl_json,
        "csv": to_screening_csv,
        "ris": to_ris,
    }
