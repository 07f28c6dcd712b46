"""Which of a review's records another list speaks of: by DOI, PubMed number or title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from prismabook.model import Record

SHORTEST = 12
"""Letters and digits that a title needs to be told by: “Editorial” names no record."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What another list says of a record; empty where it is silent. ``year`` has four digits."""

    doi: str = ""
    pmid: str = ""
    title: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The records by what they can be told by."""

    records: Mapping[str, Record]
    by_doi: Mapping[str, list[str]] = field(default_factory=dict)
    by_pmid: Mapping[str, list[str]] = field(default_factory=dict)
    by_title: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record]) -> Known:
        """The records of a review."""
        mine = {record.key: record for record in records}
        tables: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for key, record in mine.items():
            names = (plain_doi(record.get("DOI")), record.get("PMID"), plain_title(record.get("title")))
            for table, name in zip(tables, names, strict=True):
                if name:
                    table.setdefault(name, []).append(key)
        return cls(mine, *tables)

    def find(self, wanted: Wanted) -> tuple[str, ...]:
        """The keys of the records that fit: none, one, or several that cannot be told apart.

        A DOI or PubMed number decides; a title decides where the record has no other DOI or PubMed number and was not
        published in another year (one year apart may be print and online).
        """
        doi, title = plain_doi(wanted.doi), plain_title(wanted.title)
        if found := self.by_doi.get(doi) or self.by_pmid.get(wanted.pmid.strip()):
            return tuple(found)
        if len(title) < SHORTEST:
            return ()
        return tuple(key for key in self.by_title.get(title, ()) if self._may_be(key, doi, wanted))

    def _may_be(self, key: str, doi: str, wanted: Wanted) -> bool:
        record = self.records[key]
        mine = plain_doi(record.get("DOI"))
        year = record.get("issued")[:4]
        if doi and mine and doi != mine:
            return False
        if wanted.pmid and record.get("PMID") and wanted.pmid.strip() != record.get("PMID"):
            return False
        return not (year.isdigit() and wanted.year.isdigit()) or abs(int(year) - int(wanted.year)) <= 1


def plain_doi(text: str) -> str:
    """A DOI without what is written before it, in small letters: DOIs do not tell case."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.IGNORECASE).lower()


def plain_title(text: str) -> str:
    """A title's letters and digits, without case, accents of form, blanks and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
