"""Doses, routes and schedules of arms in records of ClinicalTrials.gov; made up for these tests."""

from __future__ import annotations

import json

from prismabook.extraction.document import Document
from prismabook.extraction.rules import trial_doses
from prismabook.sources import read_bytes


def told(*groups: dict[str, object], interventions: tuple[dict[str, object], ...] = ()) -> set[tuple[str, ...]]:
    made = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT02932137", "briefTitle": "Tea for sleep"},
            "statusModule": {"overallStatus": "COMPLETED"},
            "armsInterventionsModule": {"armGroups": groups, "interventions": interventions},
        }
    }
    (source,), _ = read_bytes(json.dumps(made).encode(), "t.json", "seeds/t.json")
    found = [p for rule in trial_doses.RULES for p in rule(Document(source))]
    assert all(source.text[p.start : p.end] for p in found)
    return {(p.item, p.arm, p.value, p.unit) for p in found}


def test_an_arms_description_gives_its_dose_and_schedule() -> None:
    found = told(
        {"label": "Drugazole", "type": "EXPERIMENTAL",
         "description": "Drugazole 40 mg subcutaneous injection every 2 weeks for 24 weeks"},
        {"label": "Placebo", "type": "PLACEBO_COMPARATOR",
         "description": "Matching placebo 0.4 mL subcutaneous injection every 2 weeks for 24 weeks"},
    )  # fmt: skip
    assert found == {
        ("dose", "Drugazole", "40", "mg"), ("route", "Drugazole", "subcutaneous", ""),
        ("schedule", "Drugazole", "every 2 weeks", ""), ("treatment_duration", "Drugazole", "24", "weeks"),
        ("route", "Placebo", "subcutaneous", ""), ("schedule", "Placebo", "every 2 weeks", ""),
        ("treatment_duration", "Placebo", "24", "weeks"),
    }  # fmt: skip


def test_several_doses_give_none() -> None:
    text = "Drugazole 20 mg daily for 2 weeks, then 40 mg weekly for 4 weeks by mouth"
    assert told({"label": "Drugazole", "type": "EXPERIMENTAL", "description": text}) == {
        ("route", "Drugazole", "oral", "")
    }


def test_the_only_interventions_description_counts_if_no_other_arm_has_it() -> None:
    one = {"name": "Drugazole", "description": "10 mg once daily", "armGroupLabels": ["A"]}
    arm = {"label": "A", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Drugazole"]}
    assert told(arm, interventions=(one,)) == {("dose", "A", "10", "mg"), ("schedule", "A", "once daily", "")}
    both = {**one, "armGroupLabels": ["A", "B"]}
    assert not told(arm, {**arm, "label": "B"}, interventions=(both,))
