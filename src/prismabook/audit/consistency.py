"""Numbers of one report held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from prismabook.audit.claims import claims, dates
from prismabook.audit.codes import (
    ARMS_DO_NOT_ADD_UP,
    IMPOSSIBLE_PERCENT,
    LARGER_THAN_GROUP,
    PERCENT_AND_COUNTS,
    UNACCOUNTED,
)
from prismabook.audit.continuous import continuous
from prismabook.audit.counts import Cell, Counts, cells, counts, whole
from prismabook.audit.percentages import fitting
from prismabook.audit.places import Places
from prismabook.audit.versions import abstract_against_text
from prismabook.findings import Finding
from prismabook.model import Datum, Source

GROUPS = ("n_randomised", "n_analysed")


def consistency(data: Iterable[Datum], sources: Iterable[Source] = ()) -> tuple[Finding, ...]:
    """What does not fit inside each report: percentages, counts, numbers of participants, conclusions."""
    texts = tuple(sources)
    places = Places(texts)
    by_id = {source.id: source for source in texts}
    by_report = sorted(data, key=lambda d: d.report)
    groups = groupby(by_report, key=lambda d: d.report)
    return tuple(finding for _, group in groups for finding in _report(tuple(group), by_id, places))


def _report(data: Sequence[Datum], sources: Mapping[str, Source], places: Places) -> Iterable[Finding]:
    table = cells(data)
    for cell in table:
        yield from _percentage(cell, places)
    yield from _unaccounted(table, places)
    yield from _sums(data, places)
    yield from _larger(data, table, places)
    yield from continuous(data, places)
    yield from claims(data, places)
    yield from dates(data, places)
    yield from abstract_against_text(data, sources, places)


def _percentage(cell: Cell, places: Places) -> Iterable[Finding]:
    datum = cell.first("result_percent")
    if datum is None:
        return
    what = f"{cell.arm}, {', '.join(filter(None, (cell.outcome, cell.time_point)))}"
    if cell.percent is None:
        message = f"{what}: {datum.value} is no percentage from 0 to 100"
        yield Finding(IMPOSSIBLE_PERCENT, message, places.of(datum), topic=what)
        return
    stated = counts(cell, ())
    if stated.how == "stated" and stated.events is not None and stated.total is not None:
        if not cell.percent.fits(stated.events, stated.total):
            share = 100 * stated.events / stated.total
            message = f"{what}: {datum.value}% is printed with {stated.events}/{stated.total}, which is {share:.2f}%"
            if cell.percent.cut_off(stated.events, stated.total):
                message += "; it fits if digits were cut off, not rounded"
            yield Finding(PERCENT_AND_COUNTS, message, places.of(datum), topic=what)
    elif cell.limit is not None and not fitting(cell.percent, cell.limit):
        message = f"{what}: no count of at most {cell.limit} participants gives {datum.value}%"
        yield Finding(IMPOSSIBLE_PERCENT, message, places.of(datum), topic=what)


def _unaccounted(table: Sequence[Cell], places: Places) -> Iterable[Finding]:
    """Arms of which the results cover fewer than were randomised; results of a named subgroup do not count."""
    for arm in dict.fromkeys(cell.arm for cell in table):
        whole_arm = [cell for cell in table if cell.arm == arm and not cell.population]
        known = [(cell, found) for cell in whole_arm if (found := counts(cell, whole_arm)).total is not None]
        size = whole_arm[0].size if whole_arm else None
        if size is None or size.item == "n_analysed" or not known:
            continue
        yield from _missing(arm, size, known, places)


def _missing(arm: str, size: Datum, known: Sequence[tuple[Cell, Counts]], places: Places) -> Iterable[Finding]:
    randomised = whole(size.value)
    for total in dict.fromkeys(found.total for _, found in known):
        if randomised is None or total is None or total >= randomised:
            continue
        which = [(cell, found) for cell, found in known if found.total == total]
        gap = randomised - total
        outcomes = "; ".join(dict.fromkeys(", ".join(filter(None, (c.outcome, c.time_point))) for c, _ in which))
        message = (
            f"{arm}: {total} of {randomised} participants were analysed for {outcomes} "
            f"({which[0][1].words.partition(': ')[2]}); {gap} not accounted for"
        )
        yield Finding(UNACCOUNTED, message, places.of(which[0][1].basis[0]), topic=f"{arm} {total}")


def _sums(data: Sequence[Datum], places: Places) -> Iterable[Finding]:
    for item in ("n_randomised", "n_planned", "n_enrolled", "n_analysed"):
        mine = [d for d in data if d.item == item and not d.outcome and whole(d.value) is not None]
        arms = {d.arm: d for d in mine if d.arm}
        totals = [d for d in mine if not d.arm]
        if len(arms) < 2 or not totals:
            continue
        summed = sum(whole(d.value) or 0 for d in arms.values())
        if all(whole(d.value) != summed for d in totals):
            parts = " + ".join(f"{d.value} ({arm})" for arm, d in arms.items())
            message = f"{parts} is {summed}, but the total is given as {totals[0].value}"
            yield Finding(ARMS_DO_NOT_ADD_UP, message, places.of(totals[0]), topic=item)


def _larger(data: Sequence[Datum], table: Sequence[Cell], places: Places) -> Iterable[Finding]:
    """More participants assessed than the arm had, or more with an outcome than were assessed."""
    for cell in table:
        what = ", ".join(filter(None, (cell.arm, cell.outcome, cell.time_point)))
        events, total = cell.first("result_events"), cell.first("result_total")
        k, n = (whole(d.value) if d else None for d in (events, total))
        if total and cell.size and n is not None and cell.limit is not None and n > cell.limit:
            message = f"{what}: {n} assessed, but the arm has {cell.limit} ({cell.size.item.replace('_', ' ')})"
            yield Finding(LARGER_THAN_GROUP, message, places.of(total), topic=what, other=places.of(cell.size))
        if events and total and k is not None and n is not None and k > n and events.unit != "events":
            message = f"{what}: {k} with the outcome of {n} assessed"
            yield Finding(LARGER_THAN_GROUP, message, places.of(events), topic=what, other=places.of(total))
    for arm in dict.fromkeys(d.arm for d in data if d.item == "n_randomised" and not d.outcome):
        yield from _analysed(data, arm, places)


def _analysed(data: Sequence[Datum], arm: str, places: Places) -> Iterable[Finding]:
    """More participants analysed than randomised, in one arm or in all."""
    sizes = {item: [d for d in data if d.item == item and d.arm == arm and not d.outcome] for item in GROUPS}
    if any(len({d.value for d in found}) != 1 for found in sizes.values()):
        return
    randomised, analysed = (sizes[item][0] for item in GROUPS)
    n, of = whole(analysed.value), whole(randomised.value)
    if n is not None and of is not None and n > of:
        message = f"{arm + ': ' if arm else ''}{n} analysed of {of} randomised"
        yield Finding(LARGER_THAN_GROUP, message, places.of(analysed), topic=arm, other=places.of(randomised))
