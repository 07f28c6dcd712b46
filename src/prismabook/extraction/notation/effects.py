"""Effect measures with their intervals: ``OR 2.1 (95% CI 1.1 to 4.0)``, ``MD −1.2 [−2.0, −0.4]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.extraction.notation.numbers import SIGNED, signed
from prismabook.patterns import regex


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect measure as printed; ``low``, ``high`` and ``level`` are empty where no interval is.

    ``start`` and ``end`` are offsets in the sentence from the measure's name to the interval's end; ``about`` holds
    the words between the name and the value. ``measure`` is short (OR, RR, HR, IRR, RD, MD, SMD), ``name`` as printed.
    """

    start: int
    end: int
    measure: str
    value: str
    low: str = ""
    high: str = ""
    level: str = ""
    unit: str = ""
    about: str = ""
    adjusted: bool = False
    name: str = ""


MEASURES = {
    "OR": r"odds ratios?|a?OR",
    "RR": r"(?:risk ratios?|relative risks?)|a?RR",
    "HR": r"hazards? ratios?|(?:a|s|cs)?HR",
    "IRR": r"(?:incidence )?rate ratios?|a?IRR",
    "RD": r"(?:absolute )?risk differences?|absolute risk reductions?|ARR|ARD|RD",
    "SMD": r"standardi[sz]ed mean differences?|SMD|Hedges['’]?s? g|Cohen['’]?s? d",
    "MD": r"(?:weighted |adjusted |estimated |least[- ]squares |LS |(?:between|inter)-group |between-arm |treatment )*"
    r"(?:mean differences?|differences? in (?:the )?(?:adjusted |least[- ]squares |LS )?means?|(?:between-(?:group|arm)"
    r"|treatment) differences?)|WMD|MD|LSMD",
}
_NAMES = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in MEASURES.items())
_LEVEL = (
    r"(?P<level>\d{2}(?:\.\d+)?)\s?%\s?-?(?:CIs?|CrIs?|C\.I\.|[Cc]onfidence [Ii]ntervals?"
    r"|[Cc]redible [Ii]ntervals?)(?:\s?[(\[]CI[)\]])?"
)
_UNIT = (
    r"\s?(?P<unit>%|percentage points?|points?|mm ?Hg|kg/m2|kg/m²|kg|mm|cm|mL/min(?:/1\.73 ?m[2²])?|m[Ll]|days?|weeks?"
    r"|months?|years?|hours?|[mµμ]?g/d?[Ll]|mmol/(?:L|mol)|mg"
    r"|[A-Za-zµμ°][\w/²·-]{0,11}(?=\s?[,;(\[]\s?\d{2}(?:\.\d+)?\s?%\s?C))"  # any word right before the interval
)
_TO = r"\s?(?:to|–|—|-(?=\s?[\d−–.·])|,|;|and|~)\s?"
_BETWEEN = r"(?P<about>(?:[^.;()\[\]\d]|(?<=[A-Za-z-])\d|\((?!\d)[^()\d]{1,12}\)){0,90}?)"
_EFFECT = regex(
    rf"(?<![\w-])(?P<adj>[Aa]djusted |[Mm]ultivariable |[Uu]nadjusted "
    rf"|[Cc]rude )?(?:{_NAMES})\b(?:\s?[(\[](?:a?[A-Z]{{1,4}})[)\]])?"
    rf"{_BETWEEN}[\s(\[,:=]*(?<![A-Za-z\d])(?<![A-Za-z]-)(?P<v>{SIGNED})(?![\d%]*\s?%\s?(?:CI|CrI|[Cc]onf))(?:{_UNIT})?"
    rf"(?:\s?[,;:(\[]*\s?(?:(?:with )?(?:an? )?)?{_LEVEL}\s?[,;:=(\[]*\s?(?P<l>{SIGNED})%?{_TO}(?P<h>{SIGNED})"
    rf"|\s?[(\[]\s?(?P<l2>{SIGNED})%?{_TO}(?P<h2>{SIGNED})%?\s?[)\]])?(?![\d])"
)
_DIGIT = regex(r"\d")
_SIGNS = ("ratio", "risk", "difference", "Hedges", "Cohen", "Ratio", "Risk", "Difference", "OR", "RR", "HR", "RD", "MD")
_RATIOS = ("OR", "RR", "HR", "IRR")


def effects(text: str) -> Iterator[Effect]:
    """The effect measures of a sentence; a value outside its own interval, or far from its name, is left out."""
    if not _DIGIT.search(text) or not any(sign in text for sign in _SIGNS):
        return
    for match in _EFFECT.finditer(text):
        measure = next(name for name in MEASURES if match[name])
        value = signed(match["v"])
        low, high = (signed(match[a] or match[b] or "") for a, b in (("l", "l2"), ("h", "h2")))
        if low and not float(low) <= float(value) <= float(high):
            continue
        if (measure in _RATIOS and float(value) < 0) or (not low and not _close(match)):
            continue
        yield Effect(
            match.start(),
            _closed(text, match.start(), match.end()),
            measure,
            value,
            low,
            high,
            match["level"] or "",
            match["unit"] or "",
            match["about"].strip(" ,:=("),
            (match["adj"] or "").strip().lower() == "adjusted" or match[measure][:2] in ("aO", "aR", "aH", "aI"),
            match[measure],
        )


def _close(match: re.Match[str]) -> bool:
    """Whether a value without an interval stands right after its measure: ``(OR 2.1``, ``HR = 0.7``."""
    if re.fullmatch(r"\s?(?:,|=|:|was|of|is)?\s?", match["about"]) is None:
        return False
    bare = re.search(r"\b[A-Z]{2,4}\s?\d", match[0]) is not None
    return not bare or match.string[max(0, match.start() - 1) : match.start()] in ("(", "[")


def _closed(text: str, start: int, end: int) -> int:
    """The end with the bracket that closes one opened inside."""
    words = text[start:end]
    for opening, closing in (("(", ")"), ("[", "]")):
        if words.count(opening) > words.count(closing) and text[end : end + 1] == closing:
            return end + 1
    return end
