"""What figures of risk of bias show: signs and shares of judgements; nothing is drawn here.

Colour only repeats what the signs say: every judgement has a sign of its own, and a name in the legend.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prismabook.appraisal import Appraisal, Instrument
from prismabook.report.markdown import visible

NOTHING = {
    "No information": "?",
    "Unclear": "?",
    "Seek further info": "?",
    "Not applicable": "n",
    "No meta-analysis": "n",
}
"""Judgements that rank nowhere, with their signs."""
SIGNS = {1: "+", 2: "+×", 3: "+−×", 4: "+−×!"}
"""The signs of ranked judgements, best first, by how many there are."""


@dataclass(frozen=True, slots=True)
class Light:
    """A judgement as it is drawn: its sign, its name, and how bad it is from 0 to 1 (None where it ranks nowhere)."""

    sign: str
    name: str
    tone: float | None


@dataclass(frozen=True, slots=True)
class Lights:
    """A traffic-light figure: one row a study, one column a domain and one for the whole."""

    heads: tuple[str, ...]
    topics: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Light, ...]], ...]
    legend: tuple[Light, ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The shares of the judgements of one domain, best first; they add up to 1."""

    name: str
    shares: tuple[tuple[Light, float], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A summary: one weighted bar a domain."""

    bars: tuple[Bar, ...]
    legend: tuple[Light, ...]
    alternative: str


def light(judgement: str, ranked: Sequence[str]) -> Light:
    """A judgement among those that an instrument knows, best first."""
    known = [name for name in ranked if name not in NOTHING]
    if judgement not in known:
        return Light(NOTHING.get(judgement, "?"), judgement, None)
    place = known.index(judgement)
    signs = SIGNS.get(len(known), "+−×!")
    return Light(signs[min(place, len(signs) - 1)], judgement, place / max(len(known) - 1, 1))


def lights(appraisals: Sequence[Appraisal], instrument: Instrument) -> Lights:
    """The figure of all appraisals with one instrument."""
    often = Counter(appraisal.study for appraisal in appraisals)
    rows = tuple((_name(a, often[a.study] > 1), _row(a, instrument)) for a in appraisals)
    heads = (*(domain.id for domain in instrument.domains), "All")
    topics = (*(f"{domain.id}: {domain.topic}" for domain in instrument.domains), "All: the study as a whole")
    said = "; ".join(
        f"{name}: " + ", ".join(f"{head} {one.name.lower()}" for head, one in zip(heads, row, strict=True))
        for name, row in rows
    )
    alternative = f"Judgements by {instrument.id}, one row a study. {said}."
    return Lights(heads, topics, rows, _legend(one for _, row in rows for one in row), alternative)


def _name(appraisal: Appraisal, with_outcome: bool) -> str:
    """The study, with the outcome where it is judged for several."""
    about = f": {visible(appraisal.outcome)}" if with_outcome and appraisal.outcome else ""
    proposal = " (proposal)" if appraisal.is_proposal else ""
    return visible(appraisal.study) + about + proposal


def _row(appraisal: Appraisal, instrument: Instrument) -> tuple[Light, ...]:
    domains = (light(judgement.answer, instrument.answers) for judgement in appraisal.judgements)
    return (*domains, light(appraisal.overall.answer, instrument.overall))


def _legend(shown: Iterable[Light]) -> tuple[Light, ...]:
    """Each judgement once, best first, those that rank nowhere last."""
    return tuple(sorted(dict.fromkeys(shown), key=lambda one: (one.tone is None, one.tone or 0.0, one.name)))


def bars(appraisals: Sequence[Appraisal], instrument: Instrument) -> Bars:
    """The shares of the judgements, each study by its weight."""
    total = sum(appraisal.weight for appraisal in appraisals)
    names = (*(domain.topic for domain in instrument.domains), "Overall")
    found = []
    for number, name in enumerate(names):
        weights: dict[Light, float] = {}
        for appraisal in appraisals:
            one = _row(appraisal, instrument)[number]
            weights[one] = weights.get(one, 0.0) + appraisal.weight / total
        found.append(Bar(name, tuple((one, weights[one]) for one in _legend(weights))))
    said = "; ".join(
        f"{bar.name}: " + ", ".join(f"{one.name.lower()} {round(100 * share)}%" for one, share in bar.shares)
        for bar in found
    )
    alternative = f"Shares of judgements by {instrument.id}, studies by their weights. {said}."
    return Bars(tuple(found), _legend(one for bar in found for one, _ in bar.shares), alternative)
