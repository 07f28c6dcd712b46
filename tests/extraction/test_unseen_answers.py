"""Questions to tables and sentences of layouts met on unseen articles; all made up for these tests."""

from __future__ import annotations

import pytest

from made_articles import ask, made_table, read_article, trial
from prismabook.extraction.answers import OutcomeType
from prismabook.extraction.document import Document
from prismabook.extraction.rules import tables

BINARY, CONTINUOUS = OutcomeType.BINARY, OutcomeType.CONTINUOUS


N_COLUMNS = """
 | Vitamin D | < | Placebo | <
 | Baseline | 12 weeks | Baseline | 12 weeks
---
No. of infants | 62 | 59 | 60 | 58
PTH (pg/mL) | 55 ± 20 | 40 ± 15 | 54 ± 21 | 49 ± 18
"""
LIPIDS = """
Variable | Yogurt (n=30) | Milk (n=31) | p
---
Total cholesterol (mg/dL) | | |
Before | 198.1 ± 32.4 | 195.5 ± 35.0 | 0.77
After | 189.0 ± 30.1 | 199.9 ± 33.8 | 0.04
LDL-C (mg/dL) | | |
Before | 118.3 ± 25.2 | 115.0 ± 27.6 | 0.63
After | 109.2 ± 23.3 | 119.6 ± 28.1 | 0.03
"""
GROUP_SIZES = """
Variable | Late clamping | Early clamping | P
---
Haemoglobin (g/L): | n=168 | n=175 |
Mean (SD) | 113 (8) | 112 (9) | 0.98
Transferrin saturation (%): | n=160 | n=170 |
Mean (SD) | 19 (7) | 16 (6) | 0.001
"""
SUBGROUP = """
Outcome | SMS (n/N) | Standard care (n/N) | Effect (95% CI)
---
Viral suppression | 156/250 | 128/241 | 1.47
Subgroup: women | | |
Viral suppression | 101/160 | 80/155 | 1.60
Death before discharge | 1/273 | 3/265 | 0.3
"""
ONCE = """
Parameter | Group | Before (mean ± SD) | After (mean ± SD)
---
Respiratory rate | Music (n=50) | 18.8 ± 2.4 | 16.2 ± 2.0
 | Silence (n=49) | 18.6 ± 2.5 | 18.2 ± 2.4
Oxygen saturation | Music (n=50) | 96.1 ± 1.2 | 97.0 ± 1.1
 | Silence (n=49) | 96.0 ± 1.3 | 96.2 ± 1.2
"""
VISITS = """
Scale | MBSR | < | < | Control | < | <
 | T1 | T2 | T3 | T1 | T2 | T3
---
Exhaustion | 27.4±9.8 | 20.1±9.1 | 19.8±9.5 | 26.9±10.2 | 26.1±10.0 | 25.7±9.9
"""
MIXED = """
Indicator | Counselling | < | Control | <
 | n | Mean (SD) or n (%) | n | Mean (SD) or n (%)
---
Weight-for-age Z-score | 455 | −1.21 (1.05) | 441 | −1.45 (1.10)
Stunting | 455 | 150 (33.0) | 441 | 185 (42.0)
"""
SHORT_NAMES = """
Variable | US | LM | Difference (95% CI)
---
Success, n (%) | 61 (93.9) | 51 (78.5) | 15.4 (3.8–27.0)
Mean access time, s (SD) | 53 (62) | 112 (120) | −59
"""
CIRCUMSTANCE = """
Parameter | Group D | Group M
---
MAP after intubation (mmHg) | 88.1±8.2 | 101.5±10.4
"""
VISIT_NOTES = "Mean±SD. T1: baseline; T2: 8 weeks; T3: 20 weeks. At T3, n = 40 for MBSR and n = 41 for control."
US_METHODS = "We compared ultrasound (US) guidance with the landmark (LM) method, 65 patients in each group."
TABLES = [
    (N_COLUMNS, "mean ± SD", "vitamin D", "placebo", "parathyroid hormone (PTH)", CONTINUOUS, "40 15 59 : 49 18 58"),
    (LIPIDS, "mean ± SD", "yogurt", "milk", "LDL cholesterol", CONTINUOUS, "109.2 23.3 30 : 119.6 28.1 31"),
    (LIPIDS, "mean ± SD", "yogurt", "milk", "total cholesterol", CONTINUOUS, "189.0 30.1 30 : 199.9 33.8 31"),
    (GROUP_SIZES, "", "late clamping", "early clamping", "haemoglobin", CONTINUOUS, "113 8 168 : 112 9 175"),
    (GROUP_SIZES, "", "late clamping", "early clamping", "haemoglobin", BINARY, "- - : - -"),
    (SUBGROUP, "", "SMS", "standard care", "viral suppression", BINARY, "156 250 : 128 241"),
    (SUBGROUP, "", "SMS", "standard care", "mortality before discharge", BINARY, "1 273 : 3 265"),
    (ONCE, "", "music", "silence", "respiratory rate", CONTINUOUS, "16.2 2.0 50 : 18.2 2.4 49"),
    (VISITS, VISIT_NOTES, "MBSR", "control", "exhaustion at 8 weeks", CONTINUOUS, "20.1 9.1 - : 26.1 10.0 -"),
    (VISITS, VISIT_NOTES, "MBSR", "control", "exhaustion", CONTINUOUS, "19.8 9.5 40 : 25.7 9.9 41"),
    (VISITS, "Mean±SD.", "MBSR", "control", "exhaustion at 8 weeks", CONTINUOUS, "- - - : - - -"),
    (MIXED, "", "counselling", "control", "prevalence of stunting", BINARY, "150 455 : 185 441"),
    (MIXED, "", "counselling", "control", "weight for age", CONTINUOUS, "-1.21 1.05 455 : -1.45 1.10 441"),
    (CIRCUMSTANCE, "mean ± SD", "dexmedetomidine", "midazolam", "time to intubation", CONTINUOUS, "- - - : - - -"),
]  # fmt: skip


