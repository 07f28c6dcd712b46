"""Finished checklists as files that journals take: CSV, JSON and Word. The same entries give the same bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from prismabook.ledger import Column, Table, to_csv
from prismabook.prisma.items import ABSTRACT, MAIN, REFERENCE, Item
from prismabook.prisma.printed import Entry

TITLES: Mapping[str, tuple[str, tuple[Item, ...]]] = {
    "main": ("PRISMA 2020 checklist", MAIN),
    "abstract": ("PRISMA 2020 checklist for abstracts", ABSTRACT),
}
WIDTHS = (1.5, 6.5, 7.2)
"""Centimetres: the columns of a table in Word."""
NOTE = "The topics are worded by prismabook; the full wording of the items stands in the statement: "

COLUMNS = Table(
    "prisma-checklist",
    "PRISMA 2020 checklists",
    "One row an item; several places are separated by semicolons.",
    (
        Column("checklist", "main or abstract"),
        Column("item", "Number of the item in its checklist"),
        Column("section", "Section of the checklist"),
        Column("topic", "Topic in words of our own"),
        Column("reported_in", "Where it is reported, or why it is not, in words"),
        Column("sections", "Numbers of the sections, as printed; a title where a section has none"),
        Column("pages", "Pages of the PDF"),
        Column("addresses", "Places among the HTML pages"),
        Column("status", "not applicable or not done; empty otherwise"),
        Column("reason", "Why"),
        Column("confirmed", "Whether a person has confirmed status and reason", "boolean"),
    ),
)


def _of(name: str, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.item in TITLES[name][1]]


def as_csv(entries: Sequence[Entry], _title: str = "") -> bytes:
    """Both checklists as one table."""
    rows = [_row(name, entry) for name in TITLES for entry in _of(name, entries)]
    return to_csv(COLUMNS, rows).encode()


def _row(name: str, entry: Entry) -> dict[str, object]:
    return {
        "checklist": name,
        "item": entry.item.number.removeprefix("A"),
        "section": entry.item.section,
        "topic": entry.item.topic,
        "reported_in": str(entry),
        "sections": ";".join(place.number or place.title for place in entry.places),
        "pages": ";".join(",".join(place.pages) for place in entry.places),
        "addresses": ";".join(place.address for place in entry.places),
        "status": entry.status,
        "reason": entry.reason,
        "confirmed": entry.confirmed if entry.status else None,
    }


def as_json(entries: Sequence[Entry], title: str = "") -> bytes:
    """Both checklists with every place."""
    lists = {name: [_item(entry) for entry in _of(name, entries)] for name in TITLES}
    whole = {"title": title, "reference": REFERENCE, "note": (NOTE + REFERENCE).strip(), "checklists": lists}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _item(entry: Entry) -> dict[str, Any]:
    places = [
        {"section": place.number, "title": place.title, "pages": list(place.pages), "address": place.address}
        for place in entry.places
    ]
    told = {"status": entry.status, "reason": entry.reason, "confirmed": entry.confirmed} if entry.status else {}
    return {
        "item": entry.item.number.removeprefix("A"),
        "section": entry.item.section,
        "topic": entry.item.topic,
        "places": places,
        **told,
    }


def as_docx(entries: Sequence[Entry], title: str = "") -> bytes:
    """Both checklists as tables of a Word document, the heads repeated on every page."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.styles["Normal"].font.size = Pt(9.5)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title or TITLES["main"][0], "", ""
    for name, (heading, _) in TITLES.items():
        document.add_heading(heading, level=1)
        document.add_paragraph(title) if title else None
        table = document.add_table(rows=1, cols=3)
        table.style = "Table Grid"
        _cells(table.rows[0], ("Item", "Topic", "Reported in"), bold=True)
        _repeat(table.rows[0])
        for section, items in groupby(_of(name, entries), key=lambda entry: entry.item.section):
            whole = table.add_row().cells
            whole[0].merge(whole[2]).paragraphs[0].add_run(section).bold = True
            for entry in items:
                _cells(table.add_row(), (entry.item.number.removeprefix("A"), entry.item.topic, str(entry)))
        table.autofit = False
        for column, width in zip(table.columns, WIDTHS, strict=True):
            column.width = Cm(width)
    document.add_paragraph(NOTE + REFERENCE)
    out = io.BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _cells(row: Any, words: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(row.cells, words, strict=True):
        cell.paragraphs[0].add_run(text).bold = bold or None


def _repeat(row: Any) -> None:
    """Let Word show the row again on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _without_clock(data: bytes) -> bytes:
    """The same archive with one date for all of its parts, so that the same document has the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            told = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(told, old.read(part.filename))
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Sequence[Entry], str], bytes]] = {"csv": as_csv, "docx": as_docx, "json": as_json}
"""What writes a finished checklist in which format."""

FILES: Mapping[str, str] = {f"prisma-checklist.{name}": name for name in FORMATS}
"""The names of the files beside the rendered book, each with its format."""
COMMAND = "prismabook checklist"
"""The command of ``post-render:`` that writes them."""


def files_to_come(config: Mapping[str, Any]) -> tuple[str, ...]:
    """The files that a render will put beside the pages, from the plain value of ``_quarto.yml``."""
    project = config.get("project")
    hooks = project.get("post-render") if isinstance(project, Mapping) else None
    return tuple(FILES) if COMMAND in (hooks if isinstance(hooks, list) else [hooks]) else ()
