"""The findings of this room. They word what does not fit; they never judge why."""

from prismabook.findings import Severity, code

IMPOSSIBLE_PERCENT = code(
    "PB511",
    Severity.WARNING,
    "no count gives a printed percentage",
    "Look the number up in the full text; the group may be larger than the arm's stated size, or a digit wrong.",
)
NO_COUNTS = code(
    "PB512",
    Severity.NOTE,
    "the counts behind a result are not known",
    "Take them from the full text, or ask the authors; add them in review/decisions/extraction.yml.",
)
PERCENT_AND_COUNTS = code(
    "PB513",
    Severity.WARNING,
    "a printed percentage and its printed counts do not agree",
    "Look up which of the two the full text supports, and correct the datum in review/decisions/extraction.yml.",
)
UNACCOUNTED = code(
    "PB514",
    Severity.WARNING,
    "fewer participants analysed than randomised, without an account of the others",
    "Look for the participants' flow in the full text.",
)
P_NOT_REPRODUCED = code(
    "PB515",
    Severity.WARNING,
    "a printed p is reproduced by none of the tests tried",
    "Look up which test the full text names; the p may come from a test or a model that was not tried.",
)
DIFFERENT_TESTS = code(
    "PB519",
    Severity.NOTE,
    "no one test gives all of a report's printed p-values",
    "Look up in the full text which test was used for which outcome, and whether it was chosen beforehand.",
)
NO_PAIR = code(
    "PB516",
    Severity.NOTE,
    "a result cannot be compared between arms",
    "Nothing to mend if only one arm was reported; otherwise say which arm is the comparator.",
)
ARMS_DO_NOT_ADD_UP = code(
    "PB517",
    Severity.WARNING,
    "the arms do not add up to the total",
    "Look for the participants' flow in the full text.",
)
DISAGREEING_DATA = code(
    "PB518",
    Severity.WARNING,
    "a report gives two values for the same thing",
    "Decide which one holds, and reject the other in review/decisions/extraction.yml.",
)
DESIGN_DIFFERS = code(
    "PB521",
    Severity.WARNING,
    "the design differs between report and registry record",
    "Compare both with the full text and the record's history.",
)
SIZE_DIFFERS = code(
    "PB522",
    Severity.WARNING,
    "the sample size differs between report and registry record",
    "Compare both with the full text and the record's history.",
)
ONLY_IN_ONE = code(
    "PB523",
    Severity.NOTE,
    "a feature of the design stands in only one of report and registry record",
    "Nothing to mend; look in the full text or the record's history if it matters.",
)
REGISTERED_PRIMARY_NOT_REPORTED = code(
    "PB524",
    Severity.WARNING,
    "a registered primary outcome is not the report's primary outcome",
    "Compare the wording by hand: outcomes are matched by their words and time points only.",
)
REPORTED_PRIMARY_NOT_REGISTERED = code(
    "PB525",
    Severity.WARNING,
    "the report adds a primary outcome to those registered",
    "Compare the wording by hand: outcomes are matched by their words and time points only.",
)
COMPARATOR_DIFFERS = code(
    "PB526",
    Severity.WARNING,
    "the comparator differs in kind between report and registry record",
    "Compare both with the full text and the record's history.",
)
PRIMARY_DEMOTED = code(
    "PB527",
    Severity.WARNING,
    "a registered primary outcome is reported with another rank",
    "Compare the wording by hand, and the record's history: by the rules of COMPare this counts as outcome switching.",
)
PRIMARY_PROMOTED = code(
    "PB528",
    Severity.WARNING,
    "a reported primary outcome is registered with another rank",
    "Compare the wording by hand, and the record's history: by the rules of COMPare this counts as outcome switching.",
)
PRIMARY_AT_ANOTHER_TIME = code(
    "PB529",
    Severity.WARNING,
    "a primary outcome is reported at another time than registered",
    "Compare the time frames by hand, and the record's history.",
)
REGISTERED_SECONDARY_NOT_REPORTED = code(
    "PB530",
    Severity.NOTE,
    "a registered secondary outcome is not reported",
    "Look for it in the full text: an abstract seldom names all.",
)
NEW_SECONDARY = code(
    "PB532",
    Severity.NOTE,
    "a reported secondary outcome is not registered, and not declared as new",
    "Look in the full text for a declaration, and in the record's history.",
)
CONCLUSION_BEYOND_PRIMARY = code(
    "PB531",
    Severity.NOTE,
    "a conclusion speaks of benefit although the primary outcome was not met",
    "Word the review's own conclusion from the primary outcome.",
)
P_AND_MEANS = code(
    "PB533",
    Severity.NOTE,
    "a printed p is far from what the means beside it give",
    "Look up how it was computed: a model, changes or ranks give another p than the means alone.",
)
SD_OR_SE = code(
    "PB534",
    Severity.WARNING,
    "an SD that looks like a standard error",
    "Look up which of the two the full text means, and correct the datum in review/decisions/extraction.yml.",
)
INTERVAL_WITHOUT_ESTIMATE = code(
    "PB535",
    Severity.WARNING,
    "an interval that does not hold its estimate",
    "Look the numbers up in the full text; a digit or a sign may be wrong.",
)
INTERVAL_SKEWED = code(
    "PB536",
    Severity.NOTE,
    "an estimate far from the middle of its interval",
    "Look the numbers up in the full text; the interval may have been made by another method.",
)
LARGER_THAN_GROUP = code(
    "PB537",
    Severity.WARNING,
    "more participants than the group has",
    "Look the numbers up in the full text.",
)
P_AND_INTERVAL = code(
    "PB538",
    Severity.NOTE,
    "a printed p is far from what the interval beside it gives",
    "Look up which analysis each of them comes from.",
)
ABSTRACT_DIFFERS = code(
    "PB539",
    Severity.WARNING,
    "the abstract gives another number than the text",
    "Decide which one holds, and reject the other in review/decisions/extraction.yml.",
)
QUOTED_OTHERWISE = code(
    "PB540",
    Severity.NOTE,
    "a review quotes a number otherwise than the study prints it",
    "Compare both; the review may have it from another report of the study.",
)
PRIMARY_CLAIM = code(
    "PB541",
    Severity.WARNING,
    "what is said of the primary outcome does not fit its p",
    "Look up the threshold and the analysis in the full text.",
)
REGISTERED_LATE = code(
    "PB542",
    Severity.NOTE,
    "a study was registered after its start",
    "Nothing to mend; weigh it in the judgement of selective reporting.",
)
DATES = code(
    "PB543",
    Severity.WARNING,
    "dates out of order",
    "Look the dates up in the registry.",
)
IMPOSSIBLE_MEAN = code(
    "PB544",
    Severity.WARNING,
    "a mean or SD that whole numbers cannot have",
    "Look up how many were analysed, and whether values were imputed, averaged or weighted.",
)
RATIO_AND_COUNTS = code(
    "PB545",
    Severity.NOTE,
    "a ratio that points the other way than the counts beside it",
    "Look up which group is compared with which, and whether the ratio is adjusted.",
)
NOTHING_TO_ANSWER = code(
    "PB548",
    Severity.WARNING,
    "an answer to a finding that does not exist",
    "Its cause may have been mended: take the entry out of review/decisions/findings.yml, or correct the finding's id.",
)
ANSWERED_TWICE = code(
    "PB549",
    Severity.WARNING,
    "a finding is answered twice",
    "Keep one of the entries in review/decisions/findings.yml.",
)
