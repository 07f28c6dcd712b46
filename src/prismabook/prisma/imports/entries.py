"""The entries of an export, CSV or RIS, as fields with their lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.prisma.codes import NOT_AN_EXPORT

TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9])  ?- ?(.*)")
LONGEST = 10_000_000
"""Characters of a cell: an abstract may be longer than Python's csv module allows by default."""
NAMES = {
    "doi": ("DO",),
    "title": ("TI", "T1"),
    "year": ("PY", "Y1"),
    "pubmed_id": ("PM",),
    "notes": ("N1", "RN"),
}
"""The fields of RIS that screening tools use, by the names of their CSV columns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of an export: its fields by small-letter names, and the line it begins on."""

    fields: dict[str, str]
    line: int

    def get(self, *names: str) -> str:
        """The first of these fields that says something."""
        return next((value for name in names if (value := self.fields.get(name, "").strip())), "")


def entries(text: str, name: str) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The entries of a CSV or RIS text; what is neither is a finding."""
    text = text.removeprefix("\ufeff")
    if re.search(r"^\s{0,3}TY  ?-", text, re.MULTILINE):
        return tuple(_ris(text)), ()
    csv.field_size_limit(LONGEST)
    try:
        found = tuple(_csv(text))
    except csv.Error as error:
        return (), (Finding(NOT_AN_EXPORT, f"no table: {error}", Place(name)),)
    empty = () if found else (Finding(NOT_AN_EXPORT, "the file holds no records", Place(name)),)
    return found, empty


def _csv(text: str) -> Iterator[Entry]:
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    header = [column.strip().lower() for column in next(reader, [])]
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Entry(dict(zip(header, cells, strict=False)), line)
        line = reader.line_num + 1


def _ris(text: str) -> Iterator[Entry]:
    fields: dict[str, str] = {}
    begun, last = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        match = TAG.fullmatch(line)
        if match and match[1] == "TY":
            if begun:
                yield Entry(_named(fields), begun)
            fields, begun, last = {}, number, ""
        elif match and begun:
            last = match[1]
            fields[last] = " | ".join(filter(None, (fields.get(last, ""), match[2].strip())))
        elif begun and last and line.strip():
            fields[last] += " " + line.strip()
    if begun:
        yield Entry(_named(fields), begun)


def _named(fields: dict[str, str]) -> dict[str, str]:
    named = {name: " | ".join(fields[tag] for tag in tags if tag in fields) for name, tags in NAMES.items()}
    title = fields.get("TI") or fields.get("T1") or ""
    return {**named, "title": title, "year": (named["year"] or "")[:4]}
