"""Reports side by side: one row an item of the codebook, one column a report, every value linked to its quote."""

from __future__ import annotations

from collections.abc import Sequence

from prismabook.report.markdown import Heading, Text, cite, emphasis, join, table, text
from prismabook.report.review import Review
from prismabook.report.tables.evidence import label, where
from prismabook.report.values import Value

SILENT = "not stated"
REPEATED = 60
"""Characters from which a sentence is not shown twice in a column."""


def matrix(review: Review, reports: Sequence[str], items: Sequence[str], *, heads: Sequence[str] = ()) -> Text:
    """What each report says of each item.

    Parameters
    ----------
    reports
        Citation keys, one column each.
    items
        Ids of the codebook, one row each; an item of which all reports are silent stays, and says so.
    heads
        Words for the columns; without them the keys stand there.
    """
    names = heads or reports
    first = 24 if len(reports) == 1 else 16
    columns = (Heading("Item", first), *(Heading(name, (100 - first) // len(reports)) for name in names))
    # A head repeats on every page of a PDF, and what repeats must not hold links: citations get a row.
    cited: list[Text | str] = [emphasis("Report"), *(cite(key) for key in reports)]
    shown: dict[tuple[str, str], str] = {}
    rows: list[list[Text | str]] = [
        [text(label(item)), *(_cell(review, report, item, shown) for report in reports)] for item in items
    ]
    return table(columns, [cited, *rows])


def _cell(review: Review, report: str, item: str, shown: dict[tuple[str, str], str]) -> Text:
    """The values of one report; a sentence that stands in the same column already is not repeated but referred to."""
    parts = []
    for value in review.data(report=report, item=item):
        earlier = shown.setdefault((report, value.plain), item)
        again = earlier != item and len(value.plain) > REPEATED
        parts.append(value.says(emphasis(f"the words under {label(earlier)}")) if again else _placed(value))
    return join(dict.fromkeys(parts), "; ") if parts else emphasis(SILENT)


def _placed(value: Value) -> Text:
    belongs = where(value.row)
    if belongs == value.plain:
        belongs = ""  # an arm that is called like its treatment
    doubt = " " + emphasis("(uncertain)") if value.row["status"] == "uncertain" else text("")
    return (text(f"{belongs}: ") if belongs else text("")) + value + doubt


def criteria(review: Review, report: str, items: Sequence[str]) -> Text:
    """The criteria of eligibility, one row each, in the document's order."""
    rows: list[list[Text | str]] = [
        [label(item), value + (" " + emphasis("(uncertain)") if value.row["status"] == "uncertain" else "")]
        for item in items
        for value in review.data(report=report, item=item)
    ]
    return table((Heading("Kind", 19), Heading("Criterion, in the record's words", 81)), rows)
