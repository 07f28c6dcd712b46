"""What stands of the decisions on one record at one stage: one person's, two screeners', a consensus, a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.project import ScreeningDecision


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds at a stage; ``verdict`` is empty without a decision, and ``unclear`` where the rows disagree."""

    verdict: str = ""
    reasons: tuple[str, ...] = ()
    proposal: bool = False
    conflict: bool = False
    rows: tuple[ScreeningDecision, ...] = ()

    @property
    def line(self) -> int | None:
        """The line of its last row."""
        return self.rows[-1].line if self.rows else None


def standing(rows: Sequence[ScreeningDecision]) -> Standing:
    """What holds of several rows on the same record and stage.

    A person's decision puts proposals aside; a consensus puts the screeners' own decisions aside. Rows that then
    still differ are a conflict.
    """
    if not rows:
        return Standing()
    people = [row for row in rows if not row.proposal]
    settled = [row for row in people if row.settles]
    weighing = settled or people or list(rows)
    verdicts = {row.verdict for row in weighing}
    conflict = len(verdicts) > 1
    return Standing(
        "unclear" if conflict else weighing[0].verdict,
        tuple(dict.fromkeys(reason for row in weighing for reason in row.reasons)),
        not people,
        conflict,
        tuple(weighing),
    )
