"""Write the extension's ``reference.docx``: Pandoc's own one in the house style. Run it where the style changes.

The same bytes each time: a ZIP file's dates are set, as are the document's own.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pypandoc
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "src" / "prismabook" / "render" / "extension", ROOT / "_extensions" / "prismabook")
INK, SOFT, LINK, LINE = RGBColor(0x1C, 0x21, 0x26), RGBColor(0x55, 0x5F, 0x69), RGBColor(0x0B, 0x4F, 0x8A), "9AA3AB"
TEXT, PLAIN, CODE = "Cambria", "Calibri", "Consolas"
ONCE = datetime(2026, 1, 1)


def main() -> None:
    """Make the document and put it where both renderers find it."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    document = Document(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    _text(document)
    _headings(document)
    _notes(document)
    _table(document)
    _page(document)
    properties = document.core_properties
    properties.author, properties.title, properties.created, properties.modified = "", "", ONCE, ONCE
    made = io.BytesIO()
    document.save(made)
    data = _dateless(made.getvalue())
    for folder in FOLDERS:
        (folder / "reference.docx").write_bytes(data)
    sys.stdout.write(f"wrote {len(FOLDERS)} copies of reference.docx, {len(data)} bytes\n")


def _style(document: Any, name: str, base: str = "Body Text", kind: Any = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    if name in [style.name for style in document.styles]:
        return document.styles[name]
    style = document.styles.add_style(name, kind)
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style = document.styles[base]
    return style


def _font(style: Any, name: str, size: float, color: RGBColor = INK, **more: Any) -> None:
    style.font.name, style.font.size, style.font.color.rgb = name, Pt(size), color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    for key, value in more.items():
        setattr(style.font, key, value)


def _space(style: Any, before: float, after: float, line: float | None = None, **more: Any) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if line:
        style.paragraph_format.line_spacing = line
    for key, value in more.items():
        setattr(style.paragraph_format, key, value)


def _text(document: Any) -> None:
    for name in ("Normal", "Body Text", "First Paragraph", "Compact"):
        _font(document.styles[name], TEXT, 10.5)
        _space(document.styles[name], 0, 2 if name == "Compact" else 7, 1.2)
    _font(document.styles["Compact"], PLAIN, 9)
    document.styles["First Paragraph"].paragraph_format.space_before = Pt(6)  # it stands behind tables too
    _font(document.styles["Hyperlink"], TEXT, 10.5, LINK)
    document.styles["Hyperlink"].font.size = None
    document.styles["Hyperlink"].font.name = None
    _font(_style(document, "Source Code"), CODE, 9)
    _font(document.styles["Bibliography"], TEXT, 9.5)
    _font(document.styles["Footnote Text"], TEXT, 9)


def _headings(document: Any) -> None:
    _font(document.styles["Title"], PLAIN, 22, bold=True)
    _font(document.styles["Subtitle"], PLAIN, 13, SOFT, bold=False)
    for name in ("Author", "Date"):
        _font(document.styles[name], PLAIN, 10.5, SOFT)
    for name in ("Title", "Subtitle", "Author", "Date"):
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        _space(document.styles[name], 0, 6)
    sizes = {1: 17, 2: 13.5, 3: 11.5, 4: 10.5, 5: 10.5, 6: 10.5}
    for level, size in sizes.items():
        style = document.styles[f"Heading {level}"]
        _font(style, PLAIN, size, bold=True, italic=level > 4)
        _space(style, size * 1.1, size * 0.4, keep_with_next=True)
    number = _style(document, "SectionNumber", kind=WD_STYLE_TYPE.CHARACTER)
    number.font.color.rgb = SOFT


def _notes(document: Any) -> None:
    _font(document.styles["Table Caption"], PLAIN, 9, SOFT, italic=False)
    _space(document.styles["Table Caption"], 10, 3, keep_with_next=True)
    _font(document.styles["Image Caption"], PLAIN, 9, SOFT, italic=False)
    _space(document.styles["Image Caption"], 3, 10)
    document.styles["Captioned Figure"].paragraph_format.keep_with_next = True
    title, body = _style(document, "Callout Title"), _style(document, "Callout")
    _font(title, PLAIN, 10, bold=True)
    _space(title, 8, 2, keep_with_next=True, left_indent=Cm(0.5))
    _space(body, 0, 6, left_indent=Cm(0.5))
    for style in (title, body):
        _borders(style.element.get_or_add_pPr(), "w:pBdr", left=(12, "0B4F8A"))


def _table(document: Any) -> None:
    """Rules above, below and under the head, as in the PDF."""
    element = document.styles["Table"].element
    for old in element.findall(qn("w:tblStylePr")):
        element.remove(old)
    properties = element.find(qn("w:tblPr"))
    if properties is None:
        properties = OxmlElement("w:tblPr")
        element.append(properties)
    _borders(properties, "w:tblBorders", top=(10, "1C2126"), bottom=(10, "1C2126"), insideH=(4, "D5D9DD"))
    row = OxmlElement("w:trPr")
    row.append(OxmlElement("w:cantSplit"))  # a row stays on one page
    element.append(row)
    head = OxmlElement("w:tblStylePr")
    head.set(qn("w:type"), "firstRow")
    run, bold = OxmlElement("w:rPr"), OxmlElement("w:b")
    run.append(bold)
    cell = OxmlElement("w:tcPr")
    _borders(cell, "w:tcBorders", bottom=(6, "1C2126"))
    head.extend([run, cell])
    element.append(head)


def _borders(parent: Any, name: str, **sides: tuple[int, str]) -> None:
    for old in parent.findall(qn(name)):
        parent.remove(old)
    borders = OxmlElement(name)
    for side, (width, color) in sides.items():
        border = OxmlElement(f"w:{side}")
        for key, value in {"val": "single", "sz": str(width), "space": "6", "color": color}.items():
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    parent.append(borders)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, field in enumerate(("PAGE", "NUMPAGES")):
        if number:
            _plain(paragraph.add_run(" / "))
        run = paragraph.add_run()
        _plain(run)
        for kind, text in (("begin", ""), ("", field), ("end", "")):
            node = OxmlElement("w:instrText" if text else "w:fldChar")
            if text:
                node.text = text
            else:
                node.set(qn("w:fldCharType"), kind)
            run._r.append(node)


def _plain(run: Any) -> None:
    run.font.name, run.font.size, run.font.color.rgb = PLAIN, Pt(9), SOFT


def _dateless(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with old.open(name) as source, new.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
    return made.getvalue()


if __name__ == "__main__":
    main()
