"""Reviewers' answers brought to the findings they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from prismabook.audit.codes import ANSWERED_TWICE, NOTHING_TO_ANSWER
from prismabook.findings import Finding
from prismabook.project import FindingAnswer


def answered(findings: Sequence[Finding], ids: Sequence[str], answers: Sequence[FindingAnswer]) -> tuple[Finding, ...]:
    """Findings with their answers, and a finding for each answer that fits none.

    ``ids`` are the findings' stable names, in the same order. The first of several answers to one finding holds.
    """
    given: dict[str, FindingAnswer] = {}
    problems: list[Finding] = []
    for answer in answers:
        if answer.finding not in ids:
            problems.append(_nothing(answer, ids))
        elif answer.finding in given:
            first = given[answer.finding].place
            message = f"{answer.finding} is answered in line {first.line} already; this answer is not used"
            problems.append(Finding(ANSWERED_TWICE, message, answer.place, topic=answer.finding))
        else:
            given[answer.finding] = answer
    known = (
        replace(finding, answer=given[name].answer) if name in given else finding
        for name, finding in zip(ids, findings, strict=True)
    )
    return (*known, *problems)


def _nothing(answer: FindingAnswer, ids: Sequence[str]) -> Finding:
    near = get_close_matches(answer.finding, ids, 3)
    hint = f"; there is {', '.join(near)}" if near else ""
    message = f"there is no finding {answer.finding}{hint}"
    return Finding(NOTHING_TO_ANSWER, message, answer.place, topic=answer.finding)
