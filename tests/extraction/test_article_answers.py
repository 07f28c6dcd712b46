"""Questions to trial reports: tables of many designs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_articles import ask, made_table, read_article, table_article, trial
from prismabook.extraction.answers import OutcomeType
from prismabook.extraction.rules import tables

BINARY, CONTINUOUS = OutcomeType.BINARY, OutcomeType.CONTINUOUS


COLUMNS = """
Outcome | Aspirin (n = 50) | Placebo (n = 48) | P
---
Death | 5 (10.0) | 9 (18.8) | 0.21
Stroke, n (%) | 2 (4.0) | 4 (8.3) | 0.43
Blood pressure, mean (SD), mmHg | 131.2 (14.1) | 138.9 (15.0) | 0.01
Time to discharge, median (IQR) | 4 (3–6) | 5 (4–8) | 0.02
"""
ROWS = """
Group | n | Pain score | < | Nausea
^ | ^ | Mean | SD | n (%)
---
Acupuncture | 40 | 2.1 | 0.9 | 6 (15)
Sham acupuncture | 41 | 3.4 | 1.2 | 12 (29.3)
"""
TIMES = """
 | Yoga group (n=30) | < | < | Control group (n=32) | < | < | p-value
 | Baseline | 6 weeks | 12 weeks | Baseline | 6 weeks | 12 weeks | ^
---
Anxiety score | 41.2 ± 8.1 | 36.0 ± 7.9 | 31.5 ± 7.2 | 40.8 ± 7.7 | 39.9 ± 8.0 | 39.1 ± 8.4 | <0.01
Depression score | 20.1 ± 4.0 | 18.2 ± 4.1 | 15.0 ± 3.9 | 19.9 ± 4.2 | 19.1 ± 4.0 | 18.8 ± 4.4 | 0.02
"""
ARM_GROUPS = """
Variable | Before | After | Change
---
HbA1c (%) | | |
Metformin (n = 25) | 8.1 ± 0.9 | 7.2 ± 0.8 | −0.9 ± 0.5
Placebo (n = 24) | 8.0 ± 1.0 | 7.9 ± 1.1 | −0.1 ± 0.6
Weight (kg) | | |
Metformin (n = 25) | 88.0 ± 10.2 | 85.1 ± 9.9 | −2.9 ± 1.5
Placebo (n = 24) | 87.1 ± 11.0 | 87.0 ± 11.2 | −0.1 ± 1.1
"""
N_ROW = """
Characteristic | Vitamin D | Placebo
---
N | 120 | 118
Falls, % | 25.0 | 33.9
Fractures | 3 (2.5%) | 7 (5.9%)
"""
FRACTIONS = """
Adverse event | Drug X 10 mg | Drug X 20 mg | Placebo
---
Headache | 12/101 (11.9%) | 20/99 (20.2%) | 9/100 (9.0%)
Any adverse event | 40/101 (39.6%) | 52/99 (52.5%) | 38/100 (38.0%)
"""
SPLIT_COUNT = """
 | Intervention | < | Control | < | P value
 | No. | % | No. | % | ^
---
Readmission | 8 | 16.0 | 15 | 30.0 | 0.09
Wound infection | 2 | 4.0 | 6 | 12.0 | 0.14
"""
SE_TABLE = """
 | Exercise (n=20) | Control (n=20)
---
Fatigue | 3.1 (0.4) | 4.9 (0.5)
"""
SUBGROUPS = """
 | Men | < | Women | <
 | Diet (n = 20) | Control (n = 21) | Diet (n = 30) | Control (n = 29)
---
Weight loss, kg, mean (SD) | 4.1 (1.0) | 1.2 (0.9) | 3.3 (1.1) | 0.9 (0.8)
"""
TOTALS = """
 | Children | < | All patients | <
 | Drug A (n = 20) | Placebo (n = 21) | Drug A (n = 50) | Placebo (n = 49)
---
Response | 10 (50) | 5 (23.8) | 30 (60) | 15 (30.6)
"""
LETTERED = """
Variable | Group A (n = 25) | Group B (n = 25)
---
VAS at 24 h | 2.3 ± 0.7 | 3.9 ± 1.1
Vomiting | 2 (8%) | 9 (36%)
"""
PANELS = """
 | Laser | Surgery
