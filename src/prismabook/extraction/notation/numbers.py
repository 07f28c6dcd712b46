"""Numbers: digits with their separators and points, and words up to the thousands."""

from __future__ import annotations

import re

from prismabook.patterns import regex

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = (
    {"no": 0, "none": 0, "zero": 0}
    | {word: n for n, word in enumerate([*_ONES, *_TEENS], 1)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {
        f"{ten}{joint}{one}": 10 * n + m
        for n, ten in enumerate(_TENS, 2)
        for m, one in enumerate(_ONES, 1)
        for joint in " -"
    }
)
"""Numbers below a hundred as words."""

POINT = "[.·‧∙⋅]"
"""What stands before decimals: a point, or the middle dot of some journals."""
SEPARATOR = "[,\u2009\u202f\u00a0]"
"""What stands between thousands: a comma, a thin, narrow or fixed space."""
GROUPED = rf"\d{{1,3}}(?:{SEPARATOR}\d{{3}})+(?!\d)"
NUMBER = rf"{GROUPED}|\d+(?:{POINT}\d+)?"
SIGNED = rf"(?:(?<![\w.)])[−–-]\s?|\+)?(?:(?<!\d){GROUPED}|(?<!\d)\d+(?:{POINT}\d+)?|(?<![\w.]){POINT}\d+)"
"""A number that may have a sign, or lack the zero before its point."""

_ONE = "(?:one|two|three|four|five|six|seven|eight|nine)"
_SHORT = (
    rf"(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ -]{_ONE})?"
    rf"|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve|{_ONE})"
)
_LONE = r"(?<=\w{3})"
"""What stands before is no ``a`` or ``an``: these are numbers only before ``hundred`` and ``thousand``."""
_HUNDRED = rf"[ -]hundred(?:(?: and |[ -]){_SHORT})?"
SPELLED = (
    rf"(?<![\w-])(?=[aefnost])(?:{_SHORT}|an?)"
    rf"(?:[ -]thousand(?:,? (?:and )?(?:{_SHORT}|an?)(?:{_HUNDRED}|{_LONE}))?|{_HUNDRED}|{_LONE})"
)
"""A number in words. Each part is written as seldom as may be: dozens of patterns hold it, and compile it."""
SMALL = rf"{SPELLED}(?![\w-]|\s(?:hundred|thousand|million|billion))"
"""A whole number as words, not part of a longer number or a compound."""
_LABELS = (
    *("week", "weeks", "day", "days", "month", "months", "year", "years", "hour", "hours", "visit", "cycle"),
    *("group", "groups", "arm", "arms", "cohort", "phase", "grade", "stage", "type", "class", "level", "age", "aged"),
)
_BY_LENGTH = {len(label): [other for other in _LABELS if len(other) == len(label)] for label in _LABELS}
_NO_LABEL = "".join(rf"(?<!\b(?:{'|'.join(labels)}) )" for labels in _BY_LENGTH.values())
_SPACED = rf"(?=[1-9]){_NO_LABEL}[1-9]\d{{0,2}}(?: \d{{3}})+(?![\d.,·/%-]|\s?(?:mg|g|IU|mL|ml|µg|μg)\b)"
"""Thousands apart by plain spaces, ``1 234``; not ``week 12 300 mg``."""
COUNT = rf"(?:(?<![\w.-])(?<!\d[ ,])(?:{GROUPED}|{_SPACED}|\d+)|{SMALL})"

_BETWEEN = regex(rf"(?<=\d)(?:{SEPARATOR}| )(?=\d{{3}}(?!\d))")
_POINTS = regex("[·‧∙⋅]")
_PERCENT_WORDS = regex(r"\s?per\s?cent$")
_MINUS = regex(r"^[−–-]\s?")


def plain(number: str) -> str:
    """A number as printed, with an ordinary point and without thousands separators; words become digits."""
    number = number.strip().rstrip("%").strip()
    if number.isascii() and number.isdigit():
        return number
    if (spelled := from_words(number)) is not None:
        return str(spelled)
    number = _POINTS.sub(".", _BETWEEN.sub("", number))
    return _PERCENT_WORDS.sub("", number)


def signed(number: str) -> str:
    """A number that may have a sign, with an ordinary minus, point and a zero before it; ``+`` is left out."""
    bare = _MINUS.sub("-", number.strip().lstrip("+"))
    sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
    digits = plain(digits)
    return f"{sign}{'0' if digits.startswith('.') else ''}{digits}"


def from_words(words: str) -> int | None:
    """``two thousand one hundred and five`` as 2105; None if the words are no number."""
    words = words.strip().lower()
    if words in WORDS:
        return WORDS[words]
    if "hundred" not in words and "thousand" not in words:
        return None
    total, part = 0, 0
    for word in re.split(r"[\s,-]+", words):
        if word in ("a", "an"):
            part = 1
        elif word == "and":
            continue
        elif word == "hundred":
            part *= 100
        elif word == "thousand":
            total, part = total + part * 1000, 0
        elif word in WORDS:
            part += WORDS[word]
        else:
            return None
    return total + part


def plain_range(number: str) -> str:
    """A number or a range of numbers with ordinary points."""
    return "".join(
        part if re.fullmatch(r"\s?(?:–|-|to)\s?", part) else plain(part)
        for part in re.split(r"(\s?(?:–|-|to)\s?)", number)
    )
