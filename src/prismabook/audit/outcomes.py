"""Registered outcomes held against reported ones, by the rules of COMPare.

An outcome counts as reported as registered only with the same rank and time frame. Source: Goldacre B et al., Trials
2019;20:118 (COMPare). Outcomes are matched by their words; a person judges what the words cannot tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prismabook.audit.vocabulary import alike, similar
from prismabook.model import Datum
from prismabook.patterns import regex

RANKS = ("outcome_primary", "outcome_secondary", "outcome_unranked")
DECLARED = regex(
    r"\bpost[- ]?hoc\b|\bexploratory\b|\bnot (?:pre-?\s?specified|prespecified|registered|planned)|\bunplanned\b"
    r"|\badded (?:after|during|later)|\bamend(?:ed|ment)",
    re.IGNORECASE,
)
"""Words by which a report declares that an outcome was not registered."""


class Fate(StrEnum):
    """What became of an outcome between registration and report."""

    KEPT = "reported as registered"
    WORDED = "perhaps reported, in other words"
    """Names that are similar, not alike; whether they mean the same is a person's judgement."""
    OTHER_TIME = "reported at another time"
    DEMOTED = "registered as primary, reported with another rank"
    PROMOTED = "reported as primary, registered with another rank"
    LOST = "registered, not reported"
    NEW = "reported, not registered"
    DECLARED = "reported, not registered, and declared so"


@dataclass(frozen=True, slots=True)
class Compared:
    """An outcome of one rank: the registered and the reported data that belong together, and its fate.

    ``rank`` is ``outcome_primary``… as registered, or as reported where it was not registered.
    """

    rank: str
    registered: tuple[Datum, ...]
    reported: tuple[Datum, ...]
    fate: Fate


def compare_outcomes(registered: Sequence[Datum], reported: Sequence[Datum]) -> tuple[Compared, ...]:
    """The fate of each outcome, the registered ones first, in their order.

    Both are data of the items in :data:`RANKS`. Several data of one name (several time points) are one outcome. What a
    record mentions without a rank is no registered outcome.
    """
    ours, theirs = _named(reported), [named for named in _named(registered) if named[0] != RANKS[2]]
    taken: set[int] = set()
    found = []
    for rank, data in theirs:
        place = _match(rank, data, ours, taken)
        if place is None:
            found.append(Compared(rank, data, (), Fate.LOST))
        else:
            taken.add(place)
            found.append(Compared(rank, data, ours[place][1], _fate(rank, data, *ours[place])))
    found = [_reworded(c, ours, taken) if c.fate is Fate.LOST else c for c in found]
    for place, (rank, data) in enumerate(ours):
        if place not in taken:
            declared = any(DECLARED.search(d.quote.exact) for d in data)
            found.append(Compared(rank, (), data, Fate.DECLARED if declared else Fate.NEW))
    return tuple(found)


def same_time(one: str, two: str) -> bool:
    """Whether two time frames mean the same: "week 12", "12 weeks", "3 months". An empty one says nothing."""
    a, b = frames(one), frames(two)
    if not a or not b:
        return not one or not two or one.casefold().strip() == two.casefold().strip()
    return _covered(a, b) or _covered(b, a)


_UNITS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


def frames(text: str) -> tuple[tuple[float, str], ...]:
    """The times that a time frame names: in days, and the unit they are given in."""
    found = re.findall(
        r"(day|week|month|year)s?\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)[\s-]*(day|week|month|year)s?", text.casefold()
    )
    named = ((after or before, first or second) for first, after, before, second in found)
    return tuple((float(number) * _UNITS[unit], unit) for number, unit in named)


def _covered(some: Iterable[tuple[float, str]], others: Sequence[tuple[float, str]]) -> bool:
    return all(any(_equal(one, other) for other in others) for one in some)


def _equal(one: tuple[float, str], two: tuple[float, str]) -> bool:
    """Exactly in the same unit; otherwise as exactly as people turn weeks into months."""
    if one[1] == two[1]:
        return one[0] == two[0]
    return abs(one[0] - two[0]) <= 0.09 * max(one[0], two[0])


def _named(data: Sequence[Datum]) -> list[tuple[str, tuple[Datum, ...]]]:
    """Outcomes with their rank: data of one rank and name together."""
    found: dict[tuple[str, str], tuple[Datum, ...]] = {}
    for rank in RANKS:
        for datum in data:
            if datum.item == rank:
                key = (rank, datum.value.casefold().strip())
                found[key] = (*found.get(key, ()), datum)
    return [(rank, data) for (rank, _), data in found.items()]


def _match(
    rank: str, data: Sequence[Datum], ours: Sequence[tuple[str, tuple[Datum, ...]]], taken: set[int]
) -> int | None:
    """The reported outcome of that name: first of the same rank and time, then of the same rank, then any."""
    fits = [
        (other != rank, not _same_times(data, reported), place)
        for place, (other, reported) in enumerate(ours)
        if place not in taken and alike(data[0].value, reported[0].value)
    ]
    return min(fits)[2] if fits else None


def _reworded(lost: Compared, ours: Sequence[tuple[str, tuple[Datum, ...]]], taken: set[int]) -> Compared:
    """A registered outcome that no name is alike to, beside the one of its rank that is similar, if there is one."""
    for place, (rank, reported) in enumerate(ours):
        if place not in taken and rank == lost.rank and similar(lost.registered[0].value, reported[0].value):
            taken.add(place)
            return Compared(rank, lost.registered, reported, Fate.WORDED)
    return lost


def _fate(rank: str, registered: Sequence[Datum], other: str, reported: Sequence[Datum]) -> Fate:
    if rank != other:
        if rank == "outcome_primary":
            return Fate.DEMOTED
        if other == "outcome_primary":
            return Fate.PROMOTED
    return Fate.KEPT if _same_times(registered, reported) else Fate.OTHER_TIME


def _same_times(registered: Sequence[Datum], reported: Sequence[Datum]) -> bool:
    return any(same_time(a.time_point, b.time_point) for a in registered for b in reported)
