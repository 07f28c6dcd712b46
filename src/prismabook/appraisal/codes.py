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
BAD_INSTRUMENT = code(
    "PB565",
    Severity.ERROR,
    "an instrument's file does not hold together",
    "Mend it; the files of the package in `prismabook/appraisal/instruments/` are examples.",
)
QUESTION_OPEN = code(
    "PB566",
    Severity.ERROR,
    "a signalling question that the algorithm asks has no answer",
    "Answer it in review/decisions/signalling.csv; NI says that there is no information.",
)
DEPARTS_WITHOUT_REASON = code(
    "PB567",
    Severity.ERROR,
    "a judgement departs from the algorithm's proposal without a reason",
    "Give the reason in the domain's departure column, or take over the proposal.",
)
ASSESSORS_DIFFER = code(
    "PB568",
    Severity.ERROR,
    "assessors differ and no consensus is given",
    "Add the row that they agreed on, with `consensus` under By; until then the study stands in no figure.",
)
UNKNOWN_ANSWER = code(
    "PB569",
    Severity.ERROR,
    "an answer to a signalling question is not one that the instrument knows",
    "Use the instrument's questions and answers (Y, PY, PN, N, NI; NA where a question is not asked), each once.",
)
ANSWERS_TO_NOTHING = code(
    "PB570",
    Severity.ERROR,
    "answers to signalling questions belong to no appraisal",
    "Spell study, tool, outcome and assessor as in the instrument's own file, and judge all of its domains there.",
)
NO_ANSWERS = code(
    "PB571",
    Severity.WARNING,
    "judgements are given without answers to the instrument's signalling questions",
    "Answer them in review/decisions/signalling.csv, so that the algorithm's proposal stands beside the judgement.",
)
BAD_WEIGHT = code(
    "PB572",
    Severity.ERROR,
    "a weight is no number above zero",
    "Give the study's weight in the synthesis, or leave the cell empty for 1.",
)
START_DOES_NOT_FIT = code(
    "PB580",
    Severity.ERROR,
    "a rating of certainty starts elsewhere than the design of its studies says",
    "Randomised trials start at high, others at low; say in `start_reason` why it is otherwise here.",
)
BAD_THRESHOLDS = code(
    "PB581",
    Severity.ERROR,
    "thresholds or a baseline risk of a rating make no sense",
    "Give thresholds that rise from little to moderate, and a baseline of 1 to 1000 in 1000 people.",
)
UP_AND_DOWN = code(
    "PB582",
    Severity.WARNING,
    "a rating of certainty goes up although it goes down for other reasons",
    "GRADE rates up only where nothing lowers the certainty; say in the reason why it does here.",
)
RATED_TWICE = code(
    "PB583",
    Severity.ERROR,
    "the certainty of one outcome is rated twice",
    "Keep one entry for each outcome and time point.",
)
