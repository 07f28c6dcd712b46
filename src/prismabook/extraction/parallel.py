"""Whether a parallel text gives the same numbers as the English one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from prismabook.extraction.codes import PARALLEL_DIFFERS
from prismabook.extraction.document import part
from prismabook.extraction.notation import PEOPLE, SMALL, SPELLED, plain
from prismabook.extraction.registers import registrations
from prismabook.findings import Finding, Place
from prismabook.model import Role, Section, Source
from prismabook.patterns import regex

_N = r"(?<!\d)\d{1,12}(?:[.·]\d{1,12})?"
_ENGLISH_UNITS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"}
_CHINESE_UNITS = {"小时": "hour", "天": "day", "日": "day", "周": "week", "个月": "month", "月": "month", "年": "year"}
_SCALES = {
    "": 1,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "亿": 10**8,
}
_BOTH: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percentage", regex(rf"(?P<n>{_N})\s?[%%]")),
    ("fraction", regex(r"(?<![\d/])(?P<n>\d{1,9}(?:/| of )\d{1,9})(?![\d/])")),
    ("p-value", regex(r"\b[pP]\s?(?P<n>[=<>＜＞＝]\s?0?[.·]\d+)")),
    ("group size", regex(r"\b[nN]\s?[==]\s?(?P<n>\d+)")),
)
_AMOUNT = regex(
    rf"(?P<n>{_N})\s?(?P<scale>thousand|million|billion|百万|千|万|亿)?\s?(?P<u>IU|国际单位|mg/kg|mg|毫克|μg|µg|微克|mL|ml|毫升|g"
    rf"|克)(?![A-Za-z])"
)
_UNIT_NAMES = {"国际单位": "IU", "毫克": "mg", "微克": "µg", "μg": "µg", "毫升": "mL", "ml": "mL", "克": "g"}
_ENGLISH_TIME = regex(
    rf"\b(?P<n>(?<![\w.])\d{{1,9}}|{SPELLED})[\s-](?P<u>hour|day|week|month|year)s?\b|\b(?P<u2>day|week|month"
    rf"|year)s?\s(?P<n2>\d+)\b",
    re.IGNORECASE,
)
_CHINESE_TIME = regex(r"(?P<n>(?<!\d)\d{1,9})\s?(?P<u>小时|天|日|周|个月|月|年)")
_CHINESE_COUNT = regex(r"(?P<n>(?<!\d)\d{1,9})\s?(?:例|名|位)")
_ENGLISH_COUNT = regex(
    rf"(?P<n>(?<![\w.%-])\d{{1,9}}|{SMALL})\s(?:[a-z-]+\s){{0,2}}?{PEOPLE}\b",
    re.IGNORECASE,
)
_NUMERAL = "[一二两三四五六七八九十百零〇]{1,7}"
_CHINESE_NUMBER = regex(rf"\d+|{_NUMERAL}")
_NUMERAL_COUNT = regex(rf"(?<![第之一二两三四五六七八九十百零〇])(?P<n>{_NUMERAL})\s?(?:例|名|位)(?!置)")
_NUMERALS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"〇": 0, "两": 2}
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94) if chr(0x21 + n) not in "<>"}
"""Full-width letters, digits and signs, each as its narrow twin: offsets stay."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a kind in one of the texts; ``start`` and ``end`` are offsets in the source."""

    kind: str
    value: str
    start: int
    end: int


def compare_languages(source: Source) -> tuple[Finding, ...]:
    """Where the numbers of a Chinese text differ from those of the English text of the same section.

    Percentages, fractions, p-values, group sizes, registration numbers, doses and times must stand in both;
    counts of participants must stand in the other text in some form. Each number counts once.
    """
    findings = []
    for name in dict.fromkeys(_part(s) for s in source.having(Role.PARALLEL)):
        parallel = [s for s in source.having(Role.PARALLEL) if _part(s) == name and s.language == "zh"]
        english = [s for s in source.having(Role.BODY) if _part(s) == name and s.language == "en"]
        if not parallel or not english:
            continue
        for figure, language, twin in _differences(source, english, parallel):
            message = f"the {figure.kind} {figure.value} stands only in the {language} text ({name})"
            topic = f"{figure.kind} {figure.value} {language}"
            other = _place(source, twin) if twin else None
            findings.append(Finding(PARALLEL_DIFFERS, message, _place(source, figure), topic=topic, other=other))
    return tuple(findings)


def _part(section: Section) -> str:
    """A section's name as rules know it: ``FINDINGS`` is the same part as 结果."""
    return part(section.name, own=True)


