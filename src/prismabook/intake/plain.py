"""What is taken from a file, as plain lists for JSON and back."""

from __future__ import annotations

from functools import cache
from sys import intern
from typing import Any

from prismabook.extraction import Draft
from prismabook.findings import Code, Finding, Place, catalogue
from prismabook.intake.digest import Digest, Harvest
from prismabook.model import Datum, Kind, Quote, Role, Section, Source, Stated, Status, Where


def to_head(made: Digest) -> list[Any]:
    """A digest, for the head of an entry."""
    telling = [[_datum(datum) for datum in data] for data in made.telling]
    findings = [to_finding(finding) for finding in made.findings]
    return [[_source(source) for source in made.sources], telling, list(made.counts), findings, made.has_text]


def from_head(stored: list[Any]) -> Digest:
    """A digest back; fails where the lists are of another form."""
    sources, telling, counts, findings, has_text = stored
    if not len(sources) == len(telling) == len(counts) > 0:
        raise ValueError("each source has its data")
    return Digest(
        tuple(map(_source_from, sources)),
        tuple(tuple(map(_datum_from, data)) for data in telling),
        tuple(counts),
        tuple(map(from_finding, findings)),
        bool(has_text),
    )


def to_part(made: Harvest) -> list[Any]:
    """A source's harvest, for a part of an entry."""
    data = [_datum(datum) for datum in made.draft.data]
    return [data, [to_finding(finding) for finding in made.draft.findings], _places(made.places)]


def from_part(stored: list[Any]) -> Harvest:
    """A harvest back; fails where the lists are of another form."""
    data, findings, places = stored
    draft = Draft(tuple(map(_datum_from, data)), tuple(map(from_finding, findings)))
    return Harvest(draft, _places_from(places))


def to_finding(f: Finding) -> list[Any]:
    """A finding that nobody has answered yet."""
    return [f.code.id, f.message, _place(f.place), f.mend, f.about, f.topic, _place(f.other)]


def from_finding(stored: list[Any]) -> Finding:
    """A finding back."""
    id_, message, place, mend, about, topic, other = stored
    return Finding(_codes()[id_], message, _place_from(place), mend, about, topic, _place_from(other))


@cache
def _codes() -> dict[str, Code]:
    return {code.id: code for code in catalogue()}


def _place(p: Place | None) -> list[Any] | None:
    return [p.file, p.line, p.quote, p.where, p.source] if p else None


def _place_from(stored: list[Any] | None) -> Place | None:
    return Place(*stored) if stored else None


def _source(s: Source) -> list[Any]:
    stated = [[one.name, one.value, _quote(one.quote)] for one in s.stated]
    outline = [[section.name, str(section.role), *section[2:]] for section in s.sections]
    named = [s.id, s.path, s.sha256, str(s.kind), s.reader, s.encoding]
    return [*named, outline, stated, s.first_line, _places(s.places), s.number]


def _source_from(entry: list[Any]) -> Source:
    id_, path, sha256, kind, reader, encoding, outline, stated, first_line, places, number = entry
    return Source(
        id_,
        path,
        sha256,
        Kind(kind),
        reader,
        "",
        encoding,
        tuple(Section(intern(name), Role(role), *rest) for name, role, *rest in outline),
        stated=tuple(Stated(intern(name), value, _quote_from(quote)) for name, value, quote in stated),
        first_line=first_line,
        places=_places_from(places),
        number=number,
    )


def _places(places: tuple[Where, ...]) -> list[Any]:
    return [[where.start, where.name, where.line] for where in places]


def _places_from(stored: list[Any]) -> tuple[Where, ...]:
    return tuple(Where(at, at + 1, intern(name), line) for at, name, line in stored)


def _datum(d: Datum) -> list[Any]:
    named = [d.how, d.outcome, d.arm, d.time_point, d.unit]
    return [d.item, d.value, _quote(d.quote), *named, str(d.status), d.note]


def _datum_from(entry: list[Any]) -> Datum:
    item, value, quote, *named, status, note = entry
    how, outcome, arm, time_point, unit = map(intern, named)  # few words, used again and again
    return Datum(
        "", "", "", intern(item), value, _quote_from(quote), how, outcome, arm, time_point, unit, Status(status), note
    )


def _quote(q: Quote) -> list[Any]:
    return [q.source, q.exact, q.start, q.end, q.prefix, q.suffix]


def _quote_from(entry: list[Any]) -> Quote:
    source, *rest = entry
    return Quote(intern(source), *rest)
