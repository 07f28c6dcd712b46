"""The findings of this room."""

from prismabook.findings import Severity, code

MISSING_JUDGEMENT = code(
    "PB551",
    Severity.ERROR,
    "an appraisal leaves out a domain",
    "Judge every domain; where the report does not tell, the instrument has an answer for that.",
)
UNKNOWN_JUDGEMENT = code(
    "PB552",
    Severity.ERROR,
    "an appraisal gives an answer that the instrument does not know",
    "Use one of the instrument's answers, spelled as listed.",
)
UNKNOWN_STUDY = code(
    "PB553",
    Severity.ERROR,
    "an appraisal is of something that is no included study",
    "Spell the study as in review/data/studies.csv.",
)
APPRAISED_TWICE = code(
    "PB554",
    Severity.ERROR,
    "a study is appraised twice with the same instrument by the same person",
    "Keep one row for each study, outcome and assessor.",
)
UNCONFIRMED_APPRAISAL = code(
    "PB555",
    Severity.WARNING,
    "an appraisal is a proposal that no person has confirmed",
    "Check it against the report and put the assessor's name under By.",
)
NOT_APPRAISED = code(
    "PB556",
    Severity.WARNING,
    "an included study has no appraisal",
    "Add a row for it in review/decisions/.",
)
UNSUPPORTED = code(
    "PB557",
    Severity.WARNING,
    "a judgement has no support",
    "Give the words of the report, or the reason, in the support column of the domain.",
)
QUOTE_NOT_FOUND = code(
    "PB558",
    Severity.ERROR,
    "words quoted as support do not stand in the study's reports",
    "Copy the words from the source as they are, between “ and ”.",
)
UNKNOWN_OUTCOME = code(
    "PB561",
    Severity.ERROR,
    "a rating of certainty is about no result",
    "Spell outcome and time point as in review/data/results.csv.",
)
RATING_DOES_NOT_FOLLOW = code(
    "PB562",
    Severity.ERROR,
    "a rating of certainty does not follow from its reasons",
    "Change the rating or a judgement: each level down or up needs its reason.",
)
RATING_UNCONFIRMED = code(
    "PB563",
    Severity.WARNING,
    "a rating of certainty is a proposal that no person has confirmed",
    "Check its reasons and set `confirmed: true` in review/decisions/certainty.yml.",
)
UNRATED = code(
    "PB564",
    Severity.NOTE,
    "the certainty of a result is not rated",
    "Add an entry to review/decisions/certainty.yml.",
)
