"""The findings of choosing and running a renderer; the embedded renderer declares its own."""

from __future__ import annotations

from prismabook.findings import Severity, code

QUARTO_MISSING = code(
    "PB790",
    Severity.ERROR,
    "Quarto is not installed",
    "Install Quarto 1.9 or later, or render with --engine auto or --engine embedded.",
)
QUARTO_OLD = code(
    "PB791",
    Severity.ERROR,
    "the installed Quarto cannot make this book",
    "Install Quarto 1.9 or later, or render with --engine auto or --engine embedded.",
)
QUARTO_FAILED = code(
    "PB792",
    Severity.ERROR,
    "Quarto failed on the book",
    "Read Quarto's message; if it is not about the chapters, render with --engine embedded and report it.",
)
NOT_IN_PLACE = code(
    "PB793",
    Severity.ERROR,
    "the rendered book could not be put in place",
    "Close programs that have files of the output folder open, make it writable, and render again.",
)
OUTPUT_OUTSIDE = code(
    "PB796",
    Severity.ERROR,
    "the output folder is not below the project",
    "Name a folder of the project under `output-dir:` in _quarto.yml, and copy the book from there.",
)
BAD_CHOICE = code("PB794", Severity.ERROR, "no such renderer or format", "Use one of those that the message names.")
FELL_BACK = code(
    "PB795",
    Severity.WARNING,
    "the embedded renderer made the book because Quarto could not",
    "The book is complete. To have Quarto make it, mend what the message names.",
)
NO_PORT = code(
    "PB797",
    Severity.ERROR,
    "the preview cannot be served",
    "Name another port: `prismabook preview --port 0` takes any that is free.",
)
