"""The findings of executing chapters."""

from prismabook.findings import Severity, code

CELL_FAILED = code(
    "PB751",
    Severity.ERROR,
    "a cell or an inline expression failed",
    "Mend the code; or, where the error is the point, give the cell `#| error: true`.",
)
DIED = code(
    "PB752",
    Severity.ERROR,
    "a chapter's process ended while its code ran",
    "Look for code that ends or kills the process, or for too little memory.",
)
TOO_LONG = code(
    "PB753",
    Severity.ERROR,
    "a chapter's code took too long",
    "Look for a loop without end; or give the chapter more time (`prismabook: {chapter-seconds: …}` in _quarto.yml or "
    "in its front matter), or move the work into the build and read its result.",
)
UNKNOWN_OPTION = code(
    "PB754", Severity.WARNING, "a cell option is not known", "Correct its name; the option has no effect as it is."
)
BAD_VALUE = code("PB755", Severity.ERROR, "a cell option has a value it cannot have", "Use one of the values named.")
NO_LANGUAGE = code(
    "PB756",
    Severity.ERROR,
    "a cell's language is not executed",
    "Write the cell in Python, or render the book with Quarto.",
)
SAME_LABEL = code(
    "PB757", Severity.ERROR, "two cells of a chapter have the same label", "Give each cell a label of its own."
)
NO_SHAPE = code(
    "PB758",
    Severity.WARNING,
    "an output has no form that the format can show",
    "Display it as Markdown, an image, an HTML table or text.",
)
CUT = code(
    "PB759",
    Severity.WARNING,
    "a cell printed more than a page can show",
    "Print less, or write it to a file that the chapter links to.",
)
NO_ROOM = code(
    "PB771",
    Severity.ERROR,
    "the disk was full while a chapter's code ran",
    "Free some space, there or where TMPDIR points, and render again.",
)
TOO_LARGE = code(
    "PB772",
    Severity.WARNING,
    "a cell displayed more than a page can hold, so that it is left out",
    "Display a part of it, or write it to a file that the chapter links to.",
)
