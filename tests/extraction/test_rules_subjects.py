"""Rules on design, participants, treatment, outcomes, statements and claims, with small texts of other subjects."""

from __future__ import annotations

import pytest

from made_sources import proposals, rows, source, trial, values
from prismabook.model import Kind

DESIGN = [
    ("We did a double-blinded, parallel-group, phase 2b trial.", "masking", ["double-blind"]),
    ("We did a double-blinded, parallel-group, phase 2b trial.", "intervention_model", ["parallel"]),
    ("We did a double-blinded, parallel-group, phase 2b trial.", "phase", ["phase 2b"]),
    ("This open-labelled, randomized, cross-over study was done at 12 centres.", "masking", ["open-label"]),
    ("This open-labelled, randomized, cross-over study was done at 12 centres.", "intervention_model", ["crossover"]),
    ("This open-labelled, randomized, cross-over study was done at 12 centres.", "setting", ["12 centres"]),
    ("We conducted a non-randomised, single-arm trial.", "allocation", ["non-randomised"]),
    ("We conducted a non-randomised, single-arm trial.", "intervention_model", ["single group"]),
    ("We conducted a non-randomised, single-arm trial.", "study_type", ["clinical trial"]),
    ("We conducted a cluster-randomised trial.", "allocation", ["cluster-randomised"]),
    ("We conducted a retrospective cohort study.", "study_type", ["cohort study"]),
    ("In this sham-controlled trial, surgeons were trained.", "control", ["sham"]),
    ("Blood was drawn twice.", "study_type", []),
]


@pytest.mark.parametrize(("text", "item", "expected"), DESIGN)
def test_design(text: str, item: str, expected: list[str]) -> None:
    assert values(source(("methods", text)), item) == expected


OTHERS_DESIGN = [
    ("objectives", "A double-blind, placebo-controlled trial is required."),
    ("conclusions", "Randomised, double-blind trials in the future are needed."),
    ("abstract", "This review discusses randomised, double-blind, placebo-controlled trials of drugazole."),
]


REVIEWS = [
    ("We reviewed nonfatal infarctions by systematic review of enzyme data.", False),
    ("We reviewed published trials of drugazole.", True),
    ("This systematic review included ten trials.", True),
    ("This review summarises drugazole.", True),
    ("Patients had a review of their drugs.", False),
]


@pytest.mark.parametrize(("text", "review"), REVIEWS)
def test_only_reviews_of_literature_are_reviews(text: str, review: bool) -> None:
    assert any("review" in value for value in values(source(("abstract", text)), "study_type")) is review


@pytest.mark.parametrize(("section", "text"), OTHERS_DESIGN)
def test_other_studies_designs_are_not_the_documents_own(section: str, text: str) -> None:
    assert rows(source((section, text)), "allocation", "masking", "control") == []


NUMBERS = [
    ("The trial was designed to enrol 80 adults.", "n_planned", "80"),
    ("We planned to recruit 1,200 patients.", "n_planned", "1200"),
    ("Forty-two patients with gout were randomly assigned to drugazole or placebo.", "n_randomised", "42"),
    ("We randomised 98 patients.", "n_randomised", "98"),
    ("A total of 16 children were enrolled.", "n_enrolled", "16"),
    ("One hundred and five patients were enrolled.", "n_enrolled", "105"),
    ("We enrolled 1 234 patients.", "n_enrolled", "1234"),
    ("In all, 57 patients were included in the intention-to-treat analysis.", "n_analysed", "57"),
]


@pytest.mark.parametrize(("text", "item", "number"), NUMBERS)
def test_numbers_of_participants(text: str, item: str, number: str) -> None:
    assert rows(source(("methods", text)), "n_planned", "n_randomised", "n_enrolled", "n_analysed") == [
        ("", "", "", number)
    ]
    assert values(source(("methods", text)), item) == [number]


@pytest.mark.parametrize(
    "text",
    ["Dozens of patients were enrolled.", "Of IL-2 patients were enrolled those at risk.", "Some were enrolled."],
)
def test_numbers_that_cannot_be_read_are_not_guessed(text: str) -> None:
    assert rows(source(("methods", text)), "n_planned", "n_randomised", "n_enrolled", "n_analysed") == []


ARMS = [
    (
        "Patients were randomised to receive drugazole (n=30) or placebo (n=29).",
        [("drugazole", "30"), ("placebo", "29")],
    ),
    ("They received either oral drugazole 5 mg (N = 8), or sham (N = 9).", [("drugazole", "8"), ("sham", "9")]),
    (
        "Patients were randomly assigned (2:1) to drugazole plus methotrexate (n=20) or methotrexate (n=10).",
        [("drugazole plus methotrexate", "20"), ("methotrexate", "10")],
    ),
    (
        "We randomly allocated 60 people to calcium and vitamin D (n=31) or usual care (n=29).",
        [("calcium and vitamin D", "31"), ("usual care", "29")],
    ),
]


