"""Rows of the ledger tables ``records`` and ``record-fields``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prismabook.model import Decision, Quote, Record, Source

COLUMNS = {
    "title": "title",
    "container": "container-title",
    "issued": "issued",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "issn": "ISSN",
    "registration": "registration",
    "url": "URL",
    "language": "language",
}
"""Columns of the table ``records`` and the fields they show."""


def record_rows(
    records: Sequence[Record], sources: Sequence[Source], designs: Mapping[str, str], studies: Mapping[str, str]
) -> tuple[dict[str, object], ...]:
    """One row a record.

    Parameters
    ----------
    records, sources
        The records and the sources they were made from.
    designs, studies
        What a report reports and which study it belongs to, by citation key; absent keys leave the cell empty.
    """
    by_id = {source.id: source for source in sources}
    rows: list[dict[str, object]] = []
    for record in records:
        source = by_id[record.source]
        row: dict[str, object] = {
            "key": record.key,
            "source": record.source,
            "also": ";".join(record.also),
            "kind": str(source.kind),
            "reader": source.reader,
            "type": record.type,
            "authors": "; ".join(map(str, record.authors)),
            "design": designs.get(record.key, ""),
            "study": studies.get(record.key, ""),
            "sha256": source.sha256,
        }
        rows.append(row | {column: record.get(name) for column, name in COLUMNS.items()})
    return tuple(rows)


def record_field_rows(records: Sequence[Record], sources: Sequence[Source]) -> tuple[dict[str, object], ...]:
    """One row a field of a record, authors one by one, with the words or the decision it comes from.

    Abstracts are left out: they are the text of their sources.
    """
    by_id = {source.id: source for source in sources}
    return tuple(
        {"key": record.key, "field": name, "value": value} | _origin(origin, by_id)
        for record in records
        for name, value, origin in _values(record)
    )


def _values(record: Record) -> Iterator[tuple[str, str, Quote | Decision]]:
    for name, origin in zip(record.authors, record.authors_origin, strict=True):
        yield "author", str(name), origin
    for field in record.fields:
        if field.name == "abstract":
            continue
        yield field.name, field.value, field.origin


def _origin(origin: Quote | Decision, sources: Mapping[str, Source]) -> dict[str, object]:
    """The cells that say where a value comes from."""
    if isinstance(origin, Quote):
        return {
            "origin": "source",
            "source": origin.source,
            "quote": origin.exact,
            "start": origin.start,
            "end": origin.end,
            "line": sources[origin.source].line(origin.start),
            "place": sources[origin.source].place(origin.start),
        }
    return {
        "origin": "decision",
        "source": origin.file,
        "line": origin.line,
        "decision": origin.origin,
        "confirmed": origin.confirmed,
    }
