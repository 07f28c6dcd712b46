"""EndNote's XML: one `record` element a reference, its text in `style` elements."""

from __future__ import annotations

import re
from dataclasses import replace

from prismabook.sources.formats.base import Format, Raw, Reading
from prismabook.sources.formats.elements import Element, read_elements
from prismabook.sources.formats.entry import Entry
from prismabook.sources.formats.types import ENDNOTE
from prismabook.sources.identifiers import isbn, pmid
from prismabook.sources.kept import Kept

PLAIN = (
    ("titles/title", "title"),
    ("periodical/full-title", "container-title"),
    ("titles/secondary-title", "container-title"),
    ("periodical/abbr-1", "container-title-short"),
    ("titles/alt-title", "container-title-short"),
    ("publisher", "publisher"),
    ("pub-location", "publisher-place"),
    ("volume", "volume"),
    ("number", "issue"),
    ("pages", "page"),
    ("work-type", "genre"),
)


def score(raw: Raw) -> float:
    """How well a file fits."""
    if not raw.head.startswith("<"):
        return 0.0
    return 0.9 if re.search(r"<records>\s*<record>", raw.head) and "<ref-type" in raw.head else 0.0


def read(raw: Raw) -> Reading:
    """The records of a file."""
    return read_elements(raw, "record", _record, "/xml/records")


def _record(raw: Raw, top: Element) -> Kept:
    entry = Entry(raw.path, top.line, top.place)
    if kind := top.find("ref-type"):
        name = kind.get("name") or kind.words
        entry.put("type", [replace(kind.bit, words=name)], ENDNOTE.get(name.casefold(), "document"))
    for path, name in PLAIN:
        if found := top.find(path):
            same = name == "container-title-short" and found.words == entry.first("container-title")
            if not same:
                entry.put(name, [found.bit])
    for found in top.all("contributors/authors/author"):
        entry.people([found.bit])
    for found in top.all("keywords/keyword"):
        entry.put("keyword", [found.bit])
    for found in top.all("auth-address"):
        entry.put("affiliation", [found.bit])
    _dates(entry, top)
    _numbers(entry, top)
    for found in top.all("abstract"):
        entry.abstract([found.bit])
    for path in ("notes", "research-notes", "custom1", "custom3", "custom4", "custom5", "custom6", "custom7", "label"):
        for found in top.all(path):
            entry.put("note", [found.bit])
    for found in top.all("language"):
        entry.language([found.bit])
    return entry.kept()


def _dates(entry: Entry, top: Element) -> None:
    year = top.find("dates/year")
    if year:
        entry.date("issued", [year.bit])
    for found in top.all("dates/pub-dates/date"):
        known = entry.first("issued")[:4]
        if known and known not in found.words:
            entry.date("issued", [found.bit], f"{known} {found.words}")
        else:
            entry.date("issued", [found.bit])


def _numbers(entry: Entry, top: Element) -> None:
    for found in top.all("electronic-resource-num"):
        entry.identify("DOI", [found.bit])
    for found in top.all("isbn"):
        for word in re.split(r"[;,\s]+", re.sub(r"\([^)]*\)?", " ", found.words)):
            name = "ISBN" if isbn(word) or re.search(r"\d{9}", word) else "ISSN"
            if re.search(r"\d", word):
                entry.identify(name, [replace(found.bit, words=word)])
    database = f"{top.text('remote-database-name')} {top.text('remote-database-provider')}"
    for found in top.all("accession-num"):
        if pmid(found.words) and re.search(r"medline|pubmed|nlm\b", database, re.IGNORECASE):
            entry.identify("PMID", [found.bit])
        else:
            entry.put("accession", [found.bit])
    for found in top.all("custom2"):
        if not entry.identify("PMCID", [found.bit], quiet=True):
            entry.put("note", [found.bit])
    for path in ("urls/related-urls/url", "urls/web-urls/url"):
        for found in top.all(path):
            if re.match(r"https?://", found.words):
                entry.put("URL", [found.bit])
            else:
                entry.other("url", [found.bit])


FORMAT = Format("EndNote XML", "records of EndNote with a ref-type", score, read)
