"""What a web page states about its article in meta tags (citation_*, Dublin Core, PRISM) and in JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prismabook.model import Role
from prismabook.patterns import regex
from prismabook.sources import citation, names
from prismabook.sources.blocks import one_line
from prismabook.sources.codes import BAD_IDENTIFIER
from prismabook.sources.identifiers import Scheme, normal
from prismabook.sources.kept import Kept

if TYPE_CHECKING:
    from lxml.html import HtmlElement

TAGS = {
    "title": ("citation_title", "dc.title", "dcterms.title"),
    "author": ("citation_author", "dc.creator", "dcterms.creator"),
    "container-title": ("citation_journal_title", "citation_conference_title", "prism.publicationname", "dc.source"),
    "issued": ("citation_publication_date", "citation_date", "prism.publicationdate", "dc.date", "dcterms.issued"),
    "available-date": ("citation_online_date",),
    "volume": ("citation_volume", "prism.volume"),
    "issue": ("citation_issue", "prism.number"),
    "first": ("citation_firstpage", "prism.startingpage"),
    "last": ("citation_lastpage", "prism.endingpage"),
    "DOI": ("citation_doi", "prism.doi", "dc.identifier", "dcterms.identifier"),
    "PMID": ("citation_pmid",),
    "PMCID": ("citation_pmcid",),
    "ISSN": ("citation_issn", "prism.issn"),
    "language": ("citation_language", "dc.language", "dcterms.language"),
}
"""A field and the tags that state it; the first tag that does so wins."""
SCHEMES = {"DOI": Scheme.DOI, "PMID": Scheme.PMID, "PMCID": Scheme.PMCID, "ISSN": Scheme.ISSN}
ARTICLES = ("ScholarlyArticle", "MedicalScholarlyArticle")
MOST = 2000
"""Tags that are looked at, and objects in a page's JSON-LD."""

_DATE = regex(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:T.*)?")
Found = list[tuple[str, int | None, str]]
"""Values of a field with line and place."""


def stated(kept: Kept, root: HtmlElement) -> dict[str, str]:
    """Append to a record what its page's head states; gives the fields, by name."""
    tags = _tags(root)
    linked = _linked(root)
    fields: dict[str, str] = {}
    for field in TAGS:
        found = next((tags[name] for name in TAGS[field] if tags.get(name)), None) or linked.get(field, [])
        if field == "author":
            _authors(kept, found)
        elif field == "first":
            _pages(kept, found, next((tags[n] for n in TAGS["last"] if tags.get(n)), linked.get("last", [])))
        elif field != "last":
            _one(kept, field, found, fields)
    return fields


def _tags(root: HtmlElement) -> dict[str, Found]:
    """The page's meta tags with something in them, by lower-case name."""
    found: dict[str, Found] = {}
    for number, tag in enumerate(root.iter("meta")):
        if number >= MOST:
            break
        name = (tag.get("name") or tag.get("property") or "").strip().lower()
        words = one_line(tag.get("content") or "")
        if name and words:
            found.setdefault(name, []).append((words, tag.sourceline, f"meta {name}"))
    return found


