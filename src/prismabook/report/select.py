"""Choosing rows of the ledger by what their columns say, with errors that help to choose."""

from __future__ import annotations

from collections.abc import Sequence

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.ledger import Table
from prismabook.report.codes import AMBIGUOUS, NO_SUCH_ROW
from prismabook.report.values import Row

SHOWN = 8
"""Rows named in an error."""


def fitting(rows: Sequence[Row], table: Table, wanted: dict[str, str]) -> tuple[Row, ...]:
    """The rows whose columns equal what is wanted, in the table's order.

    Raises
    ------
    TypeError
        If the table has no such column.
    """
    if unknown := sorted(set(wanted) - set(table.names)):
        raise TypeError(f"the table {table.name} has no column {', '.join(unknown)}; it has {', '.join(table.names)}")
    return tuple(row for row in rows if all(row[column] == value for column, value in wanted.items()))


def single(rows: Sequence[Row], table: Table, wanted: dict[str, str]) -> Row:
    """The only row that fits.

    Raises
    ------
    PrismabookError
        PB601 with the nearest rows if none fits, PB602 if several do.
    """
    found = fitting(rows, table, wanted)
    if len(found) == 1:
        return found[0]
    asked = ", ".join(f"{column}={value!r}" for column, value in wanted.items())
    place = Place(f"review/data/{table.file}")
    if found:
        raise PrismabookError(Finding(AMBIGUOUS, f"{len(found)} rows fit {asked}: {_named(found, table)}", place))
    near = _named(_nearest(rows, wanted), table)
    raise PrismabookError(Finding(NO_SUCH_ROW, f"no row fits {asked}; the nearest are: {near or 'none'}", place))


def _nearest(rows: Sequence[Row], wanted: dict[str, str]) -> list[Row]:
    """Rows by how many of the wanted columns they meet, at least one, the best first."""
    scores = [(sum(row[column] == value for column, value in wanted.items()), row) for row in rows]
    best = [(score, row) for score, row in scores if score]
    return [row for _, row in sorted(best, key=lambda pair: -pair[0])]


def _named(rows: Sequence[Row], table: Table) -> str:
    names = [row[table.key] if table.key else " ".join(row.values()) for row in rows[:SHOWN]]
    return ", ".join(names) + (f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")
