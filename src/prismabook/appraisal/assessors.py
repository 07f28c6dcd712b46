"""Several assessors of the same study: where they differ, what they agreed on, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from prismabook.agreement import Agreement, agreement
from prismabook.appraisal.codes import ASSESSORS_DIFFER
from prismabook.appraisal.values import Appraisal
from prismabook.findings import Finding


def settled(appraisals: Iterable[Appraisal]) -> tuple[Appraisal, ...]:
    """One appraisal for each study, instrument and outcome: the consensus, the only one, or one of several alike.

    Where assessors differ and no consensus stands beside them, there is none.
    """
    return tuple(final for group in _groups(appraisals) if (final := _final(group)) is not None)


def _final(group: Sequence[Appraisal]) -> Appraisal | None:
    agreed = [appraisal for appraisal in group if appraisal.is_consensus]
    if agreed:
        return agreed[0]
    return group[0] if len({_said(appraisal) for appraisal in group}) == 1 else None


def _groups(appraisals: Iterable[Appraisal]) -> list[list[Appraisal]]:
    found: dict[tuple[str, str, str], list[Appraisal]] = {}
    for appraisal in appraisals:
        found.setdefault(appraisal.subject, []).append(appraisal)
    return list(found.values())


def _said(appraisal: Appraisal) -> tuple[str, ...]:
    return tuple(judgement.answer for judgement in (*appraisal.judgements, appraisal.overall))


def differences(appraisals: Iterable[Appraisal]) -> Iterator[Finding]:
    """A finding for each study on which assessors differ without a consensus."""
    for group in _groups(appraisals):
        if _final(group) is None:
            one, *others = group
            where = [
                judgement.domain.id
                for number, judgement in enumerate((*one.judgements, one.overall))
                if any(_said(other)[number] != judgement.answer for other in others)
            ]
            who = " and ".join(appraisal.by or "a proposal" for appraisal in group)
            message = f"{one.instrument.id} of {one.study}: {who} differ on {', '.join(where)}"
            yield Finding(ASSESSORS_DIFFER, message, group[-1].place, about=one.study, topic=one.instrument.id)


@dataclass(frozen=True, slots=True)
class Between:
    """How far two assessors agree on the domains of an instrument, over all that both appraised."""

    instrument: str
    first: str
    second: str
    measures: tuple[Agreement, Agreement, Agreement]


def agreements(appraisals: Iterable[Appraisal]) -> tuple[Between, ...]:
    """For each instrument and pair of named assessors, their agreement on domains; the overall is left out."""
    named = [appraisal for appraisal in appraisals if appraisal.by and not appraisal.is_consensus]
    found = []
    for tool in dict.fromkeys(appraisal.instrument.id for appraisal in named):
        of_tool = [appraisal for appraisal in named if appraisal.instrument.id == tool]
        people = list(dict.fromkeys(appraisal.by for appraisal in of_tool))
        for first, second in combinations(people, 2):
            pairs = _pairs(of_tool, first, second)
            if pairs:
                found.append(Between(tool, first, second, agreement(pairs)))
    return tuple(found)


def _pairs(appraisals: Iterable[Appraisal], first: str, second: str) -> list[tuple[str, str]]:
    mine = {appraisal.subject: appraisal for appraisal in appraisals if appraisal.by == first}
    theirs = {appraisal.subject: appraisal for appraisal in appraisals if appraisal.by == second}
    return [
        (one.answer, two.answer)
        for subject in mine
        if subject in theirs
        for one, two in zip(mine[subject].judgements, theirs[subject].judgements, strict=True)
    ]
