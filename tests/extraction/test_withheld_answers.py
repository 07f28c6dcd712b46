"""Questions whose answer would be a near miss: another kind of the outcome, a part of it, a size of other people."""

from __future__ import annotations

from made_articles import ask, made_table, trial
from prismabook.extraction.answers import OutcomeType

BINARY, CONTINUOUS = OutcomeType.BINARY, OutcomeType.CONTINUOUS

KINDS = """
Outcome | Rivaroxaban (N=210) | Warfarin (N=206)
---
Death, n (%) | 7 (3.3) | 9 (4.4)
Death from cardiovascular causes, n (%) | 4 (1.9) | 6 (2.9)
Stroke, n (%) | 3 (1.4) | 8 (3.9)
Ischaemic stroke, n (%) | 2 (1.0) | 5 (2.4)
"""


def test_a_kind_that_the_table_does_not_tell_apart_is_withheld() -> None:
    text = trial(made_table(KINDS))
    assert ask(text, "rivaroxaban", "warfarin", "hemorrhagic stroke", BINARY) == "- 210 : - 206"
    assert ask(text, "rivaroxaban", "warfarin", "stroke", BINARY) == "3 210 : 8 206"
    assert ask(text, "rivaroxaban", "warfarin", "all-cause mortality", BINARY) == "7 210 : 9 206"


PARTS = """
Measure | Dance (n=18) | Control (n=18)
---
PDQ-39 mobility, mean (SD) | 30.0 (14.2) | 38.8 (15.3)
PDQ-39 emotional well-being, mean (SD) | 27.4 (12.0) | 33.4 (13.1)
Trail Making A (s), mean (SD) | 43.3 (12.9) | 47.6 (13.9)
Trail Making B (s), mean (SD) | 90.8 (29.7) | 100.9 (32.2)
"""


def test_one_of_several_parts_is_no_answer_to_the_whole() -> None:
    text = trial(made_table(PARTS))
    assert ask(text, "dance", "control", "PDQ-39", CONTINUOUS) == "- - 18 : - - 18"
    assert ask(text, "dance", "control", "emotional well-being", CONTINUOUS) == "27.4 12.0 18 : 33.4 13.1 18"
    assert ask(text, "dance", "control", "Trail Making Test", CONTINUOUS) == "- - 18 : - - 18"
    assert ask(text, "dance", "control", "Trail Making Test part B", CONTINUOUS) == "90.8 29.7 18 : 100.9 32.2 18"


TOGETHER = """
 | Ondansetron (n = 60) | Dexamethasone (n = 61) | Combination (n = 62)
---
Rescue antiemetic, n (%) | 10 (16.7) | 12 (19.7) | 3 (4.8)
Nausea 0–6 h, n (%) | 16 (26.7) | 19 (31.1) | 7 (11.3)
Nausea 6–24 h, n (%) | 9 (15.0) | 8 (13.1) | 4 (6.5)
"""


def test_a_combination_is_neither_of_its_drugs() -> None:
    text = trial(made_table(TOGETHER))
    both = "ondansetron plus dexamethasone"
    assert ask(text, both, "ondansetron", "rescue antiemetic", BINARY) == "3 62 : 10 60"
    assert ask(text, "dexamethasone", "ondansetron", "nausea in the first 6 hours", BINARY) == "19 61 : 16 60"


OWN_SIZES = """
Outcome | NRT (n=521) | Placebo (n=529)
---
Abstinence to delivery | 49 (9.4%) | 40 (7.6%)
Singleton births | n=507 | n=517
Preterm birth | 40 (7.9%) | 45 (8.7%)
"""


def test_sizes_above_a_row_go_before_those_of_the_columns() -> None:
    text = trial(made_table(OWN_SIZES))
    assert ask(text, "NRT", "placebo", "preterm birth", BINARY) == "40 507 : 45 517"
    assert ask(text, "NRT", "placebo", "abstinence until delivery", BINARY) == "49 521 : 40 529"


TIMES = """
Variable | Time | Early mobilisation | Usual care
---
Harris hip score | 2 weeks | 48.9 ± 9.9 | 41.3 ± 9.5
 | 6 weeks | 62.3 ± 10.4 | 55.1 ± 10.9
Pain (VAS) | 2 weeks | 4.2 ± 1.1 | 4.9 ± 1.2
 | 6 weeks | 1.9 ± 0.8 | 2.2 ± 0.9
Cost | | 43 (38–51) | 46 (40–55)
"""


