"""Dates as databases print them, in ISO 8601, as precise as they are sure."""

from __future__ import annotations

import re
from datetime import date

from prismabook.patterns import regex

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_FORMS = tuple(
    regex(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)",  # 20200315
        rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})?(?:[-/.](?P<day>\d{{1,2}})?)?)?(?:/[^/]*|[T ]\d\d?:.*)?",  # 2020/03/15/
        rf"{_YEAR}[ \-/,.]+(?P<name>{_MONTH})(?:[ \-/,.]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?",  # 2020 Mar 15
        rf"(?P<name>{_MONTH})[ \-/,.]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,\-/.]+{_YEAR}",  # March 15, 2020
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ \-/.,]+)?(?P<name>{_MONTH})[ \-/,.]+{_YEAR}",  # 15 Mar 2020
    )
)
_ANY_YEAR = regex(rf"(?<!\d){_YEAR}(?!\d)")


def iso(words: str) -> str:
    """A date in ISO 8601, empty if the words hold no year.

    A range of months, a season or a day whose place among month and day is not sure (``03/04/2020``) leaves what is
    sure: the year. A month or day that no calendar has is left out too.
    """
    bare = " ".join(words.split()).strip(" .;,")
    for form in _FORMS:
        if match := form.fullmatch(bare):
            parts = match.groupdict()
            month = _NAMES.index(parts["name"][:3].lower()) + 1 if parts.get("name") else int(parts.get("month") or 0)
            return _sure(int(parts["year"]), month, int(parts.get("day") or 0))
    years = {match["year"] for match in _ANY_YEAR.finditer(bare)}
    return years.pop() if len(years) == 1 else ""


def _sure(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def more_precise(one: str, other: str) -> str:
    """The more precise of two dates that agree as far as both go, else the first; either may be empty."""
    if not one or (other.startswith(one) and len(other) > len(one)):
        return other
    return one
