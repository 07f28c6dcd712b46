"""Tables as a reader takes them in: which rows and columns are headings, and what every number stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from prismabook.extraction.answers.labels import meaning
from prismabook.extraction.document import Sentence
from prismabook.model import Cell, Source, Table
from prismabook.patterns import regex

LONGEST = 400
"""Characters of a label that are read; a cell with more is no figure."""

MOST_CELLS = 10_000
"""Cells of a table of results; larger ones list people or samples, and would take long."""
_NUMERIC = regex(r"^[<>≤≥~≈(\[]?\s*+[−–+-]?\s*[.·]?\d")
_WORD = regex(r"[^\W\d_]{3,}")
_PLACEHOLDER = regex(r"^(?:[–—−-]+|n\.?[sad]\.?|n/a|nil|none|ref\.?(?:erence)?|not \w+|\W)$", re.IGNORECASE)
SIZES = "n ="
"""The label of the sizes that a heading row gives for the rows below it: ``Haemoglobin: | n=168 | n=175``."""
_SIZE_ONLY = regex(r"^\(?[nN]\s?[=:]\s?\d+\)?$")
_DIGITS = regex(r"\d+")
_UNITS = "and days day hours hour min mins minutes months years weeks mmhg kcal cmh"
_ALLOWED = frozenset(_UNITS.split())


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a table's body with the labels that it stands under; offsets are the source's.

    ``group`` holds the headings of the rows above, ``stub`` the row's own labels, ``heads`` the columns' headings from
    the top.
    """

    text: str
    start: int
    end: int
    row: int
    column: int
    group: tuple[str, ...]
    stub: tuple[str, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Panel:
    """A part of a table under one block of headings."""

    source: Source = field(repr=False)
    table: Table
    number: int
    caption: str
    notes: str
    corner: str
    """The heading of the rows' labels."""
    heads: tuple[tuple[str, ...], ...]
    """The rows of headings, by column."""
    stubs: int
    entries: tuple[Entry, ...] = field(repr=False)

    places: dict[str, tuple[int, int]] = field(default_factory=dict, repr=False)
    """Where each label stands in the source."""

    def about(self) -> Iterator[Sentence]:
        """The caption and the notes."""
        for start, end in (self.table.caption, *((note.start, note.end) for note in self.table.notes)):
            if start < end <= start + 20 * LONGEST:
                yield Sentence(self.source.text[start:end], start, "table")

    def where(self, label: str) -> tuple[int, int] | None:
        """Where a label stands in the source, the first time."""
        return self.places.get(label)

    def rows(self) -> Iterator[tuple[Entry, ...]]:
        """The entries row by row."""
        row: list[Entry] = []
        for entry in self.entries:
            if row and entry.row != row[0].row:
                yield tuple(row)
                row = []
            row.append(entry)
        if row:
            yield tuple(row)


Row = list[tuple[str, Cell | None]]


def is_numeric(text: str) -> bool:
    """Whether a cell holds a figure (or the sign for a missing one) rather than words."""
    if _PLACEHOLDER.match(text):
        return True
    return bool(_NUMERIC.match(text)) and all(word.lower() in _ALLOWED for word in _WORD.findall(text))


def panels(source: Source) -> tuple[Panel, ...]:
    """The panels of all tables of an article."""
    fit = (table for table in source.tables if 0 < len(table.cells) <= MOST_CELLS)
    return tuple(panel for table in fit for panel in _panels(source, table))


def _panels(source: Source, table: Table) -> Iterator[Panel]:
    text = source.text
    rows: list[Row] = [
        [(text[c.start : min(c.end, c.start + LONGEST)], c) if c else ("", None) for c in row] for row in table.grid
    ]
    caption = text[table.caption[0] : table.caption[1]][: 5 * LONGEST]
    notes = " ".join(text[n.start : n.end] for n in table.notes)[: 20 * LONGEST]
    blocks = _blocks(rows)
    for number, (heads, body) in enumerate(blocks):
        if not body:
            continue
        stubs = _stubs([rows[r] for r in body])
        titles = _titles([rows[r] for r in heads], stubs)
        corner = " ".join(dict.fromkeys(rows[r][0][0] for r in heads if rows[r] and rows[r][0][0]))
        entries = tuple(_entries(rows, body, stubs, titles))
        places: dict[str, tuple[int, int]] = {}
        for _, cell in (c for row in rows for c in row if c[1] is not None):
            if cell is not None and cell.end > cell.start:
                places.setdefault(text[cell.start : cell.end], (cell.start, cell.end))
        yield Panel(source, table, number, caption, notes, corner, tuple(map(tuple, titles)), stubs, entries, places)


def _blocks(rows: Sequence[Row]) -> list[tuple[list[int], list[int]]]:
    """Blocks of heading rows with the body rows under each."""
    blocks: list[tuple[list[int], list[int]]] = []
    for number, row in enumerate(rows):
        heading = _is_heading(rows, number, blocks)
        if heading and (not blocks or blocks[-1][1]):
            blocks.append(([number], []))
        elif heading:
            blocks[-1][0].append(number)
        elif blocks:
            blocks[-1][1].append(number)
        elif any(text for text, _ in row):
            blocks.append(([number], []))  # a table without marked headings: its first row
    return blocks


def _is_heading(rows: Sequence[Row], number: int, blocks: Sequence[tuple[list[int], list[int]]]) -> bool:
    row = rows[number]
    own = [cell for _, cell in row if cell is not None and cell.row == number]
    if own and all(cell.header for cell in own):
        return True
    texts = [text for text, _ in row]
    rest = [text for text in texts[1:] if text]
    fresh = bool(blocks) and not blocks[-1][1]
    if len(set(map(id, (cell for _, cell in row)))) == 1 and len(row) > 1:
        return fresh and not texts[0]
    if fresh and not any(texts):
        return True
    words = len(rest) > 1 and not any(is_numeric(text) for text in rest)
    if not words:
        return False
    return (fresh and (not texts[0] or all(meaning(t).told for t in rest))) or (not texts[0] and len(set(rest)) > 1)


def _stubs(body: Sequence[Row]) -> int:
    """How many columns at the left hold labels."""
    width = max(map(len, body))
    stubs = 1
    while stubs < width - 1:
        column = [row[stubs] for row in body if stubs < len(row)]
        texts = [t for t, c in column if t and c is not None and c.columns < width]
        if not texts or (sum(is_numeric(t) for t in texts) * 2 >= len(texts) and not _times(texts)):
            break
        stubs += 1
    return stubs


_TIME = regex(
    r"^(?:\d+(?:\.\d+)?(?:st|nd|rd|th)?[\s-]?(?:hours?|hrs?|h|days?|weeks?|wks?|months?|mos?|years?|yrs?|min(?:ute)?s?)"
    r"|baseline|before|after|pre\W?\w*|post\W?\w*|follow[\s-]?up)\b[^±(\d]*$",
    re.IGNORECASE,
)


def _times(texts: Sequence[str]) -> bool:
    """Whether a column names times that come again (``2 weeks``), so that it labels the rows."""
    return len(texts) > 1 and len(set(texts)) < len(texts) and all(_TIME.match(text.strip()) for text in texts)


def _titles(heads: Sequence[Row], stubs: int) -> list[list[str]]:
    """The texts of the heading rows by column; headings without a span reach over the columns that repeat."""
    titles = [[text for text, _ in row] for row in heads]
    if len(titles) > 1:
        for upper in titles[:-1]:
            _spread(upper, titles[-1], stubs)
    return titles


def _spread(upper: list[str], lower: list[str], stubs: int) -> None:
    """Where ``n, mean, SD`` come again for each group, but the groups' headings do not reach over them: let them."""
    groups = list(dict.fromkeys(t for t in upper[stubs:] if t and not meaning(t).test))
    if len(groups) < 2 or all(upper[stubs:]):
        return
    named = [t for t in lower[stubs:] if t]
    for period in range(2, len(named) // len(groups) + 1):
        parts = [lower[stubs + n * period : stubs + (n + 1) * period] for n in range(len(groups))]
        if all(part == parts[0] for part in parts) and len(set(parts[0])) == period:
            for number, group in enumerate(groups):
                for column in range(stubs + number * period, stubs + (number + 1) * period):
                    upper[column] = group
            return


def _entries(rows: Sequence[Row], body: Sequence[int], stubs: int, titles: list[list[str]]) -> Iterator[Entry]:
    group: list[str] = []
    fresh = False
    first = ""
    for number in body:
        row = rows[number]
        stub = [text for text, _ in row[:stubs]]
        if stubs > 1 and not stub[0] and any(stub) and first:
            stub[0] = first  # printed once, for several rows
        first = stub[0]
        labels = tuple(dict.fromkeys(text for text in stub if text))
        cells = [
            (column, text, cell) for column, (text, cell) in enumerate(row) if column >= stubs and cell is not None
        ]
        values = [(c, t, cell) for c, t, cell in cells if t and cell.row == number and not _is_test(titles, c)]
        sizes = bool(values) and all(_SIZE_ONLY.match(text) for _, text, _ in values)
        if labels and (not values or _one_cell(row) or sizes):
            group = [*group, *labels] if fresh else list(labels)
            fresh = True
            for column, text, cell in values if sizes and not _one_cell(row) else ():
                digits = _DIGITS.search(text)
                if digits:
                    start, end = (cell.start + offset for offset in digits.span())
                    yield Entry(digits[0], start, end, number, column, tuple(group), (SIZES,), _heads(titles, column))
            continue
        fresh = False
        for column, text, cell in cells:
            if text and cell.end - cell.start <= LONGEST:
                yield Entry(text, cell.start, cell.end, number, column, tuple(group), labels, _heads(titles, column))


def _is_test(titles: list[list[str]], column: int) -> bool:
    return any(column < len(row) and meaning(row[column]).test for row in titles)


def _one_cell(row: Row) -> bool:
    return len(row) > 1 and len({id(cell) for _, cell in row}) == 1


def _heads(titles: list[list[str]], column: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in titles if column < len(row) and row[column]))
