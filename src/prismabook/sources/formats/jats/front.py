"""What a JATS article says of itself: title, people, journal, dates, identifiers, licence, money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prismabook.model import Role
from prismabook.sources.formats.jats.inline import Element, inner
from prismabook.sources.identifiers import Scheme, normal

if TYPE_CHECKING:
    from prismabook.sources.formats.jats.paper import Paper

XLINK = "{http://www.w3.org/1999/xlink}href"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

IDS = {"doi": Scheme.DOI, "pmid": Scheme.PMID, "pmc": Scheme.PMCID, "pmcid": Scheme.PMCID}
DATES = {
    "ppub": "issued",
    "epub-ppub": "issued",
    "epub": "available-date",
    "collection": "collection-date",
}
"""Kinds of dates with the field that each states."""
ISSUED = ("ppub", "epub-ppub", "pub", "epub", "collection")
"""Which of them is the date of publication, the first one that is there."""


def front(kept: Paper, article: Element) -> None:
    """Note the front matter up to the abstracts."""
    meta = inner(article, "front", "article-meta")
    journal = inner(article, "front", "journal-meta")
    if meta is None:
        meta = inner(article, "front-stub")
    if meta is not None:
        _titles(kept, meta)
        _people(kept, meta)
    if journal is not None:
        _journal(kept, journal)
    if meta is not None:
        _issue(kept, meta)
        _identifiers(kept, meta)
        _rights(kept, meta, article.get("article-type") or "")


def _add(
    kept: Paper, element: Element | None, section: str, path: str, state: str = "", value: str | None = None
) -> None:
    """Note an element's words, if it has any, as a bibliographic piece."""
    if element is not None and (text := kept.words(element)):
        kept.add(text, section, Role.CITATION, line=element.sourceline, place=path, state=state, value=value)


def _titles(kept: Paper, meta: Element) -> None:
    base = "front/article-meta/title-group"
    group = inner(meta, "title-group")
    if group is None:
        return
    title = inner(group, "article-title")
    if title is not None and (text := kept.words(title)):
        kept.add(text, "title", Role.BODY, line=title.sourceline, place=f"{base}/article-title", state="title")
    for subtitle in group.iterfind("subtitle"):
        _add(kept, subtitle, "subtitle", f"{base}/subtitle", "subtitle")
    for other in group.iter("trans-title"):
        language = (other.get(XML_LANG) or _language_of(other.getparent())).lower()[:2]
        if text := kept.words(other):
            name = f"title:{language}" if language else "title-translated"
            place = f"{base}/trans-title-group/trans-title"
            kept.add(
                text, "title", Role.PARALLEL, language=language or "und", line=other.sourceline, place=place, state=name
            )


def _language_of(element: Element | None) -> str:
    return (element.get(XML_LANG) or "") if element is not None else ""


def _people(kept: Paper, meta: Element) -> None:
    for at, contrib in enumerate(meta.iterfind("contrib-group/contrib"), 1):
        if contrib.get("contrib-type", "author") not in ("author", "collab"):
            continue
        path = f"front/article-meta/contrib-group/contrib[{at}]"
        collab = inner(contrib, "collab")
        name = inner(contrib, "name")
        if name is None:
            name = inner(contrib, "name-alternatives", "name")
        if name is not None:
            said = {part.tag: part.text or "" for part in reversed(name)}  # of two of a kind the first one counts
            family, given, suffix = (" ".join(said.get(t, "").split()) for t in ("surname", "given-names", "suffix"))
            value = ", ".join(part for part in (f"{family} {suffix}".strip(), given) if part)
            text = " ".join(part for part in (given, family, suffix) if part)
            if text:
                kept.add(text, "authors", line=name.sourceline, place=path, state="author", value=value)
        elif collab is not None:
            text = (
                kept.words(collab) if inner(collab, "contrib-group") is None else " ".join((collab.text or "").split())
            )
            if text:
                kept.add(text, "authors", line=collab.sourceline, place=path, state="author", value=text)
        elif (alone := inner(contrib, "string-name")) is not None:
            _add(kept, alone, "authors", path, "author", _string_name(kept, alone))
    for at, place in enumerate((*meta.iterfind("aff"), *meta.iterfind("contrib-group//aff")), 1):
        _affiliation(kept, place, at)
    _add(
        kept,
        inner(meta, "author-notes", "corresp"),
        "correspondence",
        "front/article-meta/author-notes/corresp",
        "correspondence",
    )


def _string_name(kept: Paper, element: Element) -> str:
    family, given = element.findtext("surname"), element.findtext("given-names")
    return f"{family}, {given}" if family and given else kept.words(element)


def _affiliation(kept: Paper, element: Element, at: int) -> None:
    label = inner(element, "label")
    mark = kept.words(label) if label is not None else ""
    text = " ".join(" ".join(element.itertext()).split())
    text = text.removeprefix(mark).strip() if mark else text
    if text:
        path = f"front/article-meta/aff[{at}]"
        kept.add(text.replace(" ,", ","), "affiliations", line=element.sourceline, place=path, state="affiliation")


