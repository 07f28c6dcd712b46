"""What each row of a table of studies gives, by kind of data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.synthesis.codes import BAD_ROW
from prismabook.synthesis.data.columns import WAYS
from prismabook.synthesis.effects import LEVEL
from prismabook.synthesis.measures import single
from prismabook.synthesis.measures.binary import DEFAULT, Correction, binary_effects
from prismabook.synthesis.measures.continuous import TwoMeans, continuous_effect
from prismabook.synthesis.measures.effect import Effect, Left, Measure, measure_named
from prismabook.synthesis.measures.paired import Paired, paired_effect
from prismabook.synthesis.measures.reported import ratio_from_interval, ratio_from_p, value_from_interval
from prismabook.synthesis.table import TwoByTwo

if TYPE_CHECKING:
    from prismabook.synthesis.data.reading import Row


@dataclass(frozen=True, slots=True)
class Settings:
    """How rows become effects: zero cells, the variance formula (see continuous_effect), Hedges's or Cohen's
    standardisation with the exact or the approximate factor, and the level of the intervals that papers printed."""

    correction: Correction = DEFAULT
    variance: str = ""
    hedges: bool = True
    exact: bool = True
    printed_level: float = LEVEL


def effects_of(rows: Sequence[Row], measure: Measure, settings: Settings, file: str) -> tuple[list[Effect], list[Left]]:
    """Effects of rows, and those left out.

    Raises
    ------
    PrismabookError
        With a finding for every row whose numbers are not possible.
    """
    given = rows[0].numbers if rows else {}
    if measure.kind == "two-by-two" and "a" in given:
        return _tables(rows, measure, settings, file)
    kind = measure.kind if rows and set(given) in [set(w.columns) for w in WAYS[measure.kind]] else "generic"
    effects: list[Effect] = []
    left: list[Left] = []
    wrong = []
    for row in rows:
        try:
            found = _KINDS[kind](row, measure.id, settings)
        except (ValueError, ZeroDivisionError, OverflowError) as error:
            wrong.append(Finding(BAD_ROW, f"{row.study}: {error}", Place(file, row.line)))
            continue
        if isinstance(found, Effect):
            effects.append(replace(found, line=row.line))
        else:
            left.append(replace(found, line=row.line))
    if wrong:
        raise PrismabookError(*wrong)
    return effects, left


def _tables(rows: Sequence[Row], measure: Measure, settings: Settings, file: str) -> tuple[list[Effect], list[Left]]:
    """Tables together, for a policy may look at all of them."""
    tables, wrong = [], []
    for row in rows:
        try:
            tables.append((row.study, _table(row.numbers)))
        except ValueError as error:
            wrong.append(Finding(BAD_ROW, f"{row.study}: {error}", Place(file, row.line)))
    if wrong:
        raise PrismabookError(*wrong)
    effects, left = binary_effects(tables, measure.id, settings.correction)
    lines = {row.study: row.line for row in rows}
    return [replace(e, line=lines[e.study]) for e in effects], [replace(x, line=lines[x.study]) for x in left]


def _table(numbers: Mapping[str, float]) -> TwoByTwo:
    counts = {key: _whole(value) for key, value in numbers.items()}
    n1 = counts["n1"] if "n1" in counts else counts["a"] + counts["b"]
    n2 = counts["n2"] if "n2" in counts else counts["c"] + counts["d"]
    return TwoByTwo(counts["a"], n1, counts["c"], n2)


def _whole(value: float) -> int:
    if value != int(value):
        raise ValueError(f"{value:g} is no count of participants")
    return int(value)


def _means(row: Row, measure: str, settings: Settings) -> Effect:
    x = row.numbers
    data = TwoMeans(x["m1"], x["sd1"], x["n1"], x["m2"], x["sd2"], x["n2"])
    return continuous_effect(
        row.study, data, measure, variance=settings.variance, hedges=settings.hedges, exact=settings.exact
    )


def _paired(row: Row, measure: str, _settings: Settings) -> Effect:
    x = row.numbers
    return paired_effect(row.study, Paired(x["m1"], x["sd1"], x["m2"], x["sd2"], x["n"], x["r"]), measure)


def _rates(row: Row, measure: str, settings: Settings) -> Effect | Left:
    x = row.numbers
    return single.rates_effect(row.study, (x["a"], x["t1"]), (x["c"], x["t2"]), measure, settings.correction)


def _generic(row: Row, measure: str, settings: Settings) -> Effect:
    """Effects as printed: on the scale of analysis with a variance or standard error, or with its limits or p."""
    x = row.numbers
    if "vi" in x:
        return Effect(row.study, x["yi"], x["vi"], measure)
    if "sei" in x:
        if not x["sei"] > 0:
            raise ValueError("a standard error is above zero")
        return Effect(row.study, x["yi"], x["sei"] ** 2, measure)
    if "oe" in x:
        if not x["ve"] > 0:
            raise ValueError("the variance of O − E is above zero")
        return Effect(row.study, x["oe"] / x["ve"], 1 / x["ve"], measure, note="from O − E and its variance")
    if "p" in x:
        value, se = ratio_from_p(x["ratio"], x["p"])
    elif "ratio" in x and measure_named(measure).logarithmic:
        value, se = ratio_from_interval(x["ratio"], x["low"], x["high"], settings.printed_level)
    else:
        given = x["ratio"] if "ratio" in x else x["yi"]
        value, se = value_from_interval(given, x["low"], x["high"], settings.printed_level)
    return Effect(row.study, value, se**2, measure)


_KINDS: Mapping[str, Callable[[Row, str, Settings], Effect | Left]] = {
    "two means": _means,
    "paired means": _paired,
    "two rates": _rates,
    "generic": _generic,
    "one proportion": lambda row, measure, s: single.proportion_effect(
        row.study, _whole(row.numbers["x"]), _whole(row.numbers["n"]), measure, s.correction
    ),
    "one rate": lambda row, measure, s: single.rate_effect(
        row.study, row.numbers["x"], row.numbers["t"], measure, s.correction
    ),
    "one mean": lambda row, measure, _s: single.mean_effect(
        row.study, row.numbers["mean"], row.numbers["sd"], row.numbers["n"], measure
    ),
    "correlation": lambda row, measure, _s: single.correlation_effect(
        row.study, row.numbers["r"], row.numbers["n"], measure
    ),
}
