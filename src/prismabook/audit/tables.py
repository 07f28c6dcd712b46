"""Hand-made tables of summaries, row by row: every test that a row's cells allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from prismabook.audit.counts import whole
from prismabook.audit.grim import Consistency, Scale, Tested, debit, grim, grimmer
from prismabook.audit.intervals import holds_estimate, measures_fitting, symmetric
from prismabook.audit.means import Group, interval_p, means_p, reproduced_by
from prismabook.audit.percentages import fitting, percentage
from prismabook.audit.pvalues import printed_p, reproducing, shown
from prismabook.audit.sums import adds_up, in_order, percentages_add_up, within
from prismabook.synthesis import UNCONDITIONAL, TwoByTwo, all_tests, one_sided_tests

Cells = Mapping[str, str]

COLUMNS: Mapping[str, str] = {
    "label": "what the row is about; shown with its tests",
    "data": "`whole` if the values are whole numbers by nature (answers, counts), `binary` if they are 0 or 1; "
    "GRIM, GRIMMER and DEBIT are asked of nothing else",
    "n": "participants of a group",
    "mean": "its mean, as printed",
    "sd": "its standard deviation, as printed",
    "items": "how many items were averaged for each participant (1 if left out)",
    "scale_low": "lowest possible answer of an item",
    "scale_high": "highest possible answer of an item",
    "events": "participants of a group with the outcome",
    "total": "participants of the group",
    "percent": "per cent with the outcome, as printed; without `events` all counts up to `total` are tried",
    "subgroup": "participants of a part of the group; may not exceed `total`",
    "events1": "participants with the outcome in group 1; `n1`, `events2` and `n2` likewise",
    "n1": "participants of group 1",
    "mean1": "mean of group 1; `sd1`, `mean2` and `sd2` likewise",
    "sd1": "standard deviation of group 1",
    "events2": "participants with the outcome in group 2",
    "n2": "participants of group 2",
    "mean2": "mean of group 2",
    "sd2": "standard deviation of group 2",
    "p": "p as printed (`0.036`, `<0.001`)",
    "estimate": "an effect, as printed",
    "low": "lower limit of its interval",
    "high": "upper limit of its interval",
    "measure": "`risk ratio`, `odds ratio`, `hazard ratio`, `rate ratio`, `risk difference` or `mean difference`",
    "level": "confidence level in per cent (95 if left out)",
    "parts": "numbers that must add up, separated by semicolons",
    "sum": "what `parts` must add up to",
    "percents": "percentages of categories that exclude each other, separated by semicolons",
    "earlier": "a date, ISO 8601",
    "later": "a date that must not precede it",
}
"""The columns of a table with their meaning; any may be missing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A test of a row, with the line it stands in."""

    line: int
    label: str
    tested: Tested


def check_table(rows: Iterable[tuple[int, Cells]]) -> Iterator[Line]:
    """Every test that the cells of each row (with its line) allow; a row that allows none says so.

    A cell that is no number makes the tests that need it "not testable", with the reason.
    """
    for line, cells in rows:
        given = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
        found = list(check_row(given))
        if not found:
            words = "no test fits these columns" + ("" if given.get("data") else "; say `data` to have means tested")
            found = [Tested("row", Consistency.NOT_TESTABLE, words)]
        for tested in found:
            yield Line(line, given.get("label", ""), tested)


def check_row(cells: Cells) -> Iterator[Tested]:
    """Every test that the cells of one row allow; empty ones left out."""
    for needed, test in _CHECKS:
        if needed <= cells.keys():
            try:
                yield from test(cells)
            except ValueError as error:
                yield Tested(", ".join(sorted(needed)), Consistency.NOT_TESTABLE, str(error))


def _count(cells: Cells, name: str) -> int:
    if (number := whole(cells[name])) is None:
        raise ValueError(f"{name} “{cells[name]}” is no number of participants")
    return number


def _scale(cells: Cells) -> Scale:
    low, high = (_count(cells, name) if name in cells else None for name in ("scale_low", "scale_high"))
    return Scale(_count(cells, "items") if "items" in cells else 1, low, high)


def _mean(cells: Cells) -> Iterator[Tested]:
    if cells.get("data") == "whole" and "sd" not in cells:
        yield grim(cells["mean"], _count(cells, "n"), _scale(cells))


def _mean_and_sd(cells: Cells) -> Iterator[Tested]:
    n = _count(cells, "n")
    if cells.get("data") == "whole":
        yield grim(cells["mean"], n, _scale(cells))
        yield grimmer(cells["mean"], cells["sd"], n, _scale(cells))
    elif cells.get("data") == "binary":
        yield debit(cells["mean"], cells["sd"], n)


def _percent(cells: Cells) -> Iterator[Tested]:
    name, percent, total = "percentage", percentage(cells["percent"]), _count(cells, "total")
    if percent is None:
        yield Tested(name, Consistency.INCONSISTENT, f"{cells['percent']} is no percentage from 0 to 100")
    elif "events" in cells:
        events = _count(cells, "events")
        if total == 0 or events > total:
            yield Tested(name, Consistency.INCONSISTENT, f"{events}/{total} is no count of participants")
        else:
            fits = percent.fits(events, total)
            cut = "; it fits if digits were cut off" if not fits and percent.cut_off(events, total) else ""
            words = f"{events}/{total} is {100 * events / total:.2f}%, printed {percent.printed}%{cut}"
            yield Tested(name, Consistency.CONSISTENT if fits else Consistency.INCONSISTENT, words)
    else:
        pairs = fitting(percent, total, total)
        words = f"{percent.printed}% of {total}: " + (", ".join(f"{k}/{n}" for k, n in pairs) or "no count gives it")
        if not pairs and (smaller := fitting(percent, total)):
            words += f"; of fewer, {', '.join(f'{k}/{n}' for k, n in smaller[-3:])}"
        yield Tested(name, Consistency.CONSISTENT if pairs else Consistency.INCONSISTENT, words)


def _p_of_counts(cells: Cells) -> Iterator[Tested]:
    names = ("events1", "n1", "events2", "n2")
    table = TwoByTwo(*(_count(cells, name) for name in names))
    printed = printed_p(cells["p"])
    if printed is None:
        raise ValueError(f"“{cells['p']}” is no p-value")
    usual = reproducing(printed, all_tests(table))
    tests = (*all_tests(table), *(() if usual else (test(table) for test in UNCONDITIONAL)))
    yield _reproduced(
        "p of counts",
        cells["p"],
        usual or reproducing(printed, tests),
        () if usual else reproducing(printed, one_sided_tests(table)),
        ", ".join(f"{test.label} {shown(test.p)}" for test in tests if test.p is not None),
    )


def _p_of_means(cells: Cells) -> Iterator[Tested]:
    groups = [Group.of(cells[f"mean{i}"], cells[f"sd{i}"], _count(cells, f"n{i}")) for i in (1, 2)]
    printed = printed_p(cells["p"])
    if printed is None:
        raise ValueError(f"“{cells['p']}” is no p-value")
    ranges = means_p(*groups)
    found = reproduced_by(printed, ranges)
    two = tuple(name for name in found if "one-sided" not in name)
    tried = ", ".join(f"{r.label} {shown(r.low)} to {shown(r.high)}" for r in ranges if "one-sided" not in r.label)
    as_se = reproduced_by(printed, means_p(*groups, se=True))
    hint = "; it follows if the SDs are standard errors" if not found and as_se else ""
    yield _reproduced("p of means", cells["p"], two, tuple(set(found) - set(two)), tried + hint)


def _reproduced(name: str, p: str, two: tuple[str, ...], one: tuple[str, ...], tried: str) -> Tested:
    if two:
        return Tested(name, Consistency.CONSISTENT, f"p {p} is reproduced by {', '.join(two)}")
    one_sided = f"; by a one-sided test: {', '.join(sorted(one))}" if one else ""
    words = f"p {p} is reproduced by no two-sided test{one_sided}; tried: {tried}"
    return Tested(name, Consistency.INCONSISTENT, words)


def _interval(cells: Cells) -> Iterator[Tested]:
    said = cells["estimate"], cells["low"], cells["high"]
    held = holds_estimate(*said)
    yield held
    measure = cells.get("measure", "")
    if held and measure:
        yield symmetric(*said, measure)
    if held and measure and "p" in cells and "events1" not in cells and "mean1" not in cells:
        yield from _p_of_interval(cells, measure)


def _p_of_interval(cells: Cells, measure: str) -> Iterator[Tested]:
    printed = printed_p(cells["p"])
    if printed is None:
        raise ValueError(f"“{cells['p']}” is no p-value")
    level = float(cells.get("level", "95")) / 100
    implied = interval_p(cells["estimate"], cells["low"], cells["high"], ratio=measure.endswith("ratio"), level=level)
    fits = implied.reproduces(printed)
    words = f"the interval implies p {shown(implied.low)} to {shown(implied.high)}, printed {cells['p']}"
    yield Tested("p of an interval", Consistency.CONSISTENT if fits else Consistency.INCONSISTENT, words)


def _estimate_of_counts(cells: Cells) -> Iterator[Tested]:
    table = TwoByTwo(*(_count(cells, name) for name in ("events1", "n1", "events2", "n2")))
    found = measures_fitting(cells["estimate"], table)
    words = f"{cells['estimate']} is the {', '.join(found)}" if found else f"{cells['estimate']} is no crude measure"
    verdict = Consistency.CONSISTENT if found else Consistency.INCONSISTENT
    yield Tested("estimate of counts", verdict, words if found else f"{words} of the counts; it may be adjusted")


def _sums(cells: Cells) -> Iterator[Tested]:
    parts = [whole(part) for part in cells["parts"].split(";")]
    if None in parts:
        raise ValueError(f"parts “{cells['parts']}” are no whole numbers")
    yield adds_up([part for part in parts if part is not None], _count(cells, "sum"))


_CHECKS: tuple[tuple[frozenset[str], Callable[[Cells], Iterator[Tested]]], ...] = (
    (frozenset({"mean", "n"}), _mean),
    (frozenset({"mean", "sd", "n"}), _mean_and_sd),
    (frozenset({"percent", "total"}), _percent),
    (frozenset({"subgroup", "total"}), lambda c: iter([within(_count(c, "subgroup"), _count(c, "total"))])),
    (frozenset({"events1", "n1", "events2", "n2", "p"}), _p_of_counts),
    (frozenset({"mean1", "sd1", "n1", "mean2", "sd2", "n2", "p"}), _p_of_means),
    (frozenset({"estimate", "low", "high"}), _interval),
    (frozenset({"estimate", "events1", "n1", "events2", "n2"}), _estimate_of_counts),
    (frozenset({"parts", "sum"}), _sums),
    (frozenset({"percents"}), lambda c: iter([percentages_add_up([p.strip() for p in c["percents"].split(";")])])),
    (frozenset({"earlier", "later"}), lambda c: iter([in_order(c["earlier"], c["later"])])),
)
"""The cells that each test needs."""
