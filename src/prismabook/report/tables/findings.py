"""Findings as tables: in full, each row a place to link to, and in brief inside a chapter."""

from __future__ import annotations

from collections.abc import Sequence

from prismabook.report.markdown import Heading, Text, anchor, join, link, quoted, span, strong, table, text
from prismabook.report.review import Review
from prismabook.report.values import Row, finding_address


def findings(review: Review, *, severity: str = "") -> Text:
    """All findings, or those of one severity, with their places and what to do."""
    columns = (Heading("Finding", 14), Heading("About", 18), Heading("What was noticed", 40), Heading("What to do", 28))
    return table(columns, [_row(row) for row in review.findings if severity in ("", row["severity"])])


def _row(row: Row) -> list[Text | str]:
    name = span(f"{row['code']} {row['severity']}", f"finding-{anchor(row['id'])}", ("finding",))
    return [name, _about(row), _noticed(row), row["mend"]]


def _about(row: Row) -> Text:
    place = row["file"].rpartition("/")[2] + (f", line {row['line']}" if row["line"] else "")
    return join([text(part) for part in (row["about"], place) if part], ": ")


def _noticed(row: Row) -> Text:
    return text(row["message"]) + ": " + quoted(row["quote"]) if row["quote"] else text(row["message"])


def findings_brief(review: Review, *, about: Sequence[str] = (), codes: Sequence[str] = ()) -> Text:
    """Findings of some studies, reports or codes as two columns, linked to their full rows."""
    rows: list[list[Text | str]] = [
        [strong(link(row["code"], finding_address(row["id"]))), row["message"]]
        for row in review.findings
        if (not about or row["about"] in about) and (not codes or row["code"] in codes)
    ]
    return table((Heading("Finding", 14), Heading("What was noticed", 86)), rows)
