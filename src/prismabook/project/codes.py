"""The findings of this room."""

from prismabook.findings import Severity, code

NO_PROJECT = code(
    "PB801",
    Severity.ERROR,
    "no review here",
    "Change into a review's folder (it holds _quarto.yml and seeds/), or name it after the command.",
)
NOT_YAML = code("PB802", Severity.ERROR, "not valid YAML", "Mend the line named; often a quote, a colon or an indent.")
INVALID = code(
    "PB803",
    Severity.ERROR,
    "a decisions file says something it must not",
    "Compare the entry with docs/decisions-files.md.",
)
NOT_TEXT = code("PB804", Severity.ERROR, "a text file is not UTF-8", "Save the file as UTF-8.")
MISSING = code(
    "PB805",
    Severity.ERROR,
    "a needed file is missing",
    "Restore the file, or start it from docs/start-a-review.md.",
)
UNCONFIRMED = code(
    "PB806",
    Severity.WARNING,
    "a proposal awaits a person's confirmation",
    "Check it against its origin and set `confirmed: true` (or put your name under `by`).",
)
NOT_WRITTEN = code(
    "PB807", Severity.ERROR, "an output could not be written", "Make the folder writable, or free some space."
)
