"""Findings as tables: in full, each row a place to link to, and in brief inside a chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prismabook.findings import Answer
from prismabook.report.markdown import Heading, Text, anchor, emphasis, link, quoted, span, strong, table, text
from prismabook.report.review import Review
from prismabook.report.values import Row, finding_address


def findings(review: Review, *, severity: str = "") -> Text:
    """All findings, or those of one severity, with their places and what to do."""
    columns = (Heading("Finding", 12), Heading("About", 19), Heading("What was noticed, and what to do", 69))
    keys = {f"seeds/{row['source']}": row["key"] for row in review.records}
    rows = [_row(row, keys) for row in review.findings if severity in ("", row["severity"])]
    return table(columns, rows or [[emphasis("none"), "", ""]])


def _row(row: Row, keys: Mapping[str, str]) -> list[Text | str]:
    name = span(f"{row['code']} {row['severity']}", f"finding-{anchor(row['id'])}", ("finding",))
    mend = ". " + emphasis(row["mend"]) if row["mend"] else text("")
    return [name, _about(row, keys), _noticed(row) + mend + _answer(row)]


def _about(row: Row, keys: Mapping[str, str]) -> str:
    """Whom it concerns and where; a document goes by its key, its file's name is too long for a column."""
    file = keys.get(row["file"], row["file"].rpartition("/")[2])
    names = dict.fromkeys(filter(None, (row["about"], file)))
    return ", ".join([*names, *([f"line {row['line']}"] if row["line"] else [])])


def _noticed(row: Row) -> Text:
    said = text(row["message"]) + ": " + quoted(row["quote"]) if row["quote"] else text(row["message"])
    return said + " against " + quoted(row["other_quote"]) if row["other_quote"] else said


def _answer(row: Row) -> Text:
    """What a reviewer made of it, as a sentence of its own; empty if nobody answered."""
    if not row["answer"]:
        return text("")
    answer = Answer(row["answer"], row["answer_reason"], row["answered_by"], row["answered_on"])
    return " " + strong("Answer:") + f" {answer}"


def findings_brief(review: Review, *, about: Sequence[str] = (), codes: Sequence[str] = ()) -> Text:
    """Findings of some studies, reports or codes as two columns, linked to their full rows."""
    rows: list[list[Text | str]] = [
        [strong(link(row["code"], finding_address(row["id"]))), text(row["message"]) + _answer(row)]
        for row in review.findings
        if (not about or row["about"] in about) and (not codes or row["code"] in codes)
    ]
    return table((Heading("Finding", 14), Heading("What was noticed", 86)), rows)
