"""The report against its registry record, item by item."""

from __future__ import annotations

from prismabook.audit.outcomes import Fate
from prismabook.report.markdown import Heading, Text, cite, emphasis, join, strong, table, text
from prismabook.report.numbers import in_words
from prismabook.report.review import Review
from prismabook.report.tables.evidence import label
from prismabook.report.tables.matrix import SILENT
from prismabook.report.values import Row, Value

MOST = 4
"""Values of one item that are shown; of more, only how many there are, linked to the first."""
COLUMNS = (Heading("Item", 17), Heading("Report", 28), Heading("Registry record", 28), Heading("Verdict", 27))
WEIGHTY = ("notable", "outcome switching")


def concordance(review: Review, study: str) -> Text:
    """What a study's reports and registry records say of the same items, whether that agrees, and what it weighs.

    Registrations whose record is not among the documents close the table.
    """
    mine = [row for row in review.concordance if row["study"] == study]
    gaps = [row for row in mine if not row["registry"]]
    rows: list[list[Text | str]] = []
    for paper, registry in dict.fromkeys((row["paper"], row["registry"]) for row in mine if row["registry"]):
        rows.append([emphasis("Report"), cite(paper), cite(registry), ""])
        rows += [_compared(review, row) for row in mine if (row["paper"], row["registry"]) == (paper, registry)]
    rows += [[label("registration"), _said(review, row["paper_data"]), emphasis("not available"), ""] for row in gaps]
    return table(COLUMNS, rows)


def _compared(review: Review, row: Row) -> list[Text | str]:
    item = "Participants" if row["item"] == "sample_size" else label(row["item"])
    return [item, _said(review, row["paper_data"]), _said(review, row["registry_data"]), _verdict(row)]


def _verdict(row: Row) -> Text:
    """Verdict, then what it weighs; the weighty ones strong. Of outcomes also what became of them."""
    said = row["fate"] if row["verdict"] == "differs" else ""
    if said == Fate.LOST and row["paper_data"]:
        said = "the registered is not reported, the reported not registered"
    words = row["verdict"] + (f": {said}" if said else "") + (f" ({row['judgement']})" if row["judgement"] else "")
    weighty = row["verdict"] == "differs" or (row["judgement"] in WEIGHTY and row["verdict"] != "worded differently")
    return strong(words) if weighty else text(words)


def _said(review: Review, ids: str) -> Text:
    values = [review.datum(id=name.strip()) for name in ids.split(";") if name.strip()]
    if not values:
        return emphasis(SILENT)
    if len(values) > MOST:
        return values[0].says(f"{in_words(len(values))} entries")
    return join([_with_time(value) for value in values], "; ")


def _with_time(value: Value) -> Text:
    remarks = [value.row["time_point"], "uncertain" if value.row["status"] == "uncertain" else ""]
    said = ", ".join(filter(None, remarks))
    return value + f" ({said})" if said else text(value)
