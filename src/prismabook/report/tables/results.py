"""Tables of results: counts and effects, each row a place to link to, and the recomputed p-values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prismabook.report.markdown import Heading, Text, emphasis, link, span, table, text
from prismabook.report.numbers import capital, counts, estimate, p_value, with_unit
from prismabook.report.review import Review
from prismabook.report.values import NOT_COMPUTABLE, Row, evidence_address, result_anchor
from prismabook.synthesis import Estimate, TwoByTwo, odds_ratio, risk_difference, risk_ratio
from prismabook.synthesis.other_methods import odds_ratio_exact, risk_difference_adjusted, risk_ratio_adjusted

TESTS = {"p_chi2": "χ²", "p_chi2_n_minus_1": "χ², N − 1", "p_chi2_corrected": "χ², Yates", "p_fisher": "Fisher"}


def effects(review: Review) -> Text:
    """Counts per arm, risk ratio, odds ratio and risk difference (percentage points) with 95% intervals."""
    columns = (
        Heading("Outcome", 20),
        Heading("Intervention", 17),
        Heading("Comparator", 17),
        Heading("Risk ratio (95% CI)", 15, number=True),
        Heading("Odds ratio (95% CI)", 15, number=True),
        Heading("Difference in percentage points (95% CI)", 16, number=True),
    )
    return table(columns, [_effect(review, row) for row in review.results])


def _effect(review: Review, row: Row) -> list[Text | str]:
    return [
        span(outcome_of(row), result_anchor(row["id"]), ("result",)),
        _arm(review, row, "intervention"),
        _arm(review, row, "comparator"),
        _estimate(row, "risk_ratio"),
        _estimate(row, "odds_ratio"),
        _estimate(row, "risk_difference", 100, 1),
    ]


def outcome_of(row: Row) -> str:
    among = f" (among {row['population']})" if row["population"] else ""
    return capital(", ".join(filter(None, (row["outcome"], row["time_point"])))) + among


def _arm(review: Review, row: Row, side: str) -> Text:
    """Arm, counts and the percentage as printed, each linked to its datum; derived counts say so and link to none."""
    arm = row[side]
    mine = {datum["item"]: datum for datum in _data(review, row) if datum["arm"] == arm}
    events, total = (_count(mine.get(item)) for item in ("result_events", "result_total"))
    if row["counts"] == "derived":
        shown = text(counts(row[f"events_{side}"], row[f"total_{side}"]) + " (derived)")
    elif events and total:
        shown = events + "/" + total
    else:
        shown = events or text("not stated")
    percent = _count(mine.get("result_percent"))
    return text(f"{arm}: ") + (shown + ", " + percent if percent else shown)


def _count(datum: Row | None) -> Text | None:
    """A printed number, linked to its quote."""
    if datum is None:
        return None
    shown = with_unit(datum["value"], datum["unit"])
    return link(shown, evidence_address(datum["id"]), title=datum["quote"], classes=("datum",))


def _data(review: Review, row: Row) -> list[Row]:
    """The data of the result's own outcome and time; it may rest on others too, from which counts were derived."""
    by_id: Mapping[str, Row] = {datum["id"]: datum for datum in review.extraction}
    data = [by_id[name] for name in map(str.strip, row["data"].split(";")) if name in by_id]
    return [d for d in data if (d["outcome"], d["time_point"]) == (row["outcome"], row["time_point"])]


def _estimate(row: Row, measure: str, scale: float = 1, places: int = 2) -> Text:
    cells = [row[measure + limit] for limit in ("", "_low", "_high")]
    if not all(cells):
        return emphasis(NOT_COMPUTABLE)
    value, low, high = (scale * float(cell) for cell in cells)
    # The interval stays on one line; a narrow column breaks before it.
    shown = estimate(value, low, high, places).replace(" to ", "\u00a0to\u00a0")
    return text(shown)


def intervals(review: Review) -> Text:
    """The ledger's intervals beside those of other methods, for results with counts."""
    columns = (
        Heading("Outcome", 22),
        Heading("Measure", 15),
        Heading("In the results", 20, number=True),
        Heading("By another method", 20, number=True),
        Heading("That method", 23),
    )
    rows: list[list[Text | str]] = [
        [
            outcome_of(row) if first else "",
            capital(other.measure),
            _shown(own, percent),
            _shown(other, percent),
            other.method,
        ]
        for row in review.results
        if row["counts"]
        for first, own, other, percent in _compared(row)
    ]
    return table(columns, rows)


def _compared(row: Row) -> Iterator[tuple[bool, Estimate, Estimate, bool]]:
    """Each measure's own estimate and another's, whether it is the outcome's first, whether it is shown in per cent."""
    names = ("events_intervention", "total_intervention", "events_comparator", "total_comparator")
    counted = TwoByTwo(*(int(row[name]) for name in names))
    pairs = (
        (risk_ratio, risk_ratio_adjusted),
        (odds_ratio, odds_ratio_exact),
        (risk_difference, risk_difference_adjusted),
    )
    for number, (own, other) in enumerate(pairs):
        yield number == 0, own(counted), other(counted), own is risk_difference


def _shown(found: Estimate, percent: bool) -> Text:
    if found.value is None or found.low is None or found.high is None:
        return emphasis(NOT_COMPUTABLE)
    scale, places = (100, 1) if percent else (1, 2)
    return text(estimate(scale * found.value, scale * found.low, scale * found.high, places))


def derivations(review: Review) -> Text:
    """Where the counts of each result come from, or why there are none."""
    rows = [[outcome_of(row), row["counts"] or emphasis("none"), row["derivation"]] for row in review.results]
    return table((Heading("Outcome", 30), Heading("Counts", 12), Heading("How they were found", 58)), rows)


def p_values(review: Review) -> Text:
    """The printed p-values beside those that follow from the counts."""
    columns = (
        Heading("Outcome", 26),
        Heading("p, printed", 10, number=True),
        *(Heading(f"p, {name}", 11, number=True) for name in TESTS.values()),
        Heading("Reproduced by", 20),
    )
    rows = [
        [
            outcome_of(row),
            printed_of(review, row),
            *(p_value(float(row[test])) if row[test] else emphasis(NOT_COMPUTABLE) for test in TESTS),
            row["p_reproduced_by"] or emphasis("none of these"),
        ]
        for row in review.results
        if row["p_reported"]
    ]
    return table(columns, rows)


def printed_of(review: Review, row: Row) -> Text:
    found = [datum for datum in _data(review, row) if datum["item"] == "result_p"]
    if not found:
        return text(row["p_reported"])
    return link(row["p_reported"], evidence_address(found[0]["id"]), title=found[0]["quote"], classes=("datum",))
