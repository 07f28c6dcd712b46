"""What each arm of a record of ClinicalTrials.gov gets: dose, route, schedule and duration from its description."""

from __future__ import annotations

from collections.abc import Iterator

from prismabook.extraction.document import Document
from prismabook.extraction.elements import Element, record
from prismabook.extraction.notation import amounts, plain
from prismabook.extraction.proposal import REGISTRIES, Proposal, rule
from prismabook.extraction.rules.intervention import DURATION_OF, ROUTES, SCHEDULE
from prismabook.patterns import regex

_SHAM = regex(r"PLACEBO_COMPARATOR|SHAM_COMPARATOR|NO_INTERVENTION")


@rule("trial-record-doses", "dose", "route", "schedule", "treatment_duration", kinds=REGISTRIES)
def doses(document: Document) -> Iterator[Proposal]:
    """The one dose, route, schedule and duration that an arm's description names; of several none is taken."""
    module = record(document)["protocolSection/armsInterventionsModule"]
    for group in module["armGroups"]:
        arm = " ".join(group["label"].text.split())
        if arm:
            yield from _told(_description(group, module), arm, sham=bool(_SHAM.search(group["type"].text)))


def _description(group: Element, module: Element) -> Element:
    """The arm's own description, or that of the only intervention, which only this arm gets."""
    if group["description"].text or len(list(group["interventionNames"])) != 1:
        return group["description"]
    label = " ".join(group["label"].text.split())
    named = [
        one for one in module["interventions"] if label in {" ".join(g.text.split()) for g in one["armGroupLabels"]}
    ]
    return named[0]["description"] if len(named) == 1 and len(list(named[0]["armGroupLabels"])) == 1 else Element()


def _told(element: Element, arm: str, *, sham: bool) -> Iterator[Proposal]:
    text = element.text
    place = (element.start, element.end)
    told = {(number, unit) for _, _, number, unit in amounts(text)}
    if len(told) == 1 and not sham:
        number, unit = told.pop()
        yield Proposal("dose", number, *place, arm=arm, unit=unit)
    routes = {name for name, pattern in ROUTES.items() if pattern.search(text)}
    if len(routes) == 1:
        yield Proposal("route", routes.pop(), *place, arm=arm)
    schedules = {match[0].lower(): match[0] for match in SCHEDULE.finditer(text)}
    if len(schedules) == 1:
        yield Proposal("schedule", next(iter(schedules.values())), *place, arm=arm)
    spans = {(plain(match["length"]), match["unit"].lower()) for match in DURATION_OF.finditer(text)}
    if len(spans) == 1:
        length, unit = spans.pop()
        yield Proposal("treatment_duration", length, *place, arm=arm, unit=f"{unit}s")


RULES = (doses,)
