"""The findings of this room."""

from prismabook.findings import Severity, code

UNCLOSED = code(
    "PB661",
    Severity.ERROR,
    "a code fence is never closed",
    "Close the block with a line of as many backticks (or tildes) as opened it.",
)
NO_INCLUDE = code(
    "PB662",
    Severity.ERROR,
    "an included file is missing",
    "Correct the path; it is relative to the chapter, or to the project where it begins with a slash.",
)
INCLUDE_OUTSIDE = code(
    "PB663",
    Severity.ERROR,
    "an include leaves the project's folder",
    "Copy the file into the project and include it from there.",
)
INCLUDE_LOOP = code("PB664", Severity.ERROR, "files include each other", "Take one of the includes out.")
BAD_OPTIONS = code(
    "PB665", Severity.ERROR, "a cell's options are not valid YAML", "Write each option as `#| name: value`."
)
BAD_NOTEBOOK = code(
    "PB666", Severity.ERROR, "a stored notebook cannot be read", "Open and save it again with Jupyter, or restore it."
)
NO_CHAPTER = code("PB667", Severity.ERROR, "a chapter's file is missing", "Restore it, or take it out of _quarto.yml.")
BAD_FRONT = code(
    "PB668", Severity.ERROR, "a chapter's front matter is not valid YAML", "Mend the line named, between the two `---`."
)
