"""What chapters call: linked values, tables, figures. The only place that makes Markdown.

Public interface
----------------
``Review.open()``
    The review that the working folder belongs to, from its ledger, protocol and decisions.
``review.datum(report=…, item=…, …)``, ``review.data(…)``, ``review.result(…)``
    Values by their columns, ready for inline code: ``value``, ``value.quote``, ``value.words``, ``value.says("…")``;
    ``result.risk_ratio``, ``result.intervention``, ``result.p("chi2")``. Each leads to its words or to its row.
``review.number(table, …)``, ``review.stated(…)``, ``review.finding("words", code=…)``
    Counts of the ledger in words, texts of the protocol, links to findings.
``prismabook.report.tables``, ``prismabook.report.figures``
    What a cell shows; a table gets its label and caption from the cell's options, a figure from its arguments.
``prismabook.report.links.check_chapters(texts, keys)``
    Citations, references and links that lead nowhere.
"""

from prismabook.report.markdown import (
    Text,
    bullets,
    cite,
    emphasis,
    escape,
    join,
    link,
    paragraphs,
    quoted,
    strong,
    text,
)
from prismabook.report.review import Review
from prismabook.report.values import Result, Value

__all__ = [
    "Result",
    "Review",
    "Text",
    "Value",
    "bullets",
    "cite",
    "emphasis",
    "escape",
    "join",
    "link",
    "paragraphs",
    "quoted",
    "strong",
    "text",
]
