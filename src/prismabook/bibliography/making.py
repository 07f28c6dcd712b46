"""Sources and decisions to records: what a source states wins, a decision completes it, the rest is a finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from prismabook.bibliography.bibtex import langid
from prismabook.bibliography.codes import (
    CONTRADICTS,
    DECIDED_TWICE,
    INVALID_VALUE,
    MISSING_ESSENTIAL,
    MISSING_USEFUL,
    NO_LANGID,
    REPLACED,
    UNKNOWN_SOURCE,
)
from prismabook.bibliography.merging import linked, merge
from prismabook.bibliography.pins import keyed
from prismabook.bibliography.sameness import more_precise, same
from prismabook.findings import Finding, Place
from prismabook.model import Decision, Field, Kind, Name, Quote, Record, Role, Source, Stated
from prismabook.project import Decisions, RecordDecision
from prismabook.project.codes import UNCONFIRMED
from prismabook.sources.identifiers import Scheme, normal
from prismabook.sources.language import language
from prismabook.sources.names import parsed, parted

FIELDS = (
    "title",
    "container-title",
    "container-title-short",
    "publisher",
    "publisher-place",
    "issued",
    "volume",
    "issue",
    "page",
    "DOI",
    "PMID",
    "PMCID",
    "ISSN",
    "ISBN",
    "registration",
    "URL",
    "language",
    "genre",
    "status",
    "keyword",
    "abstract",
)
"""The fields of a record, in the order in which they are written."""

LISTS = ("genre", "keyword")
"""Fields of several values, which a record holds with semicolons between them; their origin is the first one's."""

TYPES = {
    Kind.ARTICLE: "article-journal",
    Kind.ABSTRACT: "article-journal",
    Kind.REGISTRY: "dataset",
    Kind.RECORD: "article-journal",
    Kind.UNKNOWN: "document",
}

ESSENTIAL = {
    "article-journal": ("authors", "title", "container-title", "issued"),
    "dataset": ("title", "container-title", "registration", "URL"),
}
WORDS = {
    "container-title": "journal or registry",
    "issued": "date of publication",
    "page": "pages",
    "registration": "registration number",
}
"""Plain words for fields whose name is not one."""
USEFUL = {"article-journal": ("volume", "issue", "page", "DOI", "PMID"), "dataset": ("issued",)}
CHECKED = {str(scheme): scheme for scheme in (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ISSN)}


@dataclass(frozen=True, slots=True)
class _Decided:
    """The decisions about one source, field by field."""

    fields: dict[str, Field]
    authors: tuple[Name, ...]
    authors_decision: Decision | None
    reasons: dict[str, str]
    """Why a decision wins over its source, by field (``authors`` too)."""


def records(sources: Sequence[Source], decisions: Decisions) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records in the order of their sources, and what is missing, contradictory or unconfirmed.

    Sources of the same record give one record; see :mod:`prismabook.bibliography.duplicates`.
    """
    findings: list[Finding] = []
    known = {source.id for source in sources}
    by_source: dict[str, list[RecordDecision]] = defaultdict(list)
    for decision in decisions.records:
        by_source[decision.source].append(decision)
        if decision.source not in known:
            place = Place(decision.decision.file, decision.decision.line, decision.source[:120])
            findings.append(Finding(UNKNOWN_SOURCE, "there is no such document in seeds/", place))
    made = [_record(source, _decided(by_source[source.id], findings), findings) for source in sources]
    by_id = {source.id: source for source in sources}
    merged = merge(made, sources, decisions.duplicates)
    named, problems = keyed(merged.records, by_id, decisions.keys)
    findings += [*merged.findings, *problems]
    for record in named:
        findings.extend(_missing(record, by_id[record.source]))
    return linked(named, merged.links), tuple(findings)


def _decided(decisions: Sequence[RecordDecision], findings: list[Finding]) -> _Decided:
    """What decisions give for one source; the first of two that differ is used."""
    fields: dict[str, Field] = {}
    authors: tuple[Name, ...] = ()
    authors_decision: Decision | None = None
    reasons: dict[str, str] = {}
    for entry in decisions:
        for name, value, line in entry.fields:
            field = Field(name, value.strip(), replace(entry.decision, line=line))
            place = Place(entry.decision.file, line, value[:120])
            if not _valid(name, value):
                findings.append(
                    Finding(INVALID_VALUE, f"this {name} is not valid", place, about=entry.source, topic=name)
                )
            elif name in fields and not same(name, fields[name].value, field.value):
                message = f"another {WORDS.get(name, name)} is “{fields[name].value}”"
                findings.append(Finding(DECIDED_TWICE, message, place, about=entry.source, topic=name))
            elif name not in fields and field.value:
                fields[name] = field
                reasons[name] = entry.replaces
        if entry.authors and authors and entry.authors != authors:
            place = Place(entry.decision.file, entry.decision.line, str(entry.authors[0]))
            message = "another entry gives other authors"
            findings.append(Finding(DECIDED_TWICE, message, place, about=entry.source, topic="authors"))
        elif entry.authors:
            authors, authors_decision = entry.authors, entry.decision
            reasons["authors"] = entry.replaces
    return _Decided(fields, authors, authors_decision, reasons)


def _valid(name: str, value: str) -> bool:
    """Whether an identifier has the right form and check digit, and a date is one of the calendar."""
    if name == "issued":
        try:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        except ValueError:
            return False
    return name not in CHECKED or normal(CHECKED[name], value) is not None


def _record(source: Source, decided: _Decided, findings: list[Finding]) -> Record:
    """The record of one source, its key still empty."""
    stated = _stated(source)
    chosen: dict[str, Field] = {}
    for name in FIELDS:
        field = _choose(name, stated.get(name), decided, source, findings)
        if field is not None:
            chosen[name] = field
    authors, origins = _authors(source, decided, findings)
    type_field = decided.fields.get("type")
    told = next((s.value for s in source.stated if s.name == "type"), TYPES[source.kind])
    type_ = type_field.value if type_field else told
    record = Record("", source.id, type_, authors, tuple(chosen.values()), origins)
    findings.extend(_unconfirmed(record, type_field))
    return record


def _stated(source: Source) -> dict[str, Field]:
    """The fields that a source states, the first of each name; and the language its text is in."""
    fields: dict[str, Field] = {}
    for stated in source.stated:
        known = fields.get(stated.name)
        if known and stated.name in LISTS:
            fields[stated.name] = Field(stated.name, f"{known.value}; {stated.value}", known.origin)
        elif stated.name in FIELDS and not known:
            fields[stated.name] = Field(stated.name, stated.value, stated.quote)
    chinese = next((stated for stated in source.stated if stated.name == "title:zh"), None)
    if "title" not in fields and chinese:  # a document with no title but a Chinese one is called by that
        fields["title"] = Field("title", chinese.value, chinese.quote)
    if "language" not in fields and not source.spent and (told := stated_language(source)):
        fields["language"] = Field("language", told.value, told.quote)
    return fields


ENOUGH = 20_000
"""Characters that tell a text's language."""


