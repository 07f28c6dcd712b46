"""Records as RIS, which reference managers and screening tools read; the reader here gets back what was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prismabook.bibliography.bibtex import WITHIN, clean, parts
from prismabook.model import Name, Record
from prismabook.sources.formats.people import exported
from prismabook.sources.formats.types import RIS, TO_RIS

PLAIN = (
    ("TI", "title"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("PB", "publisher"),
    ("CY", "publisher-place"),
    ("DO", "DOI"),
    ("SN", "ISSN"),
    ("SN", "ISBN"),
    ("UR", "URL"),
    ("LA", "language"),
    ("AB", "abstract"),
)


def to_ris(records: Iterable[Record]) -> str:
    """The records in their order, one without a title too: the file ends each with ``ER``."""
    return "".join("".join(f"{tag}  - {value}\n" for tag, value in _lines(record)) + "ER  - \n\n" for record in records)


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    get = record.get
    yield "TY", TO_RIS.get(record.type, "GEN")
    yield "ID", record.key
    for name in record.authors:
        yield "AU", exported(Name(clean(name.family), clean(name.given)))
    for tag, field in PLAIN:
        if value := clean(get(field)):
            yield tag, value
    if value := clean(get("container-title")):
        yield ("T2" if record.type in WITHIN else "JF"), value
    if value := clean(get("container-title-short")):
        yield "JA", value
    yield from _date(get("issued"))
    yield from _pages(clean(get("page")))
    if get("PMID"):
        yield "PM", get("PMID")
    if get("PMCID"):
        yield "C2", get("PMCID")
    if get("registration"):
        yield "AN", clean(get("registration"))
    for part in parts(record, "genre"):
        yield "M3", part
    for part in parts(record, "keyword"):
        yield "KW", part
    if get("status"):
        yield "N1", f"Status: {clean(get('status'))}"
    if RIS.get(TO_RIS.get(record.type, "GEN")) != record.type:
        yield "U1", f"CSL type: {record.type}"


def _date(issued: str) -> Iterator[tuple[str, str]]:
    if issued:
        year, month, day = (*issued.split("-"), "", "")[:3]
        yield "PY", year
        if month:
            yield "DA", f"{year}/{month}/{day}/"


def _pages(page: str) -> Iterator[tuple[str, str]]:
    ends = re.fullmatch(r"([^-,;\s]+)-([^-,;\s]+)", page)
    if ends and ends[1] != ends[2]:
        yield "SP", ends[1]
        yield "EP", ends[2]
    elif page:
        yield "SP", page
