"""Time points, durations and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from prismabook.extraction.notation.numbers import NUMBER, SMALL, SPELLED, plain
from prismabook.patterns import regex

UNITS = "day|week|month|year|hour"
_SHORT = {"h": "hour", "hr": "hour", "d": "day", "wk": "week", "mo": "month", "y": "year", "yr": "year"}
_ABBREVIATED = "hrs?|h|wks?|mos?|yrs?|y|d"
DURATION = rf"(?P<length>(?<![\w.-])(?:{NUMBER})|{SPELLED})[\s-](?P<unit>{UNITS})s?\b"

_MORE = rf"(?:(?:,|,? and| or| to| through)\s(?:(?:{UNITS})s?\s)?\d+(?!\d|\.\d|\s?[%(/\[]|\s(?:of|out)\b))*"
_EARLIER = rf"(?:(?:\s(?:{UNITS})s?)?(?:,|,? and)\s\d+)*"
_NO_POINT = (
    r"(?!(?:[ -][\w-]+){0,2}?[ -](?:treatment|periods?|trials?|stud(?:y|ies)|courses?|follow-?up|breaks?|regimens?"
    r"|wash-?out|extension"
    r"|randomi[sz]ed|intervention|programmes?|programs?|old|history|phase|cycles?|intervals?|therapy|double-blind"
    r"|open-label|taper|run-?in|supply|infusion|rest|pause|clinical|placebo|dosing|administration|exposure)\b)"
)
TIME = regex(
    r"\b(?=[\dabdefhimnostuwy])(?:"  # how each of the alternatives begins: most places need no longer look
    r"\b(?:(?:at|by|after|on|in|from|until|through|to) )?(?:the end of )?"
    rf"(?P<u1>{UNITS})s?[\s-](?P<n1>\d+)(?P<more>{_MORE})(?!\d|\.\d|\s?%)"
    rf"|\b(?:at|by|after|within|at the end of|at least)\s(?:the )?(?P<n2>\d+"
    rf"|{SMALL})(?P<more2>{_EARLIER})[\s-](?P<u2>{UNITS})s?\b(?:\s(?:visit|assessment"
    r"|of (?:treatment|therapy|follow-?up)|after (?:randomi[sz]ation|treatment|baseline|surgery|enrolment)))?"
    rf"|\b(?:at|by|after|within)\s(?P<n3>\d+)\s?(?P<u3>{_ABBREVIATED})\b(?![/.]\w)"
    rf"|(?<![\w.-])(?P<n4>\d+|{SMALL})-(?P<u4>{UNITS})(?=\s[a-zA-Z]){_NO_POINT}"
    r"|\bat (?:the )?(?P<base>baseline)\b"
    r"|\b(?:at|by|after) (?:the )?(?P<end>end of (?:the )?(?:treatment|study|trial|follow-?up|therapy)"
    r"|completion of (?:the )?(?:treatment|study|trial|therapy)|(?:hospital )?discharge)\b)",
    re.IGNORECASE,
)
"""A point in time, with the word before it."""


_ANY = regex(r"day|week|month|year|hour|baseline|end of|completion|discharge|\b\d+ ?[hdwmy]", re.IGNORECASE)


def time_points(text: str) -> list[str]:
    """The points in time that a sentence names, as ``week 12``, in order and each once.

    ``change from baseline`` names no point of its own; ``at baseline`` does.
    """
    found: list[str] = []
    if not _ANY.search(text):
        return found
    for match in TIME.finditer(text):
        if match["base"]:
            found.append("baseline")
            continue
        if match["end"]:
            found.append(re.sub(r"\bthe ", "", match["end"].lower()))
            continue
        if match["n2"] and "at least" in match[0][:8].lower():
            continue
        unit = _unit(match["u1"] or match["u2"] or match["u3"] or match["u4"])
        more = match["more"] or match["more2"] or ""
        numbers = [match["n1"] or match["n2"] or match["n3"] or match["n4"], *re.findall(r"\d+", more)]
        found += [f"{unit} {plain(number)}" for number in numbers]
    return list(dict.fromkeys(found))


def _unit(word: str) -> str:
    word = word.lower()
    return _SHORT.get(word, _SHORT.get(word.rstrip("s"), word.rstrip("s")))


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(m.capitalize() if m == "may" else rf"{m[:3].capitalize()}(?:{m[3:]}|t(?=\b|\.))?\.?" for m in _MONTHS)
_DATE = regex(
    rf"(?<![\w/-])(?:(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of )?(?P<m2>{_MONTH}),?[\s-](?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>\d{{4}})"
    rf"|(?P<m4>{_MONTH}),?\s(?P<y4>\d{{4}})"
    r"|(?P<y5>\d{4})-(?P<m5>\d{2})"
    r"|(?P<y6>\d{4})\s?年\s?(?:(?P<m6>\d{1,2})\s?月)?(?:\s?(?P<d6>\d{1,2})\s?日)?)(?![\w/-])"
)


def dates(text: str) -> Iterator[tuple[int, int, str]]:
    """The dates of a text: start, end, and ISO 8601 as precise as printed (``2019-03-12``, ``2019-03``).

    ``03/04/2019`` is not read: it is one day here and another there. What is no day of the calendar is left out.
    """
    for match in _DATE.finditer(text):
        found = {key[0]: value for key, value in match.groupdict().items() if value and key != "s"}
        month = _month(found["m"]) if "m" in found else 0
        year, day = int(found["y"]), int(found.get("d", 0))
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            continue
        value = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
        yield match.start(), match.end(), value


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))
