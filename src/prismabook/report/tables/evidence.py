"""The evidence table: every datum with the words it came from, each row a place to link to."""

from __future__ import annotations

from prismabook.extraction import codebook
from prismabook.report.markdown import Heading, Text, anchor, emphasis, quoted, span, table, text
from prismabook.report.numbers import with_unit
from prismabook.report.review import Review
from prismabook.report.values import Row


def evidence(review: Review, report: str) -> Text:
    """The data of one report, in the order of the extraction table."""
    columns = (Heading("Item", 27), Heading("Value", 33), Heading("Words of the document, with the line", 40))
    return table(columns, [_row(row) for row in review.extraction if row["report"] == report])


def where(row: Row) -> str:
    """What a datum belongs to: outcome, arm and time point, as far as it has them."""
    return ", ".join(filter(None, (row["outcome"], row["arm"], row["time_point"])))


def _row(row: Row) -> list[Text | str]:
    item = text(label(row["item"]))
    if where(row):
        item = item + ": " + where(row)
    value = span(with_unit(row["value"], row["unit"]), f"ev-{anchor(row['id'])}", ("evidence",))
    if row["status"] == "uncertain":
        value = value + " " + emphasis("uncertain")
    return [item, value, _words(row)]


def _words(row: Row) -> Text:
    same = row["quote"].strip() == row["value"].strip()
    words = text("the same words") if same else quoted(row["quote"])
    words = words + f" (line {row['line']})"
    return words + "; " + emphasis(row["note"]) if row["note"] else words


def label(item: str) -> str:
    """An item's name for readers, from the codebook."""
    known = codebook().get(item)
    return known.label if known else item
