"""A review as its chapters see it: the ledger's tables, the protocol and the decisions, read once, frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from prismabook import __version__
from prismabook.findings import Finding, Place, PrismabookError
from prismabook.ledger import TABLES, Table, from_csv
from prismabook.ledger.schema import (
    CONCORDANCE,
    EXTRACTION,
    FINDINGS,
    FLOW,
    FLOW_RECORDS,
    RECORD_FIELDS,
    RECORDS,
    RESULTS,
    SCREENING_AGREEMENT,
    SCREENING_CONFLICTS,
    STUDIES,
)
from prismabook.prisma import Flow, decided, flow_of
from prismabook.project import Decisions, Project, Protocol, find_project, load_decisions, load_protocol, read_bytes
from prismabook.report.codes import NOT_BUILT
from prismabook.report.frames import frame
from prismabook.report.markdown import Text, join, link, text
from prismabook.report.numbers import in_words
from prismabook.report.select import fitting, single
from prismabook.report.values import Result, Row, Value, finding_address

_TABLES = {table.name: table for table in TABLES}


@dataclass(frozen=True, slots=True, repr=False)
class Review:
    """Everything a chapter may show; made by :meth:`open`."""

    project: Project
    protocol: Protocol
    decisions: Decisions
    records: tuple[Row, ...]
    record_fields: tuple[Row, ...]
    extraction: tuple[Row, ...]
    studies: tuple[Row, ...]
    results: tuple[Row, ...]
    concordance: tuple[Row, ...]
    findings: tuple[Row, ...]
    flow: tuple[Row, ...]
    flow_records: tuple[Row, ...]
    screening_agreement: tuple[Row, ...]
    screening_conflicts: tuple[Row, ...]

    @classmethod
    def open(cls, start: Path | str | None = None) -> Review:
        """The review that the working folder (or ``start``) belongs to.

        Raises
        ------
        PrismabookError
            If there is no review there (PB801), or its ledger is missing or of another version (PB603).
        """
        project = find_project(Path(start) if start is not None else Path.cwd())
        ledger = (RECORDS, RECORD_FIELDS, EXTRACTION, STUDIES, RESULTS, CONCORDANCE, FINDINGS, FLOW)
        tables = (*ledger, FLOW_RECORDS, SCREENING_AGREEMENT, SCREENING_CONFLICTS)
        rows = [_rows(project, table) for table in tables]
        return cls(project, load_protocol(project), load_decisions(project), *rows)

    @property
    def version(self) -> Text:
        """The toolkit's version."""
        return text(__version__)

    def __repr__(self) -> str:
        return f"a review of {len(self.records)} documents with {len(self.extraction)} data"

    def datum(self, *, containing: str = "", **columns: str) -> Value:
        """The one datum whose columns are as given, ready to stand in a sentence, linked to its quote.

        ``containing`` are words of its quote, to choose among statements of the same item.

        Examples
        --------
        ``review.datum(report="he2020", item="result_p", outcome="SRI-4 response", time_point="week 12")``

        Raises
        ------
        PrismabookError
            PB601 if there is none (with the nearest ones), PB602 if there are several.
        """
        rows = [row for row in self.extraction if containing in row["quote"]]
        return Value.of(single(rows, EXTRACTION, columns))

    def data(self, **columns: str) -> tuple[Value, ...]:
        """All data whose columns are as given, in the extraction table's order."""
        return tuple(Value.of(row) for row in fitting(self.extraction, EXTRACTION, columns))

    def result(self, **columns: str) -> Result:
        """The one row of the results table whose columns are as given."""
        return Result(single(self.results, RESULTS, columns))

    def record(self, key: str) -> Row:
        """A record by its citation key."""
        return single(self.records, RECORDS, {"key": key})

    def study(self, study: str) -> Row:
        """A study by its id."""
        return single(self.studies, STUDIES, {"study": study})

    def finding(self, label: str, *, containing: str = "", **columns: str) -> Text:
        """Words linked to the one finding whose columns are as given and whose message contains some words."""
        rows = [row for row in self.findings if containing in row["message"]]
        return link(label, finding_address(single(rows, FINDINGS, columns)["id"]), classes=("finding",))

    @property
    def selected(self) -> Flow:
        """The flow diagram with those that each box counts."""
        return flow_of(self.flow_records)

    @property
    def decided(self) -> tuple[int, int]:
        """How many screening decisions there are, and how many of them no person has confirmed."""
        keys = {row["key"] for row in self.records}
        count, proposed = decided([row for row in self.decisions.screening if row.record in keys])
        return count, len(proposed)

    @property
    def proposals(self) -> Text:
        """How many screening decisions no person has confirmed, as a sentence; empty where all are confirmed."""
        decisions, proposals = self.decided
        if not proposals:
            return text("")
        if decisions == 1:
            return text("The only decision is a proposal that no person has confirmed.")
        many = "All" if proposals == decisions else f"{proposals:,} of"
        return text(f"{many} {decisions:,} decisions are proposals that no person has confirmed.")

    def frame(self, name: str) -> Any:
        """A table of the ledger (``extraction``, ``results``…) as a ``pandas.DataFrame`` with typed columns.

        Its cells are the documents' words as they are: bring them into a chapter through :func:`escape` or a table
        of ``prismabook.report.tables``, never as Markdown of their own.
        """
        table = _TABLES[name]
        return frame(table, self.table(name))

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows of a table of the ledger, by its name; those that few chapters show are read when asked for."""
        attribute = "flow" if name == FLOW.name else name.replace("-", "_")
        rows: tuple[Row, ...] | None = getattr(self, attribute, None)
        return _rows(self.project, _TABLES[name]) if rows is None else rows

    def stated(self, *path: str, otherwise: str = "not stated in the protocol") -> Text:
        """A text of the protocol by its path of keys, a list as its points; other words where it is silent."""
        value = self.protocol.get(*path)
        points = [_point(point) for point in value] if isinstance(value, list) else [value] if value is not None else []
        return join(map(str, points), "; ") if points else text(otherwise)

    def count(self, table: str, where: Callable[[Row], bool] | None = None, **columns: str) -> int:
        """How many rows of a table (``records``, ``extraction``…) have these columns and meet a condition."""
        meeting = [row for row in self.table(table) if all(row[column] == value for column, value in columns.items())]
        return sum(where is None or where(row) for row in meeting)

    def number(self, table: str, where: Callable[[Row], bool] | None = None, **columns: str) -> Text:
        """The same count in words, as prose wants it."""
        return text(in_words(self.count(table, where, **columns)))


def _point(value: object) -> str:
    """A point of a list; a mapping (an amendment's date, what and why) as its values."""
    return ", ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _rows(project: Project, table: Table) -> tuple[Row, ...]:
    path = project.data / table.file
    name = project.relative(path)
    data = read_bytes(path)
    if data is None:
        raise PrismabookError(Finding(NOT_BUILT, "the file is missing", Place(name)))
    try:
        return tuple(MappingProxyType(row) for row in from_csv(data.decode("utf-8"), table))
    except ValueError as error:  # UnicodeDecodeError is one
        raise PrismabookError(Finding(NOT_BUILT, str(error), Place(name))) from error
