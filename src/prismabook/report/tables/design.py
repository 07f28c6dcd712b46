"""What a trial's size allows it to detect, as a table over what might be assumed."""

from __future__ import annotations

from collections.abc import Sequence

from prismabook.report.markdown import Heading, Text, emphasis, table, text
from prismabook.report.numbers import decimal
from prismabook.synthesis.power import detectable as smallest


def detectable(
    n1: int, n2: int, assumed: Sequence[float] = (0.1, 0.2, 0.3, 0.4, 0.5), wanted: Sequence[float] = (0.8, 0.9)
) -> Text:
    """For each assumed response to the comparator the smallest response that is detected with the wanted power.

    By the exact power of Pearson's test at the two-sided 5% level. ``n1`` and ``n2`` are participants analysed.
    """
    columns = (
        Heading("Response assumed in the comparator arm", 28, number=True),
        *(Heading(f"Smallest response detected with {power:.0%} power", 36, number=True) for power in wanted),
    )
    rows: list[list[Text | str]] = [
        [f"{risk:.0%}", *(_shown(smallest(n1, n2, risk, power), risk) for power in wanted)] for risk in assumed
    ]
    return table(columns, rows)


def detectable_range(n1: int, n2: int, assumed: Sequence[float], wanted: float = 0.8) -> Text:
    """The smallest and the largest of the detectable differences of that table, in percentage points: "30 to 35"."""
    found = [(risk, smallest(n1, n2, risk, wanted)) for risk in assumed]
    points = [100 * (value - risk) for risk, value in found if value is not None]
    return text(f"{min(points):.0f} to {max(points):.0f}" if points else "larger than any")


def _shown(found: float | None, risk: float) -> Text | str:
    if found is None:
        return emphasis("none")
    return f"{decimal(100 * found, 1)}% (a difference of {decimal(100 * (found - risk), 1)} points)"
