"""Tables about the documents and their bibliographic records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prismabook.report.markdown import Heading, Text, cite, emphasis, join, link, table, text
from prismabook.report.review import Review
from prismabook.report.values import Row

UNTITLED = "title not known"
UNPLACED = "where published is not known"


def records(review: Review) -> Text:
    """The documents with what each is and where it was published; unknown fields are named as such."""
    columns = (
        Heading("Document", 17),
        Heading("What it is", 18),
        Heading("Title, and where published", 50),
        Heading("Study", 15),
    )
    return table(columns, [_record(row, _doubted(review, row["key"])) for row in review.records])


def _doubted(review: Review, key: str) -> Text:
    """The fields of a record that no person has confirmed, in words."""
    fields = [row["field"] for row in review.record_fields if row["key"] == key and row["confirmed"] == "false"]
    return " " + emphasis(f"({', '.join(dict.fromkeys(fields))} not confirmed)") if fields else text("")


def _record(row: Row, doubted: Text) -> list[Text | str]:
    return [
        text(row["key"] + " ") + cite(row["key"]),
        ", ".join(filter(None, (row["kind"], row["design"]))),
        (text(row["title"]) if row["title"] else emphasis(UNTITLED)) + doubted + ". " + _published(row),
        row["study"] or emphasis("none"),
    ]


def _published(row: Row) -> Text:
    issue = row["volume"] + (f"({row['issue']})" if row["issue"] else "") + (f":{row['pages']}" if row["pages"] else "")
    parts: list[Text | str] = [part for part in (row["container"], row["issued"], issue) if part]
    if row["doi"]:
        parts.append(link(f"doi:{row['doi']}", f"https://doi.org/{row['doi']}"))
    if row["registration"]:
        parts.append(link(row["registration"], row["url"]) if row["url"] else row["registration"])
    return join(parts, ", ") if parts else emphasis(UNPLACED)


def completions(review: Review) -> Text:
    """Bibliographic fields that people supplied, because no document states them; one row an origin."""
    columns = (
        Heading("Document", 17),
        Heading("What was added", 43),
        Heading("Where it is from", 30),
        Heading("Confirmed", 14),
    )
    supplied: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for row in review.record_fields:
        if row["origin"] == "decision":
            fields = supplied.setdefault((row["key"], row["decision"], row["confirmed"]), {})
            fields.setdefault(row["field"], []).append(row["value"])
    rows = [
        [key, _added(fields), _origin(origin), "yes" if confirmed == "true" else "no"]
        for (key, origin, confirmed), fields in supplied.items()
    ]
    return table(columns, rows)


def _added(fields: Mapping[str, Sequence[str]]) -> Text:
    """Each field's name and value; authors are several values of one field."""
    return join([emphasis(name) + ": " + "; ".join(values) for name, values in fields.items()], ". ")


def _origin(origin: str) -> Text:
    return link(origin, origin) if origin.startswith("https://") and " " not in origin else text(origin)


def sources(review: Review) -> Text:
    """The documents' files with their SHA-256, so that anyone can see whether theirs are the same."""
    columns = (Heading("Document", 17), Heading("Layout", 18), Heading("SHA-256 of the file", 65))
    return table(columns, [[row["key"], row["reader"], row["sha256"]] for row in review.records])
