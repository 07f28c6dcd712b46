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
)


def design_term(item: str, words: str) -> str:
    """The term that words stand for, empty if none or more than one does."""
    found = [term for term, pattern in DESIGN[item].items() if re.search(pattern, words, re.IGNORECASE)]
    return found[0] if len(found) == 1 else ""


def comparator_class(words: str) -> str:
    """The kind of comparator that words stand for, empty if they do not tell."""
    return next((kind for kind, pattern in _COMPARATORS.items() if re.search(pattern, words, re.IGNORECASE)), "")


def alike(one: str, two: str) -> bool:
    """Whether two names of outcomes share at least half of their words (numbers count as words)."""
    a, b = _words(one), _words(two)
    return bool(a and b) and len(a & b) / len(a | b) >= 0.5


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[a-z0-9]+", text.casefold())
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in found if word not in _FILLERS)