def stated_language(source: Source) -> Stated | None:
    """The language of a source's text with its first words; None where it is not plain."""
    body = source.having(Role.BODY)
    code = language(" ".join(source.words(section) for section in body)[:ENOUGH])
    if not code:
        return None
    first = body[0]
    opening = re.match(r"(?:\S+\s+){0,7}\S+", source.words(first))
    end = first.start + (opening.end() if opening else first.end - first.start)
    return Stated("language", code, source.quote(first.start, end))


def _choose(
    name: str, stated: Field | None, decisions: _Decided, source: Source, findings: list[Finding]
) -> Field | None:
    """The field to use: the source's, unless the decision says it more precisely or is there to replace it."""
    decided = decisions.fields.get(name)
    if stated is None or decided is None:
        return stated or decided
    if more_precise(name, decided.value, stated.value):
        return decided
    reason = decisions.reasons[name]
    if reason and decided.value != stated.value:
        chosen = decided
    elif same(name, stated.value, decided.value):
        return stated
    else:
        chosen = stated
    if isinstance(decided.origin, Decision):
        place = Place(decided.origin.file, decided.origin.line, decided.value[:120])
        message = f"{source.id} states “{stated.value}” as its {WORDS.get(name, name)}"
        findings.append(_differs(message, reason, place, source, name))
    return chosen


def _differs(message: str, reason: str, place: Place, source: Source, topic: str) -> Finding:
    """The finding for a decision that says something else than its source: with a reason it wins, else it is unused."""
    if reason:
        return Finding(REPLACED, f"{message}; replaced because: {reason}", place, about=source.id, topic=topic)
    return Finding(CONTRADICTS, message, place, about=source.id, topic=topic)


def _authors(
    source: Source, decided: _Decided, findings: list[Finding]
) -> tuple[tuple[Name, ...], tuple[Quote | Decision, ...]]:
    """The authors and where each comes from."""
    stated = [(parsed(s.value), s.quote) for s in source.stated if s.name == "author"]
    decision = decided.authors_decision
    if not stated:
        return decided.authors, (decision,) * len(decided.authors) if decision else ()
    names = tuple(name for name, _ in stated)
    reason = decided.reasons.get("authors", "")
    agree = [_person(n) for n in names] == [_person(n) for n in decided.authors]
    if decision and (names != decided.authors if reason else not agree):
        place = Place(decision.file, decision.line, "; ".join(map(str, decided.authors))[:120])
        message = f"{source.id} states {len(names)} authors: {'; '.join(map(str, names))}"
        findings.append(_differs(message, reason, place, source, "authors"))
        if reason:
            return decided.authors, (decision,) * len(decided.authors)
    return names, tuple(quote for _, quote in stated)


def _person(name: Name) -> tuple[str, str]:
    """What two forms of a person's name share: the family name and the first initial."""
    return parted(name.family)[0].casefold(), name.given[:1].casefold()


def _missing(record: Record, source: Source) -> list[Finding]:
    """A finding for each field that matters for the type and is not there, or will not be in the bibliography."""
    findings = []
    for names, code in ((ESSENTIAL, MISSING_ESSENTIAL), (USEFUL, MISSING_USEFUL)):
        for name in names.get(record.type, ()):
            there = record.authors if name == "authors" else record.get(name)
            if not there:
                message = f"neither the document nor a decision gives its {WORDS.get(name, name)}"
                findings.append(Finding(code, message, source.whole, topic=name))
    if record.get("language") and not langid(record.get("language")):
        message = f"the language “{record.get('language')}” is left out of references.bib"
        findings.append(Finding(NO_LANGID, message, source.whole, topic="language"))
    return findings


def _unconfirmed(record: Record, type_field: Field | None) -> list[Finding]:
    """A finding for each value in use that nobody has confirmed."""
    fields = [*record.fields, *([type_field] if type_field else [])]
    used = [(f.name, f.value, f.origin) for f in fields]
    if record.authors_origin:
        used.append(("authors", "; ".join(map(str, record.authors)), record.authors_origin[0]))
    return [
        Finding(
            UNCONFIRMED,
            f"the {WORDS.get(name, name)} of {record.source} is not confirmed (origin: {origin.origin})",
            Place(origin.file, origin.line, value[:160]),
            about=record.source,
            topic=name,
        )
        for name, value, origin in used
        if isinstance(origin, Decision) and not origin.confirmed
    ]