@pytest.mark.parametrize(("text", "arms"), ARMS)
def test_arms_with_their_sizes(text: str, arms: list[tuple[str, str]]) -> None:
    made = source(("methods", text))
    assert sorted((p.arm, p.value) for p in proposals(made, "n_randomised", "n_enrolled") if p.arm) == sorted(arms)


UNSIZED = [
    ("Patients were randomised to receive drugazole 10 mg once daily or matching placebo for 8 weeks.", ["drugazole"]),
    ("Participants were randomly assigned to drugazole or placebo.", ["drugazole"]),
    ("Children were allocated in a 1:1 ratio to receive drugazole or standard care.", ["drugazole"]),
]


@pytest.mark.parametrize(("text", "interventions"), UNSIZED)
def test_arms_without_sizes(text: str, interventions: list[str]) -> None:
    made = source(("methods", text))
    assert values(made, "intervention") == interventions
    assert len(values(made, "comparator")) == 1


def test_of_two_active_arms_the_comparator_is_uncertain() -> None:
    made = source(("methods", "Patients were randomly assigned to drugazole or mabimab."))
    (second,) = proposals(made, "comparator")
    assert second.value == "mabimab"
    assert second.doubt


@pytest.mark.parametrize(
    "text", ["Patients received drugazole or placebo before.", "The effects were (n=3) and (n=4).", "Either or both."]
)
def test_no_arms_where_nobody_was_allotted(text: str) -> None:
    assert rows(source(("abstract", text)), "comparator") == []


TREATMENT = [
    (
        "Drugazole at a dose of 1 million IU or placebo was injected subcutaneously every other day.",
        "dose",
        {"1 million"},
    ),
    ("Drugazole 0·5 mg/kg was given intravenously every 4 weeks.", "dose", {"0.5"}),
    ("Drugazole (10 mg) was given twice daily.", "dose", {"10"}),
    ("Drugazole was given to patients who took prednisone 10 mg.", "dose", set()),
    ("Drugazole or placebo was administered orally once daily.", "route", {"oral"}),
    ("Drugazole or placebo was administered orally once daily.", "schedule", {"once daily"}),
    ("Drugazole was given intravenously or subcutaneously.", "route", set()),
    (
        "Drugazole was given weekly for 3 weeks, followed by a 1-week rest, for 4 cycles.",
        "cycle",
        {"3 weeks of treatment, 1 week of break"},
    ),
    (
        "Drugazole was given daily for two weeks and followed by a two-week break.",
        "cycle",
        {"2 weeks of treatment, 2 weeks of break"},
    ),
    ("All received drugazole or placebo for 6 months.", "treatment_duration", {"6"}),
    ("All received drugazole or placebo on standard treatment.", "background_therapy", {"standard treatment"}),
    ("They were followed up for an additional 3 months.", "follow_up", {"3"}),
    ("The 24-week follow-up was completed.", "follow_up", {"24"}),
]


@pytest.mark.parametrize(("text", "item", "expected"), TREATMENT)
def test_treatment(text: str, item: str, expected: set[str]) -> None:
    made = source(("methods", f"Patients were randomised to drugazole (n=30) or placebo (n=30). {text}"))
    assert set(values(made, item)) == expected


def test_a_route_between_two_arms_belongs_to_the_first() -> None:
    made = source(("methods", "Patients were randomly assigned to drugazole (n=3) or mabimab (n=4). Patients were given"
                              " drugazole intravenously or mabimab."))  # fmt: skip
    assert rows(made, "route") == [("", "drugazole", "", "intravenous")]


OUTCOMES = [
    (
        "The primary endpoint was the change in pain (VAS) at week 12.",
        "outcome_primary",
        [("week 12", "change in pain (VAS)")],
    ),
    (
        "The primary outcomes were death at 30 days and 90 days.",
        "outcome_primary",
        [("day 30", "death"), ("day 90", "death")],
    ),
    (
        "Secondary outcomes included pain, fatigue, and quality of life at month 6.",
        "outcome_secondary",
        [("", "pain"), ("", "fatigue"), ("month 6", "quality of life")],
    ),
    (
        "The primary end point was relapse; the secondary end points were death and cost.",
        "outcome_primary",
        [("", "relapse")],
    ),
    ("The primary endpoint was not met at week 12.", "outcome_primary", []),
    ("The primary outcome was assessed by a nurse.", "outcome_primary", []),
    ("Secondary outcomes were consistent with it.", "outcome_secondary", []),
    (
        "The primary endpoint was change from baseline in score at week 8, analysed with a mixed model.",
        "outcome_primary",
        [("week 8", "change from baseline in score")],
    ),
]


@pytest.mark.parametrize(("text", "item", "expected"), OUTCOMES)
def test_outcomes(text: str, item: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.time_point, p.value) for p in proposals(source(("methods", text)), item)] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The primary endpoint was not met at week 12.", "no"),
        ("The trial did not meet its primary endpoint.", "no"),
        ("The study met its primary endpoint.", "yes"),
        ("The primary outcome was achieved.", "yes"),
    ],
)
def test_primary_outcome_met(text: str, value: str) -> None:
    assert values(trial(text), "primary_outcome_met") == [value]


