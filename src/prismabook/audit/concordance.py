"""A paper held against its registry record, item by item; what stands in only one of them stays empty in the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prismabook.audit.codes import (
    COMPARATOR_DIFFERS,
    DESIGN_DIFFERS,
    ONLY_IN_ONE,
    REGISTERED_PRIMARY_NOT_REPORTED,
    REPORTED_PRIMARY_NOT_REGISTERED,
    SIZE_DIFFERS,
)
from prismabook.audit.counts import whole
from prismabook.audit.places import Places
from prismabook.audit.vocabulary import DESIGN, alike, comparator_class, design_term
from prismabook.findings import Finding, Place
from prismabook.model import Datum, Kind, Record, Source, Status, Study


class Verdict(StrEnum):
    """How an item of the paper stands to the same item of the registry record."""

    SAME = "same"
    DIFFERS = "differs"
    WORDED = "worded differently"
    """Both say something, in other words; whether they mean the same is a person's judgement."""
    PAPER_ONLY = "only in the report"
    REGISTRY_ONLY = "only in the registry record"


@dataclass(frozen=True, slots=True)
class Concordance:
    """A row of the concordance table: what paper and registry record say of one item, with the data behind it."""

    study: str
    item: str
    paper: str
    paper_value: str
    registry: str
    registry_value: str
    verdict: Verdict
    paper_data: tuple[str, ...] = ()
    registry_data: tuple[str, ...] = ()


ITEMS: Mapping[str, str] = {
    "allocation": "Allocation",
    "masking": "Masking",
    "control": "Control",
    "intervention_model": "Intervention model",
    "phase": "Phase",
    "condition": "Condition",
    "intervention": "Intervention",
    "comparator": "Comparator",
    "sample_size": "Sample size",
    "outcome_primary": "Primary outcome",
    "outcome_secondary": "Secondary outcome",
    "sponsor": "Sponsor",
    "setting": "Setting",
}
"""What is compared, with its label, in the order of the table."""

SIZES = {True: ("n_planned", "n_enrolled", "n_randomised"), False: ("n_randomised", "n_enrolled", "n_planned")}
"""Items that give the number of participants, the fittest first: of a registry record (True) and of a paper."""


def concordance(
    data: Sequence[Datum], studies: Iterable[Study], records: Iterable[Record], sources: Iterable[Source]
) -> tuple[tuple[Concordance, ...], tuple[Finding, ...]]:
    """Compare each paper of a study with each registry record of the same study.

    Registrations whose record is not among the documents are the room ``studies``' findings.
    """
    texts = tuple(sources)
    kinds = {source.id: source.kind for source in texts}
    known = {record.key: record for record in records}
    places = Places(texts)
    rows: list[Concordance] = []
    findings: list[Finding] = []
    for study in studies:
        reports = [known[key] for key in study.reports if key in known]
        registry = [r for r in reports if kinds.get(r.source) is Kind.REGISTRY]
        papers = [r for r in reports if r not in registry]
        for paper in papers:
            for record in registry:
                pair = _Pair(study.id, paper.key, record.key, data, places)
                rows += pair.rows
                findings += pair.findings()
    return tuple(rows), tuple(findings)


