"""How far two screeners agree who decided independently on the same records, and where they did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from prismabook.agreement import Agreement, agreement
from prismabook.findings import Finding, Place
from prismabook.prisma.codes import DISAGREEMENT
from prismabook.prisma.standing import standing
from prismabook.project import ScreeningDecision

JUDGED = ("screening", "eligibility")
"""The stages at which people judge; the others record what happened."""


@dataclass(frozen=True, slots=True)
class Screened:
    """Two people's agreement at a stage, by three coefficients (percent, Cohen's kappa, Gwet's AC1)."""

    stage: str
    first: str
    second: str
    coefficients: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record or report that people decided on differently; ``settled`` is empty until somebody settles it."""

    record: str
    report: str
    stage: str
    said: tuple[tuple[str, str], ...]
    settled: str
    settled_by: str
    line: int


def screened_by(screening: Sequence[ScreeningDecision]) -> tuple[tuple[Screened, ...], tuple[Conflict, ...]]:
    """The agreement of each pair of screeners at each stage, and every record that they judged differently.

    Only rows of one person count that are no consensus: a decision taken together tells nothing of agreement. Of
    several rows of one person on the same record the last one counts.
    """
    groups: dict[tuple[str, str, str], list[ScreeningDecision]] = {}
    for row in screening:
        if row.stage in JUDGED:
            groups.setdefault((row.stage, row.record, row.report), []).append(row)
    alone = {place: _alone(rows) for place, rows in groups.items()}
    return tuple(_pairs(alone)), tuple(_conflicts(groups, alone))


Alone = Mapping[tuple[str, str, str], Mapping[str, str]]
"""Stage, record and report to each single person's verdict."""


def _alone(rows: Sequence[ScreeningDecision]) -> dict[str, str]:
    return {row.people[0]: row.verdict for row in rows if len(row.people) == 1 and not row.settles}


def _pairs(alone: Alone) -> Iterator[Screened]:
    for stage in JUDGED:
        judged = [verdicts for (where, _, _), verdicts in alone.items() if where == stage]
        pairs = {pair for verdicts in judged for pair in combinations(sorted(verdicts), 2)}
        for first, second in sorted(pairs):
            both = [(v[first], v[second]) for v in judged if first in v and second in v]
            yield Screened(stage, first, second, agreement(both))


def _conflicts(groups: Mapping[tuple[str, str, str], Sequence[ScreeningDecision]], alone: Alone) -> Iterator[Conflict]:
    for (stage, record, report), rows in groups.items():
        verdicts = alone[stage, record, report]
        if len(set(verdicts.values())) > 1:
            stands = standing(rows)
            settling = [row for row in rows if row.settles]
            settled = stands.verdict if settling and not stands.conflict else ""
            by = settling[-1].by if settled else ""
            yield Conflict(record, report, stage, tuple(verdicts.items()), settled, by, rows[-1].line)


def disagreements(conflicts: Sequence[Conflict], file: str) -> Iterator[Finding]:
    """One note for each stage where people disagreed and then settled it; open conflicts are errors of their own."""
    for stage in JUDGED:
        mine = [conflict for conflict in conflicts if conflict.stage == stage and conflict.settled]
        if mine:
            count = "1 record was" if len(mine) == 1 else f"{len(mine)} records were"
            message = f"{count} judged differently at {stage} and then settled"
            yield Finding(DISAGREEMENT, message, Place(file, mine[0].line), topic=stage)


def agreement_rows(screened: Sequence[Screened]) -> Iterator[dict[str, object]]:
    """Rows of the ledger's table ``screening-agreement``, one a coefficient."""
    for pair in screened:
        for one in pair.coefficients:
            yield {
                "stage": pair.stage,
                "screener_1": pair.first,
                "screener_2": pair.second,
                "measure": one.id,
                "records": one.n,
                "agreed": one.agreed,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "note": one.reason,
            }


def conflict_rows(conflicts: Sequence[Conflict]) -> Iterator[dict[str, object]]:
    """Rows of the ledger's table ``screening-conflicts``."""
    for conflict in conflicts:
        yield {
            "record": conflict.record,
            "report": conflict.report,
            "stage": conflict.stage,
            "decisions": "; ".join(f"{who}: {verdict}" for who, verdict in conflict.said),
            "settled": conflict.settled,
            "settled_by": conflict.settled_by,
        }
