"""Each record as a report: the sources that give its data, and the decisions that are about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prismabook.extraction import Codebook
from prismabook.extraction.naming import slug
from prismabook.model import Record
from prismabook.project import Decisions, ExtractionDecision


@dataclass(frozen=True, slots=True)
class Report:
    """A record, bare of what no datum depends on, and people's decisions on its data.

    ``sources`` are the ids of the documents that give the record, in their order; data are taken from
    ``record.source`` alone.
    """

    record: Record
    sources: tuple[str, ...]
    decisions: Decisions

    @property
    def key(self) -> str:
        """The record's citation key."""
        return self.record.key

    @property
    def decided(self) -> bool:
        """Whether somebody decided on its data."""
        return bool(self.decisions.extraction) or any(person.entries for person in self.decisions.extractors)


def reports(
    records: Iterable[Record], order: Mapping[str, int], decisions: Decisions, book: Codebook
) -> tuple[tuple[Report, ...], tuple[ExtractionDecision, ...]]:
    """A report for each record, in the order of the sources that give their data, and the decisions about none.

    ``order`` tells the place of each source among all.
    """
    known = tuple(records)
    report_of = {name: record.key for record in known for name in (record.source, *record.also)}
    named = {slug(record.key): record.key for record in known}
    by_report: dict[str, list[ExtractionDecision]] = defaultdict(list)
    for decision in decisions.extraction:
        by_report[_about(decision, report_of, named, book)].append(decision)
    made = [
        Report(
            _bare(record),
            tuple(sorted((record.source, *record.also), key=order.__getitem__)),
            _about_report(decisions, by_report.get(record.key, ()), {record.source, *record.also}),
        )
        for record in known
    ]
    return tuple(sorted(made, key=lambda report: order[report.record.source])), tuple(by_report.get("", ()))


def _about(decision: ExtractionDecision, report_of: Mapping[str, str], named: Mapping[str, str], book: Codebook) -> str:
    """The report that a decision is about: that of its document, or the one whose key begins the datum's id."""
    if decision.action == "add":
        return report_of.get(decision.values["source"], "")
    parts = decision.values["datum"].split("-")
    items = tuple(slug(item.id) for item in book.items)
    for at in range(len(parts) - 1, 0, -1):
        key = named.get("-".join(parts[:at]), "")
        if key and "-".join(parts[at:]).startswith(items):
            return key
    return ""


def _bare(record: Record) -> Record:
    number = tuple(field for field in record.fields if field.name == "registration")
    return replace(record, authors=(), authors_origin=(), fields=number, linked=())


def _about_report(decisions: Decisions, mine: Sequence[ExtractionDecision], sources: set[str]) -> Decisions:
    people = tuple(
        replace(person, entries=tuple(entry for entry in person.entries if entry.values.get("source", "") in sources))
        for person in decisions.extractors
    )
    return Decisions(extraction=tuple(mine), extractors=people)
