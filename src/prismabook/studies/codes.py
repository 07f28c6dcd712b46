"""The findings of this room (the room ``prisma`` declares its own from PB410 on)."""

from prismabook.findings import Severity, code

RECORD_MISSING = code(
    "PB401",
    Severity.WARNING,
    "a registered number whose registry record is not among the documents",
    "Get the registry's record and put it into seeds/.",
)
TWO_NUMBERS = code(
    "PB402",
    Severity.NOTE,
    "a report names more than one registration",
    "Find out which registration covers which part of the study.",
)
NO_DESIGN = code(
    "PB403",
    Severity.WARNING,
    "a report whose design is not known",
    "Add study_type in review/decisions/extraction.yml; until then the report is not counted as a study.",
)
