"""Amounts of a substance and how often they are given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.notation.numbers import NUMBER, SMALL, plain, plain_range
from prismabook.extraction.notation.times import UNITS
from prismabook.patterns import regex

_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DIGIT = regex(r"\d")
_POWER = r"10\s?(?:\^\s?\(?\d{1,2}\)?|\(\d{1,2}\)|[⁰¹²³⁴-⁹]{1,2})"
_PER = r"(?:\s?/\s?|\sper\s)(?:kg|m2|m²|days?|d|weeks?|wk|dose|h|hours?|min|mL|ml|L)\b"
_AMOUNT = regex(
    rf"(?=\d)(?:(?<![\w.])(?P<n>(?:{NUMBER})(?:\s?(?:–|-|to)\s?(?:{NUMBER}))?)\s?(?P<m>thousand|million|billion"
    rf"|[×x]\s?{_POWER})?\s?-?"
    r"(?P<u>(?:MIU|IU|MU|kU|U|[Ii]nternational [Uu]nits?|units?|mg|µg|μg|mcg|ng|g|mL|ml|mmol|Gy)"
    rf"(?:{_PER}){{0,2}})(?![\w/])"
    rf"|(?<![\w.×x])(?P<p>{_POWER})\s?(?P<u2>(?:IU|U|units?|cells|CFU|PFU)(?:{_PER}){{0,2}})(?![\w/]))"
)


def amounts(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each amount of a substance in a sentence: start, end, number as printed, unit.

    Powers of ten are written ``10^6`` and ``1 × 10^6``, however they were printed.
    """
    for match in _AMOUNT.finditer(text) if _DIGIT.search(text) else ():
        if match["p"]:
            yield match.start(), match.end(), _power(match["p"]), _unit(match["u2"])
            continue
        number = re.sub(r"\s?(?:–|-|to)\s?", "–", plain_range(match["n"]))
        if match["m"]:
            times = match["m"][0] in "×x"
            number += f" × {_power(match['m'][1:])}" if times else f" {match['m']}"
        yield match.start(), match.end(), number, _unit(match["u"])


def _power(printed: str) -> str:
    digits = re.sub(r"[\s^()]", "", printed)[2:].translate(_SUPER)
    return f"10^{digits}"


def _unit(printed: str) -> str:
    unit = re.sub(r"\s?/\s?|\sper\s", "/", printed)
    return re.sub(r"^[Ii]nternational [Uu]nits?", "IU", unit)


_TIMES = r"(?:once|twice|thrice|(?:one|two|three|four|five|six|[1-9]) times)"
FREQUENCY = regex(
    r"\b(?:every other (?:day|week|month)|every (?:second|third|fourth) (?:day|week|month)"
    rf"|every (?:{NUMBER}|{SMALL})(?:\s?(?:–|-|to)\s?\d+)?[ -](?:{UNITS})s?"
    rf"|{_TIMES}[ -](?:a |per |every |each )?(?:day|daily|week|weekly|month|monthly|year|yearly)"
    r"|on days? \d+(?:(?:, | and |, and )\d+)*(?! after)|(?:once|twice)-(?:daily|weekly)|bi-?weekly|fortnightly|daily"
    r"|weekly|monthly|q\.?[1-9]\d?\.?[hdw]\b|[qbt]\.?i\.?d\b\.?|q\.?d\b\.?|every (?:day|week|month|morning|evening"
    r"|night))",
    re.IGNORECASE,
)
"""How often something is given, as printed: ``every other day``, ``twice daily``, ``q4w``, ``b.i.d.``."""

__all__ = ["FREQUENCY", "amounts", "plain"]
