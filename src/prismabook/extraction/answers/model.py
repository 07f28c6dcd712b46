"""A question about an article's numbers, and the answer with its quotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from prismabook.model import Quote


class OutcomeType(StrEnum):
    """How an outcome is measured."""

    BINARY = "binary"
    CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True)
class Question:
    """The numbers that a comparison needs: an intervention, a comparator and an outcome, in anybody's words."""

    intervention: str
    comparator: str
    outcome: str
    type: OutcomeType


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as text (with an ordinary point), the words it was read from, and the rule that read it.

    ``derived`` says how it was computed, where it is not printed as it stands.
    """

    value: str
    quote: Quote
    rule: str
    derived: str = ""


@dataclass(frozen=True, slots=True)
class ArmFigures:
    """What an article gives for one arm; what it does not give is None."""

    size: Figure | None = None
    events: Figure | None = None
    mean: Figure | None = None
    sd: Figure | None = None

    def figures(self) -> tuple[Figure, ...]:
        """Those that are given."""
        return tuple(f for f in (self.size, self.events, self.mean, self.sd) if f is not None)


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of both arms, or the reason why they are withheld.

    Sizes of groups are given where they are known, also if the outcome's numbers are withheld. ``outcome`` and
    ``time_point`` are the article's words for what was read.
    """

    intervention: ArmFigures = field(default_factory=ArmFigures)
    comparator: ArmFigures = field(default_factory=ArmFigures)
    outcome: str = ""
    time_point: str = ""
    reason: str = ""

    @property
    def given(self) -> bool:
        """Whether any number of the outcome itself is given."""
        arms = (self.intervention, self.comparator)
        return any(arm.events is not None or arm.mean is not None or arm.sd is not None for arm in arms)
