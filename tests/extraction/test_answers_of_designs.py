"""Questions to designs, names and ways of telling that real reports have; all made up for these tests."""

from __future__ import annotations

import pytest

from made_articles import ask, made_table, trial
from prismabook.extraction.answers import OutcomeType

BINARY, CONTINUOUS = OutcomeType.BINARY, OutcomeType.CONTINUOUS

DIETS = """
 | Baseline | Oat diet | Rice diet | P
---
LDL-C, mmol/L | 3.9 ± 0.6 | 3.4 ± 0.5 | 3.7 ± 0.6 | 0.01
"""


def test_all_people_had_both_treatments_of_a_crossover_trial() -> None:
    diets = made_table(DIETS, notes="Values are mean ± SD.")
    done = "Twenty-four participants completed the study."
    crossover = trial(diets, done, abstract="In a randomised crossover trial adults ate oats or rice.")
    assert ask(crossover, "oats", "rice", "LDL cholesterol", CONTINUOUS) == "3.4 0.5 24 : 3.7 0.6 24"
    parallel = trial(diets, done, abstract="In a randomised trial adults ate oats or rice.")
    assert ask(parallel, "oats", "rice", "LDL cholesterol", CONTINUOUS) == "3.4 0.5 - : 3.7 0.6 -"


def test_numbers_in_brackets_are_sizes_where_they_make_up_the_whole() -> None:
    told = "Fever occurred in 9 (8.4%) children given zinc and 20 (18.5%) given placebo."
    whole = trial(told, abstract="215 children were randomly assigned to zinc (107) or placebo (108).")
    assert ask(whole, "zinc", "placebo", "fever", BINARY) == "9 107 : 20 108"
    other = trial(told, abstract="230 children were randomly assigned to zinc (107) or placebo (108).")
    assert ask(other, "zinc", "placebo", "fever", BINARY) == "9 - : 20 -"


def test_women_and_men_of_an_arm_are_not_its_size() -> None:
    text = trial("103 women and 153 men were randomised to zinc, and 94 women and 161 men to placebo.")
    assert ask(text, "zinc", "placebo", "fever", BINARY) == "- - : - -"


SENTENCES = [
    ("Of 107 children given zinc, 15 vomited, as compared with 38 of the 108 children given placebo.",
     "vomiting", "15 107 : 38 108"),
    ("Twelve (25.5%) of 47 children in the zinc group and 17 (36.2%) of 47 in the placebo group had a relapse.",
     "relapse", "12 47 : 17 47"),
    ("Apnoea occurred in one child in each group.", "apnea", "1 - : 1 -"),
    ("No deaths occurred in either group.", "mortality", "0 - : 0 -"),
    ("Rashes were rare (two with zinc, one with placebo).", "rash", "2 - : 1 -"),
    ("In children with sickle cell disease, mortality was 8/41 with zinc and 12/39 with placebo.",
     "mortality", "- - : - -"),
    ("Coma (65/1832 [3.5%] with zinc vs 91/1768 [5.1%] with placebo), fits (224/2712 [8.3%] vs 273/2713 [10.1%]), and"
     " fever (166/2712 [6.1%] vs 208/2713 [7.7%]) were less frequent.", "fits", "- - : - -"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outcome", "expected"), SENTENCES)
def test_counts_as_sentences_tell_them(text: str, outcome: str, expected: str) -> None:
    found = ask(trial(text, title="Zinc for children"), "zinc", "placebo", outcome, BINARY)
    assert found == expected


BLOCKS = """
Variable | Group B (n=30) | Group D (n=30) | Group F (n=30)
---
Duration of motor block (min) | 148±22 | 276±37* | 162±25
"""


def test_lettered_groups_that_share_a_treatment() -> None:
    methods = (
        "Group B received bupivacaine with normal saline, group D bupivacaine with dexmedetomidine, and group F"
        " bupivacaine with fentanyl. Data are mean ± SD."
    )
    text = trial(made_table(BLOCKS, "Characteristics of spinal block"), methods=methods)
    outcome = "duration of motor blockade"
    expected = "276 37 30 : 148 22 30"
    assert ask(text, "dexmedetomidine + bupivacaine", "bupivacaine alone", outcome, CONTINUOUS) == expected


SHAM = """
Outcome | Acupuncture (n = 145) | Sham acupuncture (n = 81) | Waiting list (n = 76)
---
Headache days, mean (SD) | 4.9 (3.3) | 5.0 (3.9) | 7.5 (3.8)
"""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("acupuncture", "sham", "4.9 3.3 145 : 5.0 3.9 81"),
        ("sham acupuncture", "waiting list", "5.0 3.9 81 : 7.5 3.8 76"),
    ],
)
def test_a_sham_variant_is_the_sham(one: str, other: str, expected: str) -> None:
    assert ask(trial(made_table(SHAM)), one, other, "days with headache", CONTINUOUS) == expected


