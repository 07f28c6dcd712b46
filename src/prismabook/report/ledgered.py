"""Rows of the ledger as the values they were written from, for rooms that compute with values."""

from __future__ import annotations

from prismabook.model import Datum, Kind, Quote, Record, Source, Status, Study
from prismabook.report.review import Review
from prismabook.report.values import Row


def studies(review: Review) -> tuple[Study, ...]:
    """The studies of the ledger."""
    return tuple(
        Study(row["study"], row["design"], _parts(row["reports"]), _parts(row["registrations"]), row["linked_by"])
        for row in review.studies
    )


def data(review: Review) -> tuple[Datum, ...]:
    """The data of the ledger, without the surroundings of their quotes."""
    return tuple(_datum(row) for row in review.extraction)


def records(review: Review) -> tuple[Record, ...]:
    """The records of the ledger, without their fields."""
    return tuple(Record(row["key"], row["source"], row["type"]) for row in review.records)


def sources(review: Review) -> tuple[Source, ...]:
    """The sources of the ledger, without their texts."""
    return tuple(
        Source(row["source"], f"seeds/{row['source']}", row["sha256"], Kind(row["kind"]), row["reader"], "")
        for row in review.records
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _datum(row: Row) -> Datum:
    quote = Quote(row["source"], row["quote"], int(row["start"]), int(row["end"]))
    return Datum(
        row["id"],
        row["study"],
        row["report"],
        row["item"],
        row["value"],
        quote,
        row["how"],
        row["outcome"],
        row["arm"],
        row["time_point"],
        row["unit"],
        Status(row["status"] or "certain"),
        row["note"],
    )
