"""The findings of this room."""

from prismabook.findings import Severity, code

NOT_POOLED = code(
    "PB501",
    Severity.NOTE,
    "an outcome is not pooled",
    "Nothing to mend: pooling needs two studies that measured the same outcome at the same time point.",
)

UNREADABLE = code(
    "PB502",
    Severity.ERROR,
    "a table of studies cannot be read",
    "Give a text file in UTF-8 with a line of column names and a line for each study, "
    "separated by commas, semicolons or tabs.",
)

COLUMN_MISSING = code(
    "PB503",
    Severity.ERROR,
    "a column that the measure needs is missing",
    "Name the columns as docs/meta-analysis.md lists them, or choose the measure that these columns give.",
)

BAD_ROW = code(
    "PB504",
    Severity.ERROR,
    "a row of a table of studies is not possible",
    "Correct the row. Leave a cell empty, or write NA, where a number is not known: "
    "the study is then left out and named.",
)

STUDY_TWICE = code(
    "PB505",
    Severity.ERROR,
    "a study stands twice in a table of studies",
    "Keep one row a study: two reports of one study count once. Rows of different studies need different names.",
)

NOT_ANALYSED = code(
    "PB506",
    Severity.ERROR,
    "an analysis that was asked for cannot be done with these studies",
    "Leave that analysis out, or give it what it needs; the message says what.",
)
