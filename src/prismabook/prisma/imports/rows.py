"""A tool's decisions as rows of the screening ledger: records found, reasons mapped, nothing overwritten."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from prismabook.bibliography.matching import Known
from prismabook.findings import Finding, Place
from prismabook.model import Record
from prismabook.prisma.codes import AMBIGUOUS_MATCH, DIFFERS, UNMAPPED, UNMATCHED
from prismabook.prisma.imports.mapping import Mapping
from prismabook.prisma.imports.tools import Judged
from prismabook.project import ScreeningDecision
from prismabook.project.screening import COLUMNS

NOT_RETRIEVED = "not retrieved"
"""What a mapping file may make of a tool's reason that is none: the report could not be had."""


@dataclass(frozen=True, slots=True)
class Imported:
    """New rows for the ledger, how many it had already, and what could not be imported."""

    rows: tuple[ScreeningDecision, ...]
    known: int
    findings: tuple[Finding, ...]


def imported(
    judged: Sequence[Judged],
    records: Sequence[Record],
    screening: Sequence[ScreeningDecision],
    mapping: Mapping,
    criteria: Collection[str],
    name: str,
) -> Imported:
    """The rows that an export adds to a ledger.

    A row that the ledger has for the same record, stage and person stays as it is; if the export says otherwise, that
    is a finding. ``criteria`` are the protocol's; ``name`` is the export's, for findings.
    """
    known = Known.of(records)
    findings: list[Finding] = []
    ledger = {(row.record, row.stage, row.by): row for row in screening}
    lines = {one.line: one for one in judged}
    keys = {line: _key(one, known, name, findings) for line, one in lines.items()}
    findings += _unmapped(judged, mapping, criteria, name)
    lost = {one.line for one in judged if any(mapping.reason(r) == NOT_RETRIEVED for r in one.reasons)}
    new: list[ScreeningDecision] = []
    had = 0
    for one in judged:
        if not keys[one.line] or (one.line in lost and one.stage == "retrieval"):
            continue
        row = _row(keys[one.line], one, mapping, criteria)
        before = ledger.get((row.record, row.stage, row.by))
        if before is None:
            new.append(row)
            ledger[row.record, row.stage, row.by] = row
        elif before.verdict == row.verdict:
            had += 1
        else:
            message = f"{row.record} at {row.stage}: {row.verdict} here, {before.verdict} in the ledger"
            findings.append(Finding(DIFFERS, message, Place(name, one.line), about=row.record))
    return Imported(tuple(new), had, tuple(findings))


def _key(one: Judged, known: Known, name: str, findings: list[Finding]) -> str:
    found = known.find(one.wanted)
    if len(found) == 1:
        return found[0]
    said = one.wanted.title or one.wanted.doi or one.wanted.pmid or "a record without title and identifier"
    place = Place(name, one.line, said[:120])
    if found:
        findings.append(Finding(AMBIGUOUS_MATCH, f"it may be {' or '.join(found)}", place))
    else:
        findings.append(Finding(UNMATCHED, "no record has its DOI, PubMed number or title", place))
    return ""


def _unmapped(judged: Sequence[Judged], mapping: Mapping, criteria: Collection[str], name: str) -> Iterator[Finding]:
    """One finding for each reason of the tool that leads to no criterion."""
    said: dict[str, list[int]] = {}
    for one in judged:
        for reason in one.reasons:
            if _criterion(reason, mapping, criteria) == "":
                said.setdefault(reason, []).append(one.line)
    for reason, lines in said.items():
        count = "1 record" if len(lines) == 1 else f"{len(lines)} records"
        message = f"“{reason}” of {count} leads to no criterion of {', '.join(criteria) or 'the protocol'}"
        yield Finding(UNMAPPED, message, Place(name, lines[0]), topic=reason)


def _criterion(reason: str, mapping: Mapping, criteria: Collection[str]) -> str:
    """A tool's reason as a criterion's id: by the mapping, or because it is one already."""
    found = mapping.reason(reason) or reason
    return found if found in criteria or found == NOT_RETRIEVED else ""


def _row(key: str, one: Judged, mapping: Mapping, criteria: Collection[str]) -> ScreeningDecision:
    reasons = [_criterion(reason, mapping, criteria) for reason in one.reasons]
    labels = [mapping.labels.get(label.casefold(), "") for label in one.labels] if one.verdict == "exclude" else []
    found = dict.fromkeys(reason for reason in (*reasons, *labels) if reason)
    row = ScreeningDecision(key, one.stage, one.verdict, "", one.by, one.date, one.note, one.line)
    if NOT_RETRIEVED in found:
        return replace(row, stage="retrieval", verdict=NOT_RETRIEVED)
    return replace(row, reason="; ".join(found))


def with_rows(text: str, rows: Sequence[ScreeningDecision]) -> str:
    """A ledger's text with rows added below; what stands there keeps every byte.

    Cells that a spreadsheet would run as a formula get a blank before them, which reading takes off again.
    """
    kept = text if not text or text.endswith("\n") else f"{text}\n"
    header = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")), []) or list(COLUMNS)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if not text.strip():
        writer.writerow(header)
    for row in rows:
        cells = dict(zip(COLUMNS, _cells(row), strict=True))
        writer.writerow([_harmless(cells.get(column.strip(), "")) for column in header])
    return kept + out.getvalue()


def _cells(row: ScreeningDecision) -> tuple[str, ...]:
    return row.record, row.stage, row.verdict, row.reason, row.by, row.date, row.note


def _harmless(cell: str) -> str:
    one_line = " ".join(cell.split())
    return f" {one_line}" if one_line.startswith(("=", "+", "-", "@")) else one_line
