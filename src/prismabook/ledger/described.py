"""How a table of the ledger is described."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type is a Frictionless type (string, integer, number, boolean)."""

    name: str
    description: str
    type: str = "string"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the ledger; ``file`` is its name below ``review/data/``."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: str = ""

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)


def column(name: str, description: str, type_: str = "string", *, required: bool = False) -> Column:
    """A column, in few words."""
    return Column(name, description, type_, required)
