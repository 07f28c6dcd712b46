"""Results as they were printed, each with the place where it was printed: what the replayed analyses must give.

``places`` is how many decimals were printed. Values are on the scale they were printed on.
"""

from __future__ import annotations

from dataclasses import dataclass

from prismabook.synthesis import MetaAnalysis, pool, read_effects


@dataclass(frozen=True)
class Printed:
    """A printed value: of which data, by which method, which quantity, with how many decimals, and where."""

    data: str
    measure: str
    method: str
    ci: str
    quantity: str
    value: float
    places: int
    source: str
    prediction: str = "default"
    off: str = ""
    """Why the printed value is not met to its last digit, if it is not."""


VIECHTBAUER = "Viechtbauer W, J Stat Softw 2010;36(3): BCG trials, log risk ratio, REML"
HOUWELINGEN = "metafor-project.org, analyses:vanhouwelingen2002: BCG trials, log odds ratio, Q-profile after ML"

PRINTED = (
    Printed("bcg", "RR", "REML", "wald", "estimate", -0.7145, 4, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "se", 0.1798, 4, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "statistic", -3.9744, 4, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "low", -1.0669, 4, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "high", -0.3622, 4, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "tau2", 0.3132, 4, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "tau2_se", 0.1664, 4, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "I2", 92.22, 2, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "H2", 12.86, 2, VIECHTBAUER),
    Printed("bcg", "RR", "REML", "wald", "Q", 152.2330, 4, VIECHTBAUER),
    Printed("bcg", "OR", "ML", "wald", "tau2_low", 0.1302, 4, HOUWELINGEN, off="its search stopped early"),
    Printed("bcg", "OR", "ML", "wald", "tau2_high", 1.1812, 4, HOUWELINGEN),
)


def replay(printed: Printed, text: str) -> tuple[float, MetaAnalysis]:
    """What our analysis gives for a printed quantity."""
    found = pool(
        read_effects(text, printed.measure).effects, printed.method, ci=printed.ci, prediction=printed.prediction
    )
    numbers = found.numbers()
    names = {"low": "ci_low", "high": "ci_high"}
    return float(numbers[names.get(printed.quantity, printed.quantity)]), found
