"""The findings on what chapters show of appraisals."""

from prismabook.findings import Severity, code

NOTHING_APPRAISED = code(
    "PB640",
    Severity.ERROR,
    "a chapter shows the judgements of an instrument by which no study is judged",
    "Name an instrument as in the column Tool of its file, or leave the figure out.",
)
