"""Questions to tables of further layouts, each with several outcomes."""

from __future__ import annotations

import pytest

from made_articles import ask, made_table, trial
from prismabook.extraction.answers import OutcomeType

BINARY, CONTINUOUS = OutcomeType.BINARY, OutcomeType.CONTINUOUS


OTHER_METHODS = (
    "Patients were randomised to dexmedetomidine (group D) or propofol (group P). Data are expressed as mean ± SD."
)
OTHERS = [
    (
        """Variable | Group D (n = 30) | Group P (n = 30) | P
---
Extubation time (min) | 12.1 ± 3.0 | 15.2 ± 4.1 | 0.01
Hypotension | 6 (20) | 11 (36.7) | 0.1""",
        "Outcome data",
        "dexmedetomidine",
        "propofol",
        [("time to extubation", CONTINUOUS, "12.1 3.0 30 : 15.2 4.1 30"), ("hypotension", BINARY, "6 30 : 11 30")],
    ),
    (
        """Parameter | Dex (n=20) | Mid (n=20)
---
Delirium, n | 3 | 8""",
        "Outcomes",
        "dexmedetomidine",
        "midazolam",
        [("postoperative delirium", BINARY, "3 20 : 8 20")],
    ),
    (
        """ | High dose (n=50) | Low dose (n=51) | Control (n=49)
---
Pain relief
Yes | 30 (60.0) | 25 (49.0) | 14 (28.6)
No | 20 (40.0) | 26 (51.0) | 35 (71.4)""",
        "Pain relief, n (%)",
        "high-dose drug",
        "placebo",
        [("pain relief", BINARY, "30 50 : 14 49")],
    ),
    (
        """Outcome | Intervention (N=101) | Control (N=99) | Risk ratio (95% CI) | P value
---
Preterm birth <37 weeks | 10/101 (9.9%) | 18/99 (18.2%) | 0.54 (0.26–1.12) | 0.09
Birth weight, g | 3105 (420) | 2980 (510) | 125 (−5 to 255) | 0.06
Gestational age (wk) | 38.9±1.6 | 38.1±2.2 | 0.8 | 0.01""",
        "Neonatal outcomes. Values are n/N (%) or mean (SD)",
        "progesterone",
        "no treatment",
        [
            ("birth weight", CONTINUOUS, "3105 420 101 : 2980 510 99"),
            ("preterm birth", BINARY, "10 101 : 18 99"),
            ("gestational age at delivery", CONTINUOUS, "38.9 1.6 101 : 38.1 2.2 99"),
        ],
    ),
    (
        """Measure | Group | Pre-test | Post-test | t | p
---
Stress | Experimental | 28.1 (5.1) | 20.3 (4.2) | 5.1 | <0.001
^ | Control | 27.9 (4.9) | 26.8 (5.0) | 1.0 | 0.3
Coping | Experimental | 10.1 (2.1) | 14.3 (2.2) | 4.1 | <0.001
^ | Control | 10.0 (2.0) | 10.3 (2.1) | 0.4 | 0.7""",
        "Mean (SD) scores by group",
        "mindfulness training",
        "no training",
        [("perceived stress", CONTINUOUS, "20.3 4.2 - : 26.8 5.0 -")],
    ),
    (
        """Symptoms | Treatment group | < | Placebo group | <
^ | Day 0 | Day 7 | Day 0 | Day 7
---
Cough | 40 (100) | 10 (25) | 39 (97.5) | 22 (55)
Fever | 30 (75) | 2 (5) | 31 (77.5) | 9 (22.5)""",
        "Number (%) of patients with symptoms (n = 40 in each group)",
        "honey syrup",
        "placebo",
        [("cough", BINARY, "10 40 : 22 40")],
    ),
    (
        """Adverse events | Vaccine (n=1,200) | Placebo (n=1,198)
---
Any | 600 (50.0) | 360 (30.1)
Local reaction | 450 (37.5) | 120 (10.0)
Fever | 60 (5.0) | 48 (4.0)""",
        "Adverse events, No. (%)",
        "vaccine",
        "placebo",
        [("adverse events", BINARY, "600 1200 : 360 1198"), ("fever", BINARY, "60 1200 : 48 1198")],
    ),
    (
        """Variable | Baseline | < | 12 months | <
^ | Training | Usual care | Training | Usual care
---
6MWD (m) | 401 (90) | 398 (88) | 450 (85) | 402 (91)
No. of patients | 55 | 57 | 50 | 52""",
        "Exercise capacity, mean (SD)",
        "exercise training",
        "usual care",
        [("six-minute walk distance (6MWD)", CONTINUOUS, "450 85 50 : 402 91 52")],
    ),
]


@pytest.mark.parametrize(("grid", "caption", "one", "other", "questions"), OTHERS)
def test_other_tables(
    grid: str, caption: str, one: str, other: str, questions: list[tuple[str, OutcomeType, str]]
) -> None:
    text = trial(made_table(grid, caption), methods=OTHER_METHODS)
    for outcome, kind, expected in questions:
        assert ask(text, one, other, outcome, kind) == expected
