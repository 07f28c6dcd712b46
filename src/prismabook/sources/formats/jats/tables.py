"""JATS tables (they are HTML's): rows and columns with their spans resolved, as text with the place of every cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from prismabook.model import Cell
from prismabook.sources.formats.jats.inline import Element, Words, inner, tidy

MOST_COLUMNS = 300
"""Columns that a table may have; a span beyond is cut, with a finding."""
MOST_CELLS = 50_000
"""Cells of a table, spans counted fully; rows beyond are left out, with a finding."""
CELLS = ("td", "th")
ONE = frozenset([None, "1"])
"""How a cell writes that it spans one row or column: most do."""
BETWEEN = "\t"
"""Stands between the cells of a row in the text that is kept; rows are lines."""


@dataclass
class Grid:
    """A table as text, with its cells; offsets count from the beginning of ``text``."""

    text: str = ""
    cells: list[tuple[int, int, int, int, int, int, bool]] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    starts: list[int] = field(default_factory=list)
    """Where each row begins in the text."""
    cut: str = ""
    """What did not fit the limits, in words."""


def grid(tables: list[Element], words: Words) -> Grid:
    """The rows of one or more ``table`` elements that belong to one numbered table, one below the other."""
    made = Grid()
    parts: list[str] = []
    at = 0
    for table in tables:
        marked = inner(table, "thead") is not None
        below: dict[int, int] = {}  # column: rows that a cell above still covers
        for section, row in _rows(table):
            if made.columns * made.rows > MOST_CELLS or len(made.cells) > MOST_CELLS:
                made.cut = f"more than {MOST_CELLS} cells"
                break
            at = _row(made, row, section, marked, below, parts, at, words)
    made.text = "".join(parts)
    return made


def placed(made: Grid, start: int) -> tuple[Cell, ...]:
    """The cells of a grid whose text begins at an offset; none reaches below the last row."""
    new, rows = tuple.__new__, made.rows  # there are many cells
    return tuple(
        [
            new(Cell, (row, column, a + start, b + start, high if high == 1 else min(high, rows - row), wide, header))
            for row, column, a, b, high, wide, header in made.cells
        ]
    )


def _rows(table: Element) -> Iterator[tuple[str, Element]]:
    for child in table:
        if child.tag == "tr":
            yield "tbody", child
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child:
                if row.tag == "tr":
                    yield str(child.tag), row


def _row(
    made: Grid,
    row: Element,
    section: str,
    marked: bool,
    below: dict[int, int],
    parts: list[str],
    at: int,
    words: Words,
) -> int:
    """Place the cells of a row; gives the offset after it."""
    cells = [cell for cell in row if cell.tag in CELLS]
    header = section == "thead" if marked else bool(cells) and all(cell.tag == "th" for cell in cells)
    texts = [words(cell) if len(cell) else tidy(cell.text or "") for cell in cells]
    made.starts.append(at)
    spans = {cell.get("colspan") for cell in cells} | {cell.get("rowspan") for cell in cells}
    if below or spans - ONE or len(cells) > MOST_COLUMNS:
        at = _spanning(made, cells, texts, header, below, at)
    else:
        number, place = made.rows, made.cells.append
        for column, text in enumerate(texts):
            end = at + len(text)
            place((number, column, at, end, 1, 1, header))
            at = end + 1
        at += not cells
        made.columns = max(made.columns, len(cells))
    made.rows += 1
    parts += (BETWEEN.join(texts), "\n")
    return at


def _spanning(made: Grid, cells: list[Element], texts: list[str], header: bool, below: dict[int, int], at: int) -> int:
    """Place the cells of a row with spans, or below some; gives the offset after the row."""
    column, taken = 0, dict(below)
    begin = at
    for nth, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        while column in taken:
            column += 1
        if column >= MOST_COLUMNS:
            made.cut = f"more than {MOST_COLUMNS} columns"
            del texts[nth:]
            break
        wide = max(1, min(_span(made, cell.get("colspan") or "1", MOST_COLUMNS), MOST_COLUMNS - column))
        high = _span(made, cell.get("rowspan") or "1", 0)
        made.cells.append((made.rows, column, at, at + len(text), high, wide, header))
        at += len(text) + 1
        if high > 1:
            below.update(dict.fromkeys(range(column, column + wide), high))
        column += wide
    for covered in list(below):
        below[covered] -= 1
        if below[covered] <= 0:
            del below[covered]
    made.columns = max(made.columns, column)
    return at + (at == begin)


def _span(made: Grid, written: str, most: int) -> int:
    """A span as a number of at least 1; one of more columns than tables have is noted."""
    span = int(written) if written.isascii() and written.isdigit() and len(written) < 12 else 1
    if most and span > most:
        made.cut = f"a cell over {span} columns"
    return max(1, min(span, MOST_CELLS))
