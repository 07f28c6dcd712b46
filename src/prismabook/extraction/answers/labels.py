"""What the heading of a row or column says about the numbers under it: which statistic, when, how many people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from prismabook.extraction.answers.words import fold
from prismabook.extraction.notation import plain
from prismabook.patterns import regex

_TEST = regex(
    r"^\W*(?:p|t|f|z|u)(?:\W+[a-z]?)?\W*$|\bp[\s-]*(?:values?|for)\b|\bvalue of p\b"
    r"|\b(?:inter|intra|between|within)[\s-]?groups? p\b"
    r"|^\W*p\b(?=\W*[<=*†‡#(]|$)|χ2|\bx2\b|\bchi\b"
    r"|\bt[\s-]test|^\W*sig\.?\W*$|significance|^\W*(?:df|d\.f\.)\W*$|mann[\s-]whitney|\bm?anc?ova\b"
    r"|\b(?:f|t|z|wald|test)[\s-]?(?:value|test|ratio|statistic)s?\b|kruskal|wilcoxon|fisher|friedman|\blog[\s-]?rank"
)
_EFFECT = regex(
    r"\b(?:odds|hazard|risk|rate|prevalence) ratios?\b|relative risk|\bsmd\b|\bes\d?\b"
    r"|effect size|cohen|coefficient|\bbeta\b|\bnnt\b|\bdifferences?\b(?! from)"
    r"|\b(?:per|/)\s?(?:\d[\d,]* )?(?:person|patient|woman|child)[\s-]?(?:years?|days?|months?)"
    r"|\b(?:treatment|intervention|estimated?|adjusted|mean|net|group|overall) effects?\b|^\W*effects?\W*(?:\(|$)"
    r"|estimated? (?:treatment )?(?:effect|difference)|^\W*(?:95\s?% )?(?:ci|confidence intervals?)\W*(?:95\s?%\W*)?$"
    r"|^\W*(?:estimates?|interaction|icc|group (?:x|×|\*|by) time(?: interaction)?)\W*$"
)
_RATIO = regex(r"\b(?:a|adj\.? ?|adjusted |c)?(?:OR|HR|RR|IRR|NNT)\b")
_CHANGE = regex(
    r"\bchanges?\b|[δ∆]|\bdelta\b|\bdifference from baseline|(?:reduction|decrease|increase|improvement|gain) from"
)
_CENTRE = r"(?:means?|averages?|x̅|x̄|χ|\bm\b|\bx\b)"
_SD = r"(?:s\.?\s?d\.?s?\b|standard deviations?|std\.? dev\w*)"
_SE = r"(?:s\.?\s?e\.?\s?m?\.?\b|standard errors?)"
_MEAN_SD = regex(
    rf"{_CENTRE}.{{0,12}}(?:±|\+/-|[(\[,/]|\band\b).{{0,4}}{_SD}|(?:±|\+/-)\s*{_SD}|[(\[]\s*(?:±\s*)?{_SD}\s*[)\]]"
)
_MEAN_SE = regex(
    rf"{_CENTRE}.{{0,24}}(?:±|\+/-|[(\[,/]|\band\b).{{0,4}}{_SE}|(?:±|\+/-)\s*{_SE}|[(\[]\s*(?:±\s*)?{_SE}\s*[)\]]"
)
_MEAN_CI = regex(rf"{_CENTRE}.{{0,12}}[(\[,;]\s?(?:95\s?%\s?)?(?:c\.?\s?i\b|confidence)")
_MEDIAN = regex(r"\bmedians?\b|\biqr\b|inter-?quartile|\bq1\b|percentiles?")
_ONLY_SD = regex(rf"^\W*(?:±\s*)?{_SD}\W*$")
_ONLY_SE = regex(rf"^\W*(?:±\s*)?{_SE}\W*$")
_ONLY_MEAN = regex(r"^\W*(?:mean|average|means|x̅|x̄|χ|m)\b[^±(]{0,40}$|^\W*(?:x̅|x̄|χ)\W*$")
_COUNT_PCT = regex(
    r"\b(?:n|no|nos|number|numbers|freq\w*|counts?|events?"
    r"|cases)\b\.?(?:\sof [a-z ]{3,30})?\s*(?:[(\[,;/&]|and)\s*(?:%|per ?cent\w*|rate)"
    r"|^\W*n\s*%\W*$|\bn\s?/\s?n\b|\bno\.?\s?/\s?(?:total|no)\b"
)
_PCT_COUNT = regex(r"%\s*(?:[(\[]|,(?!\s*n\w*\.?\s*[(\[]))\s*(?:n|no|number)\b|per ?cent\w*\s*\(n")
_PCT = regex(
    r"^\W*(?:%|per ?cent\w*|percentages?)\W*$|[(\[]\s*%\s*[)\]]|,\s?%$|\b(?:percentage|proportion)\b|\brates?\b.{0,12}%"
)
_COUNT = regex(
    r"^\W*(?:n|no|nos|number|events?|cases|counts?|frequency)\W*$|,\s*(?:n|no\.?)\s*$"
    r"|[(]\s*n\s*[)]\s*$|^number of (?!patients?$"
    r"|participants?$|subjects?$)|^no\. of "
)
_WHO = (
    r"(?:patients|participants|subjects|people|persons|individuals|children|infants|neonates|newborns|babies|women|men"
    r"|adults|girls|boys|mothers|pregnancies|volunteers|students|cases)"
)
_SIZE = regex(
    rf"^\W*(?:n|no\.?|number|total)\W*(?:of )?(?:{_WHO}|evaluated|analy[sz]ed|randomi[sz]ed)?"
    rf"(?: (?:in (?:each )?group|evaluated|analy[sz]ed|randomi[sz]ed|included|assessed|with data))?"
    rf"(?:\W*\(?(?:m?itt|pp|fas|per[- ]protocol|safety)\b[^()]{{0,12}}\)?)?\W*$"
    rf"|^{_WHO}\W*(?:\(?n\)?)?\W*$|^sample size"
    r"|^(?:pps?|m?itt|fas|per[- ]protocol|evaluable|analy[sz]ed|completers|randomi[sz]ed)"
    r"(?: set| population)?\W*(?:\(?n\)?)?\W*$"
)
_N = regex(r"(?<![\w])n\s?[=:＝]\s?(\d{1,3}(?:[,\u2009\u202f]\d{3})+(?!\d)|\d+)(?!\d|\s?%|\.\d)")
_TOTAL = regex(
    r"^\W*(?:total|overall|all|all patients|all participants|whole|combined"
    r"|both)\b(?:\W*\(?n\s?=\s?\d+\)?)?\W*$|^total\b|^overall\b|\btotal(?: scores?)?(?:,|\W*$)"
)

_UNITS = {"h": 1, "hour": 1, "hr": 1, "day": 24, "d": 24, "week": 168, "wk": 168, "w": 168, "month": 730, "mo": 730,
          "year": 8760, "yr": 8760, "y": 8760, "min": 1 / 60, "minute": 1 / 60}  # fmt: skip
_UNIT = r"(?P<{0}>hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y|min(?:ute)?s?)\b(?!\s?/)"
_WHEN = regex(
    rf"(?<![\w.])(?P<a>\d+(?:\.\d+)?)(?:\s?(?:-|to|and)\s?(?P<b>\d+(?:\.\d+)?))?[\s-]?{_UNIT.format('u')}"
    rf"|{_UNIT.format('v')}\s?(?P<c>\d+)(?:\s?(?:-|to|and)\s?(?P<e>\d+))?(?!\d|\.\d)|\b(?:t|time|visit|v)\s?(?P<t>\d)\b"
    r"|\b(?P<word>one|two|three|four|six|nine|twelve)[\s-](?P<wu>hour|day|week|month|year)s?\b"
)
_AGE = regex(
    r"\b(?:six|6)[\s-]min(?:ute)?s?[\s-]walk\w*|"
    r"[<>≤≥]\s?\d+(?:\.\d+)?[\s-]?(?:years?|yrs?|y|months?|weeks?|days?)\b|(?<!\d)\d+[\s-](?:years?"
    r"|yrs?)[\s-](?:old|of age)\b|\bage[ds]?\b.*"
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12}
_BEFORE = regex(
    r"\bbaseline\b|\bpre\b|\bpre-?\s?(?:test|treatment|intervention|op\w*|training|dose)"
    r"|\bbefore\b(?! (?:(?:hospital |the )?(?:discharge|delivery|birth|death|term)|\d|(?:one|two|three|six|twelve)\b))"
    r"|\b(?:at|on|upon) (?:\w+ )?admission\b|^\W*admission\b(?! (?:to|for|rates?|within|during|in)\b)"
    r"|\binitial\b|\bentry\b|\benrol\w*|^\W*(?:at )?(?:inclusion|recruitment|randomi[sz]ation|screening|booking)\b"
)
_AFTER = regex(
    r"\bpost\b|\bpost-?\s?(?:test|treatment|intervention|op\w*|training|therapy)|\bafter\b|\bend\s?(?:-?point|of)\b|\bfinal\b|\bdischarge\b"
)
_FOLLOW = regex(r"follow[\s-]?up")


@dataclass(frozen=True, slots=True)
class When:
    """A time: ``kind`` is before, after, follow-up or at; ``end`` and ``span`` in hours, 0 where no number is."""

    kind: str
    end: float = 0.0
    span: float = 0.0


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says.

    ``stat`` is mean-sd, mean-se, median, mean, sd, se, count-percent, percent-count, count, percent or nothing.
    """

    stat: str = ""
    test: bool = False
    effect: bool = False
    change: bool = False
    total: bool = False
    sizes: bool = False
    """Whether the numbers under it may be numbers of people in each group."""
    size: str = ""
    when: When | None = None

    @property
    def told(self) -> bool:
        """Whether the label names a statistic, a test or a time, and perhaps nothing else."""
        return bool(self.stat or self.test or self.effect or self.sizes or self.when)


