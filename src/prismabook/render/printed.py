"""Reading a finished book: the pages that its PDF prints places on, the numbers that its HTML gives to sections."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.prisma.checklist import TITLE, Reported
from prismabook.prisma.codes_checklist import NOT_RENDERED
from prismabook.prisma.printed import Printed
from prismabook.project import Project, load_yaml, read_bytes
from prismabook.render.swap import output_folder

BY_QUARTO = "QUARTO_PROJECT_OUTPUT_DIR"
"""Where Quarto tells a hook which folder it writes to."""
ATTACHED = "prisma-places.json"
"""The file that the house style attaches to a PDF."""
APPENDIX = re.compile(r"\w+\s+([A-Z]+)\s+—")
"""How a chapter's heading begins where it is an appendix: "Appendix C — …"."""


def book_folder(project: Project) -> Path:
    """The folder of the book that was made last; as a hook of Quarto's, of the one that is being made.

    Raises
    ------
    PrismabookError
        If there is no book in it.
    """
    node, _ = load_yaml(project.config, project.relative(project.config))
    config: dict[str, Any] = node.plain() if node is not None and isinstance(node.value, dict) else {}
    about = config.get("project")
    folder = output_folder(project.root, about.get("output-dir") if isinstance(about, Mapping) else None)
    if named := os.environ.get(BY_QUARTO):
        folder = project.root / named
    if not any(folder.glob("*.pdf")) and not (folder / "index.html").is_file():
        raise PrismabookError(Finding(NOT_RENDERED, f"{folder.name} holds no book", Place(folder.name)))
    return folder


def printed(book: Path) -> tuple[Printed, ...] | None:
    """The marks as the book's PDF has them; None if there is no PDF, nothing if the PDF tells of none."""
    pdf = next(iter(sorted(book.glob("*.pdf"))), None)
    data = read_bytes(pdf) if pdf else None
    return None if data is None else _attached(data)


def _attached(data: bytes) -> tuple[Printed, ...]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ()
    files = (document.get_attachment(number) for number in range(document.count_attachments()))
    told = next((bytes(file.get_data()) for file in files if file.get_name() == ATTACHED), b"[]")
    keys = ("item", "section", "number", "title", "page")
    return tuple(Printed(*(str(place.get(key, "")) for key in keys)) for place in json.loads(told))


def section_numbers(book: Path, rows: Iterable[Reported]) -> dict[tuple[str, str], str] | None:
    """The numbers of the sections that report items, by chapter and id; None if there are no HTML pages."""
    if not (book / "index.html").is_file():
        return None
    wanted: dict[str, set[str]] = {}
    for mark in (mark for row in rows for mark in row.marks if mark.anchor != TITLE):
        wanted.setdefault(mark.chapter, set()).add(mark.anchor)
    found: dict[tuple[str, str], str] = {}
    for chapter, anchors in wanted.items():
        data = read_bytes(book / (chapter.rpartition(".")[0] + ".html"))
        numbers = _numbers(data, anchors) if data else {}
        found |= {(chapter, anchor): number for anchor, number in numbers.items()}
    return found


def _numbers(data: bytes, anchors: Iterable[str]) -> dict[str, str]:
    """The number in the heading of each section that the page has; empty where a heading has none."""
    from lxml import html

    places = {element.get("id"): element for element in html.document_fromstring(data).iter() if element.get("id")}
    return {anchor: _number(places[anchor]) for anchor in anchors if anchor in places}


def _number(element: Any) -> str:
    inside = element.xpath("(descendant-or-self::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5])[1]")
    around = element.xpath("ancestor::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5][1]")
    heading = next(iter([*inside, *around]), None)
    if heading is None:
        return ""
    shown = heading.xpath(".//*[contains(@class, 'header-section-number') or contains(@class, 'chapter-number')]")
    if shown:
        return str(shown[0].text_content()).strip()
    appendix = APPENDIX.match(" ".join(str(heading.text_content()).split()))
    return appendix[1] if appendix else ""