def test_a_column_of_times_labels_the_rows() -> None:
    table = made_table(TIMES, notes="Cost is given as median (interquartile range).")
    text = trial(table, methods="Values are mean ± standard deviation.")
    names = ("early mobilisation", "usual care")
    assert ask(text, *names, "Harris hip score at 2 weeks", CONTINUOUS) == "48.9 9.9 - : 41.3 9.5 -"
    assert ask(text, *names, "pain", CONTINUOUS) == "1.9 0.8 - : 2.2 0.9 -"
    assert ask(text, *names, "cost", CONTINUOUS) == "- - - : - - -"


BESIDE = """
 | Green tea (n=51) | < | < | Placebo (n=52) | < | <
 | Baseline | 12 weeks | Change | Baseline | 12 weeks | Change
---
LDL cholesterol | 122.3 ± 28.1 | 115.1 ± 27.2 | −7.2 ± 15.9 | 121.0 ± 29.4 | 120.2 ± 28.8 | −0.8 ± 16.6
"""


def test_a_caption_that_names_the_baseline_among_other_times() -> None:
    table = made_table(BESIDE, caption="Lipids at baseline and 12 weeks", notes="Data are means ± SD.")
    text = trial(table)
    names = ("green tea", "placebo")
    assert ask(text, *names, "LDL cholesterol", CONTINUOUS) == "115.1 27.2 51 : 120.2 28.8 52"
    assert ask(text, *names, "change in LDL cholesterol", CONTINUOUS) == "-7.2 15.9 51 : -0.8 16.6 52"


MORTALITY = """
Outcome | Intensive (n=1501) | < | Standard (n=1519) | <
 | No. of patients | Rate (% per patient-year) | No. of patients | Rate (% per patient-year)
---
All stroke | 125 | 2.25 | 152 | 2.77
Death, all | 106 | 1.80 | 101 | 1.74
"""


def test_rates_per_patient_year_are_no_percentages_and_a_cause_of_death_is_no_death() -> None:
    text = trial(made_table(MORTALITY))
    names = ("intensive control", "standard control")
    assert ask(text, *names, "all-cause mortality", BINARY) == "106 1501 : 101 1519"
    assert ask(text, *names, "cardiac death", BINARY) == "- 1501 : - 1519"


SLEEP = """
Outcome | Telephone (n=30) | In person (n=32)
---
Sleep efficiency, mean (SD) | 86.0 (7.1) | 86.9 (6.8)
PANSS total, mean (SD) | 66.0 (12.6) | 70.4 (12.8)
PANSS negative, mean (SD) | 18.0 (5.0) | 18.9 (5.1)
"""


def test_a_row_that_names_something_else_is_withheld_and_a_total_is_the_whole() -> None:
    text = trial(made_table(SLEEP))
    names = ("telephone", "in person")
    assert ask(text, *names, "total sleep time", CONTINUOUS) == "- - 30 : - - 32"
    assert ask(text, *names, "sleep efficiency", CONTINUOUS) == "86.0 7.1 30 : 86.9 6.8 32"
    assert ask(text, *names, "PANSS", CONTINUOUS) == "66.0 12.6 30 : 70.4 12.8 32"


HARMS = """
Event | Botulinum toxin (N=687) | Placebo (N=692)
---
Neck pain | 60 (8.7) | 19 (2.7)
Discontinuations related to adverse events | 26 (3.8) | 8 (1.2)
"""


def test_sizes_of_the_safety_table_are_not_those_of_other_tables() -> None:
    harms = made_table(HARMS, caption="Adverse events, n (%)")
    ends = made_table("Variable | Botulinum toxin | Placebo\n---\nMigraine days, mean | 8.2 | 6.2")
    text = trial(ends, harms, abstract="Of 1384 adults, 688 received botulinum toxin and 696 received placebo.")
    names = ("botulinum toxin", "placebo")
    assert ask(text, *names, "migraine days", CONTINUOUS) == "8.2 - 688 : 6.2 - 696"
    assert ask(text, *names, "discontinuation because of adverse events", BINARY) == "26 687 : 8 692"
