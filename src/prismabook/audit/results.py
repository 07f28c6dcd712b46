"""Arms paired into comparisons, with counts, effects and the tests that reproduce the printed p."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from prismabook.audit.codes import (
    DIFFERENT_TESTS,
    DISAGREEING_DATA,
    NO_COUNTS,
    NO_PAIR,
    P_NOT_REPRODUCED,
    RATIO_AND_COUNTS,
)
from prismabook.audit.counts import ITEMS, Cell, Counts, cells, counts
from prismabook.audit.intervals import contradicts
from prismabook.audit.places import Places
from prismabook.audit.printed import printed
from prismabook.audit.pvalues import printed_p, reproducing, shown
from prismabook.extraction.naming import datum_name, identify
from prismabook.findings import Code, Finding
from prismabook.model import Datum, Source, Study
from prismabook.patterns import regex
from prismabook.synthesis import UNCONDITIONAL, Result, Test, TwoByTwo, all_tests, one_sided_tests

CONTROL = regex(r"\b(placebo|control|sham|usual|standard|conventional|no treatment|untreated|vehicle)\b", re.I)
"""Words by which an arm names itself the comparator, used where the report does not say which arm it is."""


def results(
    data: Iterable[Datum], studies: Sequence[Study], sources: Iterable[Source] = ()
) -> tuple[tuple[Result, ...], tuple[Finding, ...]]:
    """Compare the arms of every report of a study, outcome by outcome and time point by time point.

    Returns
    -------
    The results in the order of the data, and what did not fit. Reports that belong to no study give none.
    """
    known = {key for study in studies for key in study.reports}
    places = Places(sources)
    found: list[Result] = []
    findings: list[Finding] = []
    by_report = sorted((d for d in data if d.report in known), key=lambda d: d.report)
    for _, group in groupby(by_report, key=lambda d: d.report):
        comparison = _Report(tuple(group), places)
        comparison.compare()
        found += comparison.results
        findings += comparison.findings
    return _numbered(found), tuple(findings)


class _Report:
    """The comparisons of one report while they are made."""

    def __init__(self, data: Sequence[Datum], places: Places) -> None:
        self.data = data
        self.places = places
        self.cells = cells(data)
        self.results: list[Result] = []
        self.findings: list[Finding] = []
        self._p = [d for d in data if d.item == "result_p"]
        self._effects = [d for d in data if d.item in ("result_effect", "result_effect_measure")]
        self.comparators = {d.arm or d.value for d in data if d.item == "comparator"}

    def compare(self) -> None:
        groups: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.cells:
            groups.setdefault((cell.outcome, cell.time_point), []).append(cell)
        for group in groups.values():
            controls = [cell for cell in group if self._is_control(cell.arm)]
            if len(group) < 2 or len(controls) != 1:
                self._unpaired(group)
                continue
            for cell in group:
                if cell is not controls[0]:
                    self._pair(cell, controls[0], several=len(group) > 2)
        self._one_test()

    def _is_control(self, arm: str) -> bool:
        named = {name.casefold() for name in self.comparators} & {cell.arm.casefold() for cell in self.cells}
        return arm.casefold() in named if named else bool(CONTROL.search(arm))

    def _unpaired(self, group: Sequence[Cell]) -> None:
        arms = ", ".join(cell.arm for cell in group)
        only = f"only one arm ({arms})" if len(group) == 1 else f"{arms}, but not which of them is the comparator"
        self._note(NO_PAIR, f"{_what(group[0])}: the report gives {only}", group[0])

    def _pair(self, one: Cell, two: Cell, *, several: bool) -> None:
        p, p_data = self._printed_p(one)
        tallies = [counts(cell, [c for c in self.cells if c.arm == cell.arm]) for cell in (one, two)]
        table = _table(*tallies)
        first = self.data[0]
        result = Result(
            id=datum_name(first.report, one.outcome, one.time_point, *((one.arm, two.arm) if several else ())),
            study=first.study,
            report=first.report,
            outcome=one.outcome,
            time_point=one.time_point,
            population=one.population or two.population,
            arm1=one.arm,
            arm2=two.arm,
            table=table,
            counts=_how(tallies) if table else "",
            derivation="; ".join([*(t.words for t in tallies), *dict.fromkeys((*one.doubts, *two.doubts))]),
            percent1=one.printed if one.percent else "",
            percent2=two.printed if two.percent else "",
            p_reported=p,
            reproduced_by=(reproduced := _reproduced(table, p)),
            one_sided_by=() if reproduced else _one_sided(table, p),
            data=_ids(one, two, p_data, tallies),
        )
        self.results.append(result)
        if table is None:
            self._note(NO_COUNTS, f"{_what(one)}: {result.derivation}", one)
        elif p_data and not result.reproduced_by:
            self._p_finding(result, table, p_data)
        if table:
            self._ratio(result, table)

    def _ratio(self, result: Result, table: TwoByTwo) -> None:
        """A printed ratio that points the other way than the counts."""
        key = (result.outcome, result.time_point)
        mine = [d for d in self._effects if (d.outcome, d.time_point) == key]
        effects = [d for d in mine if d.item == "result_effect" and d.arm in ("", result.arm1)]
        ratio = any(d.item == "result_effect_measure" and d.value in ("RR", "OR", "HR") for d in mine)
        if len(effects) != 1 or not ratio or printed(effects[0].value) is None:
            return
        if contradicts(effects[0].value, table):
            what = ", ".join(filter(None, key))
            groups = f"{table.events1}/{table.total1} against {table.events2}/{table.total2}"
            message = f"{what}: a ratio of {effects[0].value} is printed, the counts are {groups}"
            self.findings.append(Finding(RATIO_AND_COUNTS, message, self.places.of(effects[0]), topic=what))

    def _printed_p(self, cell: Cell) -> tuple[str, tuple[Datum, ...]]:
        key = (cell.outcome, cell.time_point)
        found = tuple(d for d in self._p if (d.outcome, d.time_point) == key)
        mine = tuple(d for d in found if d.arm in ("", cell.arm))
        if len({d.value for d in mine}) > 1:
            values = ", ".join(d.value for d in mine)
            message = f"{_what(cell)}: the report gives several p-values ({values})"
            self.findings.append(Finding(DISAGREEING_DATA, message, self.places.of(mine[0]), topic=_what(cell)))
            return "", ()
        return (mine[0].value, mine[:1]) if mine else ("", ())

    def _p_finding(self, result: Result, table: TwoByTwo, p_data: Sequence[Datum]) -> None:
        groups = f"{table.events1}/{table.total1} against {table.events2}/{table.total2}"
        what = ", ".join(filter(None, (result.outcome, result.time_point)))
        message = f"{what}: p = {result.p_reported} is printed; {groups} gives two-sided {tried(table)}"
        if result.one_sided_by:
            message += f"; a one-sided test would give it: {', '.join(result.one_sided_by)}"
        if printed_p(result.p_reported) is None:
            message = f"{what}: “{result.p_reported}” is not a p-value that can be compared"
        self.findings.append(Finding(P_NOT_REPRODUCED, message, self.places.of(p_data[0]), topic=what))

    def _one_test(self) -> None:
        """Note where the printed p-values that some test reproduces are not all reproduced by one and the same."""
        fitting = [result for result in self.results if result.reproduced_by]
        if len(fitting) < 2 or set.intersection(*(set(result.reproduced_by) for result in fitting)):
            return
        words = "; ".join(
            f"{result.p_reported} ({', '.join(filter(None, (result.outcome, result.time_point)))}) by "
            f"{', '.join(result.reproduced_by)}"
            for result in fitting
        )
        first = next(d for d in self.data if d.item == "result_p")
        self.findings.append(
            Finding(DIFFERENT_TESTS, f"printed p-values are reproduced: {words}", self.places.of(first))
        )

    def _note(self, kind: Code, message: str, cell: Cell) -> None:
        datum = next(d for item in ITEMS for d in cell.data.get(item, ()))
        self.findings.append(Finding(kind, message, self.places.of(datum), topic=_what(cell)))


def _what(cell: Cell) -> str:
    return ", ".join(filter(None, (cell.outcome, cell.time_point))) or "an unnamed outcome"


def _table(one: Counts, two: Counts) -> TwoByTwo | None:
    if one.events is None or one.total is None or two.events is None or two.total is None:
        return None
    return TwoByTwo(one.events, one.total, two.events, two.total)


def _how(tallies: Sequence[Counts]) -> str:
    return "stated" if all(tally.how == "stated" for tally in tallies) else "derived"


def _reproduced(table: TwoByTwo | None, p: str) -> tuple[str, ...]:
    """The two-sided tests that give a printed p: the usual ones, or where none does the unconditional ones."""
    printed = printed_p(p)
    if table is None or printed is None:
        return ()
    return reproducing(printed, all_tests(table)) or reproducing(printed, _unconditional(table))


@lru_cache(1024)
def _unconditional(table: TwoByTwo) -> tuple[Test, ...]:
    return tuple(test(table) for test in UNCONDITIONAL)


def _one_sided(table: TwoByTwo | None, p: str) -> tuple[str, ...]:
    printed = printed_p(p)
    if table is None or printed is None:
        return ()
    return reproducing(printed, one_sided_tests(table))


def tried(table: TwoByTwo) -> str:
    """The two-sided tests of a table with their p, for a sentence."""
    tests = (*all_tests(table), *_unconditional(table))
    return ", ".join(f"{test.label} {shown(test.p)}" for test in tests if test.p is not None)


def _ids(one: Cell, two: Cell, p_data: Sequence[Datum], tallies: Sequence[Counts]) -> tuple[str, ...]:
    own = (d.id for cell in (one, two) for item in ITEMS for d in cell.data.get(item, ()))
    basis = (d.id for tally in tallies for d in tally.basis)
    return tuple(dict.fromkeys((*own, *(d.id for d in p_data), *basis)))


def _numbered(found: Sequence[Result]) -> tuple[Result, ...]:
    """Results whose ids differ: a repeat gets its number."""
    names = identify(result.id for result in found)
    return tuple(replace(result, id=name) for result, name in zip(found, names, strict=True))
