"""Certainty of the evidence for each outcome, decided by people after GRADE and checked for its arithmetic.

Source of the scheme: Guyatt GH et al., BMJ 2008;336:924; imprecision by three levels: Zeng L et al., J Clin Epidemiol
2022;150:216.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prismabook.appraisal.codes import RATING_DOES_NOT_FOLLOW, RATING_UNCONFIRMED, UNKNOWN_OUTCOME, UNRATED
from prismabook.findings import Finding, Place
from prismabook.project import Node, Project, load_yaml, validate
from prismabook.project.codes import INVALID
from prismabook.synthesis import Result

LEVELS = ("very low", "low", "moderate", "high")
STEPS = {"not serious": 0, "serious": 1, "very serious": 2, "extremely serious": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """A reason to rate down or up: its domain, the judgement in words, the levels (negative is down), the reason."""

    domain: str
    judgement: str
    levels: int
    reason: str


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


def certainty(project: Project, results: Sequence[Result]) -> Certainties:
    """The ratings in ``review/decisions/certainty.yml``, held against the results that they are about."""
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
    findings += [*_doubts(ratings, results), *_missing(ratings, results)]
    return Certainties(tuple(ratings), tuple(findings))


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
    )


def _doubts(ratings: Iterable[Certainty], results: Iterable[Result]) -> Iterable[Finding]:
    known = {(result.outcome, result.time_point) for result in results}
    for rating in ratings:
        place, what = Place(rating.file, rating.line), _what(rating.outcome, rating.time_point)
        if (rating.outcome, rating.time_point) not in known:
            yield Finding(UNKNOWN_OUTCOME, f"no result is about {what}", place, topic=what)
        if rating.rating != rating.follows:
            message = f"{what} is rated {rating.rating}; its reasons lead from {rating.start} to {rating.follows}"
            yield Finding(RATING_DOES_NOT_FOLLOW, message, place, topic=what)
        if not rating.confirmed:
            yield Finding(RATING_UNCONFIRMED, f"{what}: {rating.rating}", place, topic=what)


def _missing(ratings: Iterable[Certainty], results: Iterable[Result]) -> Iterable[Finding]:
    rated = {(rating.outcome, rating.time_point) for rating in ratings}
    keys = dict.fromkeys((r.outcome, r.time_point) for r in results if r.table)
    if unrated := [_what(*key) for key in keys if key not in rated]:
        yield Finding(UNRATED, f"the certainty of the evidence is not rated for {'; '.join(unrated)}")


def _what(outcome: str, time_point: str) -> str:
    return f"{outcome}, {time_point}" if time_point else outcome
