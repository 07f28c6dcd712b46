"""Effects of two-by-two tables for pooling, with a stated policy for zero cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import asin, log, sqrt

from prismabook.synthesis.measures.effect import Effect, Left
from prismabook.synthesis.table import TwoByTwo

Cells = tuple[float, float, float, float]
"""Events and non-events of group 1, then of group 2."""

POLICIES = ("only0", "all", "if0all", "none", "treatment-arm")
"""When a constant is added to the cells; see :class:`Correction`."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What happens to tables with a zero cell.

    Parameters
    ----------
    to
        ``only0``: the constant is added to every cell of tables that have a zero (the default, as in the Cochrane
        Handbook 10.4.4.2); ``all``: to every cell of all tables; ``if0all``: to all tables if any has a zero;
        ``none``: nowhere, and a table that does not define the measure is left out; ``treatment-arm``: as ``only0``,
        but what is added to an arm is in proportion to its size and both add up to twice the constant (Sweeting MJ,
        Sutton AJ, Lambert PC, Stat Med 2004;23:1351).
    add
        The constant, usually 0.5.
    double_zero
        ``drop``: for ratios, tables without an event in either group, or with events in everyone, say nothing of the
        effect and are left out (Cochrane Handbook 10.4.4.1); ``keep``: they are corrected like others. Risk and arcsine
        differences always keep them.
    """

    to: str = "only0"
    add: float = 0.5
    double_zero: str = "drop"

    def __post_init__(self) -> None:
        if self.to not in POLICIES:
            raise ValueError(f"a correction is one of {', '.join(POLICIES)}, not {self.to!r}")
        if self.double_zero not in ("drop", "keep"):
            raise ValueError(f"studies with double zeros are dropped or kept, not {self.double_zero!r}")
        if not self.add >= 0:
            raise ValueError(f"the constant added to cells is not below zero, as {self.add} is")


DEFAULT = Correction()


def corrected(cells: Cells, correction: Correction, *, any_zero: bool) -> tuple[Cells, str]:
    """The cells as they are used and what was added, in words; ``any_zero`` tells whether any study's table has one."""
    zero = min(cells) == 0
    wanted = {"only0": zero, "treatment-arm": zero, "all": True, "if0all": any_zero, "none": False}[correction.to]
    if not wanted or correction.add == 0:
        return cells, ""
    a, b, c, d = cells
    first = second = correction.add
    if correction.to == "treatment-arm":
        share = (a + b) / (a + b + c + d)
        first, second = 2 * correction.add * share, 2 * correction.add * (1 - share)
    added = f"{first:g}" if first == second else f"{first:.3g} and {second:.3g}"
    return (a + first, b + first, c + second, d + second), f"{added} added to the cells"


def risk_ratio_of(cells: Cells) -> tuple[float, float]:
    """Logarithm of the risk ratio and its variance 1/a − 1/n₁ + 1/c − 1/n₂ (Katz D et al., Biometrics 1978;34:469)."""
    a, b, c, d = cells
    return log(a / (a + b)) - log(c / (c + d)), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def odds_ratio_of(cells: Cells) -> tuple[float, float]:
    """Logarithm of the odds ratio and its variance 1/a + 1/b + 1/c + 1/d (Woolf B, Ann Hum Genet 1955;19:251)."""
    a, b, c, d = cells
    return log(a / b) - log(c / d), 1 / a + 1 / b + 1 / c + 1 / d


def risk_difference_of(cells: Cells) -> tuple[float, float]:
    """Risk difference and its variance p₁(1−p₁)/n₁ + p₂(1−p₂)/n₂."""
    a, b, c, d = cells
    n1, n2 = a + b, c + d
    return a / n1 - c / n2, a * b / n1**3 + c * d / n2**3


def peto_of(cells: Cells) -> tuple[float, float]:
    """Peto's log odds ratio (O−E)/V and its variance 1/V, V of the hypergeometric distribution.

    Source: Yusuf S et al., Prog Cardiovasc Dis 1985;27:335.
    """
    a, b, c, d = cells
    n1, n2, events, others = a + b, c + d, a + c, b + d
    total = n1 + n2
    v = n1 * n2 * events * others / (total**2 * (total - 1))
    return (a - n1 * events / total) / v, 1 / v


def arcsine_of(cells: Cells) -> tuple[float, float]:
    """Difference of the arcsines of the roots of the risks; variance 1/4n₁ + 1/4n₂.

    Source: Rücker G et al., Stat Med 2009;28:721.
    """
    a, b, c, d = cells
    n1, n2 = a + b, c + d
    return asin(sqrt(a / n1)) - asin(sqrt(c / n2)), 1 / (4 * n1) + 1 / (4 * n2)


FORMULAS: Mapping[str, Callable[[Cells], tuple[float, float]]] = {
    "RR": risk_ratio_of,
    "OR": odds_ratio_of,
    "RD": risk_difference_of,
    "PETO": peto_of,
    "AS": arcsine_of,
}


def binary_effects(
    tables: Sequence[tuple[str, TwoByTwo]], measure: str = "RR", correction: Correction = DEFAULT
) -> tuple[tuple[Effect, ...], tuple[Left, ...]]:
    """Effects of named two-by-two tables, and those that define none.

    Parameters
    ----------
    tables
        Names of studies with their tables; group 1 is the intervention.
    measure
        RR, OR, RD, PETO or AS; ratios are logarithms.
    correction
        The policy for zero cells. Peto's odds ratio and the arcsine difference need none and get none.

    Raises
    ------
    ValueError
        If the measure is not one of these.

    Examples
    --------
    >>> effects, left = binary_effects([("Aronson 1948", TwoByTwo(4, 123, 11, 139))], "RR")
    >>> round(effects[0].value, 4), round(effects[0].variance, 4)
    (-0.8893, 0.3256)
    """
    if measure not in FORMULAS:
        raise ValueError(f"a two-by-two table gives {', '.join(FORMULAS)}, not {measure!r}")
    any_zero = any(min(table.cells) == 0 for _, table in tables)
    found = [_effect(name, table, measure, correction, any_zero) for name, table in tables]
    return tuple(f for f in found if isinstance(f, Effect)), tuple(f for f in found if isinstance(f, Left))


def _effect(name: str, table: TwoByTwo, measure: str, correction: Correction, any_zero: bool) -> Effect | Left:
    raw = tuple(float(cell) for cell in table.cells)
    one_sided = table.events in (0, table.total)
    if one_sided and (measure == "PETO" or (measure in ("RR", "OR") and correction.double_zero == "drop")):
        what = "no events in either group" if table.events == 0 else "everyone in both groups had the event"
        return Left(name, f"{what}: nothing is known of the ratio")
    cells, note = (raw[0], raw[1], raw[2], raw[3]), ""
    if measure not in ("PETO", "AS"):
        cells, note = corrected(cells, correction, any_zero=any_zero)
    try:
        value, variance = FORMULAS[measure](cells)
        return Effect(name, value, variance, measure, table.total, raw, note)
    except (ValueError, ZeroDivisionError):
        return Left(name, "a zero cell leaves the measure or its variance undefined, and no constant is added")
