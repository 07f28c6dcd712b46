"""What to show of a document: its parts, the passages that data quote, the numbers that nobody took."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from prismabook.extraction import codebook
from prismabook.extraction.codebook import Codebook
from prismabook.extraction.notation import plain
from prismabook.findings import Finding
from prismabook.model import Datum, Lines, Role, Section, Source, Status

READ = (Role.BODY, Role.TABLE)
"""Roles of the sections that data may come from."""
LABEL = "label"
"""The name of sections that only head others."""
_NUMBER = re.compile(r"(?<![A-Za-z\d./·-])(?<![A-Za-z][.,])\d+(?:[.,·\u2009\u202f]\d+)*(?![A-Za-z]?\d)")
"""A number as a reader sees it; no part of a name such as IL-2, no reference after a full stop."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that one or more data quote, with the number that the view gives them."""

    number: int
    start: int
    end: int
    line: int
    data: tuple[Datum, ...]

    @property
    def status(self) -> str:
        """``uncertain`` if any of its data is, ``decided`` if a person has given any, otherwise ``certain``."""
        if any(d.status is Status.UNCERTAIN for d in self.data):
            return "uncertain"
        return "decided" if any(d.how.startswith("decision:") for d in self.data) else "certain"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text without a boundary inside: the passages that cover it, and whether it is a number not taken."""

    text: str
    start: int
    passages: tuple[Passage, ...] = ()
    untaken: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its pieces; ``section`` is None for the blanks between sections."""

    section: Section | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A document ready to be shown."""

    source: Source
    report: str
    parts: tuple[Part, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    labels: dict[str, str]
    taken: int
    untaken: int
    """Numbers in the parts that rules may read: in some datum, and in none."""


def explained(
    source: Source, data: Iterable[Datum], findings: Iterable[Finding] = (), book: Codebook | None = None
) -> Explained:
    """The view of a source with the data and findings that are its own; others are left aside."""
    book = book or codebook()
    own = [d for d in data if d.quote.source == source.id and d.quote.stands_in(source.text)]
    passages = _passages(source, own)
    numbers = list(_numbers(source, passages))
    parts = tuple(_parts(source, passages, [(a, b) for a, b, taken in numbers if not taken]))
    mine = tuple(f for f in findings if f.place and f.place.file.partition("#")[0] == source.path.partition("#")[0])
    labels = {item.id: item.label for item in book.items}
    taken = sum(known for *_, known in numbers)
    report = own[0].report if own else source.id
    return Explained(source, report, parts, passages, mine, labels, taken, len(numbers) - taken)


def _passages(source: Source, data: Sequence[Datum]) -> tuple[Passage, ...]:
    """The quoted stretches in the order of the text, those that begin alike from the longest to the shortest."""
    lines = Lines(source.text)
    spans: dict[tuple[int, int], list[Datum]] = {}
    for datum in data:
        spans.setdefault((datum.quote.start, -datum.quote.end), []).append(datum)
    return tuple(
        Passage(n, start, -end, lines.number(start), tuple(spans[start, end]))
        for n, (start, end) in enumerate(sorted(spans), 1)
    )


def _numbers(source: Source, passages: Sequence[Passage]) -> Iterator[tuple[int, int, bool]]:
    """The numbers of the parts that are read, with whether a datum that quotes them has them."""
    known = [(p.start, p.end, _figures(p.data)) for p in passages]
    first = 0
    for section in sorted(source.having(*READ), key=lambda s: s.start):
        if section.language not in ("en", ""):
            continue
        for match in _NUMBER.finditer(source.text, section.start, section.end):
            while first < len(known) and known[first][1] <= match.start() and known[first][0] <= match.start():
                first += 1
            value = plain(match[0])
            taken = False
            for start, end, figures in known[first:]:
                if start > match.start():
                    break
                if match.end() <= end and value in figures:
                    taken = True
                    break
            yield match.start(), match.end(), taken


def _figures(data: Iterable[Datum]) -> frozenset[str]:
    words = " ".join(part.replace("-", " ") for d in data for part in (d.value, d.time_point, d.arm, d.outcome) if part)
    exact = {d.value.lstrip("<>≤≥-") for d in data}
    return frozenset(exact | {plain(m) for m in re.findall(r"\d+(?:[.,·\u2009\u202f]\d+)*", words)})


def _parts(source: Source, passages: Sequence[Passage], untaken: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """All of the text, section by section and the blanks between them."""
    at = 0
    for section in sorted(source.sections, key=lambda s: s.start):
        if section.start > at:
            yield Part(None, _pieces(source.text, at, section.start, passages, untaken))
        yield Part(section, _pieces(source.text, section.start, section.end, passages, untaken))
        at = max(at, section.end)
    if at < len(source.text):
        yield Part(None, _pieces(source.text, at, len(source.text), passages, untaken))


def _pieces(
    text: str, start: int, end: int, passages: Sequence[Passage], untaken: Sequence[tuple[int, int]]
) -> tuple[Piece, ...]:
    near = [p for p in passages if p.start < end and p.end > start]
    numbers = [(a, b) for a, b in untaken if start <= a and b <= end]
    cuts = {start, end}
    cuts |= {x for p in near for x in (p.start, p.end) if start < x < end}
    cuts |= {x for span in numbers for x in span}
    ordered = sorted(cuts)
    bare = set(numbers)
    return tuple(
        Piece(text[a:b], a, tuple(p for p in near if p.start <= a and b <= p.end), _inside(bare, a, b))
        for a, b in pairwise(ordered)
    )


def _inside(numbers: set[tuple[int, int]], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in numbers) if numbers else False


def rows(view: Explained, passage: Passage) -> Iterator[tuple[str, str, str, str, str, bool]]:
    """Of each datum of a passage: label, what it is about, value, how it was obtained, note, whether uncertain."""
    for d in passage.data:
        about = " · ".join(filter(None, (d.outcome, d.arm, d.time_point)))
        unit = {"percent": "%"}.get(d.unit, f" {d.unit}" if d.unit else "")
        how = d.how.removeprefix("rule:")
        how = f"rule {how}" if d.how.startswith("rule:") else f"decided in {how.removeprefix('decision:')}"
        yield view.labels.get(d.item, d.item), about, f"{d.value}{unit}", how, d.note, d.status is Status.UNCERTAIN
