"""One reader per file format; each is chosen by the content of a file, never by its name.

Page layouts saved as plain text are in ``sources.readers``; they are tried where no format here fits.
"""

from prismabook.sources.formats import (
    bibtex,
    csl,
    docx,
    endnote,
    html,
    ictrp,
    jats,
    nbib,
    pdf,
    pubmed_text,
    pubmed_xml,
    ris,
    table,
    trial_json,
)
from prismabook.sources.formats.base import Format, Raw, Reading, each

FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    docx.FORMAT,
    trial_json.FORMAT,
    ictrp.FORMAT,
    jats.FORMAT,
    pubmed_xml.FORMAT,
    endnote.FORMAT,
    nbib.FORMAT,
    ris.FORMAT,
    bibtex.FORMAT,
    csl.FORMAT,
    pubmed_text.FORMAT,
    table.FORMAT,
    html.FORMAT,
)
"""In the order in which equal scores are decided: the most telling format first."""

__all__ = ["FORMATS", "Format", "Raw", "Reading", "each"]
