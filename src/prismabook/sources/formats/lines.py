"""Lines of tagged exports, numbered as in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.model import LINE_END
from prismabook.sources.kept import Bit


@dataclass(frozen=True, slots=True)
class Tagged:
    """A field: its tag and its value, a bit for each line."""

    tag: str
    bits: list[Bit]

    @property
    def words(self) -> str:
        """The value on one line."""
        return " ".join(filter(None, (" ".join(bit.words.split()) for bit in self.bits)))

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.bits[0].line or 0


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Each line's number and words, without its end."""
    return iter(enumerate(LINE_END.split(text), 1))


class Numbers:
    """The line numbers of offsets in a text."""

    def __init__(self, text: str) -> None:
        self._ends = [match.end() for match in LINE_END.finditer(text)]

    def number(self, offset: int) -> int:
        """The line that an offset stands in, from 1."""
        return bisect_right(self._ends, offset) + 1
