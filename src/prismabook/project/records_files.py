"""Two small tables about records: which are duplicates, and the keys that they have."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.project.cells import disarmed, restored
from prismabook.project.codes import INVALID, UNCONFIRMED
from prismabook.project.layout import Project
from prismabook.project.rows import load_rows

VERDICTS = ("same", "different")


@dataclass(frozen=True, slots=True)
class DuplicateDecision:
    """What a person decided about two records, by the ids of their sources; ``by`` is empty for a proposal."""

    one: str
    other: str
    verdict: str
    reason: str
    by: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class PinnedKey:
    """A citation key once given, the source that has it, and what tells the record from others of its file."""

    key: str
    source: str
    identity: str
    file: str
    line: int


def load_duplicates(project: Project) -> tuple[tuple[DuplicateDecision, ...], tuple[Finding, ...]]:
    """The rows of ``review/decisions/duplicates.csv``; a wrong one becomes a finding and its neighbours survive."""
    path = project.decisions / "duplicates.csv"
    name = project.relative(path)
    rows, problems = load_rows(path, name, ("record", "other", "verdict", "reason", "by"))
    findings = list(problems)
    found = []
    for row in rows:
        place = Place(name, row.line, f"{row['record']} and {row['other']}"[:160])
        if row["verdict"] not in VERDICTS or not row["reason"]:
            message = f"verdict must be {' or '.join(VERDICTS)}, and a reason must be there"
            findings.append(Finding(INVALID, message, place))
            continue
        found.append(
            DuplicateDecision(row["record"], row["other"], row["verdict"], row["reason"], row["by"], name, row.line)
        )
        if not row["by"]:
            message = f"that {row['record']} and {row['other']} are {row['verdict']} is a proposal"
            findings.append(Finding(UNCONFIRMED, message, place, topic=f"{row['record']} {row['other']}"))
    return tuple(found), tuple(findings)


def load_keys(project: Project) -> tuple[tuple[PinnedKey, ...], tuple[Finding, ...]]:
    """The rows of ``review/decisions/keys.csv``, which a build writes and people may edit."""
    path = project.decisions / "keys.csv"
    name = project.relative(path)
    rows, findings = load_rows(path, name, ("key", "source", "identity"))
    pins = tuple(
        PinnedKey(row["key"], restored(row["source"]), row["identity"], name, row.line) for row in rows if row["key"]
    )
    return pins, findings


def to_keys(rows: Iterable[tuple[str, str, str]]) -> str:
    """The text of ``keys.csv``; a file's name that a spreadsheet would run has an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("key", "source", "identity"))
    writer.writerows((key, disarmed(s), identity) for key, s, identity in rows)
    return text.getvalue()
