"""Which of a sentence's numbers belongs to which arm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from prismabook.extraction.answers.counts import counts
from prismabook.extraction.answers.mentions import Mark, Mentions
from prismabook.extraction.answers.model import OutcomeType
from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION
from prismabook.extraction.notation import COUNT, Share, Spread, declared, plain, spreads
from prismabook.patterns import regex

_RESPECTIVELY = regex(r"\brespectively\b", re.IGNORECASE)
_JOINT = regex(
    r"^[\s,;]{0,12}(?:%|[a-zA-Z/²]{1,8})?[\s,;]{0,12}(?:and|vs\.?|versus|v|compared (?:with|to)|or|to"
    r"|against|[,/])[\s,]{0,12}(?:only |a |the |by )?$",
    re.IGNORECASE,
)
_PAREN = regex(r"[()\[\]]")
_IN = regex(
    r"^\s*+[)\]]?\s*+(?:%|(?!(?:than|compared|versus|vs|and|while|whereas|but|against|or)\b)[a-zA-Z/²µ]{1,10}(?:\s[a-z]{1,10})?)?\s*+(?:(?:\([^()]*\)"
    r"|\[[^\]]*\])\s*+)?,?\s*+(?:of (?:the )?(?:patients|participants|subjects|women|men"
    r"|children|cases|infants|those)\s*+)?(?:who (?:were )?)?(?:in|for|with|of|among|on"
    r"|receiving|given|treated with|received|taking|under|after|following|from|during"
    r"|assigned to|randomi[sz]ed to|fed)\b[^.;]{0,30}$",
    re.IGNORECASE,
)


def attributed(text: str, mentions: Mentions, type_: OutcomeType, whole: str = "") -> dict[str, Share | Spread]:
    """The value of each arm in a text, if exactly one is clear for each; else nothing."""
    values = marked(text, type_, whole)
    named = [m for m in mentions.of(text) if not any(v.start < m.end and m.start < v.end for v in values)]
    if not values and type_ is OutcomeType.BINARY:
        return _beside(text, named)
    if len(values) < 2:
        return {}
    if _RESPECTIVELY.search(text):
        return _in_order(text, values, named, mentions)
    if len(values) == 2:
        return _pair(text, values, named)
    return _several(text, values, named)


_COUNT_IN = regex(
    rf"(?P<n>{COUNT}) (?:(?:in|on|with|for|given|receiving|taking|of) (?:the |those (?:on|in) )?)?$", re.IGNORECASE
)
"""``two with tranexamic acid``, ``3 GH-treated``."""


def _beside(text: str, named: Sequence[Mark]) -> dict[str, Share | Spread]:
    """Two counts, each right before its arm and nothing else: ``two with tranexamic acid, one with placebo``."""
    pairs = []
    for mark in named:
        match = _COUNT_IN.search(text[max(0, mark.start - 40) : mark.start])
        number = plain(match["n"]) if match else ""
        if not number.isdecimal() or _DOSED.match(text, mark.end):
            return {}
        pairs.append((mark.role, Mark(mark.start, mark.end, value=Share(mark.start, mark.end, "", number))))
    return _given(pairs) if len(pairs) == 2 else {}


_DOSED = regex(r"\s?(?:mg|g|µg|μg|mcg|ml|iu|%|months?|weeks?|days?|hours?|times)\b", re.IGNORECASE)


def marked(text: str, type_: OutcomeType, whole: str = "") -> list[Mark]:
    """The values of a text in order: counts, or means with their spread."""
    if type_ is OutcomeType.BINARY:
        return [Mark(share.start, share.end, value=share) for share in counts(text)]
    return [
        Mark(s.start, s.end, value=s)
        for s in spreads(text, declared(whole))
        if s.centre == "mean" and s.kind in ("SD", "") and s.size
    ]


def _given(pairs: Sequence[tuple[str, Mark]]) -> dict[str, Share | Spread]:
    """Values by role, if both arms have one and one only."""
    found: dict[str, Share | Spread] = {}
    for role, mark in pairs:
        if role in found or mark.value is None:
            return {}
        found[role] = mark.value
    return (
        {r: v for r, v in found.items() if r in (INTERVENTION, COMPARATOR)}
        if {INTERVENTION, COMPARATOR} <= set(found)
        else {}
    )


def _in_order(
    text: str, values: Sequence[Mark], named: Sequence[Mark], mentions: Mentions
) -> dict[str, Share | Spread]:
    """Values in a row and arms in a row, in the same order."""
    end = _RESPECTIVELY.search(text)
    assert end is not None
    runs = [run for run in _runs(text, values) if len(run) >= 2]
    if len(runs) != 1:
        return {}
    run = runs[0]
    before = [m for m in named if m.end <= run[0].start]
    after = [m for m in named if run[-1].end <= m.start < end.start()]
    for arms, tail in ((after, text[run[-1].end : end.start()]), (before, "")):
        if not arms:
            continue
        items = (
            [i for i in re.split(r",\s*(?:and |or )?|\s+(?:and|or|vs\.?|versus)\s+", tail.strip(" ,(")) if i.strip()]
            if tail
            else []
        )
        if items and len(items) >= len(run):
            pairs = []
            for item, value in zip(items[-len(run) :], run, strict=True):
                roles = {m.role for m in mentions.of(item)}
                pairs.append((roles.pop() if len(roles) == 1 else f"?{value.start}", value))
            return _given(pairs)
        last = arms[-len(run) :]
        if len(run) == 2 and len(last) == 2 and {m.role for m in last} == {INTERVENTION, COMPARATOR}:
            return _given([(m.role, v) for m, v in zip(last, run, strict=True)])
    return {}


def _runs(text: str, values: Sequence[Mark]) -> Iterator[list[Mark]]:
    run = [values[0]]
    for a, b in pairwise(values):
        if _JOINT.match(_PAREN.sub("", text[a.end : b.start])):
            run.append(b)
        else:
            yield run
            run = [b]
    yield run


def _pair(text: str, values: Sequence[Mark], named: Sequence[Mark]) -> dict[str, Share | Spread]:
    """Two values: each next to its arm, or side by side after or before both arms."""
    first, second = values
    between = [m for m in named if first.end <= m.start < second.start]
    before = [m for m in named if m.end <= first.start]
    after = [m for m in named if second.end <= m.start]
    if between:
        return _apart(text, first, second, before, between, after)
    if not _JOINT.match(_PAREN.sub("", text[first.end : second.start])):
        return _framed(text, first, second, before, after)
    binds = after and _IN.match(text[second.end : after[0].start])
    if binds and before and before[-1].role != after[0].role and len({m.role for m in after}) == 1:
        return _given([(before[-1].role, first), (after[0].role, second)])
    for arms in (after[:2], before[-2:]):
        if len(arms) == 2 and {m.role for m in arms} == {INTERVENTION, COMPARATOR}:
            others = before[-2:] if arms == after[:2] else []
            if (
                len(others) == 2
                and [m.role for m in others] != [m.role for m in arms]
                and others[0].role != others[1].role
            ):
                return {}
            return _given([(m.role, v) for m, v in zip(arms, (first, second), strict=True)])
    return {}


def _framed(
    text: str, first: Mark, second: Mark, before: Sequence[Mark], after: Sequence[Mark]
) -> dict[str, Share | Spread]:
    """One arm before both values, the other bound after them: ``Of 53 on A, 46 …, as did 44 of 48 on B``."""
    bound = after and _IN.match(text[second.end : after[0].start])
    if (
        bound
        and _whole(first)
        and _whole(second)
        and len({m.role for m in before}) == len({m.role for m in after}) == 1
    ):
        return _given([(before[0].role, first), (after[0].role, second)])
    return {}


def _whole(mark: Mark) -> bool:
    """Whether a value gives the number of people that it counts."""
    return isinstance(mark.value, Share) and bool(mark.value.total)


def _apart(
    text: str, first: Mark, second: Mark, before: Sequence[Mark], between: Sequence[Mark], after: Sequence[Mark]
) -> dict[str, Share | Spread]:
    """Values with an arm between them: the first one’s if a word such as ``in`` binds it, else the second one’s."""
    binds = bool(_IN.match(text[first.end : between[0].start]))
    options = []
    if after and (binds or not before):
        options.append([(between[0].role, first), (after[0].role, second)])
    if before and (not binds or not after):
        options.append([(before[-1].role, first), (between[-1].role, second)])
    if before and binds and not after and len(between) == 1:
        options = (
            [[(between[0].role, first), (_other(between[0].role), second)]]
            if before[-1].role == _other(between[0].role)
            else []
        )
        if (
            options
            and re.search(r"\bcompared (?:with|to)|\bthan\b|\bversus|\bvs", text[between[0].end : second.start]) is None
        ):
            return {}
    results = [given for pairs in options if (given := _given(pairs))]
    return results[0] if len(results) == 1 else {}


def _other(role: str) -> str:
    return COMPARATOR if role == INTERVENTION else INTERVENTION


def _several(text: str, values: Sequence[Mark], named: Sequence[Mark]) -> dict[str, Share | Spread]:
    """Three values or more, each with an arm of its own right after it or right before it."""
    roles = {m.role for m in named}
    if not {INTERVENTION, COMPARATOR} <= roles:
        return {}
    limits = [*values[1:], Mark(len(text), len(text))]
    after = [
        next((m.role for m in named if v.end <= m.start < n.start), f"?{v.start}")
        for v, n in zip(values, limits, strict=True)
    ]
    starts = [Mark(0, 0), *values[:-1]]
    before = [
        next((m.role for m in reversed(named) if p.end <= m.start and m.end <= v.start), f"?{v.start}")
        for v, p in zip(values, starts, strict=True)
    ]
    bound = any(m.start >= v.end and _IN.match(text[v.end : m.start]) for v in values for m in named)
    options = (after,) if bound else (after, before)  # ``(65/1832 with A vs 91/1768 with B), …``: never the arm before
    results = [given for found in options if (given := _given(list(zip(found, values, strict=True))))]
    return results[0] if len(results) == 1 else {}


__all__ = ["attributed", "marked"]
