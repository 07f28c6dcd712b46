"""Shares, p-values and counts: which number belongs to which arm, outcome and time."""

from __future__ import annotations

import pytest

from made_sources import proposals, rows, source, trial

A, B = "drugazole", "placebo"

SHARES = [
    ("Remission rates were 55.2% and 30.0% for drugazole and placebo, respectively.", "remission", "", "55.2", "30.0"),
    (
        "At week 8, remission rates for drugazole and placebo were 55% and 30%, respectively.",
        "remission",
        "week 8",
        "55",
        "30",
    ),
    (
        "At 8 weeks, the response rate of the drugazole group was 50.0%, compared with 25.0% of the placebo group.",
        "response",
        "week 8",
        "50.0",
        "25.0",
    ),
    ("Healing was achieved in 60% of patients on placebo and 80% of patients on drugazole.", "healing", "", "80", "60"),
    (
        "The proportion of patients with a flare was 10·5% with drugazole vs 31·2% with placebo.",
        "flare",
        "",
        "10.5",
        "31.2",
    ),
    (
        "In the drugazole group 40% achieved remission, compared with 20% in the placebo group.",
        "remission",
        "",
        "40",
        "20",
    ),
    (
        "Drugazole resulted in 40.0% (12/30) complete remission in patients with colitis, compared with 20.0% (6/30)"
        " in the placebo group.",
        "complete remission of colitis",
        "",
        "40.0",
        "20.0",
    ),
]


@pytest.mark.parametrize(("text", "outcome", "time", "ours", "theirs"), SHARES)
def test_percentages_of_two_arms(text: str, outcome: str, time: str, ours: str, theirs: str) -> None:
    assert set(rows(trial(text), "result_percent")) == {(outcome, A, time, ours), (outcome, B, time, theirs)}


FRACTIONS = [
    "Remission occurred in 16/29 (55.17%) in the drugazole group and 9/30 (30.00%) in the placebo group.",
    "Remission occurred in 55.17% (16/29) of the drugazole group and 30.00% (9/30) of the placebo group.",
    "Remission occurred in 16 of 29 (55.17%) patients in the drugazole group versus 9 of 30 (30.00%) in placebo.",
    "Remission occurred in 16/29 patients (55.17%) with drugazole and in 9/30 patients (30.00%) with placebo.",
]


@pytest.mark.parametrize("text", FRACTIONS)
def test_fractions_with_their_percentages(text: str) -> None:
    found = rows(trial(text), "result_percent", "result_events", "result_total")
    assert {(arm, value) for _, arm, _, value in found} == {
        (A, "55.17"),
        (A, "16"),
        (A, "29"),
        (B, "30.00"),
        (B, "9"),
        (B, "30"),
    }


