"""What chapters call: linked values, tables, figures. The only place that makes Markdown."""

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