def _one(kept: Kept, field: str, found: Found, fields: dict[str, str]) -> None:
    """State the first of a field's values that is one: an identifier has its form, a date is a date."""
    for words, line, place in found:
        value: str | None = words
        if field in SCHEMES:
            value = normal(SCHEMES[field], re.sub(r"^(?:info:)?doi[:/]\s*", "", words, flags=re.IGNORECASE))
            if value is None and place.startswith("meta citation_"):
                start, end = kept.add(words, "citation", line=line, place=place)
                kept.find(BAD_IDENTIFIER, f"this {field} is not valid", start, end)
        elif field in ("issued", "available-date"):
            value = iso(words)
        elif field == "language":
            value = words.lower()[:2] if re.fullmatch(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?", words) else None
        if value:
            section, role = ("title", Role.BODY) if field == "title" else ("citation", Role.CITATION)
            kept.add(words, section, role, line=line, place=place, state=field, value=value)
            fields[field] = value
            return


def iso(words: str) -> str | None:
    """A date as web pages state it, in ISO 8601 and as precise as stated; None if it is none."""
    match = _DATE.fullmatch(words.strip())
    if not match:
        return citation.iso_date(words) if re.match(r"\d{4}\b", words) else None
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if not 1 <= month <= 12:
        return year
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"


def _authors(kept: Kept, found: Found) -> None:
    for words, line, place in found:
        for name in re.split(r"\s*;\s*", words):
            family, comma, given = name.partition(",")
            value = f"{family.strip()}, {given.strip()}" if comma and given.strip() else str(names.given_first(name))
            kept.add(name, "authors", line=line, place=place, state="author", value=value)


def _pages(kept: Kept, first: Found, last: Found) -> None:
    if first:
        words, line, place = first[0]
        whole = f"{words}-{last[0][0]}" if last and last[0][0] != words else words
        kept.add(whole, "citation", line=line, place=place, state="page")


def _linked(root: HtmlElement) -> dict[str, Found]:
    """What the page's JSON-LD states of the one scholarly article that it describes."""
    found: list[dict[str, Found]] = []
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                data = json.loads(script.text)
            except (ValueError, RecursionError):
                continue
            found += [_fields(thing, script.sourceline, path) for thing, path in _things(data) if _is_article(thing)]
    return found[0] if len(found) == 1 else {}


def _things(data: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects at the top of JSON-LD data: itself, the members of a list or of its graph."""
    for number, thing in enumerate(data if isinstance(data, list) else [data]):
        if number >= MOST or not isinstance(thing, dict):
            continue
        path = f"/{number}" if isinstance(data, list) else ""
        yield thing, path
        graph = thing.get("@graph")
        inner = graph if isinstance(graph, list) else [thing.get("mainEntity")]
        where = "/@graph/{}" if isinstance(graph, list) else "/mainEntity"
        yield from ((one, path + where.format(n)) for n, one in enumerate(inner[:MOST]) if isinstance(one, dict))


def _is_article(thing: dict[str, Any]) -> bool:
    types = thing.get("@type")
    return any(name in ARTICLES for name in (types if isinstance(types, list) else [types]) if isinstance(name, str))


def _fields(thing: dict[str, Any], line: int | None, path: str) -> dict[str, Found]:
    part = thing.get("isPartOf")
    holders = [part] if isinstance(part, dict) else [p for p in part or () if isinstance(p, dict)]
    outer = holders[0].get("isPartOf") if holders else None
    holders += [outer] if isinstance(outer, dict) else []

    def words(value: Any) -> str:
        if isinstance(value, dict):
            value = value.get("name") or value.get("value") or value.get("@id")
        return one_line(str(value)) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""

    def first(*names: str, among: list[dict[str, Any]] | None = None) -> Found:
        for one in [thing] if among is None else among:
            for name in names:
                values = one.get(name)
                for value in values if isinstance(values, list) else [values]:
                    if said := words(value):
                        return [(said, line, f"JSON-LD {path}/{name}")]
        return []

    listed = thing.get("author") or thing.get("creator") or []
    people = [words(one) for one in (listed if isinstance(listed, list) else [listed])[:MOST]]
    return {
        "title": first("headline", "name"),
        "author": [(name, line, f"JSON-LD {path}/author") for name in people if name],
        "container-title": first("name", among=[h for h in holders if h.get("@type") in ("Periodical", "Journal")]),
        "issued": first("datePublished"),
        "volume": first("volumeNumber", among=holders),
        "issue": first("issueNumber", among=holders),
        "first": first("pageStart", "pagination"),
        "last": first("pageEnd"),
        "DOI": first("doi", "identifier", "sameAs", "@id"),
        "ISSN": first("issn", among=holders),
        "language": first("inLanguage"),
    }
