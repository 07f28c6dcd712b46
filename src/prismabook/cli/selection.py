"""The commands of the selection: the flow diagram, and decisions from screening tools."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prismabook.cli.console import Console
from prismabook.findings import Finding, Place, PrismabookError, errors
from prismabook.project import find_project, load_decisions, read_bytes, write_files
from prismabook.project.codes import MISSING, NOT_TEXT

if TYPE_CHECKING:
    from prismabook.prisma import Flow


def flow(options: Namespace, console: Console) -> int:
    """The flow diagram counted, and written or drawn where that is asked for."""
    diagram, findings, note = _read(options) if options.source else _count(options, console)
    console.findings(findings)
    for box in diagram.boxes:
        if box.shown != "never":
            console.result(f"{box.n:>8,}  {box.label} ({box.unit})")
    written: dict[Path, bytes] = {}
    if options.csv:
        written[options.csv] = _table(diagram)
    if options.svg:
        written[options.svg] = _drawn(diagram, note, narrow=options.narrow)
    write_files(written)
    for path in written:
        console.result(f"wrote {path}")
    return 1 if errors(findings) else 0


def _count(options: Namespace, console: Console) -> tuple[Flow, tuple[Finding, ...], str]:
    from prismabook import pipeline
    from prismabook.prisma.codes import PROPOSALS

    review = pipeline.assemble(find_project(options.project), console.progress)
    diagram = review.selection.flow
    mine = tuple(f for f in review.findings if f.code.id.startswith("PB4") and f.place and "screening" in f.place.file)
    said = next((finding.message for finding in mine if finding.code is PROPOSALS), "")
    return diagram, mine, f"{said}." if said else ""


def _read(options: Namespace) -> tuple[Flow, tuple[Finding, ...], str]:
    """A diagram from a table, with what does not add up in it."""
    from prismabook.prisma import invariants, read_flow
    from prismabook.project import parse_rows

    name = options.source.name
    rows, findings = parse_rows(_text(options.source), name, ("data", "n"))
    if findings:
        return read_flow([], name)[0], findings, ""
    diagram, problems = read_flow([row.cells for row in rows], name)
    return diagram, (*problems, *invariants(diagram.numbers, Place(name))), ""


def _text(path: Path) -> str:
    data = read_bytes(path)
    if data is None:
        raise PrismabookError(Finding(MISSING, "there is no such file", Place(str(path))))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PrismabookError(Finding(NOT_TEXT, f"byte {error.start} is not UTF-8", Place(str(path)))) from error


def _table(diagram: Flow) -> bytes:
    from prismabook.ledger import to_csv
    from prismabook.ledger.schema import FLOW
    from prismabook.prisma import flow_rows

    return to_csv(FLOW, flow_rows(diagram)).encode()


def _drawn(diagram: Flow, note: str, *, narrow: bool) -> bytes:
    from prismabook.report.figures import flow_groups, flow_layout, flow_narrow, flow_svg

    drawing = flow_narrow.narrow(diagram, note) if narrow else flow_layout.page(diagram, note)
    return flow_svg.file_svg(drawing, "PRISMA 2020 flow diagram", flow_groups.alternative(diagram, note))


def import_screening(options: Namespace, console: Console) -> int:
    """A screening tool's decisions into the ledger; rows that stand there are left as they are."""
    from prismabook import pipeline
    from prismabook.prisma.imports import Mapping, imported, load_mapping, read_export, with_rows

    project = find_project(options.project)
    mapping, problems = load_mapping(options.mapping, options.mapping.name) if options.mapping else (Mapping(), ())
    if problems:
        raise PrismabookError(*problems)
    given = {name: value for name in ("stage", "list", "by") if (value := getattr(options, name))}
    mapping = replace(mapping, **given)
    judged, unread = read_export(_text(options.file), options.tool, options.file.name, mapping)
    review = pipeline.assemble(project, console.progress)
    criteria = [str(entry["id"]) for entry in review.protocol.get("eligibility") or ()]
    screening = load_decisions(project).screening
    found = imported(judged, review.records, screening, mapping, criteria, options.file.name)
    console.findings((*unread, *found.findings))
    ledger = project.decisions / "screening.csv"
    if found.rows and not options.dry_run:
        text = (read_bytes(ledger) or b"").decode("utf-8")
        write_files({ledger: with_rows(text, found.rows).encode()})
    proposals = sum(row.proposal for row in found.rows)
    would = "would be " if options.dry_run else ""
    console.result(
        f"{len(found.rows)} decisions {would}added to {project.relative(ledger)}, {found.known} were there already"
        + (f"; {proposals} are proposals, as nobody is named: give --by" if proposals else "")
    )
    return 1 if errors((*unread, *found.findings)) else 0
