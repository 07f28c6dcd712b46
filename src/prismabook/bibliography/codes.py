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
    "two records have the same identifier",
    "If they are the same, exclude one as a duplicate in review/decisions/screening.csv.",
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
