"""Tables of records as CSV: what screening tools (Rayyan, ASReview, Covidence) and this toolkit export."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from functools import partial

from prismabook.model import Kind
from prismabook.project.cells import restored
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.entry import Entry
from prismabook.sources.formats.types import ARTICLE, CSL
from prismabook.sources.identifiers import registry
from prismabook.sources.kept import Bit, Kept

NAMES = {
    "title": "title",
    "primary_title": "title",
    "article title": "title",
    "abstract": "abstract",
    "authors": "author",
    "author": "author",
    "first_authors": "author",
    "journal": "container-title",
    "source title": "container-title",
    "secondary_title": "container-title",
    "journal_abbreviation": "container-title-short",
    "volume": "volume",
    "issue": "issue",
    "number": "issue",
    "pages": "page",
    "doi": "DOI",
    "pubmed_id": "PMID",
    "pmid": "PMID",
    "pmc_id": "PMCID",
    "pmcid": "PMCID",
    "issn": "ISSN",
    "isbn": "ISBN",
    "url": "URL",
    "language": "language",
    "publisher": "publisher",
    "location": "publisher-place",
    "publication_types": "genre",
    "document type": "genre",
    "keywords": "keyword",
    "author keywords": "keyword",
    "notes": "note",
    "accession number": "accession",
}
YEARS = ("year", "published year", "publication year", "publication_year")
Row = tuple[int, list[str]]


def score(raw: Raw) -> float:
    """How well a file fits: a header that names a title and at least two other columns of a record."""
    first = next(iter(csv.reader(io.StringIO(raw.head.partition("\n")[0]))), [])
    names = {name.strip().casefold() for name in first}
    if "title" not in {NAMES.get(name) for name in names} or raw.head.startswith(("<", "{", "[")):
        return 0.0
    return 0.9 if len(names & {*NAMES, *YEARS}) >= 3 else 0.0


def read(raw: Raw) -> Reading:
    """The rows of a table, each with the line it begins on."""
    rows = _rows(raw.text)
    _, header = rows[0]
    names = [name.strip().casefold() for name in header]
    parts = [(line, "", partial(_record, raw.path, names, header, (line, cells))) for line, cells in rows[1:]]
    return Reading(each(raw.path, parts), [f"line {line}" for line, _ in rows[1:]])


def _rows(text: str) -> list[Row]:
    """The rows with something in them; a quote that never closes ends with the text."""
    limit = csv.field_size_limit(len(text) + 1)
    try:
        reader = csv.reader(io.StringIO(text, newline=""))
        rows, line = [], 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
        return rows
    finally:
        csv.field_size_limit(limit)


def _record(path: str, names: Sequence[str], header: Sequence[str], row: Row) -> Kept:
    line, cells = row
    if len(cells) != len(names):
        raise ValueError(f"{len(cells)} cells where the header has {len(names)}")
    entry = Entry(path, line)
    values: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=True):
        values.setdefault(name, _harmless(cell.strip()))
    _type(entry, values, line)
    _date(entry, values, line)
    for label, (name, value) in zip(header, values.items(), strict=False):
        if value:
            _field(entry, name, value, line, label)
    return entry.kept()


def _harmless(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return restored(cell)


def _type(entry: Entry, values: dict[str, str], line: int) -> None:
    type_ = values.pop("type", "")
    known = type_ if type_ in CSL else ARTICLE
    entry.put("type", [Bit(type_ or "row", line)], known)
    number = values.pop("registration", "")
    if found := registry(number):
        entry.put("registration", [Bit(number, line)], found[1])
        entry.kind = Kind.REGISTRY if known == "dataset" else None
    elif number:
        entry.other("registration", [Bit(number, line)])


def _date(entry: Entry, values: dict[str, str], line: int) -> None:
    year = next((values.pop(name) for name in YEARS if values.get(name)), "")
    month, day = values.pop("month", ""), values.pop("day", "")
    if re.fullmatch(r"\d{4}", year) and re.fullmatch(r"\d{1,2}", month):
        said = "-".join(filter(None, (year, month, day)))
    else:
        said = " ".join(filter(None, (year, month, day)))
    entry.date("issued", [Bit(part, line) for part in (year, month, day)], said)


def _field(entry: Entry, name: str, value: str, line: int, label: str) -> None:
    target = NAMES.get(name, "")
    bit = Bit(value, line)
    if target == "author":
        for person in _people(value):
            entry.people([Bit(person, line)])
    elif target == "abstract":
        entry.abstract([bit])
    elif target in ("DOI", "PMID", "PMCID"):
        entry.identify(target, [bit])
    elif target in ("ISSN", "ISBN"):
        for word in re.split(r"[;,\s]+", value):
            entry.identify(target, [Bit(word, line)])
    elif target == "language":
        entry.language([bit])
    elif target in ("keyword", "genre"):
        for word in value.split("; "):
            entry.put(target, [Bit(word, line)])
    elif target == "note" and (status := re.fullmatch(r"Status: (.+)", value)):
        entry.put("status", [bit], status[1])
    elif target:
        entry.put(target, [bit], label=label)
    elif name != "key":
        entry.other(label, [bit])


def _people(value: str) -> list[str]:
    """The people of a cell: between semicolons, or the word and; else it is one."""
    parts = re.split(r"(?<!\\)((?:\\\\)*);", value)
    joined = ["".join(parts[at : at + 2]) for at in range(0, len(parts), 2)]
    if len(joined) == 1:
        joined = value.split(" and ") if value.count(",") > 1 and " and " in value else [value]
    return [part.strip() for part in joined if part.strip()]


FORMAT = Format("CSV table of records", "a header with the columns title, authors, year and the like", score, read)
