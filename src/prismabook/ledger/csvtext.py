"""Tables as CSV text and back, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import NoneType, SimpleNamespace
from typing import Any

from prismabook.ledger.described import Table
from prismabook.project.cells import FORMULA

_SPECIAL = re.compile(r'[",\r\n]')
_FORMULA = frozenset(FORMULA)
BARE = (int, NoneType)
"""Types of cells that the writer writes as they are; a boolean is neither."""


def to_csv(table: Table, rows: Iterable[Mapping[str, object]]) -> str:
    """The rows as CSV (UTF-8 text, ``\\n`` line ends, a header line).

    A text cell that a spreadsheet would run as a formula gets a leading apostrophe, which :func:`from_csv`
    takes off again. Numbers are written with ``repr``'s shortest digits, missing values as empty cells.

    Raises
    ------
    ValueError
        If a row has a column that the table does not describe.
    """
    return "".join(csv_lines(table, rows))


def csv_lines(table: Table, rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The lines of :func:`to_csv` one by one, the header first."""
    yield csv_header(table)
    yield from csv_rows(table, rows)


def csv_header(table: Table) -> str:
    """The first line of a table."""
    return ",".join(table.names) + "\n"


def csv_rows(table: Table, rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The lines of :func:`to_csv` after the header."""
    names, columns = frozenset(table.names), [(column.name, column.type) for column in table.columns]
    line = csv.writer(SimpleNamespace(write=str), lineterminator="\n").writerow  # gives the line back
    for row in rows:
        if not names.issuperset(row):
            raise ValueError(f"{table.name} has no column {', '.join(sorted(set(row) - names))}")
        get: Callable[[str], Any] = row.get
        cells = [  # most cells are words that no spreadsheet takes for a formula, numbers, or empty
            value
            if ((kind := (value := get(name)).__class__) is str and value[:1] not in _FORMULA) or kind in BARE
            else _cell(value, type_)
            for name, type_ in columns
        ]
        written: str = line(cells)
        if len(cells) == 1 or "\r" in written:  # csv.writer quotes a lone empty cell, and before 3.13 no lone return
            written = ",".join(_quoted(_cell(get(name), type_)) for name, type_ in columns) + "\n"
        yield written


def from_csv(text: str, table: Table) -> list[dict[str, str]]:
    """The rows of a table written by :func:`to_csv`, every cell as text.

    Raises
    ------
    ValueError
        If the header is not the table's.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if reader.fieldnames is None or tuple(reader.fieldnames) != table.names:
        raise ValueError(f"{table.file} has other columns than the table {table.name}")
    return [{name: (cell or "").removeprefix("'") for name, cell in row.items()} for row in reader]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def _cell(value: object, type_: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value) if isinstance(value, float) else str(value)
    return "'" + text if type_ == "string" and text[:1] in _FORMULA else text