@lru_cache(maxsize=20_000)
def meaning(label: str) -> Meaning:
    """What a label says about numbers."""
    text = fold(label)
    size = _N.search(text)
    test = bool(_TEST.search(text))
    change = bool(_CHANGE.search(text))
    effect = bool(_EFFECT.search(text) or _RATIO.search(label)) and not (
        change and "between" not in text and "from" in text
    )
    return Meaning(
        stat(text),
        test,
        effect and not test,
        change,
        bool(_TOTAL.search(text)),
        bool(_SIZE.match(text)),
        plain(size[1]) if size else "",
        when(text),
    )


def stat(text: str) -> str:
    """The statistic that a folded text names; the most telling one of several."""
    found = stats(text)
    if either(found):
        return ""
    return next(iter(found), "mean" if re.search(r"\bmeans?\b", text) else "")


def either(found: Sequence[str]) -> bool:
    """Whether a label names both means with their spread and counts: ``Mean (SD) or n (%)``."""
    return any(name.startswith("mean-") for name in found) and any(name.endswith("-percent") for name in found)


@lru_cache(maxsize=5_000)
def stats(text: str) -> tuple[str, ...]:
    """All statistics that a folded text names, the most telling first."""
    patterns = (
        (_MEAN_SD, "mean-sd"),
        (_MEAN_SE, "mean-se"),
        (_MEAN_CI, "mean-ci"),
        (_MEDIAN, "median"),
        (_ONLY_SD, "sd"),
        (_ONLY_SE, "se"),
        (_PCT_COUNT, "percent-count"),
        (_COUNT_PCT, "count-percent"),
        (_PCT, "percent"),
        (_ONLY_MEAN, "mean"),
        (_COUNT, "count"),
    )
    return tuple(name for pattern, name in patterns if pattern.search(text))