def _place(source: Source, figure: Figure) -> Place:
    return source.at(figure.start, source.text[figure.start : figure.end])


def _differences(
    source: Source, english: list[Section], chinese: list[Section]
) -> Iterator[tuple[Figure, str, Figure | None]]:
    """The figures that stand in one text only; with them the one in whose place they stand, where that is plain."""
    ours = _first(f for s in english for f in _figures(source, s, _english))
    theirs = _first(f for s in chinese for f in _figures(source, s, _chinese))
    here, there = _alone(ours, theirs, _bare(source, chinese)), _alone(theirs, ours, _bare(source, english))
    yield from ((figure, "English", _twin(figure, here, there)) for figure in here)
    yield from ((figure, "Chinese", _twin(figure, there, here)) for figure in there)


def _twin(figure: Figure, own: list[Figure], other: list[Figure]) -> Figure | None:
    """The figure of the same kind at the same place in the order, if both texts have as many that stand alone."""
    mine, theirs = ([f for f in figures if f.kind == figure.kind] for figures in (own, other))
    return theirs[mine.index(figure)] if len(mine) == len(theirs) else None


Figures = dict[tuple[str, str], Figure]


def _first(figures: Iterable[Figure]) -> Figures:
    """Each number of a kind where it stands first."""
    found: Figures = {}
    for figure in figures:
        found.setdefault((figure.kind, figure.value), figure)
    return found


def _alone(own: Figures, other: Figures, numbers: set[str]) -> list[Figure]:
    return [f for key, f in own.items() if (f.value not in numbers if f.kind == "count" else key not in other)]


def _figures(
    source: Source, section: Section, special: Callable[[str], Iterator[tuple[str, str, int, int]]]
) -> Iterator[Figure]:
    text = source.words(section).translate(_WIDE)
    for kind, pattern in _BOTH:
        for match in pattern.finditer(text):
            yield Figure(kind, _normal(match["n"]), section.start + match.start(), section.start + match.end())
    for found in registrations(text):
        yield Figure("registration", found.value, section.start + found.start, section.start + found.end)
    for match in _AMOUNT.finditer(text):
        unit = _UNIT_NAMES.get(match["u"], match["u"])
        amount = float(match["n"].replace("·", ".")) * _SCALES[match["scale"] or ""]
        yield Figure("dose", f"{amount:g} {unit}", section.start + match.start(), section.start + match.end())
    for kind, value, start, end in special(text):
        yield Figure(kind, value, section.start + start, section.start + end)


@lru_cache(1024)
def _normal(value: str) -> str:
    value = re.sub(r"\s|^[==]", "", value.replace(" of ", "/").replace("·", ".").replace("＜", "<").replace("＞", ">"))
    return re.sub(r"^([=<>]?)\.", r"\g<1>0.", value).lstrip("=")


def _english(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in _ENGLISH_TIME.finditer(text):
        number, unit = match["n"] or match["n2"], (match["u"] or match["u2"]).lower()
        yield "time", f"{plain(number)} {_ENGLISH_UNITS[unit]}", match.start(), match.end()
    for match in _ENGLISH_COUNT.finditer(text):
        yield "count", plain(match["n"]), match.start(), match.end()


def _chinese(text: str) -> Iterator[tuple[str, str, int, int]]:
    for match in _CHINESE_TIME.finditer(text):
        yield "time", f"{match['n']} {_CHINESE_UNITS[match['u']]}", match.start(), match.end()
    for match in _CHINESE_COUNT.finditer(text):
        yield "count", match["n"], match.start(), match.end()
    for match in _NUMERAL_COUNT.finditer(text):
        yield "count", from_numerals(match["n"]), match.start(), match.end()


def from_numerals(numerals: str) -> str:
    """``三百二十一`` as 321, ``一二`` as 12; empty if it is no number."""
    if not re.search("[十百]", numerals):
        return str(int("".join(str(_NUMERALS[c]) for c in numerals)))
    total, digit = 0, 0
    for character in numerals:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _NUMERALS[character]
    return str(total + digit)


def _bare(source: Source, sections: Iterable[Section]) -> set[str]:
    """Every whole number of the sections, spelled-out ones too."""
    found: set[str] = set()
    for section in sections:
        text = source.words(section).translate(_WIDE)
        numbers = {m[0] for m in _CHINESE_NUMBER.finditer(text)}
        found |= {number if number.isdecimal() else from_numerals(number) for number in numbers}
        found |= {str(_NUMERALS[c]) for number in numbers for c in number if c in _NUMERALS}
        found |= {plain(m[0]) for m in re.finditer(SMALL, text, re.IGNORECASE)}
    return found
