"""What follows from a family, as plain lists for JSON and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from prismabook.audit import Concordance, Judgement, Verdict
from prismabook.evidence.family import Made
from prismabook.intake.plain import from_finding, to_finding
from prismabook.synthesis import Result, TwoByTwo

_RESULT = tuple(field.name for field in fields(Result))
_CONCORDANCE = tuple(field.name for field in fields(Concordance))


def to_lists(made: Made) -> list[Any]:
    """All but the lines."""
    results = [[_cell(getattr(result, name)) for name in _RESULT] for result in made.results]
    rows = [[_cell(getattr(row, name)) for name in _CONCORDANCE] for row in made.concordance]
    return [results, rows, [to_finding(finding) for finding in made.findings]]


def from_lists(stored: list[Any]) -> Made:
    """All but the lines, back; fails where the lists are of another form."""
    results, rows, findings = stored
    return Made(
        tuple(_result(dict(zip(_RESULT, one, strict=True))) for one in results),
        tuple(_row(dict(zip(_CONCORDANCE, one, strict=True))) for one in rows),
        tuple(map(from_finding, findings)),
        (),
    )


def _cell(value: object) -> object:
    if isinstance(value, TwoByTwo):
        return [value.events1, value.total1, value.events2, value.total2]
    return list(value) if isinstance(value, tuple) else value


def _result(cells: dict[str, Any]) -> Result:
    table = cells["table"] and TwoByTwo(*cells["table"])
    return Result(**_with_tuples(cells) | {"table": table})


def _row(cells: dict[str, Any]) -> Concordance:
    judged = {"verdict": Verdict(cells["verdict"]), "judgement": Judgement(cells["judgement"])}
    return Concordance(**_with_tuples(cells) | judged)


def _with_tuples(cells: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in cells.items()}
