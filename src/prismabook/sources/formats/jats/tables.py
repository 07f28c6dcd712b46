"""JATS tables (they are HTML's): rows and columns with their spans resolved, as text with the place of every cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from prismabook.model import Cell
from prismabook.sources.formats.jats.inline import Element, words

MOST_COLUMNS = 300
"""Columns that a table may have; a span beyond is cut, with a finding."""
MOST_CELLS = 50_000
"""Cells of a table, spans counted fully; rows beyond are left out, with a finding."""
BETWEEN = "\t"
"""Stands between the cells of a row in the text that is kept; rows are lines."""


@dataclass
class Grid:
    """A table as text, with its cells; offsets count from the beginning of ``text``."""

    text: str = ""
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    starts: list[int] = field(default_factory=list)
    """Where each row begins in the text."""
    cut: str = ""
    """What did not fit the limits, in words."""


def grid(tables: list[Element]) -> Grid:
    """The rows of one or more ``table`` elements that belong to one numbered table, one below the other."""
    made = Grid()
    parts: list[str] = []
    at = 0
    for table in tables:
        marked = table.find("thead") is not None
        below: dict[int, int] = {}  # column: rows that a cell above still covers
        for section, row in _rows(table):
            if made.columns * made.rows > MOST_CELLS or len(made.cells) > MOST_CELLS:
                made.cut = f"more than {MOST_CELLS} cells"
                break
            at = _row(made, row, section, marked, below, parts, at)
    made.text = "".join(parts)
    made.cells = [
        cell if cell.row + cell.rows <= made.rows else replace(cell, rows=made.rows - cell.row) for cell in made.cells
    ]
    return made


def _rows(table: Element) -> Iterator[tuple[str, Element]]:
    for child in table:
        if child.tag == "tr":
            yield "tbody", child
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child:
                if row.tag == "tr":
                    yield str(child.tag), row


def _row(made: Grid, row: Element, section: str, marked: bool, below: dict[int, int], parts: list[str], at: int) -> int:
    """Place the cells of a row; gives the offset after it."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    header = section == "thead" if marked else bool(cells) and all(cell.tag == "th" for cell in cells)
    column, number = 0, made.rows
    taken = dict(below)
    made.starts.append(at)
    for index, cell in enumerate(cells):
        while taken.get(column):
            column += 1
        wide, high = 1, 1
        if cell.attrib:
            wide, high = _span(made, cell, "colspan"), _span(made, cell, "rowspan")
            wide = max(1, min(wide, MOST_COLUMNS - column))
        if column >= MOST_COLUMNS:
            made.cut = f"more than {MOST_COLUMNS} columns"
            break
        if index:
            parts.append(BETWEEN)
            at += 1
        text = words(cell)
        if text:
            parts.append(text)
        made.cells.append(Cell(number, column, at, at + len(text), high, wide, header))
        at += len(text)
        if high > 1:
            for covered in range(column, column + wide):
                below[covered] = high
        column += wide
    for covered in list(below):
        below[covered] -= 1
        if below[covered] <= 0:
            del below[covered]
    made.rows += 1
    made.columns = max(made.columns, column)
    parts.append("\n")
    return at + 1


def _span(made: Grid, cell: Element, name: str) -> int:
    written = cell.get(name)
    if written is None or written == "1":
        return 1
    try:
        span = int(written)
    except ValueError:
        return 1
    if span > MOST_COLUMNS and name == "colspan":
        made.cut = f"a cell over {span} columns"
    return max(1, min(span, MOST_CELLS))
