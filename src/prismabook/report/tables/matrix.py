"""Reports side by side: one row an item of the codebook, one column a report, every value linked to its quote."""

from __future__ import annotations

from collections.abc import Sequence

from prismabook.report.markdown import Heading, Text, cite, emphasis, join, table, text
from prismabook.report.review import Review
from prismabook.report.tables.evidence import label, where
from prismabook.report.values import Value

SILENT = "not stated"


def matrix(review: Review, reports: Sequence[str], items: Sequence[str], *, heads: Sequence[str] = ()) -> Text:
    """What each report says of each item.

    Parameters
    ----------
    reports
        Citation keys, one column each.
    items
        Ids of the codebook, one row each; an item of which all reports are silent stays, and says so.
    heads
        Words for the columns; the citation follows them.
    """
    names = heads or reports
    titles = [text(f"{name} ") + cite(key) for name, key in zip(names, reports, strict=True)]
    columns = (Heading("", 24), *(Heading("", 76 // len(reports)) for _ in reports))
    rows: list[list[Text | str]] = [
        [text(label(item)), *(_cell(review, report, item) for report in reports)] for item in items
    ]
    return table(columns, rows, head=[text("Item"), *titles])


def _cell(review: Review, report: str, item: str) -> Text:
    values = review.data(report=report, item=item)
    return join([_placed(value) for value in values], "; ") if values else emphasis(SILENT)


def _placed(value: Value) -> Text:
    belongs = where(value.row)
    doubt = " " + emphasis("(uncertain)") if value.row["status"] == "uncertain" else text("")
    return (text(f"{belongs}: ") if belongs else text("")) + value + doubt


def criteria(review: Review, report: str, items: Sequence[str]) -> Text:
    """The criteria of eligibility, one row each, in the document's order."""
    rows: list[list[Text | str]] = [
        [label(item), value + (" " + emphasis("(uncertain)") if value.row["status"] == "uncertain" else "")]
        for item in items
        for value in review.data(report=report, item=item)
    ]
    return table((Heading("Kind", 25), Heading("Criterion, in the record's words", 75)), rows)
