"""What a record of ClinicalTrials.gov states, element by element: the protocol."""

from __future__ import annotations

from collections.abc import Iterator

from prismabook.extraction.document import Document
from prismabook.extraction.elements import Element, record
from prismabook.extraction.proposal import REGISTRIES, Proposal, rule
from prismabook.extraction.rules.registry import frame_points

_PROTOCOL = "protocolSection/"
_FIELDS = {
    "sponsorCollaboratorsModule/leadSponsor/name": "sponsor",
    "statusModule/overallStatus": "recruitment_status",
    "statusModule/whyStopped": "stopped_because",
    "statusModule/startDateStruct/date": "study_start",
    "statusModule/primaryCompletionDateStruct/date": "primary_completion",
    "statusModule/completionDateStruct/date": "study_completion",
    "statusModule/studyFirstPostDateStruct/date": "first_posted",
    "designModule/studyType": "study_type",
    "designModule/designInfo/allocation": "allocation",
    "designModule/designInfo/interventionModel": "intervention_model",
    "eligibilityModule/sex": "sex",
    "eligibilityModule/minimumAge": "minimum_age",
    "eligibilityModule/maximumAge": "maximum_age",
    "eligibilityModule/healthyVolunteers": "healthy_volunteers",
}
COMPARATORS = ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION", "ACTIVE_COMPARATOR")
_RANKS = {"primaryOutcomes": "primary", "secondaryOutcomes": "secondary", "otherOutcomes": "unranked"}
_YES = {"true": "yes", "false": "no"}
_DATES = {"study_start", "primary_completion", "study_completion"}


def proposal(item: str, element: Element, value: str = "", **more: str) -> Proposal:
    """A proposal whose quote is an element's text."""
    return Proposal(item, value or " ".join(element.text.split()), element.start, element.end, **more)


@rule("trial-record-field", *_FIELDS.values(), kinds=REGISTRIES)
def fields(document: Document) -> Iterator[Proposal]:
    """Sponsor, status, dates, design, ages: one element each."""
    study = record(document)
    for path, item in _FIELDS.items():
        element = study[_PROTOCOL + path]
        if element.text:
            kind = study[_PROTOCOL + path.rpartition("/")[0]]["type"].word if item in _DATES else ""
            yield proposal(item, element, _YES.get(element.text, element.word), note=f"{kind} date" if kind else "")


@rule("trial-record-design", "registration", "masking", "phase", "condition", kinds=REGISTRIES)
def design(document: Document) -> Iterator[Proposal]:
    """The record's number, who is masked, the phases, the conditions."""
    study = record(document)["protocolSection"]
    if (number := study["identificationModule/nctId"]).text:
        yield proposal("registration", number)
    masking = study["designModule/designInfo/maskingInfo"]
    if masking["masking"].text:
        who = ", ".join(one.word for one in masking["whoMasked"])
        yield proposal("masking", masking["masking"], masking["masking"].word, note=f"masked: {who}" if who else "")
    for phase in study["designModule/phases"]:
        yield proposal("phase", phase, phase.text.replace("PHASE", "phase ").replace("EARLY_", "early ").lower())
    for condition in study["conditionsModule/conditions"]:
        yield proposal("condition", condition)


@rule("trial-record-enrolment", "n_planned", "n_enrolled", kinds=REGISTRIES)
def enrolment(document: Document) -> Iterator[Proposal]:
    """How many participants the study aims at or, once it is over, had."""
    info = record(document)["protocolSection/designModule/enrollmentInfo"]
    if info["count"].text.isdecimal():
        item = {"ACTUAL": "n_enrolled", "ESTIMATED": "n_planned"}.get(info["type"].text, "n_planned")
        doubt = "" if info["type"].text else "the record does not say whether the number is planned or actual"
        yield proposal(item, info["count"], unit="participants", doubt=doubt)


@rule("trial-record-arms", "intervention", "comparator", kinds=REGISTRIES)
def arms(document: Document) -> Iterator[Proposal]:
    """Each arm by its label; its type tells whether it is what the others are compared with."""
    module = record(document)["protocolSection/armsInterventionsModule"]
    groups = list(module["armGroups"])
    for group in groups:
        if group["label"].text:
            item = "comparator" if group["type"].text in COMPARATORS and len(groups) > 1 else "intervention"
            names = "; ".join(" ".join(one.text.split()) for one in group["interventionNames"])
            note = "; ".join(filter(None, (group["type"].word, names)))
            yield proposal(item, group["label"], arm=" ".join(group["label"].text.split()), note=note)
    if not groups:
        for intervention in module["interventions"]:
            if intervention["name"].text:
                yield proposal("intervention", intervention["name"], note=intervention["type"].word)


@rule(
    "trial-record-outcomes",
    "outcome_primary",
    "outcome_secondary",
    "outcome_unranked",
    "outcome_definition",
    kinds=REGISTRIES,
)
def outcomes(document: Document) -> Iterator[Proposal]:
    """Each outcome with its time points; where the time frame names none, the frame as it is worded."""
    module = record(document)["protocolSection/outcomesModule"]
    for key, rank in _RANKS.items():
        for outcome in module[key]:
            measure, frame = outcome["measure"], outcome["timeFrame"]
            if not measure.text:
                continue
            name = " ".join(measure.text.split())
            start, end = measure.start, max(measure.end, frame.end)
            for point in points(frame.text) or [""]:
                yield Proposal(f"outcome_{rank}", name, start, end, time_point=point)
            if outcome["description"].text:
                yield proposal("outcome_definition", outcome["description"], outcome=name)


def points(frame: str) -> list[str]:
    """The time points that a time frame names, or else its words."""
    words = " ".join(frame.split())
    return frame_points(words) or ([words] if words else [])


@rule("trial-record-places", "setting", "country", kinds=REGISTRIES)
def places(document: Document) -> Iterator[Proposal]:
    """Each site, and each country once."""
    countries = set()
    for place in record(document)["protocolSection/contactsLocationsModule/locations"]:
        if place["facility"].text:
            city = place["city"].text
            yield proposal("setting", place["facility"], note=", ".join(filter(None, (city, place["country"].text))))
        if place["country"].text and place["country"].text not in countries:
            countries.add(place["country"].text)
            yield proposal("country", place["country"])


RULES = (fields, design, enrolment, arms, outcomes, places)
