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
    "Add the row that settles it, with consensus under `role`, or the names of both under `by`.",
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
DUPLICATE_OF_NOTHING = code(
    "PB433",
    Severity.ERROR,
    "a duplicate leads to no record that stays",
    "Name the record that is kept as the reason, spelt as in review/data/records.csv, and keep that one.",
)
COUNTED_TWICE = code(
    "PB434",
    Severity.ERROR,
    "a report would be counted twice",
    "Let one record lead to the report, and exclude the other record as a duplicate.",
)
HIDDEN_NUMBER = code(
    "PB435",
    Severity.WARNING,
    "a box that counts something is hidden",
    "Show the box: take `hide` off in review/flow.yml.",
)
UNKNOWN_BOX = code(
    "PB436",
    Severity.ERROR,
    "review/flow.yml names what the flow diagram does not have",
    "Use one of the keys that the message lists.",
)
DISAGREEMENT = code(
    "PB437",
    Severity.NOTE,
    "screeners disagreed before they settled it",
    "Nothing to mend; the agreement is reported with the conflicts.",
)
UNMATCHED = code(
    "PB438",
    Severity.ERROR,
    "a screening tool's record is none of this review's",
    "Add its document or record first, or complete its DOI, PubMed number or title in review/decisions/records.yml.",
)
AMBIGUOUS_MATCH = code(
    "PB439",
    Severity.ERROR,
    "a screening tool's record fits several of this review's",
    "Merge the records if they are the same, or complete their DOIs in review/decisions/records.yml.",
)
UNMAPPED = code(
    "PB440",
    Severity.WARNING,
    "a screening tool's reason is mapped to no criterion",
    "Add it under `reasons` in the mapping file; the row is imported without a reason.",
)
NOT_AN_EXPORT = code(
    "PB441",
    Severity.ERROR,
    "the file is no export of this screening tool",
    "Compare its columns with docs/protocol-and-screening.md, or name the right tool with --from.",
)
NOT_DECIDED_THERE = code(
    "PB442",
    Severity.NOTE,
    "records of a screening tool carry no decision",
    "Decide on them there and import again, or add the rows by hand.",
)
DIFFERS = code(
    "PB443",
    Severity.WARNING,
    "an imported decision differs from the ledger's",
    "The ledger was left as it is. Change its row by hand if the import is right.",
)
NOT_A_FLOW = code(
    "PB444",
    Severity.ERROR,
    "the file is no flow diagram in the format of the R package PRISMA2020",
    "It needs the columns data, boxtext and n, and numbers in the last.",
)
EMPTY_EXPORT = code(
    "PB445",
    Severity.WARNING,
    "the protocol names a file that gave no record",
    "Spell it as in seeds/, or put the export there.",
)
