"""The flow diagram without its geometry: boxes that hold their members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Shown = Literal["auto", "always", "never"]
"""Whether a number is drawn: ``auto`` leaves out the noughts of a box that lists several numbers."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a number: a reason for exclusion or a named database, its label, and whom it counts.

    ``count`` is the number of a diagram that came without its records.
    """

    id: str
    label: str
    members: tuple[str, ...] = ()
    count: int | None = None

    @property
    def n(self) -> int:
        """How many it counts."""
        return len(self.members) if self.count is None else self.count


@dataclass(frozen=True, slots=True)
class Box:
    """A number of the diagram with those it counts.

    ``key`` is the R package PRISMA2020's, where it has one; ``column`` is previous, databases, other or included;
    ``stage`` one of Identification, Screening, Included; ``unit`` says what ``members`` are: records, reports or
    studies. A record found in two sources is a member of its box twice.
    """

    key: str
    column: str
    stage: str
    unit: str
    label: str
    members: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    shown: Shown = "auto"
    count: int | None = None

    @property
    def n(self) -> int:
        """How many it counts."""
        return len(self.members) if self.count is None else self.count


@dataclass(frozen=True, slots=True)
class Flow:
    """All boxes in the order of reading.

    ``decisions`` counts what was decided on a record or report at a stage, ``proposed`` names those decisions that
    rest on no person: pairs of stage and record or report.
    """

    boxes: tuple[Box, ...]
    decisions: int = 0
    proposed: frozenset[tuple[str, str]] = frozenset()
    _by_key: Mapping[str, Box] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", MappingProxyType({box.key: box for box in self.boxes}))

    def __getitem__(self, key: str) -> Box:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @property
    def proposals(self) -> int:
        """How many decisions no person has confirmed."""
        return len(self.proposed)

    @property
    def numbers(self) -> dict[str, int]:
        """The count of every box."""
        return {box.key: box.n for box in self.boxes}

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are drawn, from left to right."""
        return tuple(name for name in COLUMNS if any(b.shown != "never" for b in self.boxes if b.column == name))

    @property
    def updated(self) -> bool:
        """Whether it is the diagram of an updated review."""
        return "previous" in self.columns

    @property
    def included(self) -> tuple[str, ...]:
        """The reports newly included."""
        return self["new_reports"].members if "new_reports" in self else ()


COLUMNS = ("previous", "databases", "other", "included")
DECIDED_AT: Mapping[str, str] = {
    "database_results": "identification",
    "register_results": "identification",
    "website_results": "identification",
    "organisation_results": "identification",
    "citations_results": "identification",
    "previous_reports": "identification",
    "duplicates": "duplicate",
    "excluded_automatic": "duplicate",
    "excluded_other": "duplicate",
    "records_excluded": "screening",
    "dbr_sought_reports": "screening",
    "dbr_notretrieved_reports": "retrieval",
    "dbr_assessed": "retrieval",
    "other_notretrieved_reports": "retrieval",
    "other_assessed": "retrieval",
    "dbr_excluded": "eligibility",
    "other_excluded": "eligibility",
    "new_reports": "eligibility",
}
"""The stage whose decision puts a member into a box."""

SCREENING = "Screening"
KNOWN: tuple[tuple[str, str, str, str, str], ...] = (
    ("previous_studies", "previous", "Identification", "studies", "Studies included in previous version of review"),
    (
        "previous_reports",
        "previous",
        "Identification",
        "reports",
        "Reports of studies included in previous version of review",
    ),
    ("database_results", "databases", "Identification", "records", "Databases"),
    ("register_results", "databases", "Identification", "records", "Registers"),
    ("duplicates", "databases", "Identification", "records", "Duplicate records"),
    (
        "excluded_automatic",
        "databases",
        "Identification",
        "records",
        "Records marked as ineligible by automation tools",
    ),
    ("excluded_other", "databases", "Identification", "records", "Records removed for other reasons"),
    ("records_screened", "databases", SCREENING, "records", "Records screened"),
    ("records_excluded", "databases", SCREENING, "records", "Records excluded"),
    ("dbr_sought_reports", "databases", SCREENING, "reports", "Reports sought for retrieval"),
    ("dbr_notretrieved_reports", "databases", SCREENING, "reports", "Reports not retrieved"),
    ("dbr_assessed", "databases", SCREENING, "reports", "Reports assessed for eligibility"),
    ("dbr_excluded", "databases", SCREENING, "reports", "Reports excluded"),
    ("website_results", "other", "Identification", "records", "Websites"),
    ("organisation_results", "other", "Identification", "records", "Organisations"),
    ("citations_results", "other", "Identification", "records", "Citation searching"),
    ("other_sought_reports", "other", SCREENING, "reports", "Reports sought for retrieval"),
    ("other_notretrieved_reports", "other", SCREENING, "reports", "Reports not retrieved"),
    ("other_assessed", "other", SCREENING, "reports", "Reports assessed for eligibility"),
    ("other_excluded", "other", SCREENING, "reports", "Reports excluded"),
    ("new_studies", "included", "Included", "studies", "New studies included in review"),
    ("new_reports", "included", "Included", "reports", "Reports of new included studies"),
    ("total_studies", "included", "Included", "studies", "Total studies included in review"),
    ("total_reports", "included", "Included", "reports", "Reports of total included studies"),
    ("appraised_studies", "included", "Included", "studies", "Studies appraised for risk of bias"),
    ("total_studies_ma", "included", "Included", "studies", "Studies included in meta-analysis"),
    ("total_reports_ma", "included", "Included", "reports", "Reports of studies included in meta-analysis"),
)
"""Key, column, stage, unit and label of every number that the statement's templates or the R package know."""


def boxes(members: Mapping[str, tuple[str, ...]], parts: Mapping[str, tuple[Part, ...]]) -> Iterable[Box]:
    """The boxes of these keys with their members, in the order of reading."""
    for key, column, stage, unit, label in KNOWN:
        if key in members:
            yield Box(key, column, stage, unit, label, members[key], parts.get(key, ()))
