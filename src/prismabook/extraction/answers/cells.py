"""What stands in a table's cell, given what its labels say: counts, percentages, means with their spread."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prismabook.extraction.notation import signed
from prismabook.patterns import regex

LONGEST = 80
"""Characters of a figure with its spread, marks and brackets."""

_NUM = r"[−–+-]?\s?(?:\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?!\d)|\d+(?:[.·‧∙⋅,]\d+)?|[.·]\d+)"
_MARK = (
    r"(?:\s?[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿ*†‡§¶‖#¤∗⁎^]+(?:[,\s]*[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿ*†‡§¶‖#¤∗⁎]+)*"
    r"|\s?[a-i]{1,2}|\s[ivx]+)?"
)
_PLUS = r"\s?(?:±|\+/[-−–]|\+\s?-)\s?"
_DASH = r"\s?(?:–|—|-|to|,|;|~)\s?"
_SHAPES = (
    ("pm", rf"(?P<a>{_NUM})\s?%?{_PLUS}(?P<b>{_NUM})\s?%?(?:\s?[(\[]\s?n\s?=\s?(?P<n>\d+)\s?[)\]])?"),
    ("fraction", rf"(?P<a>\d+)\s?/\s?(?P<t>\d+)(?:\s?[(\[;,]?\s?(?P<p>{_NUM})\s?%?\s?[)\]]?)?"),
    ("pct-fraction", rf"(?P<p>{_NUM})\s?%?\s?[(\[]\s?(?P<a>\d+)\s?/\s?(?P<t>\d+)\s?[)\]]"),
    ("interval", (
        rf"(?P<a>{_NUM})\s?%?\s?[(\[]+\s?(?:(?:95\s?%\s?)?CI:?\s?|IQR:?\s?"
        rf"|range:?\s?)?(?P<l>{_NUM})\s?%?{_DASH}(?P<h>{_NUM})\s?%?\s?[)\]]+"
)),
    ("pair", (
        rf"(?P<a>{_NUM})\s?(?P<ap>%)?\s?[(\[/]\s?[)]?(?:n\s?=\s?|SD\s?=?\s?"
        rf"|±\s?)?(?P<b>{_NUM})\s?(?P<bp>%)?\s?[)\]]?"
)),
    ("single", rf"[(\[]?\s?(?P<a>{_NUM})\s?(?P<ap>%)?\s?[)\]]?(?:\s?\(?n\)?)?"),
)  # fmt: skip
_SIGNS = {"pm": "±+", "fraction": "/", "pct-fraction": "/", "interval": "([", "pair": "([/"}
"""Signs of which each cell of a shape has one."""
_PATTERNS = tuple(
    (name, frozenset(_SIGNS.get(name, "")), regex(rf"^[~≈]?\s?{shape}{_MARK}\.?$", re.IGNORECASE))
    for name, shape in _SHAPES
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers of a cell; empty text where there is none."""

    events: str = ""
    total: str = ""
    percent: str = ""
    mean: str = ""
    sd: str = ""
    se: str = ""
    other: bool = False
    """Whether the cell holds something else: a median, an interval, a test."""
    sure: bool = True
    """False where nothing says that ``±`` or a bracket holds the standard deviation."""


OTHER = Reading(other=True)


def number(text: str) -> str:
    """A number with an ordinary sign and point; a decimal comma becomes a point."""
    if text[:1].isdigit() and text.isascii() and text.replace(".", "", 1).isdigit():
        return text
    text = re.sub(r"\s", "", text) if re.match(r"[−–+-]\s", text) else text
    if "," in text and re.fullmatch(r"[−–+-]?(?:\d+,\d{1,2}|0,\d+)", text):
        text = text.replace(",", ".")
    return signed(text)


def read(text: str, stat: str) -> Reading:
    """The numbers of a cell whose labels name a statistic (see :class:`labels.Meaning`); nothing guessed about them."""
    bare = text.strip()
    bare = re.sub(r"(?<=\d)\. (?=\d)", ".", bare) if ". " in bare else bare
    if len(bare) > LONGEST:
        return Reading()
    shape, match = _shaped(bare)
    if match is None:
        return Reading()
    if shape in ("fraction", "pct-fraction"):
        if stat in ("mean-sd", "mean-se", "median") or int(match["a"]) > int(match["t"]):
            return OTHER
        return Reading(events=match["a"], total=match["t"], percent=number(match["p"] or ""))
    if shape == "interval":
        return OTHER if stat not in ("mean", "mean-ci") else Reading(mean=number(match["a"]))
    if shape == "pm":
        explained = stat in ("mean-sd", "mean-se")
        return _spread(number(match["a"]), number(match["b"]), stat, explained=explained, total=match["n"] or "")
    if shape == "pair":
        return _pair(match, stat)
    return _single(match, stat)


def _shaped(bare: str) -> tuple[str, re.Match[str] | None]:
    """The first shape that a cell has, with its match."""
    for shape, signs, pattern in _PATTERNS:
        if (not signs or not signs.isdisjoint(bare)) and (match := pattern.match(bare)):
            return shape, match
    return "", None


def _spread(mean: str, size: str, stat: str, *, explained: bool, total: str = "") -> Reading:
    if stat == "median" or size.startswith("-"):
        return OTHER
    if stat == "mean-se":
        return Reading(mean=mean, se=size, total=total)
    return Reading(mean=mean, sd=size, total=total, sure=explained)


def _pair(match: re.Match[str], stat: str) -> Reading:
    first, second = number(match["a"]), number(match["b"])
    if stat in ("mean-sd", "mean-se"):
        return _spread(first, second, stat, explained=True)
    if stat in ("median", "mean-ci"):
        return OTHER
    if match["ap"] or stat == "percent-count":
        return Reading(events=second, percent=first) if second.isdecimal() else OTHER
    if stat in ("count-percent", "count", "percent") or match["bp"]:
        return Reading(events=first, percent=second) if first.isdecimal() else OTHER
    return Reading(events=first, percent=second, mean=first, sd=second, sure=False)


def _single(match: re.Match[str], stat: str) -> Reading:
    value = number(match["a"])
    if stat in ("sd", "se"):
        return Reading(sd=value) if stat == "sd" else Reading(se=value)
    if stat in ("median",):
        return OTHER
    if match["ap"] or stat in ("percent", "percent-count"):
        return Reading(percent=value)
    if stat in ("mean", "mean-sd", "mean-se", "mean-ci"):
        return Reading(mean=value)
    if stat in ("count", "count-percent"):
        return Reading(events=value) if value.isdecimal() else Reading(percent=value)
    return Reading(events=value if value.isdecimal() else "", percent=value, mean=value, sure=False)
