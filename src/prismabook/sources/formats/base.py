"""A file's bytes before a reader has looked at them, and what a reader of a format makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from prismabook.findings import Finding
from prismabook.model import LINE_END, Kind
from prismabook.sources.codes import BROKEN_RECORD
from prismabook.sources.decode import Decoded, decode
from prismabook.sources.kept import Kept

HEAD = 8192
"""Characters at the beginning that are enough to tell one format from another."""


@dataclass(frozen=True)
class Raw:
    """A file as it lies on the disk."""

    id: str
    path: str
    data: bytes = field(repr=False)

    @cached_property
    def decoded(self) -> Decoded | str:
        """The text, or in words what the file is instead of text."""
        return decode(self.data)

    @cached_property
    def text(self) -> str:
        """The decoded text, every line end a line feed, so that lines keep their numbers; empty where it is no text.

        Readers of formats keep a text of their own; its offsets have nothing to do with the file's.
        """
        if not isinstance(self.decoded, Decoded):
            return ""
        text = self.decoded.text
        return LINE_END.sub("\n", text) if "\r" in text else text

    @cached_property
    def head(self) -> str:
        """The beginning of the text, without blanks before it."""
        return self.text[: 2 * HEAD].lstrip()[:HEAD]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file.

    ``announced`` says where records begin by a count of the reader's that is independent of reading them (``line 12``,
    ``[3]``: compared with :attr:`Kept.begins`); what was announced and is not there becomes a finding.
    """

    records: Sequence[Kept]
    announced: Sequence[str] = ()
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """How one file format is recognised and read.

    ``score`` gives how well a file fits, from 0 to 1, and must be quick; below ``page.THRESHOLD`` it is not that
    format. ``looks_for`` says in words what it goes by.
    """

    name: str
    looks_for: str
    score: Callable[[Raw], float]
    read: Callable[[Raw], Reading]


def each(path: str, parts: Iterable[tuple[int, str, Callable[[], Kept]]]) -> list[Kept]:
    """The records of a file, read one by one: line and place where each begins, and what reads it.

    One that cannot be read keeps its place, with a finding; its neighbours are unharmed.
    """
    kept = []
    for line, place, make in parts:
        try:
            kept.append(make())
        except Exception as error:  # whatever one record holds must not cost the others
            broken = Kept(path, Kind.UNKNOWN, line, place)
            told = str(error) if isinstance(error, ValueError) and str(error) else f"{type(error).__name__}: {error}"
            broken.find(BROKEN_RECORD, told)
            kept.append(broken)
    return kept
