"""Summary of findings: what can be computed of an outcome, and what its certainty lets one say in plain language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from statistics import median

from prismabook.appraisal.certainty import Baseline, Thresholds
from prismabook.synthesis import TwoByTwo, binary_effects, pool

Interval = tuple[float, float, float]
"""An estimate with its lower and upper limit."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A result with counts as the ledger holds it; effects are None where they cannot be computed.

    ``difference`` is a risk difference, as a share.
    """

    study: str
    events_intervention: int
    total_intervention: int
    events_comparator: int
    total_comparator: int
    ratio: Interval | None
    difference: Interval | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A row of the table, risks and differences in 1000 people; what cannot be computed is None.

    ``basis`` tells which risk without the intervention it is reckoned from, and how the limits were found.
    """

    participants: int
    studies: int
    ratio: Interval | None
    baseline: float | None
    with_intervention: Interval | None
    difference: Interval | None
    basis: str


def summarise(results: Sequence[Measured], given: Baseline | None = None) -> Summary:
    """Relative and absolute effects of one outcome.

    Of one study the difference is its own, with the interval of its risk difference, unless another baseline is
    given: then the risk ratio and its limits are applied to that risk, and no risk is above 1000 (Cochrane Handbook,
    version 5.1, section 12.5.4.2). Of several studies the risk ratios are pooled as everywhere in the toolkit (random
    effects by REML, interval of Hartung, Knapp, Sidik and Jonkman), and applied to the median of the comparators'
    risks unless a risk is given. A study enters once, with the first of its results.
    """
    results = list({r.study: r for r in reversed(results)}.values())[::-1]
    people = sum(r.total_intervention + r.total_comparator for r in results)
    if not results:
        return Summary(0, 0, None, given.per_1000 if given else None, None, None, "no counts")
    if len(results) > 1:
        return _pooled(people, results, given)
    (result,) = results
    own = 1000 * result.events_comparator / result.total_comparator
    if given is not None:
        told = f"a risk that was given ({given.origin}); the risk ratio and its limits applied to it"
        return _applied(people, 1, result.ratio, given.per_1000, told)
    difference = _scaled(result.difference)
    there = tuple(own + limit for limit in difference) if difference else None
    with_it = (there[0], max(there[1], 0.0), min(there[2], 1000.0)) if there else None
    basis = "the comparator’s risk in the study; limits of the risk difference"
    return Summary(people, 1, result.ratio, own, with_it, difference, basis)


def _pooled(people: int, results: Sequence[Measured], given: Baseline | None) -> Summary:
    """The pooled ratio applied to a risk; where the studies define none, the reason in the place of an effect."""
    tables = [
        (r.study, TwoByTwo(r.events_intervention, r.total_intervention, r.events_comparator, r.total_comparator))
        for r in results
    ]
    effects, left = binary_effects(tables, "RR")
    analysis = pool(effects, left=left)
    base = given.per_1000 if given else 1000 * median(table.risk2 for _, table in tables)
    limits = analysis.interval
    if analysis.estimate is None or limits is None:
        return Summary(people, len(results), None, base, None, None, analysis.refusal)
    ratio = exp(analysis.estimate), exp(limits.low), exp(limits.high)
    risk = f"a risk that was given ({given.origin})" if given else "the median of the comparators’ risks"
    out = f"; {len(left)} of them left out" if left else ""
    told = f"{risk}; the pooled risk ratio of {analysis.k} studies (REML, HKSJ) and its limits applied to it{out}"
    return _applied(people, len(results), ratio, base, told)


def _applied(people: int, studies: int, ratio: Interval | None, base: float, basis: str) -> Summary:
    """The ratio and its limits applied to a risk in 1000."""
    if ratio is None:
        return Summary(people, studies, None, base, None, None, basis)
    value, low, high = (min(base * limit, 1000.0) for limit in ratio)
    return Summary(people, studies, ratio, base, (value, low, high), (value - base, low - base, high - base), basis)


def _scaled(difference: Interval | None) -> Interval | None:
    return (1000 * difference[0], 1000 * difference[1], 1000 * difference[2]) if difference else None


SIZES = ("little to no difference", "a small", "a moderate", "a large")
VERBS = {"high": "results in", "moderate": "probably results in", "low": "may result in"}
"""How sure a statement sounds at each level."""


def statement(intervention: str, outcome: str, rating: str, summary: Summary, limits: Thresholds | None) -> str:
    """What the evidence says, in a sentence whose words follow from the size of the effect and its certainty.

    After the pattern of the GRADE working group, in words of our own (Santesso N et al., J Clin Epidemiol
    2020;119:126). Without thresholds the sentence names no size: it gives the direction and the numbers only.

    Parameters
    ----------
    intervention, outcome
        As a sentence names them.
    rating
        The certainty: high, moderate, low or very low.
    limits
        What the reviewers count as little, small and moderate.
    """
    if rating == "very low":
        return f"The evidence is very uncertain about the effect of {intervention} on {outcome}."
    if summary.difference is None:
        return f"The effect of {intervention} on {outcome} could not be computed."
    change = round(summary.difference[0])
    way = "increase" if change > 0 else "reduction"
    if limits is None:
        size = (
            f"{abs(change)} {'more' if change > 0 else 'fewer'} people in 1000 with" if change else "no difference in"
        )
        return f"{intervention} {VERBS[rating]} {size} {outcome}; no threshold says whether this matters."
    size = _size(abs(change), limits)
    what = f"{size} in {outcome}" if size == SIZES[0] else f"{size} {way} in {outcome}"
    return f"{intervention} {VERBS[rating]} {what}."


def _size(change: float, limits: Thresholds) -> str:
    bounds = (limits.little_below, limits.small_below, limits.moderate_below)
    return SIZES[sum(change >= bound for bound in bounds)]


def symbol(rating: str) -> str:
    """Four signs for a level of certainty: as many plusses as there are levels."""
    level = ("very low", "low", "moderate", "high").index(rating) + 1
    return "⊕" * level + "⊖" * (4 - level)
