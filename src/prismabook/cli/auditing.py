"""The command that tests a hand-made table of summaries."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from prismabook.cli.console import Console
from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project import load_rows
from prismabook.project.codes import INVALID, MISSING


def audit(options: Namespace, console: Console) -> int:
    """Test every row of a CSV table; exit status 1 if something does not fit."""
    from prismabook.audit.tables import COLUMNS, check_table
    from prismabook.report.markdown import visible

    name = options.table.name
    if not options.table.is_file():
        raise PrismabookError(Finding(MISSING, f"there is no table {options.table}", Place(name)))
    rows, findings = load_rows(options.table, name, ())
    unknown = sorted({column for row in rows for column in row.cells} - set(COLUMNS))
    if unknown and rows:
        message = f"unknown columns: {', '.join(unknown)}; known are {', '.join(COLUMNS)}"
        raise PrismabookError(Finding(INVALID, message, Place(name, 1)))
    console.findings(findings)
    counts: Counter[str] = Counter()
    for found in check_table((row.line, row.cells) for row in rows):
        verdict = found.tested.verdict.value
        counts[verdict] += 1
        label = f" ({found.label})" if found.label else ""
        told = visible(f"{name}:{found.line}{label}: {found.tested.test}: {verdict}: {found.tested.words}")
        if verdict == "inconsistent":
            console.answer(told)
        else:
            console.result(told)
    console.result("Tests: " + (", ".join(f"{n} {verdict}" for verdict, n in sorted(counts.items())) or "none"))
    return 1 if findings or counts["inconsistent"] else 0
