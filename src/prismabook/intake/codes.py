"""The findings of this room."""

from prismabook.findings import Severity, code

CHANGED = code("PB808", Severity.ERROR, "a document changed while it was read", "Start the command again.")
WORKER_LOST = code(
    "PB809",
    Severity.ERROR,
    "a document ended the process that read it",
    "Take the document out of seeds/, or save its text as a .txt file; the other documents are unharmed.",
)
