"""Every test that a printed p-value was held against, two-sided and one-sided, outcome by outcome."""

from __future__ import annotations

from collections.abc import Sequence

from prismabook.audit import printed_p
from prismabook.report.markdown import Heading, Text, emphasis, strong, table, text
from prismabook.report.numbers import p_value
from prismabook.report.review import Review
from prismabook.report.tables.results import outcome_of, printed_of
from prismabook.report.values import NOT_COMPUTABLE, Row
from prismabook.synthesis import UNCONDITIONAL, Test, TwoByTwo, all_tests, one_sided_tests


def tests(review: Review) -> Text:
    """Results with counts and a printed p as columns, tests as rows; a p that would be printed like it is strong."""
    results = [row for row in review.results if row["counts"] and row["p_reported"]]
    share = 64 // max(1, len(results))
    heads = (Heading(outcome_of(row), share, number=True) for row in results)
    columns = (Heading("Test", 100 - share * len(results)), *heads)
    rows: list[list[Text | str]] = [[emphasis("As printed"), *(printed_of(review, row) for row in results)]]
    for title, found in (("Two-sided", _two_sided), ("One-sided, as observed", one_sided_tests)):
        rows.append([emphasis(title), *([""] * len(results))])
        columnwise = [found(_counts(row)) for row in results]
        rows += [_row(results, line) for line in zip(*columnwise, strict=True)]
    return table(columns, rows)


def _two_sided(counts: TwoByTwo) -> tuple[Test, ...]:
    return (*all_tests(counts), *(test(counts) for test in UNCONDITIONAL))


def _row(results: Sequence[Row], line: Sequence[Test]) -> list[Text | str]:
    return [line[0].label.removesuffix(", one-sided"), *map(_shown, results, line)]


def _shown(row: Row, test: Test) -> Text:
    if test.p is None:
        return emphasis(NOT_COMPUTABLE)
    printed = printed_p(row["p_reported"])
    shown = p_value(test.p)
    return strong(shown) if printed and printed.agrees(test.p) else text(shown)


def _counts(row: Row) -> TwoByTwo:
    names = ("events_intervention", "total_intervention", "events_comparator", "total_comparator")
    return TwoByTwo(*(int(row[name]) for name in names))
