"""The findings of this room about files that are no plain text: PDF, Word, HTML, JSON, exports of registries."""

from prismabook.findings import Severity, code

LOCKED = code(
    "PB127", Severity.ERROR, "a file is locked with a password", "Save it again without the password, and put that in."
)
NO_TEXT = code(
    "PB128",
    Severity.ERROR,
    "a PDF file has no text",
    "It holds pictures of pages: have their text recognised (OCR), or save the article's text as a .txt file.",
)
PDF_BROKEN = code(
    "PB129", Severity.ERROR, "a PDF file is damaged", "Download it again; if it stays so, save its text as a .txt file."
)
STOPPED = code(
    "PB130",
    Severity.ERROR,
    "a file took too much time or memory",
    "Save its text as a .txt file, or take it out of seeds/; the other documents are unharmed.",
)
NOT_ALL_READ = code(
    "PB131", Severity.WARNING, "a file is read in part", "Split it, so that one file holds one article."
)
NOT_AN_ARTICLE = code(
    "PB132",
    Severity.ERROR,
    "a text is not recognised as an article",
    "Supply its bibliographic fields in review/decisions/records.yml and its data in extraction.yml.",
)
HTML_BROKEN = code("PB133", Severity.ERROR, "a saved web page cannot be read", "Save the page again.")
ARCHIVE_BROKEN = code("PB134", Severity.ERROR, "an archive cannot be read", "Save the file again.")
ARCHIVE_OTHER = code(
    "PB135",
    Severity.ERROR,
    "an archive is no document of text",
    "Take the documents out of it, and put each into seeds/.",
)
ARCHIVE_TOO_MUCH = code(
    "PB136",
    Severity.ERROR,
    "an archive holds more than it may",
    "If the file is meant well, save its text as a .txt file; an archive may be made to fill the memory.",
)
JSON_BROKEN = code(
    "PB137", Severity.ERROR, "a file is broken JSON", "Download it again; the line tells where it breaks."
)
EXPORT_CUT = code(
    "PB138", Severity.WARNING, "an export ends too early", "Export it again in smaller parts, and compare the numbers."
)
