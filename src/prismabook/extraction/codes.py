"""The findings of this room."""

from prismabook.findings import Severity, code

QUOTE_LOST = code(
    "PB301",
    Severity.ERROR,
    "a quote does not stand in its source",
    "Rebuild; if a decision gives the quote, copy it again from the source, character by character.",
)
RULE_FAILED = code(
    "PB302",
    Severity.ERROR,
    "a rule failed on a document",
    "Report it with the document; add what is missing in review/decisions/extraction.yml meanwhile.",
)
INVALID_DATUM = code(
    "PB303", Severity.ERROR, "a datum does not fit the codebook", "Compare it with the item's entry in the codebook."
)
DECISION_QUOTE = code(
    "PB304",
    Severity.ERROR,
    "a decision quotes words that are not in the source",
    "Copy the words exactly; if they stand more than once, say which with `nth`.",
)
DECISION_TARGET = code(
    "PB305",
    Severity.ERROR,
    "a decision names something unknown",
    "Use a document in seeds/, an item of the codebook, or an id of review/data/extraction.csv.",
)
UNCERTAIN = code(
    "PB306",
    Severity.NOTE,
    "data that a person should look at",
    "Read the quotes; then correct, reject or confirm the data in review/decisions/extraction.yml.",
)
PARALLEL_DIFFERS = code(
    "PB307",
    Severity.WARNING,
    "the two languages of a document differ",
    "Compare both texts with the original publication; the toolkit extracts the English one.",
)
NOT_STATED = code(
    "PB308",
    Severity.NOTE,
    "a document does not state what its kind usually does",
    "Nothing to mend here; if another source states it, add it in review/decisions/extraction.yml.",
)
UNREAD = code(
    "PB309",
    Severity.WARNING,
    "a passage was too long to be read by the rules",
    "Look whether the passage is prose; break it into sentences, or add its data in review/decisions/extraction.yml.",
)
NOTHING_TAKEN = code(
    "PB310",
    Severity.WARNING,
    "no data were taken from a document",
    "Look whether its layout was recognised; add data in review/decisions/extraction.yml.",
)
NO_SUCH_DOCUMENT = code(
    "PB311",
    Severity.ERROR,
    "no such document",
    "Give the name of a file in seeds/ (or its beginning), a citation key, or the path of a file.",
)
ITEM_REWORDED = code(
    "PB312",
    Severity.NOTE,
    "the review words an item of the toolkit anew",
    "Nothing to mend, if it was meant: label and definition are the review's own, type and unit stay the toolkit's.",
)
ITEM_REFUSED = code(
    "PB313",
    Severity.ERROR,
    "an item of review/codebook.yml cannot be used",
    "Give a new item label, type and definition, and its own id; see docs/decisions-files.md.",
)
EXTRACTORS_AGREE = code(
    "PB314",
    Severity.NOTE,
    "how far two people's extraction agrees",
    "Nothing to mend: the disagreements are listed in review/data/extraction-disagreements.csv.",
)
EXTRACTORS_DIFFER = code(
    "PB315",
    Severity.WARNING,
    "two people extracted different data",
    "Settle it between you, and write what you settled on into review/decisions/extraction.yml.",
)
EXTRACTORS_AND_RULE = code(
    "PB316",
    Severity.WARNING,
    "two people agree on another value than the rules",
    "Correct or reject the rule's datum in review/decisions/extraction.yml.",
)
QUOTE_MOVED = code(
    "PB317",
    Severity.WARNING,
    "a decision's quote was found at another place, or with other blanks, hyphens or quotation marks",
    "Look at the new place; then copy the quote anew into the entry, with its `start` if it has one.",
)
ROW_REFUSED = code(
    "PB318",
    Severity.ERROR,
    "a row of an import was refused",
    "Copy the quote exactly as the source has it; where it stands more than once, give words before and after it.",
)
