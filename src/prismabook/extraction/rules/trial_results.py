"""What a record of ClinicalTrials.gov states in its results section: flow, baseline, outcomes, adverse events."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.document import Document
from prismabook.extraction.elements import Element, record
from prismabook.extraction.proposal import REGISTRIES, Proposal, rule
from prismabook.extraction.rules.trial_record import points, proposal
from prismabook.patterns import regex

_NUMBER = regex(r"-?\d+(?:\.\d+)?")
_P = regex(r"([<>≤≥=]?)\s?(0?\.\d+|0|1(?:\.0+)?)")
_PERCENT = regex(r"\bpercent(?:age)?\b|%", re.IGNORECASE)
_PEOPLE = regex(r"\bparticipants?\b|\bpatients?\b|\bsubjects?\b", re.IGNORECASE)


def _names(groups: Element) -> dict[str, str]:
    """The title of each group of participants by its id."""
    return {group["id"].text: _line(group["title"]) for group in groups if group["id"].text}


def _line(element: Element) -> str:
    return " ".join(element.text.split())


def _count(element: Element) -> bool:
    return element.text.isdecimal()


@rule("trial-results-flow", "n_started", "n_completed", "n_withdrawn", kinds=REGISTRIES)
def flow(document: Document) -> Iterator[Proposal]:
    """How many participants of each group started and completed each period, and why others left."""
    module = record(document)["resultsSection/participantFlowModule"]
    names = _names(module["groups"])
    items = {"STARTED": "n_started", "COMPLETED": "n_completed"}
    for period in module["periods"]:
        when = _line(period["title"])
        for milestone in period["milestones"]:
            item = items.get(milestone["type"].text.upper())
            for reached in milestone["achievements"] if item else ():
                arm = names.get(reached["groupId"].text, "")
                if item and arm and _count(reached["numSubjects"]):
                    yield proposal(item, reached["numSubjects"], arm=arm, time_point=when, unit="participants")
        for withdrawal in period["dropWithdraws"]:
            for reason in withdrawal["reasons"]:
                arm = names.get(reason["groupId"].text, "")
                if arm and _count(reason["numSubjects"]):
                    yield proposal(
                        "n_withdrawn",
                        reason["numSubjects"],
                        outcome=_line(withdrawal["type"]),
                        arm=arm,
                        time_point=when,
                        unit="participants",
                    )


@rule("trial-results-baseline", "baseline_characteristic", kinds=REGISTRIES)
def baseline(document: Document) -> Iterator[Proposal]:
    """Each characteristic of each group at baseline, as given."""
    module = record(document)["resultsSection/baselineCharacteristicsModule"]
    names = _names(module["groups"])
    for measure in module["measures"]:
        note = _how(measure)
        for label, measured in _measured(measure):
            arm = names.get(measured["groupId"].text, "")
            if arm and measured["value"].text:
                spread = measured["spread"].text
                more = f"{note}; {measure['dispersionType'].word} {spread}" if spread else note
                yield proposal(
                    "baseline_characteristic",
                    measured["value"],
                    outcome=label,
                    arm=arm,
                    time_point="baseline",
                    unit=_line(measure["unitOfMeasure"]),
                    note=more,
                )


def _how(measure: Element) -> str:
    return measure["paramType"].word


def _measured(measure: Element) -> Iterator[tuple[str, Element]]:
    """Each measurement with the titles of the measure, its class and its category."""
    for class_ in measure["classes"]:
        for category in class_["categories"]:
            for measured in category["measurements"]:
                yield _label(measure, class_, category), measured


@rule(
    "trial-results-outcomes",
    "result_events",
    "result_total",
    "result_percent",
    "result_mean",
    "result_sd",
    "result_p",
    kinds=REGISTRIES,
)
def outcomes(document: Document) -> Iterator[Proposal]:
    """The results of each posted outcome measure: counts of participants, percentages, means with deviations, p."""
    for measure in record(document)["resultsSection/outcomeMeasuresModule/outcomeMeasures"]:
        names = _names(measure["groups"])
        frame = points(measure["timeFrame"].text)
        when = frame[0] if len(frame) == 1 else _line(measure["timeFrame"])
        made = list(_results(measure, names, when))
        yield from made
        for label in dict.fromkeys(found.outcome for found in made):
            yield from _analysed(measure, names, label, when)
        yield from _tested(measure, when)


def _results(measure: Element, names: dict[str, str], when: str) -> Iterator[Proposal]:
    """The measurements of one outcome measure of which the kind is plain; others are left to a person."""
    kind, unit = measure["paramType"].text, _line(measure["unitOfMeasure"])
    deviation = measure["dispersionType"].text.upper().replace(" ", "_") == "STANDARD_DEVIATION"
    for label, measured in _measured(measure):
        arm, value = names.get(measured["groupId"].text, ""), measured["value"]
        place = {"outcome": label, "arm": arm, "time_point": when}
        if not arm or not _NUMBER.fullmatch(value.text):
            continue
        if kind == "COUNT_OF_PARTICIPANTS" and _count(value):
            yield proposal("result_events", value, unit="participants", **place)
        elif kind == "NUMBER" and _PERCENT.search(unit) and _PEOPLE.search(unit):
            yield proposal("result_percent", value, unit="percent", **place)
        elif kind == "NUMBER" and re.fullmatch(r"participants?", unit, re.IGNORECASE) and _count(value):
            yield proposal("result_events", value, unit="participants", **place)
        elif kind == "MEAN" and deviation and _NUMBER.fullmatch(measured["spread"].text):
            yield proposal("result_mean", value, unit=unit, **place)
            yield proposal("result_sd", measured["spread"], unit=unit, **place)


def _analysed(measure: Element, names: dict[str, str], label: str, when: str) -> Iterator[Proposal]:
    """How many participants of each group were analysed; a class with its own numbers has those."""
    with_own = (class_ for class_ in measure["classes"] if class_["denoms"] and _is_of(label, measure, class_))
    own = next(with_own, measure)["denoms"]
    for denominators in own:
        if denominators["units"].text != "Participants":
            continue
        for count in denominators["counts"]:
            arm = names.get(count["groupId"].text, "")
            if arm and _count(count["value"]):
                yield proposal(
                    "result_total", count["value"], outcome=label, arm=arm, time_point=when, unit="participants"
                )


def _is_of(label: str, measure: Element, class_: Element) -> bool:
    """Whether a label names a class of a measure, or a category in it."""
    name = _label(measure, class_)
    return label == name or label.startswith(f"{name}: ")


def _label(*elements: Element) -> str:
    """The titles of a measure, a class and a category, those that are there."""
    return ": ".join(dict.fromkeys(filter(None, (_line(element["title"]) for element in elements))))


def _tested(measure: Element, when: str) -> Iterator[Proposal]:
    """The p-value of each analysis that compares groups, if the measure has only one number to test."""
    classes = list(measure["classes"])
    single = len(classes) == 1 and len(list(classes[0]["categories"])) == 1
    label = next((name for name, _ in _measured(measure)), "") if single else _line(measure["title"])
    analyses = [one for one in measure["analyses"] if _P.fullmatch(one["pValue"].text.strip())]
    for analysis in analyses:
        sign, number = _P.fullmatch(analysis["pValue"].text.strip()).groups()  # type: ignore[union-attr]
        doubt = "" if single and len(analyses) == 1 else "the measure has several numbers or analyses"
        note = _line(analysis["statisticalMethod"])
        value = f"{sign.replace('=', '')}{number}"
        yield proposal("result_p", analysis["pValue"], value, outcome=label, time_point=when, doubt=doubt, note=note)


_TOTALS = {
    "deaths": "All-cause mortality",
    "serious": "Serious adverse events",
    "other": "Other (not including serious) adverse events",
}


@rule("trial-results-harms", "result_events", "result_total", kinds=REGISTRIES)
def harms(document: Document) -> Iterator[Proposal]:
    """How many participants of each group died, had serious and had other adverse events."""
    module = record(document)["resultsSection/adverseEventsModule"]
    when = _line(module["timeFrame"])
    for group in module["eventGroups"]:
        for key, name in _TOTALS.items():
            affected, at_risk = group[f"{key}NumAffected"], group[f"{key}NumAtRisk"]
            if _count(affected) and _count(at_risk) and int(at_risk.text):
                place = {"outcome": name, "arm": _line(group["title"]), "time_point": when, "unit": "participants"}
                yield proposal("result_events", affected, **place)
                yield proposal("result_total", at_risk, **place)


@rule("trial-results-events", "adverse_event", "adverse_event_total", kinds=REGISTRIES)
def events(document: Document) -> Iterator[Proposal]:
    """Each adverse event that the record lists: participants affected and at risk, group by group."""
    module = record(document)["resultsSection/adverseEventsModule"]
    when = _line(module["timeFrame"])
    names = _names(module["eventGroups"])
    for key, kind in (("seriousEvents", "serious"), ("otherEvents", "other")):
        for event in module[key]:
            for stats in event["stats"]:
                arm = names.get(stats["groupId"].text, "")
                if not arm or not _count(stats["numAffected"]) or not _count(stats["numAtRisk"]):
                    continue
                place = {"outcome": f"{_line(event['term'])} ({kind})", "arm": arm, "time_point": when}
                note = _line(event["organSystem"])
                yield proposal("adverse_event", stats["numAffected"], unit="participants", note=note, **place)
                yield proposal("adverse_event_total", stats["numAtRisk"], unit="participants", note=note, **place)


RULES = (flow, baseline, outcomes, harms, events)
