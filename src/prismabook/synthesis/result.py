"""One comparison of two arms for one outcome at one time point, with all that follows from its counts."""

from __future__ import annotations

from dataclasses import dataclass

from prismabook.synthesis.effects import MEASURES, Estimate
from prismabook.synthesis.significance import SHOWN, Test, all_tests
from prismabook.synthesis.table import TwoByTwo


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the ledger's results; ``table`` is None where no counts are known, and ``derivation`` says why.

    ``percent1`` and ``percent2`` are percentages as printed ("55.17"); ``p_reported`` is the p as printed
    ("0.052", "<0.001"), empty if none is; ``counts`` is "stated", "derived" or empty; ``data`` are the ids of the
    data behind it. Arm 1 is the intervention, arm 2 the comparator. ``reproduced_by`` names the two-sided tests that
    give the printed p, ``one_sided_by`` the one-sided ones where no two-sided test does.
    """

    id: str
    study: str
    report: str
    outcome: str
    time_point: str
    population: str
    arm1: str
    arm2: str
    table: TwoByTwo | None = None
    counts: str = ""
    derivation: str = ""
    percent1: str = ""
    percent2: str = ""
    p_reported: str = ""
    reproduced_by: tuple[str, ...] = ()
    one_sided_by: tuple[str, ...] = ()
    data: tuple[str, ...] = ()

    def estimate(self, measure: str) -> Estimate | None:
        """An effect measure by its name (risk_ratio, odds_ratio, risk_difference); None without counts."""
        return MEASURES[measure](self.table) if self.table else None

    @property
    def tests(self) -> tuple[Test, ...]:
        """All tests of its table; none without counts."""
        return all_tests(self.table) if self.table else ()

    def row(self) -> dict[str, object]:
        """The row of the ledger's table ``results``."""
        table = self.table
        row: dict[str, object] = {
            "id": self.id,
            "study": self.study,
            "report": self.report,
            "outcome": self.outcome,
            "time_point": self.time_point,
            "population": self.population,
            "intervention": self.arm1,
            "comparator": self.arm2,
            "events_intervention": table.events1 if table else None,
            "total_intervention": table.total1 if table else None,
            "events_comparator": table.events2 if table else None,
            "total_comparator": table.total2 if table else None,
            "counts": self.counts,
            "derivation": self.derivation,
            "percent_intervention": self.percent1 or None,
            "percent_comparator": self.percent2 or None,
            "p_reported": self.p_reported,
            "p_reproduced_by": "; ".join(self.reproduced_by),
            "p_one_sided_by": "; ".join(self.one_sided_by),
            "data": ";".join(self.data),
        }
        return row | self._effects() | self._p_values()

    def _effects(self) -> dict[str, object]:
        columns: dict[str, object] = {}
        for measure in MEASURES:
            if estimate := self.estimate(measure):
                columns[measure] = significant(estimate.value)
                columns[f"{measure}_low"] = significant(estimate.low)
                columns[f"{measure}_high"] = significant(estimate.high)
        return columns

    def _p_values(self) -> dict[str, object]:
        made = (test(self.table) for test in SHOWN) if self.table else ()
        return {f"p_{test.id}": significant(test.p) for test in made}


def significant(value: float | None, digits: int = 10) -> float | None:
    """A number cut to so many significant digits, so that the last bits of a machine never reach a table."""
    return None if value is None else float(f"{value:.{digits}g}")
