"""Rows of the ledger table ``findings``, and the findings' stable names."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from prismabook.extraction.naming import datum_name, identify, slug
from prismabook.findings import Answer, Finding, Place, Severity
from prismabook.model import Record


def finding_rows(findings: Sequence[Finding], known: Sequence[Record]) -> list[dict[str, object]]:
    """Rows of the ledger table ``findings``: the weightiest first, then by code, file and line.

    An anchor keeps its name while other findings come and go: the id tells the code, what the finding is about and its
    topic; findings that share all three have a hash of their words too.
    """
    order = list(Severity)
    ordered = sorted(findings, key=lambda f: (order.index(f.severity), f.code.id, *_where(f), f.message))
    about = about_whom(ordered, known)
    return [
        {
            "id": id_,
            "code": finding.code.id,
            "severity": finding.severity.value,
            "about": whom,
            "message": finding.message,
            "file": _where(finding)[0],
            "line": _where(finding)[1] or None,
            "quote": finding.place.quote if finding.place else "",
            "place": finding.place.where if finding.place else "",
            **_other(finding.other),
            "mend": finding.remedy,
            **_answer(finding.answer),
        }
        for finding, whom, id_ in zip(ordered, about, ids(ordered, about), strict=True)
    ]


def _other(place: Place | None) -> dict[str, object]:
    known = (place.file, place.line, place.quote) if place else ("", None, "")
    return dict(zip(("other_file", "other_line", "other_quote"), known, strict=True))


def _answer(answer: Answer | None) -> dict[str, object]:
    given = (answer.answer, answer.reason, answer.by, answer.date) if answer else ("",) * 4
    return dict(zip(("answer", "answer_reason", "answered_by", "answered_on"), given, strict=True))


def about_whom(findings: Sequence[Finding], known: Sequence[Record]) -> list[str]:
    names = ((record.key, name) for record in known for name in (record.source, *record.also))
    keys = {name: key for key, own in names for name in (own, f"seeds/{own}")}
    return [keys.get(f.about or _source(f) or _where(f)[0], f.about) for f in findings]


LONGEST = 60
"""Most letters of a topic in a finding's id."""


def ids(findings: Sequence[Finding], about: Sequence[str]) -> Iterable[str]:
    names = [
        datum_name(f.code.id, whom or Path(_where(f)[0]).stem, slug(f.topic)[:LONGEST])
        for f, whom in zip(findings, about, strict=True)
    ]
    counts = Counter(names)
    return identify(
        name if counts[name] == 1 else f"{name}-{_hash(f)}" for name, f in zip(names, findings, strict=True)
    )


def _hash(finding: Finding) -> str:
    quote = finding.place.quote if finding.place else ""
    return hashlib.sha256(f"{finding.message}\n{quote}".encode()).hexdigest()[:8]


def _source(finding: Finding) -> str:
    return finding.place.source if finding.place else ""


def _where(finding: Finding) -> tuple[str, int]:
    return (finding.place.file, finding.place.line or 0) if finding.place else ("", 0)
