"""Wordings of abstracts that once gave a wrong datum: one made-up sentence a mechanism."""

from __future__ import annotations

import pytest

from made_sources import proposals, source, values

WORDINGS = [
    # A patient meets an end point; only a trial meets its own.
    ("results", "In all, 23 patients (66%) met the primary endpoint.", "primary_outcome_met", []),
    ("results", "The trial did not meet its primary endpoint.", "primary_outcome_met", ["no"]),
    # A closing sentence in brackets is no conclusion.
    ("conclusions", "(Funded by Maker; ClinicalTrials.gov number, NCT05254002.).", "conclusion", []),
    ("conclusions", "(Funded by Maker; ClinicalTrials.gov number, NCT05254002.).", "funding", ["Funded by Maker"]),
    ("conclusions", "(Funded by Maker; ClinicalTrials.gov number, NCT05254002.).", "registration", ["NCT05254002"]),
    # What is not known before a study is no limit of it.
    ("background", "Drugazole is used although the evidence is weak.", "limitation", []),
    ("methods", "This was a 24-week randomized clinical trial.", "study_design", ["24-week randomized clinical trial"]),
    (
        "methods",
        "In a trial, we randomly assigned patients with type 2 diabetes in a 2:1 ratio to drugazole or placebo.",
        "population",
        ["patients with type 2 diabetes"],
    ),
    (
        "abstract",
        "In a randomized, double-blind, crossover study, 24 patients received drugazole or placebo.",
        "intervention_model",
        ["crossover"],
    ),
    ("results", "The distance differed (mean difference 14.5 m; 95% CI, -1.2 to 30.2).", "result_effect_low", ["-1.2"]),
]


@pytest.mark.parametrize(("section", "text", "item", "expected"), WORDINGS)
def test_wordings(section: str, text: str, item: str, expected: list[str]) -> None:
    assert values(source((section, text)), item) == expected


ALLOTTED = [
    "We enrolled 443 women, 222 randomly assigned to drugazole and 221 to observation.",
    "Of 443 babies, 222 were randomised to drugazole and 221 to observation.",
]


@pytest.mark.parametrize("text", ALLOTTED)
def test_counts_before_the_arms_are_their_sizes(text: str) -> None:
    made = source(("methods", text))
    found = [(p.arm, p.value) for p in proposals(made, "n_randomised") if p.arm]
    assert found == [("drugazole", "222"), ("observation", "221")]


def test_a_duration_between_two_arms_is_the_first_ones() -> None:
    text = "Women were randomly assigned to drugazole 650 mg for 1 year or to observation."
    text += " Of them, 20 were assigned to drugazole and 21 to observation."
    assert [p.arm for p in proposals(source(("methods", text)), "treatment_duration")] == ["drugazole"]


def test_a_route_in_an_arms_name_is_that_arms() -> None:
    made = source(("methods", "Patients were randomly assigned to inhaled drugazole or to surgery."))
    assert [p.arm for p in proposals(made, "route")] == ["inhaled drugazole"]
