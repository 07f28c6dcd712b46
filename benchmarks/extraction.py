"""How many questions about trial reports are answered with exactly the numbers that a person read.

    python benchmarks/extraction.py PATH [--verbose] [--whole]

PATH holds `gold.csv` and the articles (`articles/PMC<id>.nxml` or `<id>.nxml`). A row of `gold.csv` is a question
(intervention, comparator, outcome, outcome_type) with its numbers, empty where the article does not give them. A
binary question is met when events and group sizes are all as in the gold, a continuous one when means, standard
deviations and group sizes are; an empty cell is met by withholding. An answer counts as given when it holds any number
of the outcome itself, and as right when all that it gives is as in the gold.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from prismabook.extraction.answers import REPORTED, WHOLE, Answer, OutcomeType, Question, answer
from prismabook.model import Source
from prismabook.sources import read

ARMS = ("intervention", "comparator")
FIELDS = {
    OutcomeType.BINARY: (("events", "events"), ("group_size", "size")),
    OutcomeType.CONTINUOUS: (("mean", "mean"), ("standard_deviation", "sd"), ("group_size", "size")),
}


def articles(path: Path) -> dict[str, Path]:
    """The article files by their PMC number."""
    found = sorted(
        {*path.glob("*.nxml"), *path.glob("*.xml"), *path.glob("articles/*.nxml"), *path.glob("articles/*.xml")}
    )
    return {file.stem.upper().removeprefix("PMC"): file for file in found}


def same(given: str, wanted: str) -> bool:
    """Whether two numbers are the same, or both missing."""
    if not given.strip() or not wanted.strip():
        return given.strip() == wanted.strip()
    try:
        return abs(float(given) - float(wanted)) < 1e-9
    except ValueError:
        return given.strip() == wanted.strip()


def compare(row: dict[str, str], found: Answer, kind: OutcomeType) -> list[tuple[str, str, str]]:
    """Each number by name: as given and as wanted."""
    pairs = []
    for arm in ARMS:
        figures = getattr(found, arm)
        for column, name in FIELDS[kind]:
            figure = getattr(figures, name)
            pairs.append((f"{arm}_{column}", figure.value if figure else "", row[f"{arm}_{column}"].strip()))
    return pairs


def main() -> None:
    """Ask, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--verbose", action="store_true", help="show each question")
    parser.add_argument("--whole", action="store_true", help="look for group sizes in the methods too")
    arguments = parser.parse_args()
    with (arguments.path / "gold.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    files = articles(arguments.path)
    sources: dict[str, Source] = {}
    tally: Counter[tuple[str, str]] = Counter()
    for row in rows:
        pmcid = row["pmcid"].upper().removeprefix("PMC")
        kind = OutcomeType(row["outcome_type"].strip().lower())
        if pmcid not in files:
            tally[kind, "article missing"] += 1
            continue
        if pmcid not in sources:
            sources = {pmcid: read(files[pmcid].resolve(), files[pmcid].resolve().parent)[0][0]}
        question = Question(row["intervention"], row["comparator"], row["outcome"], kind)
        found = answer(sources[pmcid], question, WHOLE if arguments.whole else REPORTED)
        score(row, found, kind, tally, arguments.verbose)
    report(tally)


def score(
    row: dict[str, str], found: Answer, kind: OutcomeType, tally: Counter[tuple[str, str]], verbose: bool
) -> None:
    """Count one answer, and show it if asked to."""
    pairs = compare(row, found, kind)
    exact = all(same(given, wanted) for _, given, wanted in pairs)
    right = all(same(given, wanted) for _, given, wanted in pairs if given)
    complete = all(wanted for _, _, wanted in pairs)
    tally[kind, "questions"] += 1
    tally[kind, "exact"] += exact
    tally[kind, "given"] += found.given
    tally[kind, "given and right"] += found.given and right
    tally[kind, "given and exact"] += found.given and exact
    tally[kind, "complete in gold"] += complete
    tally[kind, "complete and exact"] += complete and exact
    if verbose:
        mark = "=" if exact else "+" if found.given and right else "X" if found.given else "-"
        words = f"{row['id']} PMC{row['pmcid']} {row['intervention']} | {row['comparator']} | {row['outcome']}"
        sys.stdout.write(f"{mark} {kind:<10} {words}\n")
        numbers = ", ".join(
            f"{given or '∅'}" + ("" if same(given, wanted) else f"≠{wanted or '∅'}") for _, given, wanted in pairs
        )
        sys.stdout.write(f"      {numbers}; {found.outcome} {found.time_point}; {found.reason}\n")
        for arm in ARMS:
            for figure in getattr(found, arm).figures():
                quote = " ".join(figure.quote.exact.split())[:100]
                sys.stdout.write(f"        {arm}: {figure.value} [{figure.rule}] “{quote}” {figure.derived}\n")


def report(tally: Counter[tuple[str, str]]) -> None:
    """Print the counts of both kinds."""
    for kind in OutcomeType:
        n = tally[kind, "questions"]
        if not n:
            continue
        given, right = tally[kind, "given"], tally[kind, "given and right"]
        share = f"{right / given:.3f}" if given else "–"
        sys.stdout.write(
            f"{kind}: {n} questions; all numbers as in the gold {tally[kind, 'exact']} "
            f"({tally[kind, 'exact'] / n:.3f}); "
            f"given {given}, right {right} ({share}), wrong {given - right}, withheld {n - given}; "
            f"exact where the gold is complete {tally[kind, 'complete and exact']} of {tally[kind, 'complete in gold']}"
        )
        missing = tally[kind, "article missing"]
        sys.stdout.write(f"; {missing} articles missing\n" if missing else "\n")


if __name__ == "__main__":
    main()
