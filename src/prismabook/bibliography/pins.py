"""Citation keys that stay: a key once written belongs to its record, whatever is learnt about it later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from prismabook.bibliography.codes import PINNED_TWICE
from prismabook.bibliography.keys import base_key, plain, unique
from prismabook.findings import Finding, Place
from prismabook.model import Record, Source
from prismabook.project import PinnedKey

COLUMNS = ("key", "source", "identity")


def identity(source: Source) -> str:
    """What tells a record of a file from the others, by the source's own words: an identifier, or title and year.

    Decisions that complete a record do not touch it. It is empty for a document that has a file of its own: there the
    file's name tells.
    """
    if not source.number:
        return ""
    stated = {s.name: s.value for s in reversed(source.stated)}
    for name in ("PMID", "DOI", "registration", "PMCID"):
        if value := stated.get(name):
            return f"{name}:{value.casefold()}"
    title = plain(stated.get("title", ""))[:60]
    return f"title:{title}:{stated.get('issued', '')[:4]}" if title else ""


def keyed(
    records: Sequence[Record], sources: Mapping[str, Source], pinned: Iterable[PinnedKey]
) -> tuple[list[Record], list[Finding]]:
    """The records with their keys: the pinned one where there is one, else a new one that no other has."""
    by_identity: dict[tuple[str, str], PinnedKey] = {}
    by_source: dict[str, PinnedKey] = {}
    reserved = set()
    for pin in pinned:
        reserved.add(pin.key)
        if pin.identity:
            by_identity.setdefault((pin.source.rpartition("#")[0], pin.identity), pin)
        else:
            by_source.setdefault(pin.source, pin)
    taken: dict[str, str] = {}
    findings = []
    settled: list[str] = []
    for record in records:
        known = _pin(record, sources, by_identity, by_source)
        if known and known.key in taken:
            place = Place(known.file, known.line, known.key)
            findings.append(Finding(PINNED_TWICE, f"{taken[known.key]} has the key {known.key} already", place))
        elif known:
            taken[known.key] = record.source
        settled.append(known.key if known and taken[known.key] == record.source else "")
    bases = [
        "" if key else base_key(r.authors, r.get("title"), r.get("issued"), r.get("registration"), r.source)
        for key, r in zip(settled, records, strict=True)
    ]
    fresh = iter(unique([base for base in bases if base], reserved))
    return [replace(r, key=key or next(fresh)) for key, r in zip(settled, records, strict=True)], findings


def _pin(
    record: Record,
    sources: Mapping[str, Source],
    by_identity: Mapping[tuple[str, str], PinnedKey],
    by_source: Mapping[str, PinnedKey],
) -> PinnedKey | None:
    for name in (record.source, *record.also):
        told = identity(sources[name])
        pin = by_identity.get((name.rpartition("#")[0], told)) if told else by_source.get(name)
        if pin:
            return pin
    return None


def key_rows(
    records: Iterable[Record], sources: Iterable[Source], pinned: Iterable[PinnedKey]
) -> list[tuple[str, str, str]]:
    """The rows of the file of keys: those of the records, then those of records that are gone: keys stay taken."""
    by_id = {source.id: source for source in sources}
    rows = [(r.key, name, identity(by_id[name])) for r in records for name in (r.source, *r.also)]
    known = {row[0] for row in rows}
    gone = [(pin.key, pin.source, pin.identity) for pin in pinned if pin.key not in known]
    return [*rows, *dict.fromkeys(gone)]
