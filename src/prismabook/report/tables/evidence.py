"""The evidence table: every datum with the words it came from, each row a place to link to."""

from __future__ import annotations

from prismabook.extraction import codebook
from prismabook.report.markdown import Heading, Text, anchor, cite, emphasis, quoted, span, strong, table, text
from prismabook.report.numbers import with_unit
from prismabook.report.review import Review
from prismabook.report.values import Row


def evidence(review: Review, report: str) -> Text:
    """The data of one report, in the order of the extraction table."""
    columns = (Heading("Item", 27), Heading("Value, the words of the document, and their line", 73))
    return table(columns, [_row(row) for row in review.extraction if row["report"] == report])


def overview(review: Review) -> Text:
    """How many data each document gives, how many of them are uncertain, and how many a person supplied."""
    data = review.frame("extraction")
    marks = data.assign(
        uncertain=data["status"] == "uncertain",
        by_person=data["how"].str.startswith("decision:"),
    ).groupby("report", sort=False)[["id", "uncertain", "by_person"]]
    counts = marks.agg({"id": "count", "uncertain": "sum", "by_person": "sum"})
    columns = (
        Heading("Document", 40),
        *(Heading(name, 20, number=True) for name in ("Data", "Uncertain", "By a person")),
    )
    rows: list[list[Text | str]] = [
        [text(f"{key} ") + cite(key), *map(str, row)] for key, row in zip(counts.index, counts.values, strict=True)
    ]
    return table(columns, [*rows, [strong("All"), *map(str, counts.sum())]])


def where(row: Row) -> str:
    """What a datum belongs to: outcome, arm and time point, as far as it has them."""
    return ", ".join(filter(None, (row["outcome"], row["arm"], row["time_point"])))


def _row(row: Row) -> list[Text | str]:
    item = text(label(row["item"]))
    return [item + ": " + where(row) if where(row) else item, _value(row)]


def _value(row: Row) -> Text:
    """The value as the place to link to, then its words; one of them if both are the same."""
    same = row["quote"].strip() == row["value"].strip()
    place = span(with_unit(row["value"], row["unit"]), f"ev-{anchor(row['id'])}", ("evidence",))
    shown = quoted(place) if same else strong(place) + ", from " + quoted(row["quote"])
    doubts = ["uncertain"] if row["status"] == "uncertain" else []
    remarks = ": ".join(filter(None, (*doubts, row["note"])))
    shown = shown + f" (line {row['line']})"
    return shown + "; " + emphasis(remarks) if remarks else shown


def label(item: str) -> str:
    """An item's name for readers, from the codebook."""
    known = codebook().get(item)
    return known.label if known else item
