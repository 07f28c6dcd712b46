"""The two-by-two table that every binary effect measure and test starts from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Participants with the event and all participants, in two groups; group 1 is the intervention.

    Raises
    ------
    ValueError
        If a group is empty, or has more events than participants.
    """

    events1: int
    total1: int
    events2: int
    total2: int

    def __post_init__(self) -> None:
        for events, total in ((self.events1, self.total1), (self.events2, self.total2)):
            if not 0 <= events <= total or total == 0:
                raise ValueError(f"{events} of {total} is no count of participants")

    @property
    def risk1(self) -> float:
        """Proportion with the event in group 1."""
        return self.events1 / self.total1

    @property
    def risk2(self) -> float:
        """Proportion with the event in group 2."""
        return self.events2 / self.total2

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """Events and non-events in group 1, then in group 2 (often called a, b, c, d)."""
        return self.events1, self.total1 - self.events1, self.events2, self.total2 - self.events2

    @property
    def events(self) -> int:
        """Participants with the event in both groups."""
        return self.events1 + self.events2

    @property
    def total(self) -> int:
        """Participants in both groups."""
        return self.total1 + self.total2
