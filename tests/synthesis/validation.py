"""The page docs/validation.md, made from the very comparisons that the tests make."""

from __future__ import annotations

from math import floor, log10

from published import PRINTED, replay
from reference_values import FOLDER, RANDOM, analyses, compare, reference

MOST = 8
"""Digits beyond which the page does not count: there the machine's rounding begins."""

HEAD = """\
<!-- Written by tools/write_validation.py from the tests' data; do not edit. -->

# Validation of the syntheses

Every value below is computed by `prismabook.synthesis` and held against another source by the tests in
`tests/synthesis/`, with the data in `tests/synthesis/reference/data/`. The script that made the reference values is
`tests/synthesis/reference/make.R`.
"""

ELSEWHERE = (FOLDER / "elsewhere.md").read_text("utf-8")
"""What is written by hand: other comparisons, and what does not agree."""


def digits(difference: float) -> int:
    """How many digits agree."""
    return MOST if difference < 10.0**-MOST else max(0, floor(-log10(difference)))


def lines(cell: dict) -> tuple[str, int]:
    """The row of an analysis, and how many values were compared."""
    count, least, methods = 0, MOST, []
    for method in (*RANDOM, "CE", "MH"):
        if method not in cell:
            continue
        methods.append(method)
        for found in compare(cell, method):
            if method == "MH" and "Q" in found.quantity and found.difference > 1e-4:
                continue
            count += 1
            least = min(least, digits(found.difference))
    name = f"{cell['data']}, {cell['measure']}, {cell['correction']}"
    shown = f"{least}" if least < MOST else f"{MOST} or more"
    return f"| {name} | {cell['k']} | {', '.join(methods)} | {count} | {shown} |", count


def printed_lines() -> list[str]:
    """The rows of printed values."""
    rows = []
    for one in PRINTED:
        text = (FOLDER / "data" / f"{one.data}.csv").read_text("utf-8")
        ours, _ = replay(one, text)
        verdict = "yes" if abs(ours - one.value) <= 0.5001 * 10**-one.places else "no"
        rows.append(
            f"| {one.data}, {one.measure}, {one.method} | {one.quantity} | {one.value:.{one.places}f} "
            f"| {ours:.{one.places}f} | {verdict} | {one.source} |"
        )
    return rows


def page() -> str:
    """The whole page."""
    made = reference()["made_with"]
    rows, total = [], 0
    for cell in analyses():
        row, count = lines(cell)
        rows.append(row)
        total += count
    head = (
        f"\n## Against metafor\n\nmetafor {made['metafor']} in R {made['R']}, data sets of metadat {made['metadat']}. "
        f"{total:,} values of {len(rows)} analyses: estimates, standard errors, intervals and p by Wald, t, "
        "Hartung–Knapp with and without the guard, prediction intervals, τ² with standard error and Q-profile limits, "
        "I², H², Q, weights and log-likelihoods. Digits agree relative to the value, or absolutely below one.\n\n"
    )
    table = "| Data, measure, zero cells | k | Methods | Values | Digits, at least |\n|---|---|---|---|---|\n"
    sources = "".join(f"| {name} | {source} |\n" for name, source in sorted(reference()["sources"].items()))
    data = f"\n## The data\n\n| Name | Source |\n|---|---|\n{sources}"
    columns = "| Analysis | Quantity | Printed | Ours | Same | Source |\n|---|---|---|---|---|---|\n"
    printed = f"\n## Against printed values\n\n{columns}"
    return (
        HEAD
        + printed
        + "\n".join(printed_lines())
        + "\n"
        + head
        + table
        + "\n".join(rows)
        + "\n"
        + data
        + "\n"
        + ELSEWHERE
    )
