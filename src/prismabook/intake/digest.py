"""What is kept of one file when its text has been read: its records' fields and data with their quotes and places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from prismabook.bibliography import stated_language
from prismabook.extraction import Codebook, Draft, draft
from prismabook.findings import Finding
from prismabook.model import Source, Where
from prismabook.sources import read


@dataclass(frozen=True, slots=True)
class Digest:
    """A file's sources without text and sections, the draft of each one's data, and what was noticed."""

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
    """A source without its text: its places are those of its quotes alone, its language is stated."""
    stated = source.stated
    if language := stated_language(source):
        stated = (*stated, language)
    starts = {entry.quote.start for entry in stated} | {datum.quote.start for datum in made.data}
    return replace(source, text="", sections=(), tables=(), stated=stated, places=points(source, starts))


def points(source: Source, offsets: Iterable[int]) -> tuple[Where, ...]:
    """The places of single offsets."""
    return tuple(Where(at, at + 1, source.place(at), source.line(at)) for at in sorted(offsets))