---
Recurrence | < | <
At 6 months | 2 (5) | 6 (15)
At 12 months | 5 (12.5) | 11 (27.5)
Complications | < | <
Bleeding | 1 (2.5) | 4 (10)
Infection | 0 | 3 (7.5)
"""
CONTROL_FIRST = """
 | Usual care (n = 100) | Telephone support (n = 102)
---
Quit smoking | 12 (12.0) | 25 (24.5)
"""
TWO_HEADS = """
Outcome measure | Treatment | Mean | SD | t | p
---
Self-efficacy | Coaching (n = 33) | 31.4 | 5.2 | 2.1 | 0.04
^ | Lecture (n = 35) | 28.8 | 5.0 | ^ | ^
Knowledge | Coaching (n = 33) | 14.2 | 2.2 | 3.0 | 0.01
^ | Lecture (n = 35) | 12.1 | 2.6 | ^ | ^
"""

CAPTION_TIMES = """
Time | Ketamine (n=30) | Saline (n=30) | P
---
2 h | 3.1 ± 1.0 | 5.0 ± 1.2 | 0.001
24 h | 2.0 ± 0.8 | 3.2 ± 1.1 | 0.02
"""
CAPTION_ARMS = """
 | Baseline | Month 3 | Month 6
---
Insulin pump (n = 44) | 8.8 (1.1) | 8.0 (1.0) | 7.9 (0.9)
Injections (n = 45) | 8.7 (1.2) | 8.5 (1.1) | 8.4 (1.2)
"""
WITH_N = """
Variable | Zinc | Placebo
---
Diarrhoea duration (h) | 61.2 ± 20.1 (n=80) | 72.4 ± 25.3 (n=78)
"""
MEAN_CI = """
Outcome | CBT (n=60) | Usual care (n=62)
---
Insomnia severity, mean (95% CI) | 9.1 (8.0 to 10.2) | 14.3 (13.1 to 15.5)
"""
LONG_GROUPS = """
Parameter | Group DEX (n=35) | Group MID (n=35) | p value
---
Sedation score | 3.4±0.6 | 2.9±0.8 | .01
Bradycardia | 6 (17.1) | 1 (2.9) | .04
"""
PLUS = """
 | Exercise | Exercise + diet | Diet
---
n | 30 | 31 | 32
Weight, kg (SD) | 80.1 (9.0) | 76.2 (8.8) | 78.3 (9.1)
"""
PERCENT_FIRST = """
Endpoint | Stent, % (n) | Surgery, % (n)
---
Restenosis | 12.0 (12) | 4.0 (4)
"""
STUB_ARM = """
Outcome | Arm | N | n | %
---
Cure | Azithromycin | 150 | 120 | 80.0
^ | Penicillin | 148 | 104 | 70.3
Relapse | Azithromycin | 150 | 9 | 6.0
^ | Penicillin | 148 | 15 | 10.1
"""
MIXED_STATS = """
 | Mesh group (n = 40) | Suture group (n = 42)
