"""The findings of this room."""

from prismabook.findings import Severity, code

CONFLICT = code(
    "PB681",
    Severity.ERROR,
    "a chapter has changed since its notebook was written, and the notebook was edited too",
    "Copy the notebook's edits by hand, or put one of the two back; then write the notebooks again.",
)
NOT_OURS = code(
    "PB682",
    Severity.WARNING,
    "a notebook was not written by prismabook notebooks",
    "Move it out of the notebooks folder, or list it in _quarto.yml as a chapter of its own.",
)
ORPHAN = code(
    "PB683",
    Severity.WARNING,
    "the chapter of a notebook is missing",
    "Restore the chapter, or delete the notebook.",
)
UNSYNCED = code(
    "PB684",
    Severity.ERROR,
    "a notebook has edits that its chapter does not have yet",
    "Bring them back with `prismabook notebooks --sync`, or delete the notebook; then write the notebooks again.",
)
