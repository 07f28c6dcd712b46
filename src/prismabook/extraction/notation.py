"""How medical papers write numbers, percentages, p-values, times and doses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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

NUMBER = r"\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)|\d+(?:[.·‧∙]\d+)?"
SPELLED = rf"(?<![\w-])(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS + _ONES)})"
SMALL = rf"{SPELLED}(?![\w-]|\s(?:hundred|thousand|million))"
"""A number below a hundred as a word, not part of a longer number or a compound."""
COUNT = rf"(?:(?<![\w.-])(?:\d{{1,3}}(?:[,\u2009\u202f\u00a0]\d{{3}})+(?!\d)|\d+)|{SMALL})"
PERCENT = r"\d{1,3}(?:[.·‧∙]\d+)?\s?(?:%|per\s?cent\b)"
UNITS = "day|week|month|year|hour"
P = re.compile(
    r"\b[pP](?:[\s-]?values?)?\s*(?:(=|<|>|≤|≥|&lt;|&gt;)|of|was|were)\s*(0?[.·‧∙]\d+|[01](?:[.·‧∙]0+)?)(?![\d])"
)
DURATION = rf"(?P<length>(?<![\w.-])(?:{NUMBER})|{SPELLED})[\s-](?P<unit>{UNITS})s?\b"
PEOPLE = (
    r"(?:patients?|participants?|subjects?|people|persons?|adults?|child(?:ren)?|wom[ae]n|m[ae]n|boys?"
    r"|girls?|individuals?|volunteers?"
    r"|infants?|cases)"
)


def plain(number: str) -> str:
    """A number as printed, with an ordinary point and without thousands separators; words become digits."""
    number = number.strip().rstrip("%").strip()
    if number.lower() in WORDS:
        return str(WORDS[number.lower()])
    number = re.sub(r"(?<=\d)[,\u2009\u202f\u00a0](?=\d{3}(?!\d))", "", number)
    return re.sub(r"\s?per\s?cent$", "", re.sub("[·‧∙]", ".", number))


@dataclass(frozen=True, slots=True)
class Share:
    """Participants with an outcome: events, total and percentage as far as printed; offsets in the sentence."""

    start: int
    end: int
    percent: str = ""
    events: str = ""
    total: str = ""


_SHARES = re.compile(
    r"(?<![\d.])(?P<e1>\d+)\s?(?:/"
    rf"|\s(?:out )?of(?: the)?\s)\s?(?P<t1>\d+)(?:\s{PEOPLE})?(?:\s?[(\[,;]\s?(?P<p1>{PERCENT})[)\]]?)"
    rf"|(?P<p2>{PERCENT})\s?[(\[]\s?(?:n\s?=\s?)?(?P<e2>\d+)\s?(?:/|\s(?:out )?of\s)\s?(?P<t2>\d+)[)\]]"
    rf"|(?P<p3>{PERCENT})\s?[(\[]\s?n?\s?=?\s?(?P<e3>\d+)(?:\s{PEOPLE})?[)\]]"
    rf"|(?<![\d./])(?P<e4>\d+)(?:\s{PEOPLE})?\s?[(\[]\s?(?P<p4>{PERCENT})[)\]]"
    rf"|(?<![\d./])(?P<e5>\d+)\s?(?:/|\s(?:out )?of(?: the)?\s)\s?(?P<t5>\d+)(?![\d/]|\.\d)"
    rf"|(?<![\d.–-])(?P<p6>{PERCENT})"
)


def shares(text: str) -> Iterator[Share]:
    """The percentages and fractions of a sentence, a pair such as ``16/29 (55.17%)`` being one."""
    for match in _SHARES.finditer(text):
        found = {key[0]: value for key, value in match.groupdict().items() if value is not None}
        events, total = found.get("e", ""), found.get("t", "")
        if total and int(events) > int(total):
            continue
        if _no_share(text, match):
            continue
        yield Share(match.start(), match.end(), plain(found.get("p", "")), events, total)


_LEVEL = re.compile(r"\s?(?:CI\b|CrI\b|confidence|credible)")


def has_other_percentages(text: str) -> bool:
    """Whether a clause has percentages that are no shares of participants, such as changes or bounds."""
    return any(_no_share(text, m) and not _LEVEL.match(text, m.end()) for m in _SHARES.finditer(text))


def _no_share(text: str, match: re.Match[str]) -> bool:
    """Whether a percentage is a confidence level, a change or a bound rather than a share of participants."""
    if match["p6"] is None:
        return False
    after, before = text[match.end() : match.end() + 22], text[max(0, match.start() - 14) : match.start()]
    return bool(
        _LEVEL.match(after)
        or re.search(r"(?:[<>≥≤±]|[Bb]y|[Ll]east|[Mm]ore than|[Ll]ess than|[Ff]rom|to)\s?$", before)
        or re.match(
            r"\s?(?:to|–|-)\s?\d|\s(?:reduction|increase|decrease|improvement|lower|higher|change|power|solution)",
            after,
        )
    )


def p_values(text: str) -> Iterator[tuple[int, int, str]]:
    """Each p-value of a sentence: start, end, value with its sign unless that is ``=``."""
    for match in P.finditer(text):
        sign = {"=": "", "&lt;": "<", "&gt;": ">", None: ""}.get(match[1], match[1])
        number = plain(match[2])
        yield match.start(), match.end(), f"{sign}{'0' if number.startswith('.') else ''}{number}"


_MORE = rf"(?:(?:,|,? and| or| to)\s(?:(?:{UNITS})s?\s)?\d+(?!\d|\.\d|\s?%))*"
_EARLIER = rf"(?:(?:\s(?:{UNITS})s?)?(?:,|,? and)\s\d+)*"
TIME = re.compile(
    r"\b(?:(?:at|by|after|on|in|from|until|through) )?"
    rf"(?P<u1>{UNITS})s?[\s-](?P<n1>\d+)(?P<more>{_MORE})(?!\d|\.\d|\s?%)"
    rf"|\b(?:at|by|after|within|at the end of)\s(?P<n2>\d+|{SMALL})(?P<more2>{_EARLIER})\s(?P<u2>{UNITS})s?\b"
    r"|\bat\s(?P<base>baseline)\b",
    re.IGNORECASE,
)
"""A point in time, with the word before it."""


def time_points(text: str) -> list[str]:
    """The points in time that a sentence names, as ``week 12``, in order and each once."""
    found: list[str] = []
    for match in TIME.finditer(text):
        if match["base"]:
            found.append("baseline")
            continue
        unit = (match["u1"] or match["u2"]).lower()
        more = match["more"] or match["more2"] or ""
        numbers = [match["n1"] or match["n2"], *re.findall(r"\d+", more)]
        found += [f"{unit} {plain(number)}" for number in numbers]
    return list(dict.fromkeys(found))


_AMOUNT = re.compile(
    rf"(?<![\w.])(?P<n>(?:{NUMBER})(?:\s?(?:–|-|to)\s?(?:{NUMBER}))?)\s?(?P<m>thousand|million|billion"
    r"|×\s?10\s?(?:\^\s?\d|[⁰¹²³⁴-⁹]))?\s?-?"
    r"(?P<u>(?:MIU|IU|MU|kU|U|units?|mg|µg|μg|mcg|ng|g|mL|ml|mmol|Gy)(?:/(?:kg|m2|m²|day|d|week|dose|h|mL"
    r"|ml|L)){0,2})(?![\w/])"
)


def amounts(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each amount of a substance in a sentence: start, end, number as printed, unit."""
    for match in _AMOUNT.finditer(text):
        number = re.sub(r"\s?(?:–|-|to)\s?", "–", plain_range(match["n"]))
        yield match.start(), match.end(), f"{number} {match['m']}" if match["m"] else number, match["u"]


def plain_range(number: str) -> str:
    """A number or a range of numbers with ordinary points."""
    return "".join(
        part if re.fullmatch(r"\s?(?:–|-|to)\s?", part) else plain(part)
        for part in re.split(r"(\s?(?:–|-|to)\s?)", number)
    )
