"""Data that another tool proposes: each quote held against its source, before anything is written down.

Columns of the table: ``source`` (file name in seeds), ``item``, ``value`` and ``quote`` are needed; ``outcome``,
``arm``, ``time_point``, ``unit``, ``prefix``, ``suffix``, ``nth`` and ``note`` may be there. Others are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prismabook.extraction.codebook import Codebook, validate_data
from prismabook.extraction.codes import ROW_REFUSED
from prismabook.extraction.selector import Found, find
from prismabook.findings import Finding, Place
from prismabook.model import Datum, Quote, Source
from prismabook.project import Row

NEEDED = ("source", "item", "value", "quote")
OPTIONAL = ("outcome", "arm", "time_point", "unit", "prefix", "suffix", "nth", "note")
COLUMNS = (*NEEDED, *OPTIONAL)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row whose quote stands in its source; ``quote`` has the source's own words."""

    row: Row
    quote: Quote
    exactly: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came of a table: rows to propose, rows that the data have already, and what was refused."""

    proposed: tuple[Aligned, ...]
    known: int
    findings: tuple[Finding, ...]


def align(rows: Iterable[Row], file: str, sources: Sequence[Source], data: Sequence[Datum], book: Codebook) -> Incoming:
    """Each row's quote in its source: exactly, or with other blanks, hyphens and quotation marks.

    A row whose words do not stand in exactly one place, whose item is unknown or whose value is not what the item asks,
    is refused with a finding that names it. A row with the value that a datum has already is passed over.
    """
    by_id = {source.id: source for source in sources}
    values = {_key(d) for d in data}
    proposed: list[Aligned] = []
    findings: list[Finding] = []
    known = 0
    for row in rows:
        aligned = _aligned(row, file, by_id, book)
        if isinstance(aligned, Finding):
            findings.append(aligned)
        elif (*(row[c] for c in ("source", "item", "outcome", "arm", "time_point")), row["value"].casefold()) in values:
            known += 1
        else:
            proposed.append(aligned)
    return Incoming(tuple(proposed), known, tuple(findings))


def _key(datum: Datum) -> tuple[str, ...]:
    subject = (datum.quote.source, datum.item, datum.outcome, datum.arm, datum.time_point)
    return (*subject, datum.value.casefold())


def _aligned(row: Row, file: str, sources: Mapping[str, Source], book: Codebook) -> Aligned | Finding:
    def refused(why: str) -> Finding:
        return Finding(ROW_REFUSED, why, Place(file, row.line, row["quote"][:160]), about=row["source"])

    if missing := [column for column in NEEDED if not row[column]]:
        return refused(f"{', '.join(missing)} is empty")
    source = sources.get(row["source"])
    if source is None:
        return refused(f"there is no document {row['source']!r}")
    nth = row["nth"]
    if nth and not nth.isdecimal():
        return refused(f"nth is {nth!r}, which is no number")
    found = find(source.text, row["quote"], prefix=row["prefix"], suffix=row["suffix"], nth=int(nth or 0))
    if not isinstance(found, Found):
        near = f"; nearest are “{found.nearest[:160]}”" if found.nearest else ""
        times = f"{found.places} times" if found.places else "nowhere"
        return refused(f"the quote stands {times} in {source.id}{near}")
    quote = source.quote(found.start, found.end)
    datum = Datum("row", "", "", row["item"], row["value"], quote, "import", unit=row["unit"])
    if wrong := validate_data([datum], book, sources.values()):
        return refused(wrong[0].message.removeprefix("row: "))
    return Aligned(row, quote, found.exactly)


def as_decisions(incoming: Incoming, file: str) -> list[dict[str, object]]:
    """The proposed rows as entries of a decisions file, unconfirmed, with their origin."""
    return [_entry(aligned, file) for aligned in incoming.proposed]


def _entry(aligned: Aligned, file: str) -> dict[str, object]:
    row, quote = aligned.row, aligned.quote
    entry: dict[str, object] = {"action": "add", "source": quote.source, "item": row["item"]}
    entry |= {column: row[column] for column in ("outcome", "arm", "time_point") if row[column]}
    entry["value"] = row["value"]
    entry |= {"unit": row["unit"]} if row["unit"] else {}
    entry |= {"quote": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix, "start": quote.start}
    entry["reason"] = row["note"] or "proposed by another tool"
    return entry | {"origin": f"{file}, line {row.line}", "confirmed": False}