def _journal(kept: Paper, journal: Element) -> None:
    title = inner(journal, "journal-title-group", "journal-title")
    if title is None:
        title = inner(journal, "journal-title")
    _add(kept, title, "journal", "front/journal-meta/journal-title", "container-title")
    for at, issn in enumerate(journal.iterfind("issn"), 1):
        valid = normal(Scheme.ISSN, kept.words(issn))
        _add(kept, issn, "journal", f"front/journal-meta/issn[{at}]", "ISSN" if valid else "", valid)
    _add(
        kept,
        inner(journal, "publisher", "publisher-name"),
        "journal",
        "front/journal-meta/publisher/publisher-name",
        "publisher",
    )


def _issue(kept: Paper, meta: Element) -> None:
    dates = {kind: (element, value) for element, kind, value in _dates(kept, meta)}
    main = next((kind for kind in ISSUED if kind in dates), "")
    for kind, (element, value) in dates.items():
        name = DATES.get(kind, "") if kind != main else "issued"
        if value and name and (name != "issued" or kind == main):
            path = f"front/article-meta/pub-date[@pub-type='{kind}']"
            kept.add(_date_words(kept, element), "dates", line=element.sourceline, place=path, state=name, value=value)
    for tag in ("volume", "issue"):
        _add(kept, inner(meta, tag), "issue", f"front/article-meta/{tag}", tag)
    first, last = _words(kept, inner(meta, "fpage")), _words(kept, inner(meta, "lpage"))
    elocation = inner(meta, "elocation-id")
    if first:
        pages = f"{first}–{last}" if last and last != first else first
        element = inner(meta, "fpage")
        line = element.sourceline if element is not None else None
        kept.add(
            pages, "issue", line=line, place="front/article-meta/fpage", state="page", value=pages.replace("–", "-")
        )
    elif elocation is not None:
        _add(kept, elocation, "issue", "front/article-meta/elocation-id", "page")


def _words(kept: Paper, element: Element | None) -> str:
    """The words of an element that may not be there."""
    return kept.words(element) if element is not None else ""


def _dates(kept: Paper, meta: Element) -> Iterator[tuple[Element, str, str]]:
    """Each date with its kind and its value, as precise as it is given."""
    seen = set()
    for element in meta.iterfind("pub-date"):
        kind = element.get("pub-type") or element.get("date-type") or ""
        form = element.get("publication-format") or ""
        if kind == "pub" and form in ("print", "electronic", "epub", "ppub"):
            kind = "ppub" if form in ("print", "ppub") else "epub"
        if kind not in seen:
            seen.add(kind)
            yield element, kind, iso_date(*(_words(kept, inner(element, t)) for t in ("year", "month", "day")))


def iso_date(year: str, month: str = "", day: str = "") -> str:
    """A date in ISO 8601 as far as its parts are sound; empty without a year."""
    if not re.fullmatch(r"(?:1[5-9]|20|21)\d\d", year):
        return ""
    named = month[:3].lower()
    number = int(month) if month.isascii() and month.isdigit() and len(month) < 3 else 0
    number = MONTHS.index(named) + 1 if named in MONTHS else number
    if not 1 <= number <= 12:
        return year
    if not (day.isascii() and day.isdigit() and len(day) < 3 and 1 <= int(day) <= 31):
        return f"{year}-{number:02}"
    return f"{year}-{number:02}-{int(day):02}"


def _date_words(kept: Paper, element: Element) -> str:
    parts = (_words(kept, inner(element, tag)) for tag in ("day", "month", "season", "year"))
    return " ".join(part for part in parts if part)


def _identifiers(kept: Paper, meta: Element) -> None:
    for at, element in enumerate(meta.iterfind("article-id"), 1):
        scheme = IDS.get((element.get("pub-id-type") or "").lower())
        text = kept.words(element)
        if scheme is None or not text:
            continue
        bare = text if scheme is not Scheme.PMCID or text.upper().startswith("PMC") else f"PMC{text}"
        value = normal(scheme, bare)
        path = f"front/article-meta/article-id[{at}]"
        kept.add(
            text, "identifiers", line=element.sourceline, place=path, state=str(scheme) if value else "", value=value
        )


def _rights(kept: Paper, meta: Element, kind: str) -> None:
    base = "front/article-meta"
    licence = inner(meta, "permissions", "license")
    if licence is not None:
        address = licence.get(XLINK) or next((e.get(XLINK) for e in licence.iter("ext-link") if e.get(XLINK)), None)
        _add(kept, licence, "licence", f"{base}/permissions/license", "license", address)
    if kind:
        kept.add(kind, "type", line=meta.sourceline, place="@article-type", state="publication-type")
    for at, subject in enumerate(meta.iterfind("article-categories/subj-group/subject"), 1):
        _add(kept, subject, "type", f"{base}/article-categories/subj-group/subject[{at}]")
    for at, group in enumerate(meta.iterfind("funding-group"), 1):
        path = f"{base}/funding-group[{at}]"
        text = " ".join(" ".join(group.itertext()).split())
        if text:
            kept.add(text, "funding", Role.BODY, line=group.sourceline, place=path, state="funding")
    for group in meta.iterfind("kwd-group"):
        text = ", ".join(word for e in group.iterfind("kwd") if (word := kept.words(e)))
        if text:
            kept.add(text, "keywords", line=group.sourceline, place=f"{base}/kwd-group")