class _Pair:
    """One paper and one registry record of the same study."""

    def __init__(self, study: str, paper: str, registry: str, data: Sequence[Datum], places: Places) -> None:
        self.study, self.paper, self.registry, self.places = study, paper, registry, places
        self.said = {key: [d for d in data if d.report == key] for key in (paper, registry)}
        self.rows = [row for item in ITEMS if (row := self._row(item))]

    def _data(self, report: str, item: str) -> list[Datum]:
        if item != "sample_size":
            return [d for d in self.said[report] if d.item == item]
        for size in SIZES[report == self.registry]:
            if found := [d for d in self.said[report] if d.item == size and not d.arm and not d.outcome]:
                return found[:1]
        return []

    def _row(self, item: str) -> Concordance | None:
        ours, theirs = self._data(self.paper, item), self._data(self.registry, item)
        if not ours and not theirs:
            return None
        return Concordance(
            self.study,
            item,
            self.paper,
            _value(ours),
            self.registry,
            _value(theirs),
            _verdict(item, ours, theirs),
            tuple(d.id for d in ours),
            tuple(d.id for d in theirs),
        )

    def findings(self) -> Iterable[Finding]:
        for row in self.rows:
            if row.item in DESIGN:
                yield from self._design(row)
            elif row.item == "sample_size" and row.verdict is Verdict.DIFFERS:
                message = f"{self._between(row)}: {row.paper_value} and {row.registry_value} participants"
                yield Finding(SIZE_DIFFERS, message, self._place(row), topic=self.paper)
            elif row.item == "comparator" and row.verdict is Verdict.DIFFERS:
                said = f"“{row.paper_value}” and “{row.registry_value}”"
                message = f"comparator of {self._between(row)}: {said}{self._doubts(row)}"
                yield Finding(COMPARATOR_DIFFERS, message, self._place(row), topic=self.paper)
            elif row.item == "outcome_primary":
                yield from self._primary()

    def _design(self, row: Concordance) -> Iterable[Finding]:
        label = ITEMS[row.item].lower()
        if row.verdict is Verdict.DIFFERS:
            said = f"“{row.paper_value}” and “{row.registry_value}”"
            message = f"{label} of {self._between(row)}: {said}{self._doubts(row)}"
            yield Finding(DESIGN_DIFFERS, message, self._place(row), topic=label)
        elif row.verdict is Verdict.REGISTRY_ONLY:
            message = f"{label}: {self.registry} says “{row.registry_value}”; the text of {self.paper} does not name it"
            yield Finding(ONLY_IN_ONE, message, self._place(row), topic=label)
        elif row.verdict is Verdict.PAPER_ONLY:
            message = f"{label}: {self.paper} says “{row.paper_value}”; {self.registry} does not name it"
            yield Finding(ONLY_IN_ONE, message, self._place(row), topic=label)

    def _primary(self) -> Iterable[Finding]:
        ours, theirs = self._data(self.paper, "outcome_primary"), self._data(self.registry, "outcome_primary")
        if not ours or not theirs:
            return
        unreported = [d for d in theirs if not any(_same_outcome(d, o) for o in ours)]
        unregistered = [d for d in ours if not any(_same_outcome(d, o) for o in theirs)]
        lone, kind = unreported, REGISTERED_PRIMARY_NOT_REPORTED
        if not unreported:
            lone, kind = unregistered, REPORTED_PRIMARY_NOT_REGISTERED
        if lone:
            registered, reported = ("; ".join(map(_outcome, data)) for data in (theirs, ours))
            message = (
                f"primary outcome registered in {self.registry}: {registered}; reported in {self.paper}: {reported}"
            )
            yield Finding(kind, message, self.places.of(lone[0]), topic=self.paper)

    def _between(self, row: Concordance) -> str:
        return f"{row.paper} and {row.registry}"

    def _doubts(self, row: Concordance) -> str:
        """Why what is compared is uncertain, for the end of a message."""
        ids = {*row.paper_data, *row.registry_data}
        data = [d for said in self.said.values() for d in said if d.id in ids and d.status is Status.UNCERTAIN]
        notes = dict.fromkeys(f"{d.report}: {d.note or 'uncertain'}" for d in data)
        return f" ({'; '.join(notes)})" if notes else ""

    def _place(self, row: Concordance) -> Place | None:
        report, ids = (self.registry, row.registry_data) if row.registry_data else (self.paper, row.paper_data)
        return next((self.places.of(d) for d in self.said[report] if d.id in ids), None)


def _outcome(datum: Datum) -> str:
    return f"{datum.value}, {datum.time_point}" if datum.time_point else datum.value


def _same_outcome(one: Datum, two: Datum) -> bool:
    return one.time_point == two.time_point and alike(one.value, two.value)


def _value(data: Sequence[Datum]) -> str:
    return "; ".join(dict.fromkeys(_outcome(d) for d in data))


def _verdict(item: str, ours: Sequence[Datum], theirs: Sequence[Datum]) -> Verdict:
    if not theirs:
        return Verdict.PAPER_ONLY
    if not ours:
        return Verdict.REGISTRY_ONLY
    one, two = {d.value for d in ours}, {d.value for d in theirs}
    if item == "sample_size":
        return Verdict.SAME if {whole(v) for v in one} == {whole(v) for v in two} else Verdict.DIFFERS
    if item in DESIGN:
        terms = {design_term(item, v) for v in one}, {design_term(item, v) for v in two}
        if "" not in terms[0] | terms[1]:
            return Verdict.SAME if terms[0] == terms[1] else Verdict.DIFFERS
    if item == "comparator":
        classes = {comparator_class(v) for v in one}, {comparator_class(v) for v in two}
        if "" not in classes[0] | classes[1] and classes[0] != classes[1]:
            return Verdict.DIFFERS
    if item.startswith("outcome"):
        matched = all(any(_same_outcome(a, b) for b in theirs) for a in ours) and len(ours) == len(theirs)
        return Verdict.SAME if matched else Verdict.DIFFERS
    same = {re.sub(r"\W+", " ", v).casefold().strip() for v in one} == {
        re.sub(r"\W+", " ", v).casefold().strip() for v in two
    }
    return Verdict.SAME if same else Verdict.WORDED
