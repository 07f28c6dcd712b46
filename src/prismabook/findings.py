"""Findings: what the toolkit noticed, where, and how to mend it.

Every room declares its codes once, with :func:`code`, in a module of its own called ``codes``.
A code is stable for ever: people search for it, and `docs/findings.md` explains it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: only an error makes `prismabook check` fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    Parameters
    ----------
    id
        Stable name, for example ``PB101``; the hundreds digit tells the room.
    severity
        Weight of every finding of this kind.
    label
        What is wrong, in a few words, without the particulars.
    mend
        How a person mends it, in general.
    """

    id: str
    severity: Severity
    label: str
    mend: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding belongs: a file relative to the review's root, a 1-based line, the words concerned.

    ``where`` tells the place in a document that has no lines to speak of (an element path, a page); ``source`` is the
    id of the source, which tells the records of one file apart.
    """

    file: str
    line: int | None = None
    quote: str = ""
    where: str = ""
    source: str = ""

    def __str__(self) -> str:
        line = "" if self.line is None else f":{self.line}"
        return f"{self.file}{line}{f' ({self.where})' if self.where else ''}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer made of a finding: ``accepted``, ``explained``, ``author contacted`` or ``dismissed``, and why.

    ``date`` is ISO 8601.
    """

    answer: str
    reason: str
    by: str
    date: str

    def __str__(self) -> str:
        return f"{self.answer[:1].upper()}{self.answer[1:]} by {self.by}, {self.date}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person should know of or decide.

    ``about`` is the citation key, the study or the name of the source that it concerns, where the place does not tell;
    ``topic`` tells findings of one code about the same thing apart (a field, an outcome, an arm), and so names them.
    ``other`` is where the words stand that those at ``place`` are held against.
    """

    code: Code
    message: str
    place: Place | None = None
    mend: str = ""
    about: str = ""
    topic: str = ""
    other: Place | None = None
    answer: Answer | None = None

    @property
    def severity(self) -> Severity:
        """The weight of its code."""
        return self.code.severity

    @property
    def remedy(self) -> str:
        """How to mend this very finding, or else findings of its kind."""
        return self.mend or self.code.mend

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        quote = f" “{self.place.quote}”" if self.place and self.place.quote else ""
        against = f" against {self.other} “{self.other.quote}”" if self.other else ""
        label = self.code.label[:1].upper() + self.code.label[1:]
        answer = f"\n    Answered: {self.answer}" if self.answer else ""
        said = f"{where}{self.severity} {self.code.id}: {self.message}{quote}{against}"
        return f"{said}\n    {label}. {self.remedy}{answer}"


class PrismabookError(Exception):
    """Work that cannot go on; carries the findings that say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


_catalogue: dict[str, Code] = {}


def code(id: str, severity: Severity, label: str, mend: str) -> Code:  # noqa: A002 - the field's name
    """Declare a code; a second declaration of the same id is a programming error."""
    if id in _catalogue:
        raise ValueError(f"the code {id} is declared twice")
    _catalogue[id] = Code(id, severity, label, mend)
    return _catalogue[id]


def catalogue() -> tuple[Code, ...]:
    """All codes declared by the rooms imported so far, by id."""
    return tuple(_catalogue[key] for key in sorted(_catalogue))


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without repetitions; one that has no line gives way to the same one with a line."""
    known = tuple(dict.fromkeys(findings))
    placed = {_said(finding) for finding in known if finding.place and finding.place.line}
    return tuple(f for f in known if (f.place and f.place.line) or _said(f) not in placed)


def _said(finding: Finding) -> tuple[str, str, str]:
    return finding.code.id, finding.message, finding.place.quote if finding.place else ""


FEW = 3
"""Up to this many records of a file each have a finding of their own."""


def gathered(findings: Iterable[Finding], codes: Collection[Code]) -> tuple[Finding, ...]:
    """Findings of these codes gathered by file and topic: one that counts the records, where an export has many.

    A file of ten thousand records would else hide what matters under what each of them lacks.
    """
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    ordered: list[Finding | tuple[str, str, str]] = []
    for finding in findings:
        place = finding.place
        if finding.code not in codes or place is None or not _numbered(place):
            ordered.append(finding)
            continue
        key = finding.code.id, place.file, finding.topic
        if key not in groups:
            ordered.append(key)
        groups.setdefault(key, []).append(finding)
    return tuple(f for entry in ordered for f in ([entry] if isinstance(entry, Finding) else _one_of(groups[entry])))


def _numbered(place: Place) -> bool:
    name, _, number = place.source.rpartition("#")
    return bool(name) and number.isdigit() and place.file.endswith(name)


def _one_of(group: list[Finding]) -> list[Finding]:
    if len(group) <= FEW:
        return group
    numbers = [f"#{f.place.source.rpartition('#')[2]}" for f in group if f.place]
    shown = ", ".join(numbers[1:11]) + ("…" if len(numbers) > 11 else "")
    return [
        replace(group[0], message=f"{group[0].message}; so do {len(group) - 1} more records of this file ({shown})")
    ]


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that make a check fail."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
