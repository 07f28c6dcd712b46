"""The screening ledger: who decided what on which record at which stage, as rows with their lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.project.codes import INVALID
from prismabook.project.layout import Project
from prismabook.project.rows import Row, load_rows

STAGES = ("identification", "duplicate", "screening", "retrieval", "eligibility")
"""The stages in their order; `screening` is by title and abstract, `eligibility` by the full text."""
VERDICTS = ("include", "exclude", "unclear", "not retrieved")
ALSO = {
    "title/abstract": "screening",
    "title-abstract": "screening",
    "title and abstract": "screening",
    "full text": "eligibility",
    "full-text": "eligibility",
}
"""What else people call the stages."""
COLUMNS = ("record", "stage", "decision", "reason", "by", "date", "note")
OPTIONAL = ("report", "role", "near_miss")
ROLES = ("", "screener", "consensus")


@dataclass(frozen=True, slots=True)
class ScreeningDecision:
    """A row of the screening ledger; ``by`` is empty for a proposal that no person has confirmed.

    ``report`` names the report that a record led to, where it is another than the record's own. ``role`` is
    ``consensus`` where the row settles what screeners disagreed on. ``near_miss`` marks an exclusion worth citing.
    """

    record: str
    stage: str
    verdict: str
    reason: str
    by: str
    date: str
    note: str
    line: int
    report: str = ""
    role: str = ""
    near_miss: bool = False

    @property
    def reasons(self) -> tuple[str, ...]:
        """Its reasons, the one that counts first."""
        return tuple(part for part in (part.strip() for part in self.reason.split(";")) if part)

    @property
    def people(self) -> tuple[str, ...]:
        """Who decided; nobody in a proposal."""
        return tuple(part for part in (part.strip() for part in self.by.split(";")) if part)

    @property
    def proposal(self) -> bool:
        """Whether no person has confirmed it."""
        return not self.people

    @property
    def settles(self) -> bool:
        """Whether it ends a disagreement: marked as consensus, or decided by several people together."""
        return self.role == "consensus" or len(self.people) > 1


def load_screening(project: Project) -> tuple[tuple[ScreeningDecision, ...], tuple[Finding, ...]]:
    """The ledger of a review; a row that is wrong becomes a finding and its neighbours survive."""
    path = project.decisions / "screening.csv"
    rows, findings = load_rows(path, project.relative(path), COLUMNS)
    found, problems = screening_decisions(rows, project.relative(path))
    return found, (*findings, *problems)


def screening_decisions(rows: Iterable[Row], name: str) -> tuple[tuple[ScreeningDecision, ...], tuple[Finding, ...]]:
    """Like :func:`load_screening` for rows that were read from a file of this name."""
    found, findings = [], []
    for row in rows:
        if problem := _problem(row):
            shown = ",".join(row[column] for column in COLUMNS)[:120]
            findings.append(Finding(INVALID, problem, Place(name, row.line, shown)))
        else:
            found.append(_decision(row))
    return tuple(found), tuple(findings)


def _problem(row: Row) -> str:
    if not row["record"]:
        return "the row names no record"
    if _stage(row) not in STAGES:
        return f"stage must be one of {', '.join(STAGES)}"
    if row["decision"] not in VERDICTS:
        return f"decision must be one of {', '.join(VERDICTS)}"
    if row["role"] not in ROLES:
        return "role must be screener or consensus, or empty"
    if row["near_miss"] not in ("", "yes", "no"):
        return "near_miss must be yes or no, or empty"
    return ""


def _decision(row: Row) -> ScreeningDecision:
    record, _, verdict, reason, by, date, note = (row[column] for column in COLUMNS)
    stage = _stage(row)
    near = row["near_miss"] == "yes"
    return ScreeningDecision(record, stage, verdict, reason, by, date, note, row.line, row["report"], row["role"], near)


def _stage(row: Row) -> str:
    return ALSO.get(row["stage"].lower(), row["stage"])
