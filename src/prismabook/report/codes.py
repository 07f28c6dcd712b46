"""The findings of this room."""

from prismabook.findings import Severity, code

NO_SUCH_ROW = code(
    "PB601",
    Severity.ERROR,
    "a chapter asks for a value that the ledger does not hold",
    "Choose one of the values named in the message, or leave the statement out.",
)
AMBIGUOUS = code(
    "PB602",
    Severity.ERROR,
    "a chapter asks for one value and several fit",
    "Say more: add the arm, the outcome or the time point, or name the value by `id=` as in extraction.csv.",
)
NOT_BUILT = code(
    "PB603",
    Severity.ERROR,
    "the ledger cannot be read",
    "Run `prismabook build`, which writes the ledger again from the documents and the decisions.",
)
UNKNOWN_KEY = code(
    "PB604",
    Severity.ERROR,
    "a chapter cites a key that the bibliography does not hold",
    "Correct the key, or add the record; the keys stand in references.bib.",
)
UNKNOWN_LABEL = code(
    "PB605",
    Severity.ERROR,
    "a chapter refers to a label that no chapter defines",
    "Correct the label, or define it: `{#sec-…}` on a heading, `#| label:` in a cell.",
)
TWICE = code(
    "PB606",
    Severity.ERROR,
    "a label is defined twice",
    "Rename one of the two; a label names one place in the whole book.",
)
DEAD_LINK = code(
    "PB607",
    Severity.ERROR,
    "a chapter links to a file or a place that is not there",
    "Correct the address; chapters are linked as `name.qmd` with `#label` for a place in them.",
)
NO_CELL = code(
    "PB608",
    Severity.ERROR,
    "a chapter has inline code but no code cell",
    "Add a code cell before it; without one Quarto shows inline code as text.",
)
FOOTNOTE_TWICE = code(
    "PB609",
    Severity.ERROR,
    "a footnote's label is used in two chapters",
    "Rename one of them: in the PDF, which joins the chapters, both notes would get the same text.",
)
WHOLE_CHAPTER = code(
    "PB610",
    Severity.WARNING,
    "a link to a chapter names no place in it",
    "Give the chapter's heading an id and link to `chapter.qmd#id`; without one the link is dead in the PDF.",
)
