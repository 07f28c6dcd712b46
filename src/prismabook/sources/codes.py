"""The findings of this room."""

from prismabook.findings import Severity, code

EMPTY = code("PB101", Severity.ERROR, "a document is empty", "Save the document again, or take it out of seeds/.")
BINARY = code(
    "PB102",
    Severity.ERROR,
    "a document is not text",
    "Save the document's text as a .txt file; keep the original elsewhere.",
)
UNREADABLE = code("PB103", Severity.ERROR, "a document cannot be read", "Make the file readable, or take it out.")
TOO_LARGE = code("PB104", Severity.ERROR, "a document is too large", "Keep one article or record a file.")
UNKNOWN_LAYOUT = code(
    "PB105",
    Severity.ERROR,
    "a document's layout is not known",
    "Supply its bibliographic fields in review/decisions/records.yml and its data in extraction.yml, "
    "or save the page from a site whose layout is known.",
)
OUTSIDE = code(
    "PB106",
    Severity.ERROR,
    "a link leaves the review's folder",
    "Replace the link by a copy of the document: a review must hold its sources.",
)
READER_FAILED = code(
    "PB107",
    Severity.ERROR,
    "a reader failed on a document",
    "This is an error of prismabook: please report it with the document's layout.",
)
DAMAGED = code(
    "PB108",
    Severity.WARNING,
    "a document holds bytes that are not text",
    "Save the document again as UTF-8; the places are shown as U+FFFD.",
)
ENCODING_GUESSED = code(
    "PB109",
    Severity.NOTE,
    "a document's encoding was guessed",
    "Check the accented or Chinese letters; saved as UTF-8 there is nothing to guess.",
)
CONTROLS = code(
    "PB110",
    Severity.WARNING,
    "a document holds control characters",
    "Save the document again without them; they are kept in the text but mean nothing.",
)
BIDI = code(
    "PB111",
    Severity.WARNING,
    "a document holds characters that turn the direction of text",
    "Look at the line: what is shown may differ from what is read. Remove them if they have no reason.",
)
INVISIBLE = code(
    "PB112",
    Severity.WARNING,
    "a document holds invisible characters",
    "Look at the line: words may be split or joined where nothing shows it.",
)
UNRECOGNISED = code(
    "PB113",
    Severity.NOTE,
    "a part of a document was set aside without being recognised",
    "Look whether it holds anything that the review needs; if so, add it in review/decisions/extraction.yml.",
)
NAME_ORDER = code(
    "PB114",
    Severity.WARNING,
    "it is uncertain which part of a name is the family name",
    "Give the authors as 'Family, Given' in review/decisions/records.yml.",
)
BAD_IDENTIFIER = code(
    "PB115",
    Severity.WARNING,
    "an identifier in a document is not valid",
    "Compare it with the publisher's page; the check digit or the form is wrong.",
)
SAME_BYTES = code("PB116", Severity.WARNING, "two documents are the same", "Keep one of them.")
"""Byte for byte the same content under two names."""
NOT_A_FILE = code("PB117", Severity.ERROR, "an entry in seeds/ is not a file", "Put a plain file in its place.")
"""Pipes, devices, broken links."""
XML_BROKEN = code(
    "PB140",
    Severity.ERROR,
    "an XML document is broken",
    "Download the document again; an XML file that was cut short or edited by hand cannot be read safely.",
)
XML_TOO_MUCH = code(
    "PB141",
    Severity.ERROR,
    "an XML document is too deep or too large",
    "Split it into files of fewer records; no article is nested this deeply.",
)
XML_ENTITIES = code(
    "PB142",
    Severity.WARNING,
    "an XML document uses entities that it does not explain",
    "Look at the place: the reference is kept as text. Entities that a document defines itself are never expanded.",
)
RECORDS_LOST = code(
    "PB118",
    Severity.ERROR,
    "a file announces records that did not come out",
    "Look at the lines named: often an end mark is missing or two records run into one another. Mend the export, or "
    "export it again.",
)
"""Records in and records out are counted apart."""
BROKEN_RECORD = code(
    "PB119",
    Severity.ERROR,
    "a record of a file cannot be read",
    "Look at the record's place in the file and mend it, or export it again; the other records of the file were read.",
)
TABLE_PICTURE = code(
    "PB143",
    Severity.NOTE,
    "a table of an article is given only as a picture",
    "Look at the table in the published article; what the review needs goes into review/decisions/extraction.yml.",
)
TABLE_CUT = code(
    "PB144",
    Severity.WARNING,
    "a table of an article is larger than tables are",
    "Look at the table in the published article; the part that was left out has no cells.",
)
NO_TEXT = code(
    "PB145",
    Severity.WARNING,
    "an article has neither an abstract nor a text",
    "Only its bibliographic fields were read; get the full text, or the abstract from PubMed.",
)
NOT_CURRENT = code(
    "PB120",
    Severity.WARNING,
    "a record is retracted, corrected or a notice about another one",
    "Read the notice and decide in review/decisions/screening.csv whether the report may be used.",
)
UNCERTAIN_DATE = code(
    "PB121",
    Severity.NOTE,
    "a date cannot be read",
    "Give the date as YYYY, YYYY-MM or YYYY-MM-DD in review/decisions/records.yml.",
)
