"""What is kept of one file when its text has been read: its records' fields and data with their quotes and places."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from prismabook.bibliography import stated_language
from prismabook.extraction import Codebook, Draft, draft
from prismabook.findings import Finding
from prismabook.model import Role, Source, Stated, Where
from prismabook.sources import read
from prismabook.sources.identifiers import REGISTRIES, find


@dataclass(frozen=True, slots=True)
class Digest:
    """A file's sources without text (their sections are outlines), the draft of each one's data, what was noticed."""

    sources: tuple[Source, ...]
    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    has_text: bool


def digest(path: Path, root: Path, book: Codebook) -> Digest:
    """Read one file of the review at ``root`` and take from it what a build needs."""
    sources, findings = read(path, root)
    drafts = tuple(draft(source, book) for source in sources)
    light = tuple(lightened(source, made) for source, made in zip(sources, drafts, strict=True))
    return Digest(light, drafts, findings, any(source.text for source in sources))


def lightened(source: Source, made: Draft) -> Source:
    """A source without its text: its outline for sections, its quotes' places; its language and numbers are stated."""
    stated = source.stated
    if language := stated_language(source):
        stated = (*stated, language)
    stated += tuple(_numbers(source, {entry.quote.start for entry in stated}))
    starts = {entry.quote.start for entry in stated} | {datum.quote.start for datum in made.data}
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
