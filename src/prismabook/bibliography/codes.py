"""The findings of this room."""

from prismabook.findings import Severity, code

MISSING_ESSENTIAL = code(
    "PB201",
    Severity.WARNING,
    "a record lacks what a citation needs",
    "Look it up and add it to review/decisions/records.yml with its origin.",
)
MISSING_USEFUL = code(
    "PB202",
    Severity.NOTE,
    "a record lacks a field that helps to find it",
    "Look it up and add it to review/decisions/records.yml with its origin; leave it empty if it does not exist.",
)
CONTRADICTS = code(
    "PB203",
    Severity.WARNING,
    "a decision contradicts its source",
    "The source's words are used. Take the field out of records.yml; or, if the source is wrong or was misread, set "
    "`replace: true` there with a `reason`.",
)
UNKNOWN_SOURCE = code(
    "PB204",
    Severity.ERROR,
    "a decision is about a document that is not there",
    "Compare the name under `source` with the files in seeds/.",
)
DECIDED_TWICE = code(
    "PB205",
    Severity.ERROR,
    "two decisions give different values",
    "Keep one; until then the first is used.",
)
INVALID_VALUE = code(
    "PB206",
    Severity.ERROR,
    "a decided identifier or date is not valid",
    "Compare it with its origin; the check digit, the form or the day is wrong. Until then it is not used.",
)
SAME_RECORD = code(
    "PB207",
    Severity.WARNING,
    "two records have the same identifier but other titles",
    "Decide it in review/decisions/duplicates.csv; if they differ, an identifier is wrong: mend it in records.yml.",
)
"""Reported, never merged without a person."""
REPLACED = code(
    "PB208",
    Severity.NOTE,
    "a decision replaces what a document states",
    "Nothing to do if the reason holds; else take `replace` out of the entry in records.yml.",
)
NO_LANGID = code(
    "PB209",
    Severity.NOTE,
    "a record's language has no name in BibTeX",
    "Nothing to do: the language stands in the tables, and references.bib leaves it out. A code of ISO 639-1 (`en`) "
    "under `language` in records.yml is understood where BibTeX has a name for it.",
)
MAY_BE_SAME = code(
    "PB210",
    Severity.WARNING,
    "two records may be the same",
    "Look at both and decide it in review/decisions/duplicates.csv: same or different, with your reason.",
)
DUPLICATE_UNKNOWN = code(
    "PB211",
    Severity.ERROR,
    "a decision about duplicates names a record that is not there",
    "Compare the names with the column `source` of review/data/records.csv.",
)
DECIDED_DUPLICATE_TWICE = code(
    "PB212",
    Severity.ERROR,
    "two decisions about the same pair differ",
    "Keep one of them; until then the first is used.",
)
MERGED = code(
    "PB213",
    Severity.NOTE,
    "records of several documents were merged",
    "Nothing to do if they are the same; else decide `different` in review/decisions/duplicates.csv.",
)
DUPLICATE_DISAGREES = code(
    "PB214",
    Severity.NOTE,
    "documents of the same record give different values",
    "Look up which is right and give it in review/decisions/records.yml for the document that is wrong.",
)
PINNED_TWICE = code(
    "PB215",
    Severity.ERROR,
    "two records have the same key in keys.csv",
    "Give one of them another key; until then the first keeps it and the other gets a new one.",
)
