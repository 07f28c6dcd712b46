"""Certainty of the evidence for each outcome, decided by people after GRADE and checked for its arithmetic.

Source of the scheme: Guyatt GH et al., BMJ 2008;336:924; imprecision by three levels: Zeng L et al., J Clin Epidemiol
2022;150:216.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prismabook.appraisal.appraise import QUOTED
from prismabook.appraisal.codes import (
    BAD_THRESHOLDS,
    QUOTE_NOT_FOUND,
    RATED_TWICE,
    RATING_DOES_NOT_FOLLOW,
    RATING_UNCONFIRMED,
    START_DOES_NOT_FIT,
    UNKNOWN_OUTCOME,
    UNRATED,
    UP_AND_DOWN,
)
from prismabook.findings import Finding, Place
from prismabook.model import Study
from prismabook.project import Node, Project, load_yaml, validate
from prismabook.project.codes import INVALID
from prismabook.synthesis import Result

LEVELS = ("very low", "low", "moderate", "high")
RANDOMISED = "randomised trial"
"""The design whose ratings start at high."""
STEPS = {"not serious": 0, "serious": 1, "very serious": 2, "extremely serious": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """A reason to rate down or up: its domain, the judgement in words, the levels (negative is down), the reason."""

    domain: str
    judgement: str
    levels: int
    reason: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The risk without the intervention, in 1000 people, and where it is from."""

    per_1000: float
    origin: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Differences in 1000 people below which an effect is little or none, small, moderate; and who set them."""

    little_below: float
    small_below: float
    moderate_below: float
    origin: str


@dataclass(frozen=True, slots=True)
class Certainty:
    """The rating of one outcome at one time point; ``confirmed`` is False for a proposal."""

    outcome: str
    time_point: str
    start: str
    steps: tuple[Step, ...]
    rating: str
    confirmed: bool
    file: str
    line: int
    baseline: Baseline | None = None
    thresholds: Thresholds | None = None
    start_reason: str = ""

    @property
    def follows(self) -> str:
        """The rating that the steps lead to."""
        level = LEVELS.index(self.start) + sum(step.levels for step in self.steps)
        return LEVELS[min(max(level, 0), len(LEVELS) - 1)]


@dataclass(frozen=True, slots=True)
class Certainties:
    """The ratings of a review, and what is wrong with them or missing."""

    ratings: tuple[Certainty, ...]
    findings: tuple[Finding, ...]


def certainty(
    project: Project,
    results: Sequence[Result],
    studies: Sequence[Study] = (),
    texts: Mapping[str, Sequence[str]] | None = None,
) -> Certainties:
    """The ratings in ``review/decisions/certainty.yml``, held against the results that they are about.

    Parameters
    ----------
    results
        The results of the included studies.
    studies
        The studies, whose designs say where a rating starts; unchecked for those that are not given.
    texts
        The texts of each study's reports, in which words between “ and ” must stand; unchecked without.
    """
    ratings, problems = load_ratings(project)
    findings = [*problems, *_doubts(ratings, results), *_starts(ratings, results, studies)]
    findings += [*_quotes(ratings, results, texts or {}), *_missing(ratings, results)]
    return Certainties(ratings, tuple(findings))


def load_ratings(project: Project) -> tuple[tuple[Certainty, ...], tuple[Finding, ...]]:
    """The ratings as written, and what is wrong with the file; nothing is held against results."""
    path = project.decisions / "certainty.yml"
    name = project.relative(path)
    node, problems = load_yaml(path, name)
    findings = list(problems)
    entries: Iterable[Node] = ()
    if node is not None and isinstance(node.value, list):
        entries = node
    elif node is not None and node.value is not None:
        findings.append(Finding(INVALID, "the file must be a list of entries", Place(name, node.line)))
    ratings = []
    for entry in entries:
        wrong = validate(entry, "certainty", name)
        findings += wrong
        if not wrong:
            ratings.append(_rating(entry, name))
    return tuple(ratings), tuple(findings)


def _rating(entry: Node, file: str) -> Certainty:
    down = [
        Step(domain.replace("_", " "), said["judgement"], -STEPS[said["judgement"]], said["reason"])
        for domain, said in entry.get("down").items()
    ]
    up = [
        Step(domain.replace("_", " "), f"up by {said['levels']}", said["levels"], said["reason"])
        for domain, said in entry.get("up", {}).items()
    ]
    return Certainty(
        entry.get("outcome"),
        entry.get("time_point", ""),
        entry.get("start"),
        (*down, *up),
        entry.get("rating"),
        entry.get("confirmed", False),
        file,
        entry.line,
        Baseline(**entry.get("baseline")) if "baseline" in entry else None,
        Thresholds(**entry.get("thresholds")) if "thresholds" in entry else None,
        entry.get("start_reason", ""),
    )


def _doubts(ratings: Iterable[Certainty], results: Iterable[Result]) -> Iterable[Finding]:
    known = {(result.outcome, result.time_point) for result in results}
    first: dict[tuple[str, str], int] = {}
    for rating in ratings:
        place, what = Place(rating.file, rating.line), _what(rating.outcome, rating.time_point)
        if (rating.outcome, rating.time_point) not in known:
            yield Finding(UNKNOWN_OUTCOME, f"no result is about {what}", place, topic=what)
        if rating.rating != rating.follows:
            message = f"{what} is rated {rating.rating}; its reasons lead from {rating.start} to {rating.follows}"
            yield Finding(RATING_DOES_NOT_FOLLOW, message, place, topic=what)
        if not rating.confirmed:
            yield Finding(RATING_UNCONFIRMED, f"{what}: {rating.rating}", place, topic=what)
        if {step.levels > 0 for step in rating.steps if step.levels} == {True, False}:
            yield Finding(UP_AND_DOWN, what, place, topic=what)
        if wrong := _senseless(rating):
            yield Finding(BAD_THRESHOLDS, f"{what}: {wrong}", place, topic=what)
        if first.setdefault((rating.outcome, rating.time_point), rating.line) != rating.line:
            message = f"{what}: lines {first[rating.outcome, rating.time_point]} and {rating.line}"
            yield Finding(RATED_TWICE, message, place, topic=what)


def _senseless(rating: Certainty) -> str:
    limits, base = rating.thresholds, rating.baseline
    if limits and not limits.little_below < limits.small_below < limits.moderate_below:
        return "the thresholds do not rise from little to small to moderate"
    if base and not 0 < base.per_1000 <= 1000:
        return f"{base.per_1000:g} in 1000 is no risk to reckon from"
    return ""


def _starts(ratings: Iterable[Certainty], results: Iterable[Result], studies: Iterable[Study]) -> Iterable[Finding]:
    """Ratings that start elsewhere than at high for randomised trials and at low for other designs."""
    designs = {study.id: study.design for study in studies}
    by_outcome: dict[tuple[str, str], set[str]] = {}
    for result in results:
        if designs.get(result.study):
            by_outcome.setdefault((result.outcome, result.time_point), set()).add(designs[result.study])
    for rating in ratings:
        found = by_outcome.get((rating.outcome, rating.time_point))
        expected = "high" if found == {RANDOMISED} else "low"
        if found and rating.start != expected and not rating.start_reason:
            what = _what(rating.outcome, rating.time_point)
            message = f"{what} starts at {rating.start}; its studies are {', '.join(sorted(found))}: {expected}"
            yield Finding(START_DOES_NOT_FIT, message, Place(rating.file, rating.line), topic=what)


def _quotes(
    ratings: Iterable[Certainty], results: Sequence[Result], texts: Mapping[str, Sequence[str]]
) -> Iterable[Finding]:
    for rating in ratings if texts else ():
        key = (rating.outcome, rating.time_point)
        mine = [text for r in results if (r.outcome, r.time_point) == key for text in texts.get(r.study, ())]
        for step in rating.steps:
            for words in QUOTED.findall(step.reason):
                if not any(words in text for text in mine):
                    message = f"{_what(*key)}, {step.domain}: the words are in no report of its studies"
                    yield Finding(QUOTE_NOT_FOUND, message, Place(rating.file, rating.line, words), topic=_what(*key))


def _missing(ratings: Iterable[Certainty], results: Iterable[Result]) -> Iterable[Finding]:
    rated = {(rating.outcome, rating.time_point) for rating in ratings}
    keys = dict.fromkeys((r.outcome, r.time_point) for r in results if r.table)
    if unrated := [_what(*key) for key in keys if key not in rated]:
        yield Finding(UNRATED, f"the certainty of the evidence is not rated for {'; '.join(unrated)}")


def _what(outcome: str, time_point: str) -> str:
    return f"{outcome}, {time_point}" if time_point else outcome
