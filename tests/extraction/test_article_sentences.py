"""Questions answered from sentences."""

from __future__ import annotations

import pytest

from made_articles import ask, trial
from prismabook.extraction.answers import OutcomeType

BINARY, CONTINUOUS = OutcomeType.BINARY, OutcomeType.CONTINUOUS


SENTENCES = [
    ("HbA1c decreased from 8.1 ± 0.9 to 7.2 ± 0.8 in the metformin group and from 8.0 ± 1.0 to 7.9 ± 1.1 in the "
     "placebo group (mean ± SD).", "metformin", "placebo", "HbA1c", CONTINUOUS, "7.2 0.8 - : 7.9 1.1 -"),
    ("The mean (SD) anxiety score was 12.3 (4.5) in the music group and 15.1 (3.9) in the silence group.",
     "music", "silence", "anxiety", CONTINUOUS, "12.3 4.5 - : 15.1 3.9 -"),
    ("Of 121 patients, 60 were assigned to laser therapy and 61 to surgery. Bleeding occurred in 5 patients (8.3%) in "
     "the laser group and 9 patients (14.8%) in the surgery group.", "laser therapy", "surgery", "bleeding", BINARY,
     "5 60 : 9 61"),
    ("Fifty women (25 per group) took part. Nausea was reported by 20% of women in the ginger group compared with 48% "
     "in the placebo group.", "ginger", "placebo", "nausea", BINARY, "5 25 : 12 25"),
    ("Mortality was lower in the early group (4/40) than in the late group (10/41).", "early feeding", "late feeding",
     "mortality", BINARY, "4 40 : 10 41"),
    ("Wound healing was seen in 18 (60%) and 12 (40%) patients in the honey group (n = 30) and gauze group (n = 30), "
     "respectively.", "honey", "gauze", "wound healing", BINARY, "18 30 : 12 30"),
    ("The difference between groups in pain was 1.2 ± 0.4 (p = 0.02).", "honey", "gauze", "pain", CONTINUOUS,
     "- - - : - - -"),
    ("Nausea occurred in 5/30 patients with morphine and vomiting in 3/31 with fentanyl.",
     "morphine", "fentanyl", "nausea", BINARY, "- - : - -"),
    ("Pain improved in 20 of 30 patients in the honey group, but only 5 of 30 had complete relief.", "honey", "gauze",
     "pain improvement", BINARY, "- 30 : - -"),
    ("No patient in the drug A group and 3 of 40 patients in the drug B group had seizures.", "drug A", "drug B",
     "seizures", BINARY, "0 - : 3 40"),
    ("Vomiting was seen with drug A in 6/30 (20%), drug B in 12/31 (39%), placebo in 20/29 (69%).",
     "drug A", "placebo", "vomiting", BINARY, "6 30 : 20 29"),
    ("Relapse occurred in 12 of 30 (40%) patients in the A-mab group and 5 of 31 (16%) in the placebo group.",
     "A-mab", "placebo", "relapse", BINARY, "12 30 : 5 31"),
    ("The relapse rate was 16/29 (55%) with A-mab and 9/30 (30%) with placebo (p = 0.03).",
     "A-mab", "placebo", "relapse", BINARY, "16 29 : 9 30"),
    ("Pain was 35.2±4.1 vs 30.1±5.2 mm in the heat and cold groups, respectively (mean ± SD).",
     "heat", "cold", "pain", CONTINUOUS, "35.2 4.1 - : 30.1 5.2 -"),
    ("In the heat group (n = 20) mean pain was 35.2 (SD 4.1), compared with 30.1 (SD 5.2) in the cold group (n = 22).",
     "heat", "cold", "pain", CONTINUOUS, "35.2 4.1 20 : 30.1 5.2 22"),
    ("A total of 60 patients were randomised to letrozole (n = 31) or clomiphene (n = 29). Pregnancy was achieved in "
     "25.8% of the letrozole group and 13.8% of the clomiphene group.",
     "letrozole", "clomiphene", "pregnancy", BINARY, "8 31 : 4 29"),
    ("Pregnancy was achieved in 25.8% of the letrozole group and 13.8% of the clomiphene group.",
     "letrozole", "clomiphene", "pregnancy", BINARY, "- - : - -"),
    ("Fever was seen in 3/20, 4/21 and 9/22 children given ibuprofen, paracetamol and placebo, respectively.",
     "ibuprofen", "placebo", "fever", BINARY, "3 20 : 9 22"),
    ("Headache was more common with drug A than with drug B (22 of 50 v 10 of 52).",
     "drug A", "drug B", "headache", BINARY, "22 50 : 10 52"),
    ("At baseline, fever was present in 3/20 in the ibuprofen group and 9/22 in the placebo group.",
     "ibuprofen", "placebo", "fever", BINARY, "- - : - -"),
    ("Thirty patients received tea and 31 received water. Sleep was 7.1 ± 1.0 h with tea and 6.2 ± 1.1 h with water.",
     "tea", "water", "sleep", CONTINUOUS, "7.1 1.0 30 : 6.2 1.1 31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other", "outcome", "kind", "expected"), SENTENCES)
def test_sentences(text: str, one: str, other: str, outcome: str, kind: OutcomeType, expected: str) -> None:
    assert ask(trial(text), one, other, outcome, kind) == expected
