"""Numerators and denominators of each arm's results: as stated, or as they follow from percentages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from prismabook.audit.percentages import Percentage, denominators, fitting, percentage
from prismabook.model import Datum, Status

ITEMS = ("result_percent", "result_events", "result_total")
SIZES = ("n_randomised", "n_enrolled", "n_planned", "n_analysed")
"""Items that bound an arm's denominator, the most telling first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a report gives for one outcome, time point and arm; ``size`` is the arm's stated number, if any."""

    outcome: str
    time_point: str
    arm: str
    data: Mapping[str, tuple[Datum, ...]]
    population: str = ""
    size: Datum | None = None

    def first(self, item: str) -> Datum | None:
        """The first datum of an item."""
        return next(iter(self.data.get(item, ())), None)

    @property
    def printed(self) -> str:
        """The percentage as printed, empty if there is none."""
        datum = self.first("result_percent")
        return datum.value if datum else ""

    @property
    def percent(self) -> Percentage | None:
        """The percentage, None if there is none or it is impossible."""
        return percentage(self.printed) if self.printed else None

    @property
    def limit(self) -> int | None:
        """The largest total that the arm allows."""
        return whole(self.size.value) if self.size else None

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why its data are uncertain."""
        every = (datum for item in ITEMS for datum in self.data.get(item, ()))
        return tuple(dict.fromkeys(d.note or "an uncertain datum" for d in every if d.status is Status.UNCERTAIN))


@dataclass(frozen=True, slots=True)
class Counts:
    """Events and total of a cell; both None where they are not known. ``words`` say how they were found."""

    events: int | None
    total: int | None
    how: str
    words: str
    basis: tuple[Datum, ...] = field(default=())


def whole(text: str) -> int | None:
    """A non-negative whole number as printed, or None."""
    digits = text.strip().replace(",", "").replace("\u202f", "").replace("\u00a0", "")
    return int(digits) if digits.isascii() and digits.isdecimal() else None


def cells(data: Sequence[Datum]) -> tuple[Cell, ...]:
    """The cells of one report, in the order in which the report gives them."""
    found: dict[tuple[str, str, str], dict[str, tuple[Datum, ...]]] = {}
    for datum in data:
        if datum.item in ITEMS and datum.arm:
            items = found.setdefault((datum.outcome, datum.time_point, datum.arm), {})
            items[datum.item] = (*items.get(datum.item, ()), datum)
    sizes: dict[str, list[Datum]] = {}
    for datum in data:
        if datum.item in SIZES:
            sizes.setdefault(datum.arm, []).append(datum)
    populations = {d.outcome: d.value for d in data if d.item == "population" and d.outcome}
    return tuple(
        Cell(*key, items, populations.get(key[0], ""), arm_size(sizes.get(key[2], ()), key[2]))
        for key, items in found.items()
    )


def arm_size(data: Iterable[Datum], arm: str) -> Datum | None:
    """The datum that says how many participants an arm had, the number randomised before any other."""
    sizes = [d for d in data if d.item in SIZES and d.arm == arm and not d.outcome and whole(d.value) is not None]
    return min(sizes, key=lambda d: SIZES.index(d.item), default=None)


def counts(cell: Cell, arm: Sequence[Cell]) -> Counts:
    """The counts of a cell; ``arm`` holds all cells of the same arm in the same report.

    Stated counts come first. Otherwise a percentage gives them if only one pair fits it, alone or together with the
    other percentages of the same arm and population (which must then share one denominator).
    """
    if clash := next((item for item in ITEMS if len({d.value for d in cell.data.get(item, ())}) > 1), ""):
        return Counts(None, None, "", f"{cell.arm}: the report gives several values ({clash.replace('_', ' ')})")
    events, total = cell.first("result_events"), cell.first("result_total")
    if events and total:
        return _stated(cell, events, total)
    if cell.percent is None:
        return Counts(None, None, "", f"{cell.arm}: {_why_none(cell)}")
    if cell.limit is None:
        return Counts(None, None, "", f"{cell.arm}: {cell.printed}% is printed, but not how many the arm had")
    return _derived(cell, cell.percent, cell.limit, arm)


def _stated(cell: Cell, events: Datum, total: Datum) -> Counts:
    k, n = whole(events.value), whole(total.value)
    if k is None or n is None or n == 0 or k > n:
        words = f"{cell.arm}: {events.value}/{total.value} is printed, which is no count of participants"
        return Counts(None, None, "", words, (events, total))
    return Counts(k, n, "stated", f"{cell.arm}: {k}/{n} as printed", (events, total))


def _why_none(cell: Cell) -> str:
    if cell.printed:
        return f"{cell.printed} is no percentage"
    if events := cell.first("result_events"):
        if events.unit == "events":
            return f"{events.value} {'event' if events.value == '1' else 'events'}; number at risk not stated"
        return f"{events.value} with the outcome; number assessed not stated"
    return "no number with the outcome is given"


def _derived(cell: Cell, percent: Percentage, limit: int, arm: Sequence[Cell]) -> Counts:
    pairs = fitting(percent, limit)
    what = f"{percent.printed}% of at most {limit}"
    printed = cell.first("result_events")
    known = whole(printed.value) if printed is not None and printed.unit != "events" else None
    if known is not None:
        pairs = tuple(pair for pair in pairs if pair[0] == known)
        what = f"{known} with the outcome, {what},"
    if not pairs:
        return Counts(None, None, "", f"{cell.arm}: no count fits {what}")
    basis = cell.data["result_percent"][:1]
    if len(pairs) == 1:
        (events, total), words = pairs[0], f"only {_pairs(pairs)} fits {what}"
        return Counts(events, total, "derived", f"{cell.arm}: {words}", basis)
    others = _companions(cell, arm)
    totals = denominators((percent, *(p for _, p in others)), limit) if others else ()
    numerators = percent.numerators(totals[0]) if len(totals) == 1 else ()
    if len(numerators) != 1 or known not in (None, numerators[0]):
        return Counts(None, None, "", f"{cell.arm}: {what} fits {_pairs(pairs)}")
    names = ", ".join(f"{p.printed}%" for _, p in others)
    words = f"{cell.arm}: {numerators[0]}/{totals[0]}, as only {totals[0]} fits both {percent.printed}% and {names}"
    return Counts(numerators[0], totals[0], "derived", words, (*basis, *(d for d, _ in others)))


def _companions(cell: Cell, arm: Sequence[Cell]) -> list[tuple[Datum, Percentage]]:
    """The other percentages of the same arm and population whose counts are not stated."""
    found = []
    for other in arm:
        alike = other is not cell and other.population == cell.population and not other.first("result_total")
        if alike and other.percent is not None and other.percent.value != (cell.percent and cell.percent.value):
            found.append((other.data["result_percent"][0], other.percent))
    return found


def _pairs(pairs: Sequence[tuple[int, int]], most: int = 6) -> str:
    words = ", ".join(f"{events}/{total}" for events, total in pairs[:most])
    return words if len(pairs) <= most else f"{words} and {len(pairs) - most} more"