ANCOVA = """
Measure | Treatment group (n=97), mean (s.d.) | Control group (n=70), mean (s.d.) | ANCOVA F
---
Memory | +0.9 (3.5) | −0.4 (3.5) | 4.14
"""
VALUES = """
Outcome | SMS: n | SMS: value | Usual care: n | Usual care: value
---
Risky drinking, n (%) | 352 | 118 (33.5) | 371 | 150 (40.4)
"""
EVERYONE = """
 | All infants | Vitamin A group | Placebo group
---
Deaths, n (%) | 69 | 33 (4.2) | 36 (4.6)
"""
UNDER = """
 | CHX | Placebo
 | n = 52 | n = 55
---
Plaque index, mean (SD) | 1.1 (0.5) | 1.4 (0.4)
"""
LETTERS = """
 | Tape | < | Sham | <
 | BT | AT | BT | AT
---
Rest pain | 4.1±2.0 | 1.9±1.4 | 4.0±2.2 | 3.1±1.8
"""
TABLES = [
    (ANCOVA, "", "memory training", "control", "memory", CONTINUOUS, "0.9 3.5 97 : -0.4 3.5 70"),
    (VALUES, "", "SMS", "usual care", "risky drinking", BINARY, "118 352 : 150 371"),
    (EVERYONE, "", "newborn vitamin A", "placebo", "mortality", BINARY, "33 - : 36 -"),
    (UNDER, "", "chlorhexidine", "placebo", "plaque index", CONTINUOUS, "1.1 0.5 52 : 1.4 0.4 55"),
    (LETTERS, "BT: before treatment, AT: after treatment. Values are mean±SD.", "tape", "sham", "pain at rest",
     CONTINUOUS, "1.9 1.4 - : 3.1 1.8 -"),
]  # fmt: skip


@pytest.mark.parametrize(("grid", "notes", "one", "other", "outcome", "kind", "expected"), TABLES)
def test_columns_of_tests_of_everyone_and_of_numbers(
    grid: str, notes: str, one: str, other: str, outcome: str, kind: OutcomeType, expected: str
) -> None:
    assert ask(trial(made_table(grid, notes=notes)), one, other, outcome, kind) == expected


WHOLE = """
 | Laparoscopic (n = 63) | Open (n = 58) | P
---
Chest infection | 0 | 7 | 0.005
Ileus | 1 | 2 | 0.61
Death | 1 | 3 | 0.35
"""


def test_a_table_of_whole_numbers_counts_events() -> None:
    table = made_table(WHOLE, "Postoperative course")
    assert ask(trial(table), "laparoscopic repair", "open repair", "chest infections", BINARY) == "0 63 : 7 58"
    measured = made_table(WHOLE.replace("0.61", "0.61\nStay | 6.1 | 7.4 | 0.1"), "Postoperative course")
    assert ask(trial(measured), "laparoscopic repair", "open repair", "chest infections", BINARY) == "- 63 : - 58"


PRIMARY = """
 | Coated stent (n=897) | Plain stent (n=903)
---
Death, n (%) | 18 (2) | 14 (2)
Primary endpoint, n (%) | 56 (6) | 82 (9)
"""


def test_what_the_primary_outcome_is_said_to_be() -> None:
    methods = "The primary endpoint was a composite of death, infarction and revascularisation."
    text = trial(made_table(PRIMARY), methods=methods)
    asked = "composite of death, infarction and revascularization"
    assert ask(text, "coated stent", "plain stent", asked, BINARY) == "56 897 : 82 903"
