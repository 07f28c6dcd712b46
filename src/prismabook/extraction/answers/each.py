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
    rf"|workers|residents|outpatients|adolescents|teenagers|pupils|parents|caregivers|carers|couples|smokers"
    rf"|veterans|clients|physicians|teachers|knees|hips|shoulders|feet|teeth|sites|implants|defects|lesions)"
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
    r"|\bgroups?,? \(?(?:n\s?=\s?)?(?P<g>\d+)(?: [a-z]+)?,? (?:in )?each\b"
    rf"|(?<![\d.])(?P<h>\d+) {WHO},? each\b"
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
_SAMPLE = regex(rf"(?<![\d.,/–-])(?P<n>{COUNT}) (?:[a-z-]+ ){{0,2}}?(?P<who>{WHO})\b", re.IGNORECASE)
_PHASE = regex(r"\b(?:pre|post|before|after|baseline|follow up|end of|treatment|therapy|intervention)\b")


def of_each(sentences: Sequence[Sentence], roles: Roles) -> Iterator[Size]:
    """A size said of each group, and the whole sample where the arms are one group before and after."""
    for sentence in sentences:
        for match in _EACH.finditer(sentence.text):
            if re.match(
                r"[^;.]{0,12}\b(?:at|before) (?:baseline|t0|entry|enrol)", sentence.text[match.end() :], re.IGNORECASE
            ):
                continue
            group = next(name for name in "abcdefgh" if match[name])
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
    yield from _summed(sentences, roles)
    first, second = (
        _PHASE.sub(" ", re.sub("[^a-z0-9 ]", " ", fold(name))).split()
        for name in (roles.intervention, roles.comparator)
    )
    crossed = any(_CROSSED.search(text) for text in (*roles.sentences[:2], *(s.text for s in sentences)))
    if (first == second and first) or crossed:
        yield from _of_all(sentences, crossed=crossed)


_CROSSED = regex(
    r"\b(?:cross-?over(?!-free)|split-?mouth|within-(?:subject|patient|person)s?)\b[^.;]{0,30}\b(?:study|trial|design|comparison)\b"
    r"|\brandomi[sz]ed\b[^.;]{0,60}\bcross-?over\b|\bsplit-?mouth\b",
    re.IGNORECASE,
)
_COMPLETED = regex(
    rf"\b(?P<n>{COUNT}) (?:\(\d[\d.]*\s?%\) )?(?:of the \d+ )?(?:[a-z-]+ ){{0,2}}?{WHO} (?:who )?completed\b",
    re.IGNORECASE,
)
_ALONE = regex(r"(?<![\w(])[nN]\s?[=:]\s?(?P<n>\d+)\b")


def _of_all(sentences: Sequence[Sentence], *, crossed: bool) -> Iterator[Size]:
    """The whole sample, where each of its people had both treatments, or is compared with themselves."""
    for pattern in (_COMPLETED, _ALONE) if crossed else (_SAMPLE,):
        for sentence in sentences:
            found = pattern.findall(sentence.text) if pattern is _ALONE else ["once"]
            match = pattern.search(sentence.text) if len(found) == 1 else None
            if match and (n := number(match["n"])) and not _OF_AN_ARM.search(sentence.text):
                start, end = (sentence.start + at for at in match.span("n"))
                for role in (INTERVENTION, COMPARATOR):
                    yield Size(role, n, start, end, "one-group")
                return


_OF_AN_ARM = regex(r"\b(?:sample size|power|required|group [AB12]|previous)\b")
_BRACKETED = regex(
    r"(?P<name>[^()\[\];:.]{2,90}?)\s?\((?P<n>\d{1,6})\)"
    r"|(?<=[(;])\s?(?P<listed>[^()\[\];:.,]{2,60}), (?P<m>\d{1,6})(?=[;)])"
)
_SHARED_OUT = regex(r"\b(?:random|assign|allocat)", re.IGNORECASE)


def _summed(sentences: Sequence[Sentence], roles: Roles) -> Iterator[Size]:
    """``215 children were assigned to ondansetron (107) or placebo (108)``: two numbers that make up the whole."""
    for sentence in sentences:
        named = list(_BRACKETED.finditer(sentence.text)) if _SHARED_OUT.search(sentence.text) else []
        if len(named) != 2:
            continue
        whole = str(sum(int(match["n"] or match["m"]) for match in named))
        if not re.search(rf"(?<![\d.,]){whole}(?![\d.,])", sentence.text.replace(",", "")):
            continue
        labels = {_last_words(match["name"] or match["listed"]): match for match in named}
        for label, role in roles.assign(labels).items():
            match = labels[label]
            start, end = (sentence.start + at for at in match.span("n" if match["n"] else "m"))
            yield Size(role, match["n"] or match["m"], start, end, "named-in-a-sum")


def _last_words(name: str) -> str:
    return re.split(r"\b(?:to|receive|or|and|either|versus|vs)\b|,", name)[-1].strip() or name
