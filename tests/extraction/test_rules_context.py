"""What reviews say of the studies they summarise, and what stands around a study, with texts of other subjects."""

from __future__ import annotations

import pytest

from made_sources import proposals, source, trial, values
from prismabook.model import Kind

REVIEW = "This review covers drugazole therapy. Drugazole therapy is old."
COUNTS = [
    ("We summarise findings from three randomised trials of drugazole.", ["3"], ["randomised trials"]),
    ("We included 12 randomised controlled trials.", ["12"], ["randomised controlled trials"]),
    ("Twelve cohort studies (n=400) were included.", ["12"], ["cohort studies"]),
    ("We analysed 7 studies.", ["7"], []),
    ("We screened 1,200 studies; 900 trials were excluded.", [], []),
    ("Studies of drugazole were few.", [], []),
    ("Two patients in early studies were included.", [], []),
]


@pytest.mark.parametrize(("text", "numbers", "designs"), COUNTS)
def test_studies_summarised(text: str, numbers: list[str], designs: list[str]) -> None:
    made = source(("abstract", f"{REVIEW} {text}"))
    assert values(made, "n_studies_summarised") == numbers
    assert values(made, "designs_summarised") == designs


def test_two_numbers_of_studies_are_uncertain() -> None:
    made = source(("abstract", f"{REVIEW} We included 12 trials. Five trials were pooled."))
    assert [(p.value, bool(p.doubt)) for p in proposals(made, "n_studies_summarised")] == [("12", True), ("5", True)]


def test_a_trials_own_text_counts_no_studies() -> None:
    made = source(("abstract", "We included 12 trials. " * 2), ("methods", "Patients were randomised."))
    assert values(made, "n_studies_summarised") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two trials tested drugazole in adult patients with gout.", ["adult patients with gout"]),
        ("Studies of patients with severe gout who had failed allopurinol were few.", ["patients with severe gout"]),
        ("Drugazole is used in patients with gout.", []),
    ],
)
def test_participants_of_the_studies_summarised(text: str, expected: list[str]) -> None:
    assert values(source(("abstract", f"{REVIEW} {text}")), "population") == expected


COMPARISONS = [
    ("Drugazole has fewer side effects than biologics such as mabimab.", True),
    ("Unlike conventional drugs, drugazole spares the kidney.", True),
    ("Drugazole was as effective as other immunosuppressants.", True),
    ("Drugazole was superior to placebo.", True),
    ("Drugazole worked better in women than in men.", False),
    ("Biologics have fewer side effects than older drugs.", False),
    ("Drugazole acts within less than a day.", False),
]


@pytest.mark.parametrize(("text", "expected"), COMPARISONS)
def test_comparisons_with_other_drugs(text: str, expected: bool) -> None:
    made = source(("abstract", f"{REVIEW} {text}"))
    assert values(made, "comparison_claim") == ([text.rstrip(".")] if expected else [])


def test_a_trials_result_is_no_comparison_claim() -> None:
    assert values(trial("Drugazole was superior to placebo."), "comparison_claim") == []


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("abstract", "Gout is a painful, common disease of joints.", True),
        ("background", "Giant cell arteritis (GCA) is the most common vasculitis of the elderly.", True),
        ("registry:brief-summary", "Asthma remains a chronic disorder.", True),
        ("abstract", "The aim is a cure of the disease.", False),
        ("abstract", "Activity of disease was low.", False),
        ("results", "Gout is a painful disease.", False),
        ("abstract", "Drugazole is given in disease.", False),
    ],
)
def test_what_the_disease_is(section: str, text: str, expected: bool) -> None:
    kind = Kind.REGISTRY if section.startswith("registry") else Kind.ABSTRACT
    found = values(source((section, text), kind=kind), "background")
    assert found == ([text.rstrip(".")] if expected else [])


def test_a_hypothesis_is_drawn_from_what_stands_before_it() -> None:
    made = source(
        ("registry:brief-summary", "Gout hurts."),
        ("registry:detailed-description", "Gout is a painful disease. Steroids harm. So we hypothesized that X helps."),
        ("registry:detailed-description", "The cells will be counted."),
        kind=Kind.REGISTRY,
    )
    assert [(p.value, bool(p.doubt)) for p in proposals(made, "rationale")] == [("Steroids harm", True)]


def test_a_hypothesis_that_is_not_drawn_from_anything_has_no_reasons() -> None:
    made = source(("abstract", "Steroids were given. We hypothesized that X helps."))
    assert values(made, "rationale") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drugazole offers new opportunities for combination therapy.", True),
        ("Drugazole offers a stable dose.", False),
        ("Surgery opens new avenues for research.", False),
    ],
)
def test_prospects(text: str, expected: bool) -> None:
    made = source(("abstract", f"{REVIEW} {text}"))
    assert values(made, "prospect") == ([text.rstrip(".")] if expected else [])


CASE = "Here we report a course of drugazole therapy in one patient with gout. Drugazole therapy was given off-label."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Lasting remission after drugazole in a patient with gout", True),
        ("Successful treatment of gout with drugazole", True),
        ("Drugazole for gout", False),
        ("Does drugazole bring remission of gout?", False),
        ("Remission of gout: a review of drugazole", False),
        ("Remission of gout without drugazole", False),
    ],
)
def test_results_in_titles_of_case_reports(title: str, expected: bool) -> None:
    found = proposals(source(("title", title), ("body", CASE)), "title_result")
    assert [(p.value, p.doubt) for p in found] == ([(title, "title only")] if expected else [])


def test_a_trials_title_is_no_result() -> None:
    made = source(("title", "Remission of gout by drugazole"), ("methods", "Patients were randomised to drugazole."))
    assert values(made, "title_result") == []


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("footnote:ethics", "Announced as ‘off-label’ use to the committee.", ["off-label use"]),
        ("methods", "Off-label treatment was approved.", ["Off-label treatment"]),
        ("background", "Off-label use of drugazole is common.", []),
        ("abstract", "This review covers off-label use of drugazole.", []),
    ],
)
def test_off_label(section: str, text: str, expected: list[str]) -> None:
    assert values(source((section, text)), "off_label") == expected


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("We have previously shown that drugazole cures mice.", "the authors' own earlier work"),
        ("Our earlier studies used drugazole.", "the authors' own earlier work"),
        ("Two recent trials showed that drugazole works.", ""),
    ],
)
def test_own_and_others_evidence(text: str, note: str) -> None:
    assert [p.note for p in proposals(source(("background", text)), "evidence_base")] == [note]


@pytest.mark.parametrize(
    ("arms", "expected"),
    [
        ("standard therapy, while another one was given drugazole plus standard therapy", ["standard therapy"]),
        ("placebo, while another one was given drugazole plus folic acid", []),
    ],
)
def test_background_within_an_arms_name(arms: str, expected: list[str]) -> None:
    made = source(("registry:detailed-description", f"One received {arms}."), kind=Kind.REGISTRY)
    assert values(made, "background_therapy") == expected
