"""Records as a table for screening tools: Rayyan, ASReview and Covidence know these names of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from prismabook.bibliography.bibtex import clean
from prismabook.model import Field, Kind, Name, Record, Role, Source
from prismabook.project.cells import disarmed
from prismabook.sources.formats.people import exported

COLUMNS = {
    "key": "",
    "title": "title",
    "abstract": "abstract",
    "authors": "",
    "year": "",
    "month": "",
    "day": "",
    "journal": "container-title",
    "journal_abbreviation": "container-title-short",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "doi": "DOI",
    "pubmed_id": "PMID",
    "pmc_id": "PMCID",
    "issn": "ISSN",
    "isbn": "ISBN",
    "registration": "registration",
    "url": "URL",
    "language": "language",
    "publisher": "publisher",
    "location": "publisher-place",
    "type": "",
    "publication_types": "genre",
    "keywords": "keyword",
    "notes": "",
}
"""The columns and the fields that they show."""


def to_screening_csv(records: Iterable[Record]) -> str:
    """The records as CSV (UTF-8 text, a header line), in their order.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it, which the reader of tables takes
    off again.
    """
    rows = [list(COLUMNS)]
    rows += [list(_cells(record).values()) for record in records]
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows)


def with_abstracts(records: Iterable[Record], sources: Iterable[Source]) -> tuple[Record, ...]:
    """The records, each without an abstract of its own with the text of its document, where that is an abstract."""
    by_id = {source.id: source for source in sources}
    return tuple(_with_abstract(record, by_id[record.source]) for record in records)


def _with_abstract(record: Record, source: Source) -> Record:
    body = [section for section in source.having(Role.BODY) if section.name != "title"]
    if record.get("abstract") or source.kind is not Kind.ABSTRACT or not body:
        return record
    words = " ".join(clean(source.words(section)) for section in body)
    origin = source.quote(body[0].start, body[-1].end)
    return replace(record, fields=(*record.fields, Field("abstract", words, origin)))


def _cells(record: Record) -> dict[str, str]:
    year, month, day = (*record.get("issued").split("-"), "", "")[:3]
    cells = {column: clean(record.get(field)) if field else "" for column, field in COLUMNS.items()}
    cells |= {"key": record.key, "type": record.type, "year": year, "month": month, "day": day}
    people = "; ".join(exported(Name(clean(n.family), clean(n.given))) for n in record.authors)
    cells["authors"] = f"{people};" if len(record.authors) == 1 and " and " in people else people
    cells["notes"] = f"Status: {clean(record.get('status'))}" if record.get("status") else ""
    return cells


def _quoted(cell: str) -> str:
    cell = disarmed(cell)
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[",\r\n]', cell) else cell