@pytest.mark.parametrize(("grid", "notes", "one", "other", "outcome", "kind", "expected"), TABLES)
def test_tables(grid: str, notes: str, one: str, other: str, outcome: str, kind: OutcomeType, expected: str) -> None:
    methods = "Group D received dexmedetomidine and group M midazolam."
    assert ask(trial(made_table(grid, "Outcomes", notes), methods=methods), one, other, outcome, kind) == expected


def test_names_that_are_abbreviations_and_look_like_statistics() -> None:
    text = trial(US_METHODS, made_table(SHORT_NAMES))
    assert ask(text, "ultrasound guidance", "landmark", "successful placement", BINARY) == "61 65 : 51 65"
    assert ask(text, "ultrasound guidance", "landmark", "access time", CONTINUOUS) == "53 62 65 : 112 120 65"


SENTENCES = [
    ("Twelve patients had adverse events: seven in the drug A group and five in the drug B group.",
     "adverse events", BINARY, "7 - : 5 -"),
    ("Hypotension occurred in three patients (10%) in the drug A group and in one patient (3.3%) in the drug B group.",
     "hypotension", BINARY, "3 - : 1 -"),
    ("Anaemia was found in one of 168 infants in the drug A group (0.6%) and 10 of 175 infants in the drug B group "
     "(5.7%).", "anaemia", BINARY, "1 168 : 10 175"),
    ("Three patients in the drug A group and two in the drug B group died.", "death", BINARY, "3 - : 2 -"),
    ("Children with diarrhoea were assigned to drug A (141 children) or drug B (139 children).", "diarrhoea", BINARY,
     "- - : - -"),
    ("Sixty patients with pain were randomly divided into two equal groups.", "pain", BINARY, "- 30 : - 30"),
    ("Systolic blood pressure was 126.4 (SD 14.0) mmHg in the drug A group and 133.0 (SD 15.1) mmHg in the drug B "
     "group.", "systolic blood pressure", CONTINUOUS, "126.4 14.0 - : 133.0 15.1 -"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outcome", "kind", "expected"), SENTENCES)
def test_sentences(text: str, outcome: str, kind: OutcomeType, expected: str) -> None:
    assert ask(trial(text), "drug A", "drug B", outcome, kind) == expected


def test_an_arm_that_holds_the_other_treatment_and_more() -> None:
    text = "Hypotension was seen in 12 of 35 in the antivenom plus prazosin group and 19 of 35 in the prazosin group."
    assert ask(trial(text), "antivenom plus prazosin", "prazosin alone", "hypotension", BINARY) == "12 35 : 19 35"


def test_sizes_after_a_dose_in_the_same_bracket() -> None:
    text = "Patients were randomised to aspirin (80 mg; n = 60) or heparin (140 mg; n = 61)."
    assert ask(trial(text), "aspirin", "heparin", "death", BINARY) == "- 60 : - 61"


LETTERS = """
 | Group R (n = 30) | Group RC (n = 31) | Adjusted difference (95% CI)
---
Vomiting | 3 (10%) | 2 (6.5%) | 3
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [("ropivacaine with clonidine", "ropivacaine alone"), ("clonidine", "control")],
)
def test_groups_named_by_letters_before_or_after_the_word_group(one: str, other: str) -> None:
    methods = "Children received ropivacaine alone (R group, n = 30) or ropivacaine with clonidine (RC group, n = 31)."
    assert ask(trial(made_table(LETTERS), methods=methods), one, other, "vomiting", BINARY) == "2 31 : 3 30"


def test_a_group_named_twice_before_its_letter() -> None:
    methods = "Women were randomised to a gum-chewing group (group R) or a traditional management group (group RC)."
    text = trial(made_table(LETTERS), methods=methods)
    assert ask(text, "chewing gum", "traditional management", "vomiting", BINARY) == "3 30 : 2 31"


def test_people_in_brackets_and_events_that_are_no_sizes() -> None:
    text = trial(
        "Women were given vaginal misoprostol (54 women) or placebo (55 women).",
        "Positive cultures were found in 6 women treated with misoprostol and 27 treated with placebo.",
    )
    assert ask(text, "misoprostol", "placebo", "fever", BINARY) == "- 54 : - 55"


def of_tables(text: str) -> set[tuple[str, str, str, str]]:
    document = Document(read_article(text))
    return {(p.item, p.outcome, p.arm, p.value) for rule in tables.RULES for p in rule(document)}


THREE = """
Event | Drug X 10 mg (n = 30) | Drug X 20 mg (n = 31) | Placebo (n = 32) | P
---
Nausea, n (%) | 3 (10.0) | 6 (19.4) | 2 (6.3) | 0.2
"""
ALLOTTED = "Ninety-three adults were randomly assigned to drug X 10 mg, drug X 20 mg or placebo."


def test_tables_of_three_arms_give_each_arms_data() -> None:
    found = of_tables(trial(ALLOTTED, made_table(THREE), methods=ALLOTTED))
    events = {(arm, value) for item, _, arm, value in found if item == "result_events"}
    assert events == {("drug X 10 mg", "3"), ("drug X 20 mg", "6"), ("placebo", "2")}
    sizes = {(arm, value) for item, _, arm, value in found if item == "result_total"}
    assert sizes == {("drug X 10 mg", "30"), ("drug X 20 mg", "31"), ("placebo", "32")}


def test_headings_that_may_mean_two_arms_give_nothing() -> None:
    unclear = THREE.replace("Drug X 10 mg", "Drug X").replace("Drug X 20 mg", "Other dose")
    assert not of_tables(trial(ALLOTTED, made_table(unclear), methods=ALLOTTED))


LATE = """
Outcome | Protocol | Usual care
---
In-hospital mortality | 51/106 (48.1) | 34/103 (33.0)
28-d mortality | 67/100 (67.0) | 45/99 (45.5)
No vomiting 0–24 h | 23/100 (23) | 21/99 (21)
"""
NUMBERED = """
Outcome | Telemonitoring | Usual care
---
HADS anxiety score | |
No | 170 | 168
Mean (SD) | 5.4 (4.1) | 5.9 (4.3)
Readmission | |
No | 12 | 20
% | 7.1 | 11.9
"""
BOTH = """
Outcome | Groups | < | Difference between groups
 | KT | Ex | KT minus Ex
---
Pain (0 to 10) | 2.2 (1.4) | 3.4 (1.7) | −1.4 (−2.6 to −0.2)
"""
EVENTS = """
Event | No. of events | < | Rate per 100 person-years | <
 | Ginkgo | Placebo | Ginkgo | Placebo
---
Alzheimer disease | 257 | 220 | 3.0 | 2.6
"""


@pytest.mark.parametrize(
    ("grid", "caption", "one", "other", "outcome", "kind", "expected"),
    [
        (LATE, "n/N (%)", "protocol", "usual care", "28-day mortality", BINARY, "67 100 : 45 99"),
        (LATE, "n/N (%)", "protocol", "usual care", "in-hospital mortality", BINARY, "51 106 : 34 103"),
        (LATE, "n/N (%)", "protocol", "usual care", "no vomiting in 0-24 hours", BINARY, "23 100 : 21 99"),
        (NUMBERED, "", "telemonitoring", "usual care", "anxiety", CONTINUOUS, "5.4 4.1 170 : 5.9 4.3 168"),
        (BOTH, "Mean (SD) of groups and mean (95% CI) difference", "kinesio taping with exercise", "exercise alone",
         "pain", CONTINUOUS, "2.2 1.4 15 : 3.4 1.7 15"),
        (EVENTS, "", "Ginkgo", "placebo", "Alzheimer disease", BINARY, "257 - : 220 -"),
    ],
)  # fmt: skip
def test_labels_with_times_sizes_and_two_statistics(
    grid: str, caption: str, one: str, other: str, outcome: str, kind: OutcomeType, expected: str
) -> None:
    taped = "Women had kinesio taping with exercise (KT group; n = 15) or exercise alone (Ex group; n = 15)."
    text = trial(taped if grid is BOTH else "See the table.", made_table(grid, caption or "Outcomes"))
    assert ask(text, one, other, outcome, kind) == expected


def test_an_abbreviation_that_the_question_explains() -> None:
    text = trial("Women were given 1 g tranexamic acid (n = 373) or placebo (n = 367).",
                 "Anaemia was found in 7 (1.9%) women in the TXA group and 19 (5.2%) in the placebo arm.")  # fmt: skip
    assert ask(text, "tranexamic acid (TXA)", "placebo", "anaemia", BINARY) == "7 373 : 19 367"


def test_the_control_group_is_not_an_active_comparator_that_has_a_name() -> None:
    text = trial("Men were assigned to vibration (WBV, N = 21), training (RT, N = 22), or control (CON, N = 20).")
    assert ask(text, "vibration", "training", "strength", CONTINUOUS) == "- - 21 : - - 22"


SHARED = """
Outcome | Brief intervention (n = 40) | Screening (n = 41)
---
Drinks per week, mean (SD) | 13.8 (14.1) | 14.9 (15.6)
Binge episodes per month, mean (SD) | 3.1 (4.0) | 3.9 (4.8)
6-minute walk test (m), mean (SD) | 432.5 (81.2) | 391.7 (79.0)
"""


def test_rows_that_share_the_outcomes_words_between_them_answer_nothing() -> None:
    text = trial(made_table(SHARED))
    assert ask(text, "brief intervention", "screening", "binge drinking", CONTINUOUS) == "- - 40 : - - 41"
    assert ask(text, "brief intervention", "screening", "drinks per week", CONTINUOUS) == "13.8 14.1 40 : 14.9 15.6 41"
    walked = ask(text, "brief intervention", "screening", "six-minute walk distance", CONTINUOUS)
    assert walked == "432.5 81.2 40 : 391.7 79.0 41"


def test_an_outcome_told_at_length_and_an_add_on_therapy() -> None:
    text = trial("There were 38 patients in the tamsulosin group and 39 in the standard therapy group.",
                 "27 of 38 (71.1%) patients in the tamsulosin group had successful expulsion of their stone compared "
                 "with 24 of 39 (61.5%) in the standard therapy group, a difference of 9.5%.",
                 "Fever occurred in 4 patients in the tamsulosin group and 3 patients in the standard therapy "
                 "group.")  # fmt: skip
    names = ("tamsulosin plus standard therapy", "standard therapy alone")
    assert ask(text, *names, "stone expulsion", BINARY) == "27 38 : 24 39"
    assert ask(text, *names, "fever", BINARY) == "4 38 : 3 39"


def test_arms_that_differ_by_their_doses_only() -> None:
    text = trial("Of 120 children, 59 were treated at the low dose and 61 at the high dose.",
                 "Return visits occurred in 9/59 (15.3%) children in the 0.15 mg/kg group and 8/61 (13.1%) in the "
                 "0.6 mg/kg group.")  # fmt: skip
    names = ("dexamethasone 0.15 mg/kg", "dexamethasone 0.6 mg/kg")
    assert ask(text, *names, "return visits", BINARY) == "9 59 : 8 61"
    assert ask(text, *names, "death", BINARY) == "- - : - -"


PER_PROTOCOL = """
Test | TC | EP
---
PPS, n | 31 | 30
TMT-B (s) | 118.5 (38.7) | 136.4 (42.2)
MoCA | 24.3 (2.3) | 22.0 (2.6)
"""


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("Trail Making Test B", "118.5 38.7 31 : 136.4 42.2 30"),
        ("Montreal Cognitive Assessment", "24.3 2.3 31 : 22.0 2.6 30"),
    ],
)
def test_hyphened_abbreviations_and_rows_of_analysed_people(outcome: str, expected: str) -> None:
    notes = "Data are mean (SD). TMT-B, Trail Making Test part B."
    text = trial("Adults did Tai Chi (TC) or an educational program (EP).", made_table(PER_PROTOCOL, notes=notes))
    assert ask(text, "Tai Chi", "educational program", outcome, CONTINUOUS) == expected