def test_condition_is_written_out_as_in_the_text() -> None:
    made = source(
        ("background", "Giant cell arteritis (GCA) is common."),
        ("methods", "Patients with active GCA were treated."),
    )
    (found,) = proposals(made, "condition")
    assert found.value == "Giant cell arteritis"
    assert "GCA" in found.note


STATEMENTS = [
    ("footnote:funding", "• Funding This work had no grant.", "funding", "This work had no grant."),
    ("footnote:competing-interests", "• Competing interests None declared.", "competing_interests", "None declared."),
    (
        "footnote:ethics",
        "• Ethics approval Ethics Committee of Lyon (no 7).",
        "ethics",
        "Ethics Committee of Lyon (no 7).",
    ),
    (
        "methods",
        "All patients gave written informed consent.",
        "consent",
        "All patients gave written informed consent.",
    ),
    (
        "methods",
        "The protocol was approved by the institutional review board.",
        "ethics",
        "The protocol was approved by the institutional review board.",
    ),
    ("abstract", "This study was funded by Example Pharma.", "funding", "This study was funded by Example Pharma."),
]


@pytest.mark.parametrize(("section", "text", "item", "value"), STATEMENTS)
def test_statements(section: str, text: str, item: str, value: str) -> None:
    assert values(source((section, text)), item) == [value]


CLAIMS = [
    ("abstract", "Drugazole inhibits the MAPK pathway in T cells.", "mechanism"),
    ("abstract", "Future studies should compare doses.", "future_need"),
    ("conclusions", "Larger trials are needed.", "future_need"),
    ("abstract", "The optimal dose remains unclear.", "limitation"),
    ("limitations", "One centre took part.", "limitation"),
    ("abstract", "We hypothesised that drugazole prevents falls.", "hypothesis"),
    ("objectives", "To compare drugazole with mabimab.", "objective"),
    ("abstract", "In conclusion, drugazole works.", "conclusion"),
    ("background", "Current treatments often fail.", "rationale"),
    ("abstract", "Previous trials have shown that drugazole works.", "evidence_base"),
]


@pytest.mark.parametrize(("section", "text", "item"), CLAIMS)
def test_claims(section: str, text: str, item: str) -> None:
    assert values(source((section, text)), item) == [text.rstrip(".")]


def test_what_a_sentence_cut_off_says_is_uncertain() -> None:
    made = source(("body", "Here we report rapid healing by drugazole therapy in one patient with gout refractory …"),
                  ("body", "Drugazole therapy was new."), kind=Kind.ARTICLE)  # fmt: skip
    (population,) = proposals(made, "population")
    assert "breaks off" in population.doubt
    assert values(made, "study_type") == ["case report"]


def registry(*criteria: str) -> list[tuple[str, str]]:
    made = source(*(("registry:criterion", words) for words in criteria), kind=Kind.REGISTRY)
    items = ("eligibility_inclusion", "eligibility_exclusion", "eligibility_criterion")
    return [(p.item.removeprefix("eligibility_"), p.doubt) for p in proposals(made, *items)]


def test_criteria_without_a_boundary_are_told_by_wording() -> None:
    found = registry("Age 18 to 75 years.", "Signed informed consent.", "Serum urate above 0.5.",
                     "Pregnant women.", "History of stroke.", "Ulcer.")  # fmt: skip
    assert [item for item, _ in found] == ["inclusion", "inclusion", "criterion", "exclusion", "exclusion", "exclusion"]
    assert all(doubt for _, doubt in found)


def test_criteria_whose_wording_says_nothing_are_left_open() -> None:
    assert [item for item, _ in registry("Gout.", "Urate above 0.5.", "Ulcer.", "Stroke.")] == ["criterion"] * 4


def test_criteria_that_the_page_marks_are_certain() -> None:
    made = source(("registry:inclusion", "- Inclusion Criteria:"), ("registry:inclusion", "- Gout."),
                  ("registry:exclusion", "- Stroke."), kind=Kind.REGISTRY)  # fmt: skip
    found = proposals(made, "eligibility_inclusion", "eligibility_exclusion")
    assert [(p.item, p.value, p.doubt) for p in found] == [
        ("eligibility_inclusion", "Gout", ""),
        ("eligibility_exclusion", "Stroke", ""),
    ]


OUTCOME_ROWS = [
    ("Name Time Method Pain week 0 and week 10 Visual scale", [("week 0", "Pain"), ("week 10", "Pain")], False),
    ("Name Time Method Pain 12 weeks Visual scale", [("week 12", "Pain")], False),
    ("Name Time Method Change in pain at week 12 from baseline 12 weeks Visual scale", None, True),
]


@pytest.mark.parametrize(("line", "expected", "doubt"), OUTCOME_ROWS)
def test_registry_outcomes(line: str, expected: list[tuple[str, str]] | None, doubt: bool) -> None:
    found = proposals(source(("registry:primary-outcomes", line), kind=Kind.REGISTRY), "outcome_primary")
    assert any(p.doubt for p in found) is doubt
    if expected is not None:
        assert [(p.time_point, p.value) for p in found] == expected
