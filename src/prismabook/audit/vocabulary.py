"""Words for designs and outcomes that mean the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

DESIGN: Mapping[str, Mapping[str, str]] = {
    "allocation": {
        "randomised": r"(?<!non-)(?<!non)(?<!not )\brandomi[sz]ed|\brandomly|\bat random",
        "not randomised": r"\bnon-?\s?randomi[sz]ed|\bnot randomi[sz]ed",
    },
    "masking": {
        "none": r"\bopen\b|\bnone\b|\bunmasked|\bunblinded",
        "single": r"\bsingle",
        "double": r"\bdouble",
        "triple": r"\btriple",
        "quadruple": r"\bquadruple",
    },
    "control": {
        "placebo": r"\bplacebo",
        "sham": r"\bsham",
        "standard care": r"\bstandard|\busual|\bconventional",
        "no treatment": r"\bno treatment|\buntreated",
        "none": r"\buncontrolled|\bno control",
    },
    "intervention_model": {
        "parallel": r"\bparallel",
        "crossover": r"\bcross-?\s?over",
        "factorial": r"\bfactorial",
        "single group": r"\bsingle[- ](?:group|arm)",
        "sequential": r"\bsequential",
    },
}
"""Items of a design, each with its terms and the words that stand for them."""

_COMPARATORS: Mapping[str, str] = {
    "placebo": r"\bplacebo|\bdummy\b|\bvehicle\b|\bsaline\b",
    "sham": r"\bsham\b",
    "no treatment": r"\bno (?:additional |further |active )?(?:treatment|therapy|intervention)|\buntreated"
    r"|\bwait(?:ing)?[- ]?list|\bobservation alone",
    "active drug": r"\bactive (?:comparator|control|drug|treatment)|\d\s?(?:mg|µg|mcg|IU|MIU|g)\b"
    r"|\b\w{4,}(?:mab|tinib|cept|statin|sartan|parin|platin|prednisone|prednisolone|trexate|prine|chloroquine"
    r"|phosphamide|mycin|cillin|gliptin|gliflozin|conazole)\b",
    "standard treatment": r"\b(?:standard|usual|conventional|routine)\b",
}
"""Kinds of comparators with the words that tell them. What comes first holds: treatment added to a placebo is
background."""

_FILLERS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
    | {"week", "weeks", "month", "months", "day", "days"}
    | {"all", "any", "baseline", "cause", "change", "incidence", "mean", "number", "proportion", "rate"}
    | {"patients", "participants", "people", "subjects"}
)

_OPPOSED = (
    {"systolic", "diastolic"},
    {"hdl", "ldl"},
    {"increase", "decrease"},
    {"men", "women"},
    {"male", "female"},
    {"left", "right"},
    {"minor", "major"},
    {"serious", "mild"},
    {"rest", "movement"},
    {"short", "long"},
    {"maternal", "neonatal"},
)
"""Words that make two names differ however many others they share."""


def design_term(item: str, words: str) -> str:
    """The term that words stand for, empty if none or more than one does."""
    found = [term for term, pattern in DESIGN[item].items() if re.search(pattern, words, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def comparator_class(words: str) -> str:
    """The kind of comparator that words stand for, empty if they do not tell."""
    return next((kind for kind, pattern in _COMPARATORS.items() if re.search(pattern, words, re.IGNORECASE)), "")


def alike(one: str, two: str) -> bool:
    """Whether two names of outcomes mean the same, as far as words tell.

    They do if they share at least three fifths of their words (numbers count as words), or if all of a name's two or
    more words stand in the other; an abbreviation in brackets stands for the words before it.
    """
    return any(_share(a, b, 0.6, 2) for a in _readings(one) for b in _readings(two))


def similar(one: str, two: str) -> bool:
    """Whether two names may mean the same: they share a third of their words, or all words of one."""
    return any(_share(a, b, 1 / 3, 1) for a in _readings(one) for b in _readings(two))


def _share(a: frozenset[str], b: frozenset[str], least: float, contained: int) -> bool:
    common = len(a & b)
    if any(a & pair and b & pair and not a & b & pair for pair in _OPPOSED):
        return False
    return bool(a and b) and (common / len(a | b) >= least or (common == min(len(a), len(b)) and common >= contained))


def _readings(text: str) -> tuple[frozenset[str], ...]:
    """A name's words: all, without its brackets, and those in brackets alone if they are an abbreviation."""
    inside = re.findall(r"\(([^()]*)\)", text)
    short = [words for words in inside if re.fullmatch(r"[A-Z0-9][A-Za-z0-9/-]{1,11}", words)]
    readings = (text, re.sub(r"\([^()]*\)", " ", text), *short)
    return tuple(dict.fromkeys(filter(None, map(_words, readings))))


_SYNONYMS = {
    "mortality": "death",
    "deceased": "death",
    "died": "death",
    "deaths": "death",
    "qol": "quality life",
    "hrqol": "quality life",
    "bmi": "body mass index",
    "hba1c": "glycated haemoglobin",
    "hemoglobin": "haemoglobin",
    "tumor": "tumour",
    "side": "adverse",
    "effect": "event",
    "titre": "titer",
}
"""Words that stand for others in the names of outcomes; plurals are taken off first."""


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[a-z0-9]+", text.casefold())
    telling = [word for word in found if word not in _FILLERS] or found
    stems = (word.removesuffix("s") if len(word) > 3 else word for word in telling)
    return frozenset(part for stem in stems for part in _SYNONYMS.get(stem, stem).split())
