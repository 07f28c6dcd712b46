"""The line in which PubMed and its mirrors cite an article, taken apart with its offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prismabook.patterns import regex
from prismabook.sources.page import Line, Sheet

MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE = (
    rf"\d{{4}}(?:[ /-](?:{_MONTH}(?:[-/]{_MONTH})?|Spring|Summer|Autumn|Fall|Winter)(?: \d{{1,2}}(?:-\d{{1,2}})?)?)?"
)

CITATION = regex(
    rf"(?P<journal>[^\d\s][^;]{{0,150}}?)\.\s+(?P<date>{_DATE})"
    r"(?:\s?;\s?(?P<volume>(?:(?!\d{4}\b)[A-Za-z]*\d*[A-Za-z]?(?:-\d+)?))?(?:[ ]?(?P<supplement>Suppl(?: [\w-]+)?))?"
    r"(?:\s?\((?P<issue>[^()]{1,40})\))?)?"
    r"(?:\s?:\s?(?P<page>[A-Za-z]{0,4}\d[\w.]*?(?:[-–][A-Za-z]{0,4}\d\w*)?(?:,\s?\d[\w-]*)*))?"
    r"(?:;\s?discussion [\w-]+)?"
    r"(?=\.(?:\s|$)|$)"
)
"""Journal, date, volume, issue and pages: ``Ann Rheum Dis. 2020 Jan;79(1):141-149.``"""

_LATER = regex(rf"(?P<what>Epub|eCollection|Online ahead of print|Print)\.?\s+(?P<date>{_DATE})")


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a citation line: CSL name, value, offsets within the line."""

    name: str
    value: str
    start: int
    end: int


def iso_date(words: str) -> str:
    """A date as PubMed prints it (``2024 Sep 5``, ``2020 Jan-Feb``, ``2018 Winter``) in ISO 8601, as precise as sure.

    A range of months or a season is only as precise as its year.
    """
    match = re.fullmatch(rf"(\d{{4}})(?:[ /-]({_MONTH}))?(?: (\d{{1,2}}))?", words.strip())
    if not match:
        return words.strip()[:4]
    year, month, day = str(match[1]), match[2], match[3]
    if not month:
        return year
    number = MONTHS.index(month[:3].lower()) // 3 + 1
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")


def parse(line: str) -> tuple[Part, ...] | None:
    """The fields of a citation line, or None if it is none: journal and date must be there, and more than those."""
    match = CITATION.match(line)
    if not match:
        return None
    if not any(match[name] for name in ("volume", "issue", "page")) and "doi" not in line.lower():
        return None
    parts = [_part("container-title", match, "journal"), _part("issued", match, "date", iso_date(match["date"]))]
    for group, name in (("volume", "volume"), ("issue", "issue"), ("page", "page")):
        if match[group]:
            parts.append(_part(name, match, group))
    if match["supplement"]:
        parts.append(_part("issue", match, "supplement"))
    names = {"Epub": "available-date", "Online ahead of print": "available-date", "eCollection": "collection-date"}
    parts.extend(
        _part(names[later["what"]], later, "date", iso_date(later["date"]))
        for later in _LATER.finditer(line, match.end())
        if later["what"] in names
    )
    return tuple(parts)


def _part(name: str, match: re.Match[str], group: str, value: str | None = None) -> Part:
    return Part(name, match[group] if value is None else value, match.start(group), match.end(group))


def is_citation(line: str) -> bool:
    """Whether a line cites an article."""
    return parse(line) is not None


def state(sheet: Sheet, line: Line) -> bool:
    """Note the fields and identifiers of a citation line; False if it is none."""
    parts = parse(line.text)
    if parts is None:
        return False
    names = set()
    for part in parts:
        if part.name not in names:
            sheet.state(part.name, line.start + part.start, line.start + part.end, part.value)
        names.add(part.name)
    sheet.identifiers(line.start, line.end)
    return True
