"""The findings of this room."""

from prismabook.findings import Severity, code

NOT_POOLED = code(
    "PB501",
    Severity.NOTE,
    "an outcome is not pooled",
    "Nothing to mend: pooling needs two studies that measured the same outcome at the same time point.",
)
