"""Sizes that are said of each group, or of all people in equal groups; and what a size of an arm is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION, Roles
from prismabook.extraction.answers.words import fold
from prismabook.extraction.document import Sentence
from prismabook.extraction.notation import PEOPLE, from_words, plain
from prismabook.patterns import regex

COUNT = r"(?<![\d.,/–-])(?:\d{1,3}(?:[,\u2009]\d{3})+|\d+|[A-Za-z]+(?:-[a-z]+)?)"
WHO = (
    rf"(?:{PEOPLE}|males?|females?|students|nurses|infants|neonates|families|eyes|athletes"
    rf"|workers|residents|outpatients)"
)


@dataclass(frozen=True, slots=True)
class Size:
    """A number of people in an arm and where it stands."""

    role: str
    value: str
    start: int
    end: int
    rule: str
    derived: str = ""
    """How it was computed, where it is not printed as it stands."""


def number(text: str) -> str:
    """A number of people in digits or words, in digits; empty if it is none."""
    value = plain(text)
    if value.isdecimal():
        return value if 2 <= int(value) <= 200_000 else ""
    spelled = from_words(text.lower())
    return str(spelled) if spelled and spelled > 1 else ""


_EACH = regex(
    r"(?<!\d)(?P<a>\d+)(?: (?:patients|participants|subjects|women|children|people))?"
    r"(?:(?: in| per| for) (?:each|both) (?:of the )?(?:\w+ )?(?:groups?|arms?)| per (?:group|arm)\b)"
    r"|(?:each|both) (?:groups?|arms?)[^.;()]{0,30}\(?\s?n\s?=\s?(?P<b>\d+)|\btwo (?:equal )?groups of (?P<c>\d+)\b"
    r"|\beach (?:group|arm) (?:had|has|included|consisted of|comprised|contained) (?P<d>\d+)\b"
    r"|(?<!\d)(?P<e>\d+)(?: [a-z]+)? (?:were |was )?(?:randomly )?(?:assigned|allocated|randomi[sz]ed) (?:in)?to"
    r" (?:each|both) (?:of the )?(?:\w+ )?(?:groups?|arms?)"
    r"|\b(?:two|2) (?:equal )?(?:\w+ )?groups \(\s?[nN]\s?=\s?(?P<f>\d+)(?: (?:in|per|for))?(?: each)",
    re.IGNORECASE,
)
_HALF = regex(
    rf"(?<![\w.,-])(?P<n>\d{{1,5}}|[A-Za-z]{{3,12}}(?:-[a-z]{{3,5}})?)(?: [\w-]{{1,20}}){{0,3}}? {WHO}\b"
    r"[^.;]{0,120}?\b(?:into|in|to) (?:two|2) equal(?:ly sized|-sized)?"
    r" groups\b(?! (?:of|\())",
    re.IGNORECASE,
)
"""``Sixty patients were randomly divided into two equal groups``."""
_SAMPLE = regex(rf"(?<![\d.,/–-])(?P<n>\d+) (?:[a-z-]+ ){{0,2}}?(?P<who>{WHO})\b", re.IGNORECASE)
_PHASE = regex(r"\b(?:pre|post|before|after|baseline|follow up|end of|treatment|therapy|intervention)\b")


def of_each(sentences: Sequence[Sentence], roles: Roles) -> Iterator[Size]:
    """A size said of each group, and the whole sample where the arms are one group before and after."""
    for sentence in sentences:
        for match in _EACH.finditer(sentence.text):
            if re.match(
                r"[^;.]{0,12}\b(?:at|before) (?:baseline|t0|entry|enrol)", sentence.text[match.end() :], re.IGNORECASE
            ):
                continue
            group = next(name for name in "abcdef" if match[name])
            start, end = (sentence.start + offset for offset in match.span(group))
            for role in (INTERVENTION, COMPARATOR):
                yield Size(role, plain(match[group]), start, end, "size-of-each-group")
        for match in _HALF.finditer(sentence.text):
            total = number(match["n"])
            if total and int(total) % 2 == 0:
                start, end = (sentence.start + offset for offset in match.span("n"))
                for role in (INTERVENTION, COMPARATOR):
                    half = str(int(total) // 2)
                    yield Size(role, half, start, end, "half-of-all", f"half of {total}: two equal groups")
    first, second = (
        _PHASE.sub(" ", re.sub("[^a-z0-9 ]", " ", fold(name))).split()
        for name in (roles.intervention, roles.comparator)
    )
    if first == second and first:
        for sentence in sentences:
            if sample := _SAMPLE.search(sentence.text):
                start, end = (sentence.start + at for at in sample.span("n"))
                for role in (INTERVENTION, COMPARATOR):
                    yield Size(role, sample["n"], start, end, "one-group")
                return
