"""Decision files that are tables: CSV whose every row knows its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from prismabook.findings import Finding, Place
from prismabook.project.codes import INVALID, NOT_TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a decision table with the line it begins on; cells without their surrounding blanks."""

    cells: dict[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def load_rows(path: Path, name: str, columns: Sequence[str]) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The rows of a table that has at least these columns; a missing file is an empty table.

    A row with more cells than the header becomes a finding and its neighbours survive; blank rows are left out.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return (), ()
    except UnicodeDecodeError as error:
        return (), (Finding(NOT_TEXT, f"byte {error.start} is not UTF-8", Place(name)),)
    return parse_rows(text, name, columns)


def parse_rows(text: str, name: str, columns: Sequence[str]) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Like :func:`load_rows` for a text."""
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [column.strip() for column in next(reader, [])]
    if missing := [column for column in columns if column not in header]:
        return (), (Finding(INVALID, f"the column {', '.join(missing)} is missing", Place(name, 1)),)
    rows, findings = [], []
    line = reader.line_num + 1
    for cells in reader:
        if len(cells) > len(header):
            message = f"{len(cells)} cells where the header has {len(header)}; a comma needs quotes around its cell"
            findings.append(Finding(INVALID, message, Place(name, line, ",".join(cells)[:120])))
        elif any(cell.strip() for cell in cells):
            padded = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
            rows.append(Row(dict(zip(header, padded, strict=True)), line))
        line = reader.line_num + 1
    return tuple(rows), tuple(findings)