UNCLEAR = [
    "Remission rates were 55% vs 30%.",
    "Remission rates were 55% and 30%, respectively.",
    "Remission rates were 55%, 30% and 20% for drugazole and placebo, respectively.",
    "In the drugazole group, 55% were women.",
    "Drugazole reduced flares by 40% compared with placebo.",
    "The risk was 12% lower with drugazole and 3% higher with placebo.",
    "The hazard ratio of drugazole against placebo was 0.7 (95% CI 0.5 to 0.9).",
    "Remission was more common with drugazole (p=0.01).",
    "Remission occurred in 30% of patients.",
    "A 40% reduction in pain was seen with drugazole and 20% with placebo.",
    "Response rates were 55% and 65% for drugazole and 30% and 36% for placebo.",
    "Healing was seen in 55% of those on drugazole, more than on placebo.",
    "Compared with placebo (30%), remission was frequent with drugazole.",
    "Remission was seen in 55% of patients on drugazole and 60% of women.",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_not_clear_is_left_alone(text: str) -> None:
    assert rows(trial(text), "result_percent", "result_events", "result_total", "result_p") == []


P_VALUES = [
    ("(p=0.052)", "0.052"),
    ("(P < .001)", "<0.001"),
    ("(p\u2009=\u20090·03)", "0.03"),
    ("(p value 0.2)", None),
    ("(p-value = 0.2)", "0.2"),
    ("(p≤0.05)", "≤0.05"),
]


@pytest.mark.parametrize(("printed", "value"), P_VALUES)
def test_p_values_as_printed(printed: str, value: str | None) -> None:
    text = f"Remission rates were 55% and 30% for drugazole and placebo, respectively {printed}."
    assert [r[3] for r in rows(trial(text), "result_p")] == ([value] if value else [])


def test_two_p_values_in_a_clause_are_given_to_none() -> None:
    text = "Remission rates were 55% and 30% for drugazole and placebo, respectively (p=0.05, adjusted p=0.06)."
    assert rows(trial(text), "result_p") == []


def test_clauses_between_semicolons_are_told_apart() -> None:
    text = (
        "Remission rates were 55% and 30% for drugazole and placebo, respectively (p=0.05);"
        " relapse occurred in 5% of the drugazole group and 9% of the placebo group (p=0.4)."
    )
    assert set(rows(trial(text), "result_p")) == {("remission", "", "", "0.05"), ("relapse", "", "", "0.4")}


def test_a_quote_is_the_clause_that_holds_the_value() -> None:
    made = trial("Nothing else. At week 8, remission rates were 55% and 30% for drugazole and placebo, respectively.")
    (one, _) = proposals(made, "result_percent")
    quoted = made.text[one.start : one.end]
    assert quoted == "At week 8, remission rates were 55% and 30% for drugazole and placebo, respectively"


EVENTS = [
    (
        "No serious infection was observed in the drugazole group, but two in placebo group.",
        "serious infection",
        ("0", "2", "events"),
    ),
    (
        "Three strokes occurred in the drugazole group and one in the placebo group.",
        "strokes",
        ("3", "1", "events"),
    ),
    (
        "Four patients in the drugazole group and twelve patients in the placebo group developed shingles.",
        "shingles",
        ("4", "12", "participants"),
    ),
    ("One patient in the drugazole group and none in the placebo group died.", "death", ("1", "0", "participants")),
]


@pytest.mark.parametrize(("text", "outcome", "expected"), EVENTS)
def test_counts_in_words(text: str, outcome: str, expected: tuple[str, str, str]) -> None:
    found = proposals(trial(text), "result_events")
    assert [(p.outcome, p.arm, p.value, p.unit) for p in found] == [
        (outcome, A, expected[0], expected[2]),
        (outcome, B, expected[1], expected[2]),
    ]


NO_EVENTS = [
    "Two infections were observed in the drugazole group, but three deaths in the placebo group.",
    "Twenty-two visits were planned in the drugazole group.",
    "One hundred patients in the drugazole group and two in the placebo group improved quickly.",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_counts_of_different_things_are_not_paired(text: str) -> None:
    assert rows(trial(text), "result_events") == []


def test_methods_give_no_results() -> None:
    text = "Patients got drugazole or placebo by random; rates of 50% with drugazole and 20% with placebo were assumed."
    assert rows(source(("methods", text)), "result_percent") == []


def test_three_arms() -> None:
    methods = "Patients were randomly assigned to drugazole 10 mg (n=30), drugazole 20 mg (n=31) or placebo (n=29)."
    text = "Healing occurred in 40% with drugazole 10 mg, 50% with drugazole 20 mg and 20% with placebo (p=0.01)."
    made = trial(text, methods)
    assert [(r[1], r[3]) for r in rows(made, "result_percent")] == [
        ("drugazole 10 mg", "40"),
        ("drugazole 20 mg", "50"),
        ("placebo", "20"),
    ]
    assert rows(made, "result_p") == []


def test_an_arm_named_ambiguously_is_not_guessed() -> None:
    methods = "Patients were randomly assigned to drugazole 10 mg (n=30), drugazole 20 mg (n=31) or placebo (n=29)."
    text = "Healing occurred in 40% with drugazole and 20% with placebo."
    assert not [r for r in rows(trial(text, methods), "result_percent") if "drugazole" in r[1]]
