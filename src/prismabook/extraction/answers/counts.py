"""People with an event in sentences: fractions and percentages, and counts in words or without a percentage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from prismabook.extraction.notation import COUNT, PEOPLE, PERCENT, Share, plain, shares
from prismabook.patterns import regex

_PERCENTAGE = rf"[(\[]\s?(?P<p>{PERCENT})[^()\[\]]{{0,60}}[)\]]"
_COUNTED = regex(
    rf"(?:(?P<n>{COUNT}|\b[Nn]o) (?:of the )?{PEOPLE}\b|(?P<none>\b[Nn]one)\b)(?:\s?{_PERCENTAGE})?", re.IGNORECASE
)
_BESIDE = regex(
    rf"(?P<n>{COUNT}|\b[Nn]one)(?= (?:in|from|of|on|with|receiving|who received) (?:the |those )?"
    rf"(?:[\w ./+-]{{1,40}}?\b)?(?:groups?|arms?)\b)",
    re.IGNORECASE,
)
"""``seven in the A group``."""
_GIVEN = regex(
    rf"(?P<n>{COUNT})(?= (?:(?:randomly )?(?:assigned|randomi[sz]ed|allocated) to|given|treated with|receiving"
    rf"|who received|on) [\w ./+-]{{2,60}}? \(\d[\d.]*\s?%)",
    re.IGNORECASE,
)
"""``33 assigned to placebo (30.6%)``."""
_OUT_OF = regex(
    rf"\b[Oo]f (?:the |these |those |all )?(?P<t>{COUNT})(?: {PEOPLE})?(?![\d%])[^,;.()]{{0,80}},\s(?:only |just )?"
    rf"(?P<n>{COUNT})\b(?! of\b|[\d.·]*\s?%|[.·]\d)(?:\s?{_PERCENTAGE})?",
    re.IGNORECASE,
)
"""``Of 107 children given ondansetron, 15 vomited``: a number of people, and how many of them."""
_SPELLED = regex(
    rf"(?P<n>{COUNT}) \((?P<p>{PERCENT})\) of (?:the |these )?(?P<t>\d+)(?![\d.]*%)(?: {PEOPLE})?", re.IGNORECASE
)
"""``Twelve (25.5%) of 47``."""
_LATER = regex(rf"[^()\[\];.]{{1,60}}{_PERCENTAGE}")
_DIFFERENCE = regex(r"\bdifferences?(?: (?:of|was|in \w+))?[,:]?\s[−–-]?$", re.IGNORECASE)
_LEVEL = regex(r"\s?(?:CI|confidence)")


def counts(text: str) -> list[Share]:
    """The shares of a sentence in order; ``eight patients in the A group (22.9%)`` is one.

    A count of people without a percentage is taken too: whether it counts events is for the caller to tell by the
    words around it.
    """
    found = [
        share
        for share in shares(text)
        if not _LEVEL.match(text, share.end) and not _DIFFERENCE.search(text[max(0, share.start - 40) : share.start])
    ]
    counted = list(_out_of(text))
    found = [s for s in found if not any(s.start < c.end and c.start < s.end for c in counted)]
    people = list(_COUNTED.finditer(text))
    beside = [m for m in _BESIDE.finditer(text) if not any(p.start() <= m.start() < p.end() for p in people)]
    wholes = [match.span("t") for match in _OUT_OF.finditer(text)]
    given = [m for m in _GIVEN.finditer(text) if not any(p.start() <= m.start() < p.end() for p in (*people, *beside))]
    for match in (*people, *beside, *given):
        if any(s.events and s.start < match.end() and match.start() < s.end for s in (*found, *counted)):
            continue
        if any(start <= match.start() < end for start, end in wholes):
            continue
        number = "0" if "none" in match[0].lower() else plain(match["n"] or "0")
        percent, end = match.groupdict().get("p") or "", match.end()
        if not percent and (later := _LATER.match(text, end)):
            own = next((s for s in found if s.start == later.start("p") and not s.events), None)
            if own is not None:
                percent = later["p"]
                found.remove(own)
        if number.isdecimal():
            counted.append(Share(match.start(), end, plain(percent), number))
    for share in [s for s in found if s.events and not s.percent]:
        later = _LATER.match(text, share.end)
        own = next((s for s in found if later and s.start == later.start("p") and not s.events), None)
        if own is not None:
            found = [replace(s, percent=own.percent) if s is share else s for s in found if s is not own]
    apart = [s for s in found if not any(s.start < c.end and c.start < s.end for c in counted)]
    return sorted([*apart, *counted], key=lambda share: share.start)


def _out_of(text: str) -> Iterator[Share]:
    for match in (*_OUT_OF.finditer(text), *_SPELLED.finditer(text)):
        total, events = plain(match["t"]), plain(match["n"])
        if total.isdecimal() and events.isdecimal() and int(events) <= int(total):
            yield Share(match.start("n"), match.end(), plain(match["p"] or ""), events, total)


__all__ = ["counts"]