_VISIT = regex(r"\b(T\d|[A-Z]{1,3}\d?)\s?[:=,(–-]\s?([^;.()]{3,60}?)(?=[;.(),]|$)")


@lru_cache(maxsize=256)
def visits(*texts: str) -> dict[str, When]:
    """The times that a caption or notes give for visits: ``T1: baseline; T2: 8 weeks``."""
    found: dict[str, When] = {}
    for text in texts:
        for label, words in _VISIT.findall(text):
            if told := when(fold(words)):
                found.setdefault(label, told)
    return found


def when(text: str) -> When | None:
    """The time that a folded text names; the last one of several."""
    end, span = 0.0, 0.0
    numbered = None
    for numbered in _WHEN.finditer(_AGE.sub(" ", text)):
        unit = numbered["u"] or numbered["v"] or numbered["wu"] or ""
        hours = _UNITS.get(unit, _UNITS.get(unit.rstrip("s"), 1.0))
        first = float(numbered["a"] or numbered["c"] or numbered["t"] or _WORDS.get(numbered["word"] or "", 0))
        last = float(numbered["b"] or numbered["e"] or first)
        end, span = last * hours, (last - first) * hours
    if numbered is not None and numbered["t"] == "0":
        return When("before")
    if _BEFORE.search(text) and not _AFTER.search(text):
        return When("before")
    if _FOLLOW.search(text):
        return When("follow-up", end, span)
    if numbered is not None and (end or numbered["t"]):
        return When("at", end, span)
    return When("after") if _AFTER.search(text) else None
