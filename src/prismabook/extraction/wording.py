"""How a sentence words the outcome that its numbers are about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prismabook.extraction.mentions import Mention
from prismabook.extraction.notation import PEOPLE, TIME, Share
from prismabook.patterns import regex

_WORD = r"[\w≥≤<>/+.'’-]+"
_FIRST = r"(?<![\w≥≤<>/+.'’-])"
"""Names begin with whole words: trying each letter of a long one would take time with its square."""
_RATE = regex(
    rf"{_FIRST}(?P<o>{_WORD}(?: {_WORD}){{0,7}}) (?:rates?|was (?:achieved|observed|reached) at rates)(?= |,|$)"
)
_PROPORTION = regex(
    rf"\b(?:proportions?|percentages?|number) of {PEOPLE} (?:who )?(?:with|achiev\w+|reach\w+|ha[vd]\w*"
    rf"|experienc\w+|attain\w+) (?P<o>{_WORD}(?: {_WORD}){{0,7}}?)"
    r"(?=\s?[,(]|\s(?:was|were|at|in)\b)"
)
_PASSIVE = regex(
    rf"{_FIRST}(?P<o>{_WORD}(?: {_WORD}){{0,7}}) (?:(?:was|were) (?:\w+ly )?(?:achieved|observed|seen|reported"
    r"|noted|recorded|reached|attained|met|found|diagnosed|detected|identified|confirmed|present|required|maintained"
    r"|documented|experienced)|(?:had |has )?(?:occurred|developed|happened))(?: (?:by|in|for|among|with|at))?(?= )"
)
_WAS = regex(rf"{_FIRST}(?P<o>{_WORD}(?: {_WORD}){{0,7}}) (?:was|were) $")
"""``Mortality at day 28 was`` right before a share."""
_ACTIVE = regex(
    r"\b(?:achieved|attained|reached|had|experienced|developed|met|reported|went into|entered|were in)\s(?:an? |the )?"
    rf"(?P<o>{_WORD}(?: {_WORD}){{0,7}}?)(?=\s?[(,;.]|\s(?:at|by|in|with|compared|versus|vs|than|after"
    r"|during|within|and|of|among)\b|$)"
)
_NOMINAL = regex(
    rf"^ (?:of )?(?P<o>{_WORD}(?: {_WORD}){{0,4}}?) in (?P<who>{PEOPLE} with (?P<c>{_WORD}(?: {_WORD}){{0,4}}?))"
    r"(?=\s?[,;.(]|$)"
)
_COURSE = regex(r"\b(?:remission|relapse|flare|recurrence|resolution|exacerbation)s?$", re.IGNORECASE)
_EMPTY = regex(
    rf"^(?:{PEOPLE}|these|this|they|it|there|which|that|who|results?|differences?|of|no|rates?|values?|\d+"
    r"|occurred|been|developed|shown|received|achieved)?$",
    re.IGNORECASE,
)
_INSIDE = regex(r"\b(?:was|were|had|have|has|did|showed|that|which|compared|respectively|we|because)\b", re.IGNORECASE)


def outcome(text: str, shares: Sequence[Share], mentions: Sequence[Mention]) -> tuple[str, str]:
    """The outcome that a sentence's shares count and the participants they were counted among, if it names them."""
    for share in shares:
        if match := _NOMINAL.match(text, share.end) or _NOMINAL.match(text[share.end :]):
            name = clean(match["o"])
            if name and not _INSIDE.search(name):
                return (f"{name} of {match['c']}" if _COURSE.search(name) else name), match["who"]
    for pattern in (_PROPORTION, *((_RATE,) if "rate" in text else ()), _PASSIVE, _ACTIVE):
        for match in pattern.finditer(text):
            if name := named(match, [*shares, *mentions]):
                return name, ""
    match = _WAS.search(text[max(0, shares[0].start - 120) : shares[0].start]) if shares else None
    return (named(match, mentions, max(0, shares[0].start - 120)) if match else ""), ""


def named(match: re.Match[str], taken: Sequence[Share | Mention], shift: int = 0) -> str:
    """The name in the group ``o`` of a match, if it is one and none of its words are taken for something else."""
    at, end = match.start("o") + _offset(match["o"]) + shift, match.end("o") + shift
    name = clean(match["o"])
    apart = not any(one.start < end and one.end > at for one in taken)
    return name if apart and is_name(name) else ""


def is_name(name: str) -> bool:
    """Whether words can name an outcome: neither empty nor a pronoun, a group of people or part of a sentence."""
    return bool(name) and not _EMPTY.match(name) and not _INSIDE.search(name)


_ARTICLE = regex(r"\b(?:[Tt]he|[Aa]n?|[Oo]verall(?! (?:survival|response|mortality|remission|score))|its|their) |^any ")


def _offset(words: str) -> int:
    """Where the name itself begins: after the last article."""
    found = list(_ARTICLE.finditer(words))
    return found[-1].end() if found else 0


def clean(words: str) -> str:
    """An outcome's name: without article and time point, and without a capital that only begins the sentence."""
    name = TIME.sub("", words[_offset(words) :]).strip(" ,;:.-")
    name = re.sub(r"\s+", " ", re.sub(r"\s(?:was|were|had|has|have|at|in|by|of)$", "", name))
    first, _, rest = name.partition(" ")
    titled = rest[:1].isupper() and rest[1:2].islower()  # "Beck Depression Inventory" is a name
    return name[0].lower() + name[1:] if first[1:].islower() and first.isalpha() and not titled else name
