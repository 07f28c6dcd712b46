"""`prismabook import-data`: another tool's proposals, each with a quote, into a file of unconfirmed decisions."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from prismabook.cli.console import Console
from prismabook.findings import Finding, Place, PrismabookError, errors
from prismabook.project import Project, find_project, load_rows, write_files

HEAD = """\
# Proposals from {file}, written by `prismabook import-data`.
# Look at each; set `confirmed: true`, or delete it.
"""


def import_data(options: Namespace, console: Console) -> int:
    """Align each row's quote to its source; write what aligns, refuse the rest."""
    from prismabook import pipeline
    from prismabook.extraction import codebook, with_own
    from prismabook.extraction.incoming import NEEDED, align, as_decisions

    project = find_project(options.project)
    file = options.file.name
    if not options.file.is_file():
        raise _refused(f"there is no file {options.file}", file)
    rows, problems = load_rows(options.file, file, NEEDED)
    review = pipeline.assemble(project, console.progress)
    book, _ = with_own(codebook(), review.items)
    known = tuple(review.evidence.of_sources({row["source"] for row in rows}))
    incoming = align(rows, file, review.sources, known, book)
    findings = (*problems, *incoming.findings)
    console.findings(findings)
    loose = sum(not a.exactly for a in incoming.proposed)
    told = f"{len(incoming.proposed)} proposed ({loose} with other blanks, hyphens or quotation marks)"
    console.result(f"{file}: {told}, {incoming.known} known already, {len(findings)} refused")
    if incoming.proposed and not options.dry_run:
        path = _write(project, options.file.stem, file, as_decisions(incoming, file))
        console.result(f"wrote {project.relative(path)}")
    return 1 if errors(findings) else 0


def _write(project: Project, stem: str, file: str, entries: Sequence[dict[str, object]]) -> Path:
    import yaml

    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in stem).strip("-")[:80] or "import"
    path = project.decisions / "proposals" / f"{name}.yml"
    if path.exists():
        message = "the file is there already; look at it first, then delete it or give the table another name"
        raise _refused(message, project.relative(path))
    shown = "".join(c if c.isprintable() else "?" for c in file)
    text = HEAD.format(file=shown) + yaml.safe_dump(list(entries), allow_unicode=True, sort_keys=False, width=120)
    write_files({path: text.encode()})
    return path


def _refused(message: str, file: str) -> PrismabookError:
    from prismabook.extraction.codes import ROW_REFUSED

    return PrismabookError(Finding(ROW_REFUSED, message, Place(file)))
