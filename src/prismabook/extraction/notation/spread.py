"""Means and medians with their spread: ``12.3 ± 4.5``, ``12.3 (SD 4.5)``, ``median 5 (IQR 3–9)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.extraction.notation.numbers import POINT, SIGNED, signed
from prismabook.patterns import regex


@dataclass(frozen=True, slots=True)
class Spread:
    """A centre with its spread; offsets in the sentence.

    ``centre`` is ``mean``, ``median`` or empty where nothing near says which. ``kind`` is SD, SE, IQR, range or CI, and
    empty for a ``±`` that nobody explains: then the datum is not to be trusted. SD and SE are in ``size``, the others
    in ``low`` and ``high``.
    """

    start: int
    end: int
    centre: str
    value: str
    kind: str
    size: str = ""
    low: str = ""
    high: str = ""
    unit: str = ""


_SD = r"(?P<sd>SDs?|S\.D\.|s\.d\.|[Ss]tandard [Dd]eviations?)"
_SE = r"(?P<se>SEM?s?|S\.E\.(?:M\.)?|s\.e\.(?:m\.)?|[Ss]tandard [Ee]rrors?(?: of the mean)?)"
_IQR = r"(?P<iqr>IQRs?|[Ii]nter-?quartile [Rr]anges?|Q1[–-]Q3|25th[–-]75th percentiles?|quartiles)"
_RANGE = r"(?P<range>[Rr]anges?|min[–-]max)"
_CI = r"(?P<ci>\d{2}\s?%\s?(?:CI|[Cc]onfidence interval))"
_TO = r"\s?(?:to|–|—|-|,|;|and)\s?"
_UNITS = (
    r"%|points?|mm ?Hg|kg/m2|kg/m²|kg|mm|cm|m[Ll]|days?|weeks?|months?|years?|hours?|h|min(?:utes)?|mg"
    r"|[A-Za-zµμ]{1,6}/(?:\d\.\d+ )?[A-Za-z]{1,4}[2²]?"
)
_UNIT = rf"(?:\s?(?P<unit>{_UNITS})(?![\w/]))?"
_AFTER = rf"(?:\s?(?P<after>{_UNITS})(?![\w/]))?"
_SPREAD = regex(
    rf"(?=[−–+\d{POINT[1:-1]}-])"  # every number begins so: a quick look instead of a long one
    rf"(?:(?P<v>{SIGNED}){_UNIT}\s?(?:±|\+/[-−–]|\+-)\s?(?P<s>{SIGNED})(?:\s?[(\[]?(?:{_SD}|{_SE})[)\]]?)?{_AFTER}"
    rf"|(?P<v2>{SIGNED})(?P<u2>\s?(?:%|[a-zA-Z/²µ]{{1,12}}))?\s?[,(\[]+\s?(?:(?P<sd2>SD|S\.D\.|s\.d\."
    rf"|[Ss]tandard deviation)"
    rf"|(?P<se2>SEM?|S\.E\.|s\.e\.|[Ss]tandard error))\s?[,:=±]?\s?(?P<s2>{SIGNED})[)\]]?"
    rf"|(?P<v3>{SIGNED})(?P<u3>\s?(?:%|[a-zA-Z/²µ]{{1,12}}))?\s?[,(\[]+\s?(?:{_IQR}|{_RANGE}"
    rf"|{_CI})\s?[,:=]?\s?[(\[]?(?P<l>{SIGNED}){_TO}"
    rf"(?P<h>{SIGNED})[)\]]*)"
)
_PAIR = regex(rf"(?P<v>{SIGNED}){_UNIT}\s?[(\[]\s?(?P<s>{SIGNED})\s?[)\]](?!\s?%){_AFTER}")
_TRIPLE = regex(rf"(?P<v>{SIGNED}){_UNIT}\s?[(\[]\s?(?P<l>{SIGNED}){_TO}(?P<h>{SIGNED})\s?[)\]]{_AFTER}")
_DECLARED = regex(
    rf"\b(?P<c>means?|medians?)\b[\s,]*(?:values?|scores?)?\s?(?:±|\+/-|[(\[,]|and)\s?(?:{_SD}|{_SE}|{_IQR}|{_RANGE})"
)
_CENTRE = regex(r"\b(?P<c>[Mm]eans?|[Mm]edians?|[Aa]veraged?)\b")
_KINDS = ("sd", "se", "iqr", "range", "ci")
_NAMES = {"sd": "SD", "se": "SE", "iqr": "IQR", "range": "range", "ci": "CI"}


def declared(text: str) -> tuple[str, str]:
    """What a text says that its figures are, ``mean (SD)``; empty where it says nothing, or two things."""
    if "mean" not in text and "median" not in text:
        return "", ""
    found = {(_centre(m["c"]), next(_NAMES[k] for k in _KINDS[:4] if m[k])) for m in _DECLARED.finditer(text)}
    return found.pop() if len(found) == 1 else ("", "")


def spreads(text: str, around: tuple[str, str] = ("", "")) -> Iterator[Spread]:
    """The means and medians of a sentence; ``around`` is what :func:`declared` found in the text around it.

    ``12.3 (4.5)`` and ``5 (3–9)`` are read only where the sentence itself declares ``mean (SD)``, ``median (IQR)`` or
    the like.
    """
    if not may_spread(text):
        return
    centre, kind = declared(text)
    for match in _SPREAD.finditer(text) if any(sign in text for sign in _OWN_SIGNS) else ():
        yield _told(text, match, (centre, kind), around)
    if kind in ("SD", "SE") and centre == "mean":
        for match in _PAIR.finditer(text):
            yield _made(match, centre, kind, match["s"], "", "", match["unit"])
    elif kind in ("IQR", "range") and centre == "median":
        for match in _TRIPLE.finditer(text):
            yield _made(match, centre, kind, "", match["l"], match["h"], match["unit"])


def may_spread(text: str) -> bool:
    """Whether a text has one of the signs without which it has no mean or median with a spread."""
    for sign in _SIGNS:  # noqa: SIM110 - a generator costs more than the search
        if sign in text:
            return True
    return False


_SIGNS = (
    "±",
    "+/",
    "+-",
    "SD",
    "S.D",
    "s.d.",
    "SE",
    "S.E",
    "s.e.",
    "IQR",
    "Q1",
    "uartile",
    "ange",
    "ean",
    "edian",
    "tandard",
)
_OWN_SIGNS = (
    *(sign for sign in _SIGNS if sign not in ("ean", "edian")),
    "quartile",
    "percentile",
    "–max",
    "CI",
    "onfidence",
)
"""Of these each match of ``_SPREAD`` has at least one; the other signs are for what the text declares."""


def _told(text: str, match: re.Match[str], here: tuple[str, str], around: tuple[str, str]) -> Spread:
    groups = match.groupdict()
    kind = next((_NAMES[k] for k in _KINDS if groups.get(k) or groups.get(f"{k}2")), "")
    kind = kind or next((told for _, told in (here, around) if told in ("SD", "SE")), "")
    centre = "mean" if kind in ("SD", "SE") or match["s"] else _nearest(text, match.start()) or here[0]
    if match["s"]:
        return _made(match, centre, kind, match["s"], "", "", match["unit"])
    if match["s2"]:
        return _made(match, centre, kind, match["s2"], "", "", match["u2"])
    return _made(match, centre, kind, "", match["l"], match["h"], match["u3"])


def _made(match: re.Match[str], centre: str, kind: str, size: str, low: str, high: str, unit: str | None) -> Spread:
    groups = match.groupdict()
    value = groups.get("v") or groups.get("v2") or groups.get("v3") or ""
    return Spread(
        match.start(),
        match.end(),
        centre,
        signed(value),
        kind,
        signed(size) if size else "",
        signed(low) if low else "",
        signed(high) if high else "",
        (unit or groups.get("after") or "").strip(),
    )


def _nearest(text: str, before: int) -> str:
    found = list(_CENTRE.finditer(text, max(0, before - 120), before))
    return _centre(found[-1]["c"]) if found else ""


def _centre(word: str) -> str:
    return "median" if word.lower().startswith("median") else "mean"
