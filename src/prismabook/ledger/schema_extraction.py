"""The tables of the codebook and of people who extracted alone."""

from __future__ import annotations

from prismabook.ledger.described import Table
from prismabook.ledger.described import column as _c

CODEBOOK = Table(
    "codebook",
    "Codebook",
    "One row an item that can be extracted.",
    (
        _c("item", "Id of the item, as in the extraction table", required=True),
        _c("label", "Its label"),
        _c("type", "What a value looks like: text, statement, integer, number, quantity, p"),
        _c("unit", "The unit that all its values have; empty where each value has its own or none"),
        _c("definition", "What the item is"),
        _c("given_by", "Kinds of document that can give it, separated by semicolons"),
        _c("origin", "toolkit, or the review's own file"),
    ),
    key="item",
)

EXTRACTION_AGREEMENT = Table(
    "extraction-agreement",
    "Agreement of people who extracted alone",
    "One row a pair of people and item; an empty item stands for all items.",
    (
        _c("first", "Name of the first person's file", required=True),
        _c("second", "Name of the second person's file", required=True),
        _c("item", "Id of the item; empty for all"),
        _c("data", "Data that at least one of them gives", "integer"),
        _c("agreed", "Data that both give alike", "integer"),
        *(
            _c(f"{name}{part}", f"{label}{words}", "number")
            for name, label in (("percent", "Share of agreement"), ("kappa", "Cohen's kappa"), ("ac1", "Gwet's AC1"))
            for part, words in (("", ""), ("_low", ", lower 95% confidence limit"), ("_high", ", upper limit"))
        ),
    ),
)

EXTRACTION_DISAGREEMENTS = Table(
    "extraction-disagreements",
    "Data that people extracted differently",
    "One row a pair of people and datum.",
    (
        _c("source", "Source document", required=True),
        _c("item", "Id of the item", required=True),
        _c("outcome", "Outcome, if any"),
        _c("arm", "Arm, if any"),
        _c("time_point", "Time point, if any"),
        _c("first", "Name of the first person's file"),
        _c("first_value", "Their value; empty where they have none"),
        _c("first_line", "Line of their file", "integer"),
        _c("second", "Name of the second person's file"),
        _c("second_value", "Their value; empty where they have none"),
        _c("second_line", "Line of their file", "integer"),
        _c("ledger_value", "The value in the extraction table, if any"),
        _c("settled", "Whether review/decisions/extraction.yml settles it", "boolean"),
    ),
)
