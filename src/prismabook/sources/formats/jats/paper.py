"""What is kept of an article: a record's text with its tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from prismabook.model import Kind, Role, Section, Source, Table, Where
from prismabook.sources.formats.jats.inline import Words
from prismabook.sources.formats.jats.tables import Grid
from prismabook.sources.kept import GAP, TRIALS, Bit, Kept
from prismabook.sources.language import is_chinese

HINTS = (
    "NCT",
    "ISRCTN",
    "hiCTR",
    "HICTR",
    "udraCT",
    "UDRACT",
    "CRD42",
    "DRKS",
    "ACTRN",
    "UMIN",
    "jRCT",
    "CTRI",
    "EUCT",
)
"""Letters without which a text names no trial's number; looking for them first saves most of the search."""
CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHERS = bytes(sorted({*range(0x100)} - {*CAPITALS}))
"""All bytes but those of ASCII's capitals."""
HINTED = tuple((hint.encode().translate(None, OTHERS), hint) for hint in HINTS)
"""The capitals of each hint: these few letters of a text tell which hints are not in it."""


class Paper(Kept):
    """An article as far as it has been read; pieces come one by one, tables as a whole."""

    def __init__(self, path: str, words: Words, line: int = 1, place: str = "") -> None:
        super().__init__(path, Kind.ARTICLE, line, place)
        self.words = words
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
        """Append a piece, as :meth:`Kept.add` does; words of one place take the short way."""
        if not isinstance(words, str):
            return super().add(
                words, section, role, language=language, line=line, place=place, state=state, value=value
            )
        text, start = words.strip(), self._length
        if not text:
            return start, start
        if start:
            self._parts.append(GAP)
            start += len(GAP)
        self._parts.append(text)
        self._length = end = start + len(text)
        self._places.append(Where(start, end, place or self.place, line or self.line))
        chosen = language or ("en" if text.isascii() or not is_chinese(text) else "zh")
        self._sections.append(Section(section, role, start, end, chosen))
        if state:
            self.state(state, start, end, value)
        return start, end

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
        capitals = text.encode("utf-8", "surrogatepass").translate(None, OTHERS)
        places = [place for letters, hint in HINTED if letters in capitals for place in _places(text, hint)]
        starts = [section.start for section in self._sections] if places else []
        at = {bisect_right(starts, place) - 1 for place in places}
        for section in (self._sections[number] for number in sorted(at) if number >= 0):
            if section.role in (Role.BODY, Role.BOILERPLATE, Role.TABLE):
                self.identify(section.start, section.end, TRIALS)

    def source(self, plain: Source) -> Source:
        """The finished article with its tables."""
        return replace(super().source(plain), tables=tuple(self.tables))


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
