"""What is kept of an article: a record's text with its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prismabook.model import Cell, Kind, Role, Section, Source, Table, Where
from prismabook.sources.formats.jats.tables import Grid
from prismabook.sources.kept import GAP, TRIALS, Bit, Kept

HINTS = (
    "NCT",
    "ISRCTN",
    "ChiCTR",
    "CHICTR",
    "EudraCT",
    "EUDRACT",
    "CRD42",
    "DRKS",
    "ACTRN",
    "UMIN",
    "jRCT",
    "CTRI",
    "-20",
)
"""Letters without which a text names no trial's number; looking for them first saves most of the search."""


class Paper(Kept):
    """An article as far as it has been read; pieces come one by one, tables as a whole."""

    def __init__(self, path: str, line: int = 1, place: str = "") -> None:
        super().__init__(path, Kind.ARTICLE, line, place)
        self.tables: list[Table] = []

    @property
    def length(self) -> int:
        """Characters kept so far."""
        return self._length

    @property
    def has_text(self) -> bool:
        """Whether anything but a title has been kept that rules may read."""
        return any(section.role is Role.BODY and section.name != "title" for section in self._sections)

    def add(
        self,
        words: str | Sequence[Bit],
        section: str,
        role: Role = Role.CITATION,
        *,
        language: str = "",
        line: int | None = None,
        place: str = "",
        state: str = "",
        value: str | None = None,
    ) -> tuple[int, int]:
        """Append a piece, as :meth:`Kept.add` does; English letters alone need no look at their language."""
        if isinstance(words, str) and not language and words.isascii():
            language = "en"
        return super().add(words, section, role, language=language, line=line, place=place, state=state, value=value)

    def rows(self, grid: Grid, role: Role, line: int | None, place: str) -> int:
        """Append a table's rows, each with its place; gives the offset that the cells' offsets count from."""
        bare = grid.text.strip()
        if not bare:
            return self._length
        if self._length:
            self._write(GAP)
        begin = self._length
        self._write(bare)
        start = begin - grid.text.index(bare)
        self._sections.append(Section("table", role, begin, self._length, "en"))
        ends = [*grid.starts[1:], len(grid.text)]
        for number, (first, last) in enumerate(zip(grid.starts, ends, strict=True), 1):
            a, b = max(start + first, begin), min(start + last - 1, self._length)
            if a < b:
                self._places.append(Where(a, b, f"{place}/row[{number}]", line))
        return start

    def restate(self, name: str, start: int) -> None:
        """State a field with the words from an offset on, blanks before them left out."""
        words = self.text[start:]
        if bare := words.strip():
            begin = start + words.index(bare)
            self.state(name, begin, begin + len(bare))

    def named_trials(self) -> None:
        """Note the trial numbers that the article's text names."""
        text = self.text
        if any(hint in text for hint in HINTS):
            for section in self._sections:
                if section.role in (Role.BODY, Role.BOILERPLATE, Role.TABLE):
                    words = text[section.start : section.end]
                    if any(hint in words for hint in HINTS):
                        self.identify(section.start, section.end, TRIALS)

    def source(self, plain: Source) -> Source:
        """The finished article with its tables."""
        return replace(super().source(plain), tables=tuple(self.tables))


def moved(cells: Sequence[Cell], by: int) -> list[Cell]:
    """Cells whose offsets count from elsewhere."""
    return [Cell(c.row, c.column, c.start + by, c.end + by, c.rows, c.columns, c.header) for c in cells]
