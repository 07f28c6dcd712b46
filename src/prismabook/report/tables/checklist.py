"""The PRISMA checklist with the places that report each item, read from the marks in the chapters."""

from __future__ import annotations

from prismabook.prisma.checklist import Reported
from prismabook.prisma.checklist import checklist as filled
from prismabook.prisma.items import ABSTRACT, MAIN
from prismabook.project import load_yaml
from prismabook.qmd import load
from prismabook.qmd.book import chapter_names
from prismabook.report.markdown import Heading, Text, emphasis, join, link, table, text
from prismabook.report.review import Review


def checklist(review: Review, *, abstract: bool = False) -> Text:
    """The main checklist, or that for abstracts: every item with links to where it is reported."""
    root = review.project.root
    node, _ = load_yaml(review.project.config, review.project.relative(review.project.config))
    names = chapter_names(node.plain() if node is not None else {})
    rows, _ = filled([load(root, name) for name in names])
    wanted = ABSTRACT if abstract else MAIN
    columns = (Heading("Item", 8), Heading("Topic", 47), Heading("Reported in", 45))
    return table(columns, [_row(row) for row in rows if row.item in wanted])


def _row(row: Reported) -> list[Text | str]:
    places = dict.fromkeys((mark.chapter, mark.anchor, mark.heading) for mark in row.marks)
    where = join([_place(*place) for place in places], "; ") if places else emphasis("nowhere")
    return [row.item.number.removeprefix("A"), row.item.topic, where]


def _place(chapter: str, anchor: str, heading: str) -> Text:
    # A link to a chapter as a whole is dead in a PDF; without an id the words stand alone.
    return link(heading or chapter, f"/{chapter}#{anchor}") if anchor else text(heading or chapter)
