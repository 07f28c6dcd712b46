"""What is kept of one file when its text has been read.

What every build asks of every source stands in its :class:`Digest`: fields, numbers, an outline. Its data, many times
as much, are its :class:`Harvest`, which is put away and fetched when its report's turn comes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from prismabook.bibliography import stated_language
from prismabook.extraction import Codebook, Draft, draft
from prismabook.findings import Finding
from prismabook.model import Datum, Role, Source, Stated, Where
from prismabook.sources import read
from prismabook.sources.identifiers import REGISTRIES, find
from prismabook.studies import TELLING


@dataclass(frozen=True, slots=True)
class Digest:
    """A file's sources without text (their sections are outlines), and what was noticed when it was read.

    ``telling`` are those data of each source that tell which study it reports; ``counts`` says how many data it has.
    """

    sources: tuple[Source, ...]
    telling: tuple[tuple[Datum, ...], ...]
    counts: tuple[int, ...]
    findings: tuple[Finding, ...]
    has_text: bool


@dataclass(frozen=True, slots=True)
class Harvest:
    """The draft of a source's data, and the places where their quotes begin."""

    draft: Draft
    places: tuple[Where, ...] = ()


Taken = tuple[Digest, tuple[Harvest, ...]]


def digest(path: Path, root: Path, book: Codebook) -> Taken:
    """Read one file of the review at ``root`` and take from it what a build needs: a harvest for each source."""
    sources, findings = read(path, root)
    drafts = tuple(draft(source, book) for source in sources)
    telling = tuple(tuple(datum for datum in made.data if datum.item in TELLING) for made in drafts)
    light = tuple(lightened(source, data) for source, data in zip(sources, telling, strict=True))
    counts = tuple(len(made.data) for made in drafts)
    harvests = tuple(
        Harvest(made, points(source, {datum.quote.start for datum in made.data}))
        for source, made in zip(sources, drafts, strict=True)
    )
    return Digest(light, telling, counts, findings, any(source.text for source in sources)), harvests


def lightened(source: Source, telling: Iterable[Datum] = ()) -> Source:
    """A source without its text: its outline for sections, its fields' places; its language and numbers are stated."""
    stated = source.stated
    if language := stated_language(source):
        stated = (*stated, language)
    stated += tuple(_numbers(source, {entry.quote.start for entry in stated}))
    starts = {entry.quote.start for entry in stated} | {datum.quote.start for datum in telling}
    return replace(source, text="", sections=source.outline, tables=(), stated=stated, places=points(source, starts))


def _numbers(source: Source, known: Container[int]) -> Iterator[Stated]:
    """The trials' numbers in the text that no field states."""
    for section in source.having(Role.BODY):
        for hit in find(source.text, section.start, section.end):
            if hit.scheme in REGISTRIES and hit.start not in known:
                yield Stated("registration-in-text", hit.value, source.quote(hit.start, hit.end))


def points(source: Source, offsets: Iterable[int]) -> tuple[Where, ...]:
    """The places of single offsets."""
    return tuple(Where(at, at + 1, source.place(at), source.line(at)) for at in sorted(offsets))
