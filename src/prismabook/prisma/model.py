"""The flow diagram without its geometry: boxes that hold their members, and the arrows between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from prismabook.findings import Finding, Place
from prismabook.prisma.codes import DOES_NOT_ADD_UP, SEVERAL_REPORTS


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for exclusion: the criterion's id, its label in the diagram, the records it took out."""

    id: str
    label: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A number of the diagram with those it counts.

    ``key`` is the R package PRISMA2020's; ``column`` is databases, other or included; ``stage`` one of
    Identification, Screening, Included; ``unit`` says what ``members`` are: records, reports or studies.
    """

    key: str
    column: str
    stage: str
    unit: str
    label: str
    members: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def n(self) -> int:
        """How many it counts."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Flow:
    """All boxes in the order of reading; ``proposals`` counts the decisions that no person has confirmed."""

    boxes: tuple[Box, ...]
    decisions: int = 0
    proposals: int = 0
    _by_key: Mapping[str, Box] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", MappingProxyType({box.key: box for box in self.boxes}))

    def __getitem__(self, key: str) -> Box:
        return self._by_key[key]

    @property
    def numbers(self) -> dict[str, int]:
        """The count of every box."""
        return {box.key: box.n for box in self.boxes}

    @property
    def columns(self) -> tuple[str, ...]:
        """The ways of identification that found anything."""
        return tuple(name for name in ("databases", "other") if any(b.n for b in self.boxes if b.column == name))

    @property
    def arrows(self) -> tuple[tuple[str, str], ...]:
        """From box to box, for the ways of identification that found anything."""
        shown = {box.key for box in self.boxes if box.column in (*self.columns, "included")}
        return tuple(arrow for arrow in ARROWS if set(arrow) <= shown)

    @property
    def included(self) -> tuple[str, ...]:
        """The reports included."""
        return self["new_reports"].members


ARROWS = (
    ("database_results", "duplicates"),
    ("database_results", "records_screened"),
    ("records_screened", "records_excluded"),
    ("records_screened", "dbr_sought_reports"),
    ("dbr_sought_reports", "dbr_notretrieved_reports"),
    ("dbr_sought_reports", "dbr_assessed"),
    ("dbr_assessed", "dbr_excluded"),
    ("dbr_assessed", "new_studies"),
    ("organisation_results", "other_sought_reports"),
    ("other_sought_reports", "other_notretrieved_reports"),
    ("other_sought_reports", "other_assessed"),
    ("other_assessed", "other_excluded"),
    ("other_assessed", "new_studies"),
)
"""Arrows of the statement's template; a box with several numbers is named by one of them."""

SUMS: tuple[tuple[str, Sequence[str], Sequence[str]], ...] = (
    (
        "records_screened",
        ("database_results", "register_results"),
        ("duplicates", "excluded_automatic", "excluded_other"),
    ),
    ("dbr_sought_reports", ("records_screened",), ("records_excluded",)),
    ("dbr_assessed", ("dbr_sought_reports",), ("dbr_notretrieved_reports",)),
    ("other_sought_reports", ("website_results", "organisation_results", "citations_results"), ()),
    ("other_assessed", ("other_sought_reports",), ("other_notretrieved_reports",)),
    ("new_reports", ("dbr_assessed", "other_assessed"), ("dbr_excluded", "other_excluded")),
    ("total_studies", ("previous_studies", "new_studies"), ()),
    ("total_reports", ("previous_reports", "new_reports"), ()),
)
"""Each number is the sum of some less the sum of others."""

LOOSE = {"dbr_sought_reports", "other_sought_reports"}
"""Sums that may differ because a record can have several reports."""


def invariants(numbers: Mapping[str, int], place: Place | None = None) -> tuple[Finding, ...]:
    """Where the numbers of a flow diagram do not add up; a sum is checked if its number and a part are given."""
    return (*_sums(numbers, place), *_reports(numbers, place))


def _sums(numbers: Mapping[str, int], place: Place | None) -> Iterable[Finding]:
    for key, plus, minus in SUMS:
        if key not in numbers or not any(part in numbers for part in plus):
            continue
        expected = sum(numbers.get(k, 0) for k in plus) - sum(numbers.get(k, 0) for k in minus)
        if numbers[key] != expected:
            terms = " + ".join(f"{k} {numbers.get(k, 0)}" for k in plus)
            less = "".join(f" − {k} {numbers.get(k, 0)}" for k in minus)
            kind = SEVERAL_REPORTS if key in LOOSE else DOES_NOT_ADD_UP
            yield Finding(kind, f"{key} is {numbers[key]}, but {terms}{less} is {expected}", place)


def _reports(numbers: Mapping[str, int], place: Place | None) -> Iterable[Finding]:
    for who in ("previous", "new", "total"):
        studies, reports = numbers.get(f"{who}_studies"), numbers.get(f"{who}_reports")
        if studies is not None and reports is not None and studies > reports:
            message = f"{who}: {studies} studies have {reports} reports; a study has at least one"
            yield Finding(DOES_NOT_ADD_UP, message, place)
