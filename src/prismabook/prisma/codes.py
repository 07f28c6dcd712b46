"""The findings of this room."""

from prismabook.findings import Severity, code

UNKNOWN_RECORD = code(
    "PB410",
    Severity.ERROR,
    "a screening decision is about no record of this review",
    "Spell the record as its citation key in review/data/records.csv.",
)
UNDECIDED = code(
    "PB411",
    Severity.ERROR,
    "a record has no decision at a stage",
    "Add the row to review/decisions/screening.csv.",
)
CONFLICT = code(
    "PB412",
    Severity.ERROR,
    "screeners disagree on a record",
    "Resolve it: keep one decision for the record at this stage.",
)
NO_REASON = code(
    "PB413",
    Severity.ERROR,
    "a report is excluded without a reason",
    "Give the id of an eligibility criterion of review/protocol.yml as the reason.",
)
UNKNOWN_REASON = code(
    "PB414",
    Severity.ERROR,
    "an exclusion's reason is no criterion of the protocol",
    "Use the id of an eligibility criterion of review/protocol.yml.",
)
AFTER_THE_END = code(
    "PB415",
    Severity.ERROR,
    "a record is decided on after it left the review",
    "Remove the later decision, or change the earlier one.",
)
NO_STUDY = code(
    "PB416",
    Severity.WARNING,
    "an included report belongs to no study",
    "Exclude it with a reason, or say in review/decisions/extraction.yml what it reports (study_type).",
)
PROPOSALS = code(
    "PB417",
    Severity.WARNING,
    "screening decisions are proposals that no person has confirmed",
    "Check each and put the screener's name under `by` in review/decisions/screening.csv.",
)
DOES_NOT_ADD_UP = code(
    "PB418",
    Severity.ERROR,
    "the numbers of the flow diagram do not add up",
    "Follow the records named from box to box in review/decisions/screening.csv.",
)
SEVERAL_REPORTS = code(
    "PB419",
    Severity.WARNING,
    "reports sought are not the records left after screening",
    "Right if a record has several reports; otherwise a record lost its way.",
)
NOT_INCLUDED = code(
    "PB420",
    Severity.NOTE,
    "a study has no included report",
    "Nothing to mend if its reports are excluded on purpose; its results should not enter a synthesis.",
)
