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
TWICE_IN_PROTOCOL = code(
    "PB813",
    Severity.ERROR,
    "the protocol gives an id twice",
    "Rename one of them; reasons and results refer to ids.",
)
NO_SEARCH_DATE = code(
    "PB814",
    Severity.WARNING,
    "a database or register has no date of its last search",
    "Give `last_searched` as the day (2026-01-31), or say in `note` that it was not searched.",
)
NO_STRATEGY = code(
    "PB815",
    Severity.WARNING,
    "a database or register has no search strategy",
    "Give `strategy`, line by line as it was run, or `strategy_file`, a text file in review/searches/.",
)
STRATEGY_FILE = code(
    "PB816",
    Severity.ERROR,
    "a search strategy cannot be read",
    "Put it into review/searches/ as UTF-8 text, and name it without folders.",
)
NOT_A_DAY = code(
    "PB817",
    Severity.ERROR,
    "a date in the protocol is no day of the calendar",
    "Write year, month and day: 2026-01-31.",
)
NO_SUCH_SECTION = code(
    "PB818",
    Severity.ERROR,
    "the protocol points to a section that no chapter has",
    "Correct the label, or give the section's heading that label.",
)
UNCONFIRMED_PROTOCOL = code(
    "PB819",
    Severity.NOTE,
    "the protocol is a proposal that no person has confirmed",
    "Check it and set `status: confirmed`.",
)