---
Operative time (min), mean ± SD | 61 ± 12 | 49 ± 10
Recurrence, no. (%) | 1 (2.5) | 5 (11.9)
Hospital stay, days, median (range) | 1 (1–4) | 1 (1–5)
Satisfied with scar | 30 (75) | 29 (69)
"""

TABLES = [
    (CAPTION_TIMES, "mean ± SD", "ketamine", "saline", "pain at 24 h", CONTINUOUS, "2.0 0.8 30 : 3.2 1.1 30"),
    (CAPTION_ARMS, "mean (SD)", "insulin pump", "injections", "HbA1c", CONTINUOUS, "7.9 0.9 44 : 8.4 1.2 45"),
    (WITH_N, "mean ± SD", "zinc", "placebo", "duration of diarrhea", CONTINUOUS, "61.2 20.1 80 : 72.4 25.3 78"),
    (MEAN_CI, "", "cognitive therapy (CBT)", "usual care", "insomnia severity", CONTINUOUS, "9.1 - 60 : 14.3 - 62"),
    (LONG_GROUPS, "mean ± SD or n (%)", "dexmedetomidine", "midazolam", "bradycardia", BINARY, "6 35 : 1 35"),
    (LONG_GROUPS, "mean ± SD", "dexmedetomidine", "midazolam", "sedation", CONTINUOUS, "3.4 0.6 35 : 2.9 0.8 35"),
    (PLUS, "mean (SD)", "exercise plus diet", "exercise", "weight", CONTINUOUS, "76.2 8.8 31 : 80.1 9.0 30"),
    (PLUS, "mean (SD)", "exercise alone", "diet alone", "body weight", CONTINUOUS, "80.1 9.0 30 : 78.3 9.1 32"),
    (PERCENT_FIRST, "", "stenting", "surgery", "restenosis", BINARY, "12 - : 4 -"),
    (STUB_ARM, "", "azithromycin", "penicillin", "cure rate", BINARY, "120 150 : 104 148"),
    (MIXED_STATS, "", "mesh repair", "suture repair", "duration of surgery", CONTINUOUS, "61 12 40 : 49 10 42"),
    (MIXED_STATS, "", "mesh repair", "suture repair", "recurrence", BINARY, "1 40 : 5 42"),
    (MIXED_STATS, "", "mesh repair", "suture repair", "length of hospital stay", CONTINUOUS, "- - 40 : - - 42"),
    (MIXED_STATS, "", "mesh repair", "suture repair", "patient satisfaction", BINARY, "30 40 : 29 42"),
    (COLUMNS, "", "aspirin", "placebo", "mortality", BINARY, "5 50 : 9 48"),
    (COLUMNS, "Data are n (%)", "aspirin", "placebo", "stroke", BINARY, "2 50 : 4 48"),
    (COLUMNS, "", "Aspirin", "Placebo", "blood pressure", CONTINUOUS, "131.2 14.1 50 : 138.9 15.0 48"),
    (COLUMNS, "", "Aspirin", "Placebo", "time to discharge", CONTINUOUS, "- - 50 : - - 48"),
    (COLUMNS, "", "Aspirin", "Placebo", "kidney failure", BINARY, "- 50 : - 48"),
    (ROWS, "", "acupuncture", "sham acupuncture", "pain", CONTINUOUS, "2.1 0.9 40 : 3.4 1.2 41"),
    (ROWS, "", "acupuncture", "sham acupuncture", "nausea", BINARY, "6 40 : 12 41"),
    (TIMES, "Data are mean ± SD.", "Yoga", "waiting list control", "anxiety", CONTINUOUS, "31.5 7.2 30 : 39.1 8.4 32"),
    (TIMES, "Data are mean ± SD.", "Yoga", "control", "anxiety at 6 weeks", CONTINUOUS, "36.0 7.9 30 : 39.9 8.0 32"),
    (ARM_GROUPS, "mean ± SD", "metformin", "placebo", "HbA1c", CONTINUOUS, "7.2 0.8 25 : 7.9 1.1 24"),
    (ARM_GROUPS, "mean ± SD", "metformin", "placebo", "change in weight", CONTINUOUS, "-2.9 1.5 25 : -0.1 1.1 24"),
    (N_ROW, "", "vitamin D supplementation", "placebo", "falls", BINARY, "30 120 : 40 118"),
    (N_ROW, "", "vitamin D", "placebo", "fractures", BINARY, "3 120 : 7 118"),
    (FRACTIONS, "", "drug X 20 mg", "placebo", "headache", BINARY, "20 99 : 9 100"),
    (FRACTIONS, "", "drug X 10 mg", "placebo", "adverse events", BINARY, "40 101 : 38 100"),
    (SPLIT_COUNT, "", "home visits", "usual care", "readmissions", BINARY, "8 - : 15 -"),
    (SE_TABLE, "Values are mean (SE).", "exercise", "control", "fatigue", CONTINUOUS, "3.1 - 20 : 4.9 - 20"),
    (SE_TABLE, "Values are mean (SD).", "exercise", "control", "fatigue", CONTINUOUS, "3.1 0.4 20 : 4.9 0.5 20"),
    (SE_TABLE, "", "exercise", "control", "fatigue", CONTINUOUS, "- - 20 : - - 20"),
    (SUBGROUPS, "", "diet", "control", "weight loss", CONTINUOUS, "- - - : - - -"),
    (SUBGROUPS, "", "diet", "control", "weight loss in women", CONTINUOUS, "3.3 1.1 30 : 0.9 0.8 29"),
    (TOTALS, "n (%)", "drug A", "placebo", "response", BINARY, "30 50 : 15 49"),
    (LETTERED, "mean ± SD or n (%)", "ondansetron", "saline", "vomiting", BINARY, "2 25 : 9 25"),
    (PANELS, "n (%)", "laser", "surgery", "recurrence", BINARY, "5 - : 11 -"),
    (PANELS, "n (%)", "laser", "surgery", "bleeding", BINARY, "1 - : 4 -"),
    (CONTROL_FIRST, "n (%)", "telephone support", "usual care", "smoking cessation (quit)", BINARY, "25 102 : 12 100"),
    (TWO_HEADS, "", "coaching", "lecture", "knowledge", CONTINUOUS, "14.2 2.2 33 : 12.1 2.6 35"),
]  # fmt: skip

METHODS = (
    "Patients in group A received ondansetron 4 mg and those in group B received saline. Patients were randomised to "
    "dexmedetomidine (group DEX) or midazolam (group MID)."
)
CAPTIONS = {CAPTION_TIMES: "Pain scores (VAS) in the two groups", CAPTION_ARMS: "HbA1c (%) at each visit"}


@pytest.mark.parametrize(("grid", "notes", "one", "other", "outcome", "kind", "expected"), TABLES)
def test_tables(grid: str, notes: str, one: str, other: str, outcome: str, kind: OutcomeType, expected: str) -> None:
    assert (
        ask(trial(made_table(grid, CAPTIONS.get(grid, "Outcomes"), notes), methods=METHODS), one, other, outcome, kind)
        == expected
    )


def test_rules_read_tables_cell_by_cell() -> None:
    text = trial(
        made_table(COLUMNS, "Results at 30 days"),
        methods="Patients were randomly assigned to aspirin or placebo.",
    )
    source = read_article(text)
    rows = [(p.item, p.outcome, p.arm, p.value) for rule in tables.RULES for p in rule(source)]
    assert ("result_events", "Death", "aspirin", "5") in rows
    assert ("result_total", "Death", "placebo", "48") in rows
    assert ("result_percent", "Stroke", "placebo", "8.3") in rows
    assert ("result_mean", "Blood pressure, mean (SD), mmHg", "aspirin", "131.2") in rows
    assert not [row for row in rows if row[1].startswith("Time to discharge")]
    for rule in tables.RULES:
        assert all(p.value in source.text[p.start : p.end] for p in rule(source))


CELLS = st.sampled_from(
    [
        "",
        "Aspirin (n = 10)",
        "Placebo",
        "Death",
        "5 (10)",
        "1/2",
        "3 ± 1",
        "n",
        "N",
        "%",
        "Mean",
        "SD",
        "<",
        "^",
        "12",
        "–",
        "Week 4",
        "Baseline",
        "P",
        "Total",
        "n (%)",
        "5 (",
        "a (b) c",
        "99999999999999999999",
        "1 (2–3)",
        "Group A",
        "3,5",
        "0/0",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6), st.sampled_from([BINARY, CONTINUOUS]))
def test_any_table_is_answered_or_withheld(rows: list[list[str]], kind: OutcomeType) -> None:
    grid = "\n".join(" | ".join(row) for row in [*rows[:1], ["---"], *rows[1:]])
    ask(trial(made_table(grid, "n (%)"), methods=METHODS), "aspirin", "placebo", "death", kind)


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>Death</td><td>" + "1" * 10_000 + "</td><td>3</td></tr>",
        "<tr><td>" + "Death n " * 20_000 + "</td><td>2 (20)</td><td>3 (25)</td></tr>",
        "<tr><td>Death</td><td>²</td><td>３</td></tr>",
        "<tr>" + "<td>5</td>" * 200 + "</tr>" + "<tr><td>1</td></tr>" * 400,
    ],
)
def test_hostile_tables_do_no_harm(rows: str) -> None:
    head = "<tr><th>x</th><th>Aspirin (n = 10)</th><th>Placebo (n = 12)</th></tr>"
    assert ask(table_article(head + rows, "n (%)"), "aspirin", "placebo", "death", BINARY) in (
        "- 10 : - 12",
        "2 10 : 3 12",
    )
