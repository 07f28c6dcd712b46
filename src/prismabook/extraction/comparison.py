"""Which number of a sentence belongs to which arm; nothing where the wording leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from prismabook.extraction.arms import Arm
from prismabook.extraction.mentions import Mention
from prismabook.extraction.notation import PEOPLE
from prismabook.patterns import regex

_AND = regex(r"^\s?(?:,?\s?(?:and|vs\.?|versus|or|compared (?:with|to)|against)|,)\s(?:only )?$", re.IGNORECASE)
_AND_ARM = regex(
    r"^(?:[ -](?:treated|groups?|arms?|patients|recipients))*,?\s?(?:and|vs\.?|versus|or|,)\s(?:in |for "
    r"|with )?(?:the )?$",
    re.IGNORECASE,
)
_AFTER = regex(
    rf"^\s?(?:\(\s?[nN]\s?=\s?\d+\s?\)\s?)?(?:of |among )?(?:the )?(?:{PEOPLE} )?(?:who (?:had )?)?(?:were )?"
    r"(?:in|for|with|of|among|on|receiving|received|given|treated with|taking|assigned to|allocated to"
    r"|randomi[sz]ed to|from)"
    rf"\s(?:(?:the|those|{PEOPLE}|in|on|receiving|given|who received)\s)*$",
    re.IGNORECASE,
)
_BEFORE = regex(
    rf"^(?:[ -]?(?:treated|groups?|arms?|recipients|{PEOPLE}|treatment|therapy|was|were|had|it|only|in|an?"
    r"|rates?|the|and"
    r"|achieved|showed|[:=,(]|\(?n\s?=\s?\d+\)?))*\s?$",
    re.IGNORECASE,
)
_RESPECTIVELY = regex(r"\brespectively\b", re.IGNORECASE)


class Spot(Protocol):
    """A value in a clause, whatever it is: a share, a mean; offsets in the clause."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def attribute(text: str, shares: Sequence[Spot], mentions: Sequence[Mention]) -> tuple[Arm, ...]:
    """The arm of each share, in their order; nothing unless each share has an arm of its own.

    Tried in turn: a list of values and a list of arms with ``respectively``; an arm right after each value; an arm
    right before each; one of these for each value; and one value left over for the arm that begins the sentence.
    """
    if not shares or len({m.arm for m in mentions}) < len(shares):
        return ()
    if _RESPECTIVELY.search(text):
        return _in_order(text, shares, mentions)
    after = [_after(text, share, shares, mentions) for share in shares]
    before = [_before(text, share, shares, mentions) for share in shares]
    for tried in (after, before, _either(after, before)):
        if _distinct(tried):
            return tuple(arm for arm in tried if arm)
    return _left_over(after, before, shares, mentions)


def _distinct(found: Sequence[Arm | None]) -> bool:
    return all(found) and len(set(found)) == len(found)


def _either(after: Sequence[Arm | None], before: Sequence[Arm | None]) -> list[Arm | None]:
    """The one arm that stands next to a value, on whichever side."""
    return [a if b is None or a is b else b if a is None else None for a, b in zip(after, before, strict=True)]


def _in_order(text: str, shares: Sequence[Spot], mentions: Sequence[Mention]) -> tuple[Arm, ...]:
    runs = [run for run in _runs(text, mentions, _AND_ARM) if len(run) == len(shares)]
    joined = all(_AND.match(text[a.end : b.start]) for a, b in pairwise(shares))
    if len(runs) != 1 or not joined or len(shares) < 2:
        return ()
    arms = tuple(mention.arm for mention in runs[0])
    return arms if len(set(arms)) == len(arms) else ()


def _runs(text: str, mentions: Sequence[Mention], joint: re.Pattern[str]) -> Iterator[list[Mention]]:
    run: list[Mention] = []
    for mention in mentions:
        if run and not joint.match(text[run[-1].end : mention.start]):
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _after(text: str, share: Spot, shares: Sequence[Spot], mentions: Sequence[Mention]) -> Arm | None:
    limit = min((s.start for s in shares if s.start >= share.end), default=len(text))
    following = next((m for m in mentions if share.end <= m.start < limit), None)
    return following.arm if following and _AFTER.match(text[share.end : following.start]) else None


def _before(text: str, share: Spot, shares: Sequence[Spot], mentions: Sequence[Mention]) -> Arm | None:
    limit = max((s.end for s in shares if s.end <= share.start), default=0)
    preceding = [m for m in mentions if limit <= m.start and m.end <= share.start]
    return preceding[-1].arm if preceding and _BEFORE.match(text[preceding[-1].end : share.start]) else None


def _left_over(
    after: Sequence[Arm | None], before: Sequence[Arm | None], shares: Sequence[Spot], mentions: Sequence[Mention]
) -> tuple[Arm, ...]:
    """``A resulted in 50% remission, compared with 20% in B``: the sentence's first arm has the first value."""
    found = _either(after, before)
    if len(shares) != 2 or found[0] is not None or found[1] is None or not mentions:
        return ()
    subject = mentions[0]
    others = {m.arm for m in mentions} - {found[1]}
    if subject.arm is found[1] or subject.end > shares[0].start or len(others) != 1:
        return ()
    return (subject.arm, found[1])
