"""Tables as CSV text and back, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from prismabook.ledger.described import Table

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""First characters that a spreadsheet takes for a formula (and the apostrophe that disarms them)."""


_SPECIAL = re.compile(r'[",\r\n]')


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
    names = set(table.names)
    yield ",".join(table.names) + "\n"
    for row in rows:
        if unknown := set(row) - names:
            raise ValueError(f"{table.name} has no column {', '.join(sorted(unknown))}")
        yield ",".join([_quoted(_cell(row.get(column.name), column.type)) for column in table.columns]) + "\n"


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
    """The cell as it stands in a line; csv.writer leaves a lone carriage return bare before Python 3.13."""
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def _cell(value: object, type_: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value) if isinstance(value, float) else str(value)
    if type_ == "string" and text.startswith(FORMULA):
        return "'" + text
    return text
