"""The findings of the PDF."""

from __future__ import annotations

from prismabook.findings import Severity, code

NO_IMAGE = code("PB730", Severity.ERROR, "an image is missing", "Restore the file, or correct its path.")
NO_PLACE = code(
    "PB731",
    Severity.ERROR,
    "a link leads to a place that does not exist",
    "Correct the part after #, or give the place its id.",
)
PLACE_TWICE = code(
    "PB732", Severity.ERROR, "a link leads to a place that exists twice", "Give each place in the chapter its own id."
)
NOT_LOCAL = code(
    "PB733",
    Severity.WARNING,
    "the PDF cannot hold an image from elsewhere; its alternative text stands there",
    "Copy the image into the project.",
)
TYPST_FAILED = code("PB734", Severity.ERROR, "Typst could not set the PDF", "Mend what its message says.")
TYPST_WARNS = code("PB735", Severity.WARNING, "Typst warns", "Look at the place that the message names.")
NO_AUTHOR = code(
    "PB736",
    Severity.ERROR,
    "Quarto's own Typst format needs an author",
    "Name one under `book: author:`, or use the format prismabook-typst.",
)
NO_ALT = code(
    "PB737",
    Severity.WARNING,
    "an image or formula has no alternative text, so the PDF keeps to no standard of accessibility",
    "Say with `fig-alt` what the image shows.",
)
NO_GLYPH = code(
    "PB738",
    Severity.WARNING,
    "no font has a character; the PDF shows a box",
    "Install a font that has it (for Chinese and Japanese: Noto Serif CJK), or write it differently.",
)
NO_STANDARD = code(
    "PB739", Severity.WARNING, "the PDF does not keep to the standard asked for", "Mend what the message says."
)
PACKAGE = code(
    "PB740",
    Severity.ERROR,
    "Typst code imports a package, which would need the network",
    "Copy what you need of it into the chapter.",
)
RAW_HTML = code(
    "PB741",
    Severity.NOTE,
    "HTML in a chapter is not in the PDF",
    'Write it in Markdown, or put it into `::: {.content-visible when-format="html"}`.',
)
NO_FONT = code(
    "PB773",
    Severity.WARNING,
    "a font is missing; the next in line is used",
    "Install the font, or name another; the house style's own fonts come with Typst.",
)
