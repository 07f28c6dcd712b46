"""The PRISMA checklist with the places that report each item, as the build found them in the chapters."""

from __future__ import annotations

from itertools import groupby

from prismabook.ledger.schema import CHECKLIST
from prismabook.prisma.checklist import TITLE, Reported
from prismabook.prisma.items import ABSTRACT, MAIN
from prismabook.prisma.marks import Mark
from prismabook.prisma.reported import checklist_of
from prismabook.report.markdown import REFERABLE, Heading, Text, emphasis, join, link, pages, refer, strong, table, text
from prismabook.report.review import Review


def checklist(review: Review, *, abstract: bool = False) -> Text:
    """The main checklist, or that for abstracts: every item with the sections that report it, in a PDF with pages."""
    wanted = ABSTRACT if abstract else MAIN
    columns = (Heading("Item", 7), Heading("Topic", 43), Heading("Reported in", 50))
    rows = [row for row in checklist_of(review.table(CHECKLIST.name)) if row.item in wanted]
    sections = groupby(rows, key=lambda row: row.item.section)
    return table(columns, [line for section, items in sections for line in (_head(section), *map(_row, items))])


def _head(section: str) -> list[Text | str]:
    return ["", strong(section), ""]


def _row(row: Reported) -> list[Text | str]:
    where = join([_place(mark) for mark in row.places], "; ") if row.places else text("")
    if row.remark:
        said = emphasis(row.remark.status) + f": {row.remark.reason}"
        if not row.remark.confirmed:
            said += " (" + emphasis("proposal") + ")"
        where = where + ". " + said if row.places else said
    return [row.item.number.removeprefix("A"), row.item.topic, where if where.plain else emphasis("nowhere")]


def _place(mark: Mark) -> Text:
    return _section(mark) + pages(mark.item, mark.anchor, mark.chapter)


def _section(mark: Mark) -> Text:
    """A section with a number by that number, as the renderer prints it; any other by its title."""
    title = mark.heading or mark.chapter
    if mark.anchor == TITLE:
        return text(title)
    if mark.numbered and mark.anchor.startswith("sec-") and REFERABLE.fullmatch(mark.anchor):
        return refer(mark.anchor)
    # A link to a chapter as a whole is dead in a PDF; without an id the words stand alone.
    return link(title, f"/{mark.chapter}#{mark.anchor}") if mark.anchor else text(title)
