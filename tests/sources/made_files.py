"""Files made for tests: fictional articles as PDF and Word files. No study, person or result in them is real."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"

ARTICLE = r"""
#set document(title: "Drugazole in owls: a randomised trial")
#set page(paper: "a5", columns: 2, header: [Journal of Owls 2021;3:1–9],
  footer: context [Page #counter(page).display()])
#set text(size: 9pt, hyphenate: true, lang: "en")
#set par(justify: true)
= Drugazole in owls: a randomised trial
doi:10.5555/owls.2021.001
== Abstract
Owlpox is a disease of owls. We wanted to know whether drugazole helps.
== Methods
We randomised 60 owls to receive drugazole (n=30) or placebo (n=30). #lorem(420)
== Results
At week 12, 16 of 29 (55%) responded with drugazole and 9 of 30 (30%) with placebo (p=0.052). #lorem(120)
== References
Other people. 99% of owls. 2001
"""


def pdf(source: str = ARTICLE) -> bytes:
    """A PDF file set by Typst."""
    import typst

    return bytes(typst.compile(source.encode()))


def docx() -> bytes:
    """A Word file written by python-docx."""
    from docx import Document

    document = Document()
    document.core_properties.title = "Drugazole in owls: a randomised trial"
    document.add_paragraph("Drugazole in owls: a randomised trial")
    document.add_heading("Abstract", 1)
    document.add_paragraph("Owlpox is a disease of owls. doi:10.5555/owls.2021.001")
    document.add_heading("2. Methods", 1)
    paragraph = document.add_paragraph("We randomised 60 owls to receive drugazole 10")
    paragraph.add_run("6").font.superscript = True
    paragraph.add_run(" IU (n=30) or placebo (n=30).")
    document.add_heading("Results", 1)
    document.add_paragraph("At week 12, 16 of 29 (55%) responded with drugazole.")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text, table.cell(1, 1).text = "Arm", "Drugazole", "30"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, **others: bytes) -> bytes:
    """A Word file of this body."""
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": xml.encode(), **others})
