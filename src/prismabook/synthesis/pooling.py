"""Whether results may be pooled. Here only the decision and its reason; nothing is pooled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prismabook.findings import Finding
from prismabook.model import Study
from prismabook.synthesis.codes import NOT_POOLED
from prismabook.synthesis.result import Result


@dataclass(frozen=True, slots=True)
class Pooling:
    """The decision for one outcome at one time point in one population.

    ``results`` are the ids of those that could enter, at most one a study; ``excluded`` pairs the ids of the others
    with the reason; ``reason`` says the decision in a sentence.
    """

    outcome: str
    time_point: str
    population: str
    results: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...]
    allowed: bool
    reason: str


def poolable(results: Iterable[Result], studies: Sequence[Study]) -> tuple[Pooling, ...]:
    """For each outcome, time point and population, whether at least two studies measured it.

    A result without counts, of something that is no study, or of a study that already contributes is excluded with
    the reason. The order is that of the results.
    """
    groups: dict[tuple[str, str, str], list[Result]] = {}
    for result in results:
        groups.setdefault((result.outcome, result.time_point, result.population), []).append(result)
    known = {study.id for study in studies}
    return tuple(_decide(key, group, known) for key, group in groups.items())


def pooling_findings(decisions: Iterable[Pooling]) -> tuple[Finding, ...]:
    """One note for all that is not pooled; the reason of each stands in its decision."""
    lone = [decision for decision in decisions if not decision.allowed]
    if not lone:
        return ()
    names = "; ".join(", ".join(filter(None, (d.outcome, d.time_point, d.population))) for d in lone)
    return (Finding(NOT_POOLED, f"fewer than two studies give counts for {names}: not pooled"),)


def let_in(results: Iterable[Result], decisions: Iterable[Pooling]) -> tuple[Result, ...]:
    """The results that may be pooled."""
    allowed = {name for decision in decisions if decision.allowed for name in decision.results}
    return tuple(result for result in results if result.id in allowed)


def pooled_studies(allowed: Sequence[Result], studies: Sequence[Study]) -> frozenset[str]:
    """The studies that enter a synthesis of these results with an effect; this imports NumPy and SciPy."""
    from prismabook.synthesis.meta.review import synthesise

    made = synthesise(allowed, studies)
    return frozenset(one.effect.study for _, pooled in made if not pooled.refusal for one in pooled.studies)


def _decide(key: tuple[str, str, str], group: Sequence[Result], known: set[str]) -> Pooling:
    entering: dict[str, Result] = {}
    excluded = []
    for result in group:
        if reason := _unfit(result, known, entering):
            excluded.append((result.id, reason))
        else:
            entering[result.study] = result
    what = ", ".join(filter(None, key))
    count = len(entering)
    if count >= 2:
        reason = f"{count} studies report {what}: they may be pooled if they are alike enough"
    elif count == 1:
        reason = f"Only one study ({next(iter(entering))}) gives counts for {what}: nothing to pool"
    else:
        reason = f"No study gives counts for {what}: nothing to pool"
    ids = tuple(result.id for result in entering.values())
    return Pooling(*key, ids, tuple(excluded), count >= 2, reason)


def _unfit(result: Result, known: set[str], entering: dict[str, Result]) -> str:
    if result.study not in known:
        return "it does not belong to an included study"
    if result.table is None:
        return result.derivation or "its counts are not known"
    return f"{result.study} already contributes {entering[result.study].id}" if result.study in entering else ""
