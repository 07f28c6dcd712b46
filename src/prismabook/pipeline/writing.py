"""The ledger and the bibliography written from an assembled review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from prismabook.audit import Concordance
from prismabook.bibliography import record_field_rows, record_rows, to_bibtex, to_csl_json, to_ris
from prismabook.extraction import codebook_rows
from prismabook.ledger import Table, csv_header, csv_lines, csv_rows, datapackage
from prismabook.ledger.schema import (
    CHECKLIST,
    CONCORDANCE,
    EXTRACTION,
    FINDINGS,
    RECORD_FIELDS,
    RECORDS,
    RESULTS,
    STUDIES,
)
from prismabook.ledger.schema_extraction import CODEBOOK, EXTRACTION_AGREEMENT, EXTRACTION_DISAGREEMENTS
from prismabook.pipeline.assembling import Assembled
from prismabook.pipeline.finding_rows import finding_rows
from prismabook.prisma import checklist_rows, reported
from prismabook.project import Aside, Project, read_bytes, to_keys
from prismabook.studies import designs, study_of, study_rows

Rows = Iterable[dict[str, object]]


def write(review: Assembled, project: Project) -> tuple[Path, ...]:
    """Write ``references.bib`` and ``review/data/``, with the references for other programs; returns what changed."""
    title = review.protocol.get("title") or "A systematic review"
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:80] or "review"
    with Aside() as aside:  # row by row: the tables of a large review need not stand in memory
        hashes = {
            table.file: aside.put(project.data / table.file, _pieces(chain([csv_header(table)], lines)))
            for table, lines in _lines(review)
        }
        aside.put(project.data / "datapackage.json", [datapackage(name, title, hashes).encode()])
        aside.put(project.decisions / "keys.csv", [to_keys(review.keys).encode()])
        aside.put(project.bibliography, [to_bibtex(review.records).encode()])
        aside.put(project.data / "references.ris", [to_ris(review.records).encode()])
        aside.put(project.data / "references.csl.json", [to_csl_json(review.records).encode()])
        return aside.settle()


PIECE = 1 << 18
"""Characters that are written at a time: a line, or all lines of a report, may be any length."""


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length > PIECE:
            yield "".join(held).encode()
            held, length = [], 0
    yield "".join(held).encode()


def _lines(review: Assembled) -> Iterator[tuple[Table, Iterator[str]]]:
    """Each table with the lines of its rows."""
    yield EXTRACTION, review.evidence.extraction_lines()
    yield RESULTS, review.evidence.result_lines()
    for table, rows in _tables(review):
        yield table, csv_rows(table, rows)


def _tables(review: Assembled) -> list[tuple[Table, Rows]]:
    """The tables whose rows are made here."""
    of = study_of(review.records, review.studies)
    return [
        (RECORDS, record_rows(review.records, review.sources, designs(review.records, review.evidence.telling), of)),
        (RECORD_FIELDS, record_field_rows(review.records, review.sources)),
        (STUDIES, study_rows(review.studies, review.records)),
        (CONCORDANCE, [_concordance_row(row) for row in review.concordance]),
        (FINDINGS, finding_rows(review.findings, review.records)),
        (CODEBOOK, codebook_rows(review.items)),
        (EXTRACTION_AGREEMENT, review.compared.agreements),
        (EXTRACTION_DISAGREEMENTS, review.compared.disagreements),
        *review.selection.tables(),
        (CHECKLIST, checklist_rows(review.reported)),
    ]


def checklist_is_current(project: Project) -> bool:
    """Whether the ledger's table ``checklist`` says what the chapters say now: all that a build takes from them."""
    written = read_bytes(project.data / CHECKLIST.file)
    return written == "".join(csv_lines(CHECKLIST, checklist_rows(reported(project)[0]))).encode()


def _concordance_row(row: Concordance) -> dict[str, object]:
    cells = {
        name: getattr(row, name) for name in ("study", "item", "paper", "paper_value", "registry", "registry_value")
    }
    joined = {"paper_data": ";".join(row.paper_data), "registry_data": ";".join(row.registry_data)}
    return {**cells, "verdict": row.verdict.value, "judgement": row.judgement.value, "fate": row.fate, **joined}
