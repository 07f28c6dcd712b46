"""The findings of the embedded renderer's settings, structure, references and site; execution has its own."""

from __future__ import annotations

from prismabook.findings import Severity, code

NO_BOOK = code(
    "PB701", Severity.ERROR, "no book to render", "Name the chapters under `book: chapters:` in _quarto.yml."
)
NO_CHAPTER = code(
    "PB702", Severity.ERROR, "a chapter's file is missing", "Restore the file, or take it out of `_quarto.yml`."
)
NO_INDEX = code(
    "PB703", Severity.ERROR, "a book needs a home page", "Put `index.qmd` into the root and first among the chapters."
)
BAD_SETTING = code("PB704", Severity.ERROR, "a setting has a value it cannot have", "Correct it as the message says.")
NOT_HONOURED = code(
    "PB705",
    Severity.WARNING,
    "a setting has no effect here",
    "Take it out, or render with Quarto; docs/embedded-renderer.md lists what is honoured.",
)
NO_WORDS = code(
    "PB706", Severity.WARNING, "the book's language is not known", "Give its words under `language:` in _quarto.yml."
)
DATE = code("PB707", Severity.WARNING, "a date would change with each build", "Write the date as 2026-01-31.")
CALLOUT = code(
    "PB708", Severity.WARNING, "not a kind of callout", "Use note, tip, warning, important or caution after `callout-`."
)
TWICE = code("PB709", Severity.ERROR, "a label is used twice in a chapter", "Give each thing a label of its own.")
NO_TARGET = code(
    "PB710", Severity.WARNING, "a link leads to no chapter", "Correct the path, or add the chapter to the book."
)
OUTSIDE = code("PB711", Severity.WARNING, "a link leads out of the project", "Copy the file into the project.")
NO_LABEL = code(
    "PB712", Severity.WARNING, "a cross-reference leads nowhere", "Correct the label, or label the thing it means."
)
SHORTCODE = code(
    "PB713", Severity.WARNING, "a shortcode is not known", "Use meta, var, env, include, pagebreak or kbd."
)
NO_VALUE = code("PB714", Severity.WARNING, "a shortcode names nothing that is set", "Correct the name, or set it.")
PANDOC = code("PB715", Severity.WARNING, "Pandoc warns", "Look at the place that the message names.")
PANDOC_FAILED = code("PB716", Severity.ERROR, "Pandoc could not read or write a chapter", "Mend what its message says.")
LABEL_IN_BOOK = code(
    "PB717", Severity.ERROR, "two chapters use the same label", "Give each thing in the book a label of its own."
)
NO_FORMAT = code("PB718", Severity.ERROR, "no such format", "Use html, typst or docx.")
NOT_WRITTEN = code(
    "PB719", Severity.ERROR, "the site could not be written", "Make the output folder writable, or free some space."
)
NO_FILE = code(
    "PB720", Severity.WARNING, "a page uses a file that is not there", "Restore the file, or correct its path."
)
LOOK = code(
    "PB721",
    Severity.NOTE,
    "a setting of Quarto's looks",
    "Nothing to do: the embedded renderer has a look of its own, with light and dark.",
)
NO_SOURCE = code(
    "PB722",
    Severity.WARNING,
    "a citation names no source of the bibliography",
    "Correct the key, or add the source to the bibliography.",
)
NO_SOURCES = code(
    "PB724",
    Severity.ERROR,
    "a bibliography or citation style is missing",
    "Restore the file, or correct its path; a style has to lie in the project.",
)
NO_FORM = code(
    "PB780",
    Severity.WARNING,
    "a source has nothing that the style of citing could print",
    "Complete its record: a citation of this style needs names, a title or a year.",
)
NOT_CITED = code(
    "PB725",
    Severity.WARNING,
    "something is cited, but the book has no bibliography",
    "Name one under `bibliography:` in _quarto.yml.",
)
HOOK_FAILED = code(
    "PB726",
    Severity.ERROR,
    "a command before or after the render failed",
    "Run the command by hand in the project's folder; it stands under `project:` in _quarto.yml.",
)
ANNOTATED = code(
    "PB727",
    Severity.WARNING,
    "code annotations are shown as comments and a list",
    "Nothing is lost; render with Quarto to have them linked.",
)
BAD_LIST = code(
    "PB723",
    Severity.WARNING,
    "an attribute should hold a list",
    'Write a JSON list, for example layout="[[1, 1], [1]]" or tbl-colwidths="[40, 60]".',
)
PANDOC_LATE = code(
    "PB770",
    Severity.ERROR,
    "Pandoc did not end in time",
    "Look for markup that is nested or left open many times over; split the chapter, or render with Quarto.",
)
