"""The ledger's tables as pandas frames, each column with the type that the data dictionary gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from prismabook.ledger import Table

DTYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "string"}
"""pandas types by the data dictionary's; all of them can be missing, as an unknown value must be able to."""


def frame(table: Table, rows: Iterable[Mapping[str, str]]) -> Any:
    """The rows as a ``pandas.DataFrame``; empty cells are missing values."""
    import pandas as pd  # takes a second to import, and only a chapter that computes with frames needs it

    cells = list(rows)
    columns = {
        column.name: pd.array([_value(row[column.name], column.type) for row in cells], dtype=DTYPES[column.type])
        for column in table.columns
    }
    return pd.DataFrame(columns)


def _value(cell: str, type_: str) -> str | int | float | bool | None:
    if cell == "":
        return None
    if type_ == "integer":
        return int(cell)
    if type_ == "number":
        return float(cell)
    return cell == "true" if type_ == "boolean" else cell
