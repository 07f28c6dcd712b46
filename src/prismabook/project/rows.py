"""Decision files that are tables: CSV whose every row knows its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prismabook.findings import Finding, Place
from prismabook.project.codes import INVALID, NOT_TEXT

if TYPE_CHECKING:
    from _csv import Reader


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a decision table with the line it begins on; cells without their surrounding blanks."""

    cells: dict[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def load_rows(path: Path, name: str, columns: Sequence[str]) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The rows of a table that has at least these columns; a missing file is an empty table.

    A row with more or fewer cells than the header becomes a finding and its neighbours survive; blank rows are left
    out.
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
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    findings: list[Finding] = []
    table = list(_lines(reader, name, findings))
    header = [column.strip() for column in table[0][0]] if table else []
    if missing := [column for column in columns if column not in header]:
        wrong = f"the column {', '.join(missing)} is missing"
    elif twice := [column for column in dict.fromkeys(header) if header.count(column) > 1]:
        wrong = f"the column {', '.join(twice)} stands there twice"
    else:
        rows = [_row(cells, header, Place(name, line, _shown(cells)), findings) for cells, line in table[1:]]
        return tuple(row for row in rows if row), tuple(findings)
    return (), (*findings, Finding(INVALID, wrong, Place(name, table[0][1] if table else 1)))


def _lines(reader: Reader, name: str, findings: list[Finding]) -> Iterator[tuple[list[str], int]]:
    """The cells of each row that is not blank, with the line it begins on; what is no CSV becomes a finding."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"no table from here on: {error}; a quote within a cell is written twice"
            findings.append(Finding(INVALID, message, Place(name, line)))
            continue
        if any(cell.strip() for cell in cells):
            yield cells, line


def _row(cells: list[str], header: list[str], place: Place, findings: list[Finding]) -> Row | None:
    if len(cells) != len(header):
        message = f"{_counted(len(cells))} where the header has {len(header)}; " + (
            "a comma within a cell needs quotes around the cell"
            if len(cells) > len(header)
            else "a cell is missing: an empty one needs its comma too"
        )
        findings.append(Finding(INVALID, message, place))
        return None
    return Row({column: cell.strip() for column, cell in zip(header, cells, strict=True)}, place.line or 0)


def _counted(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _shown(cells: Sequence[str]) -> str:
    return ",".join(cells)[:120]
