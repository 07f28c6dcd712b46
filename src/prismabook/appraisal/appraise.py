"""Appraisals read from decision files and checked against their instrument, the studies and the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prismabook.appraisal.codes import (
    APPRAISED_TWICE,
    MISSING_JUDGEMENT,
    NOT_APPRAISED,
    QUOTE_NOT_FOUND,
    UNCONFIRMED_APPRAISAL,
    UNKNOWN_JUDGEMENT,
    UNKNOWN_STUDY,
    UNSUPPORTED,
)
from prismabook.appraisal.instruments import INSTRUMENTS, Domain, Instrument
from prismabook.findings import Finding, Place
from prismabook.model import Record, Source, Study
from prismabook.project import Project
from prismabook.project.rows import Row, load_rows

QUOTED = re.compile(r"“([^”]+)”")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer for one domain, with the words or the reason that support it."""

    domain: Domain
    answer: str
    support: str


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One study appraised with one instrument; ``by`` is empty for a proposal that no person has confirmed."""

    study: str
    instrument: Instrument
    outcome: str
    judgements: tuple[Judgement, ...]
    overall: Judgement
    by: str
    date: str
    file: str
    line: int

    @property
    def is_proposal(self) -> bool:
        """Whether no person has put a name to it."""
        return not self.by


@dataclass(frozen=True, slots=True)
class Appraisals:
    """The complete appraisals of a review, and what was wrong or is missing."""

    appraisals: tuple[Appraisal, ...]
    findings: tuple[Finding, ...]


def appraise(
    project: Project, studies: Sequence[Study], records: Sequence[Record] = (), sources: Sequence[Source] = ()
) -> Appraisals:
    """The appraisals in ``review/decisions/``, one file an instrument.

    An incomplete row is a finding and no appraisal: a missing domain never becomes a blank. Words between “ and ” in
    a support column must stand in one of the study's reports; this is checked where the sources are passed in.
    """
    found: list[Appraisal] = []
    findings: list[Finding] = []
    for instrument in INSTRUMENTS:
        path = project.decisions / instrument.file
        name = project.relative(path)
        rows, problems = load_rows(path, name, instrument.columns)
        findings += problems
        for row in rows:
            appraisal, problems = check(row, instrument, name, studies)
            findings += problems
            if appraisal:
                found.append(appraisal)
    texts = texts_of(studies, records, sources)
    findings += [*_twice(found), *_quotes(found, texts), *_absent(found, studies)]
    return Appraisals(tuple(found), tuple(findings))


def check(
    row: Row, instrument: Instrument, file: str, studies: Iterable[Study]
) -> tuple[Appraisal | None, tuple[Finding, ...]]:
    """One row as an appraisal, or None with the reasons."""
    findings: list[Finding] = []
    if row["Study"] not in {study.id for study in studies}:
        findings.append(Finding(UNKNOWN_STUDY, f"{row['Study'] or 'a row'} is no study", Place(file, row.line)))
    if row["Tool"] and row["Tool"] != instrument.id:
        message = f"this file is for {instrument.id}, the row says {row['Tool']}"
        findings.append(Finding(UNKNOWN_JUDGEMENT, message, Place(file, row.line), about=row["Study"], topic="Tool"))
    whole = Domain("Overall", "Overall")
    asked = [*((d, instrument.answers) for d in instrument.domains), (whole, instrument.overall)]
    for domain, answers in asked:
        findings += _answer(row, domain, answers, Place(file, row.line))
    if findings:
        return None, tuple(findings)
    judged = tuple(Judgement(domain, row[domain.id], row[f"{domain.id} support"]) for domain, _ in asked)
    appraisal = Appraisal(
        row["Study"], instrument, row["Outcome"], judged[:-1], judged[-1], row["By"], row["Date"], file, row.line
    )
    return appraisal, tuple(_weak(appraisal))


def texts_of(
    studies: Iterable[Study], records: Iterable[Record], sources: Iterable[Source]
) -> dict[str, tuple[str, ...]]:
    """The texts of each study's reports."""
    text = {source.id: source.text for source in sources}
    of = {record.key: text[record.source] for record in records if record.source in text}
    return {study.id: tuple(of[key] for key in study.reports if key in of) for study in studies}


def _answer(row: Row, domain: Domain, answers: Sequence[str], place: Place) -> Iterable[Finding]:
    said, what = row[domain.id], f"{row['Study']}, {domain.id} ({domain.topic.lower()})"
    if not said:
        yield Finding(MISSING_JUDGEMENT, f"{what} is empty", place, about=row["Study"], topic=domain.id)
    elif said not in answers:
        message = f"{what}: “{said}” is none of {', '.join(answers)}"
        yield Finding(UNKNOWN_JUDGEMENT, message, place, about=row["Study"], topic=domain.id)


def _weak(appraisal: Appraisal) -> Iterable[Finding]:
    place = Place(appraisal.file, appraisal.line)
    name = appraisal.instrument.id
    if appraisal.is_proposal:
        message = f"{name} of {appraisal.study}: no assessor is named"
        yield Finding(UNCONFIRMED_APPRAISAL, message, place, about=appraisal.study, topic=name)
    for judgement in (*appraisal.judgements, appraisal.overall):
        if not judgement.support:
            message = f"{name} of {appraisal.study}, {judgement.domain.id}: “{judgement.answer}” without support"
            yield Finding(UNSUPPORTED, message, place, about=appraisal.study, topic=f"{name} {judgement.domain.id}")


def _twice(appraisals: Iterable[Appraisal]) -> Iterable[Finding]:
    seen: dict[tuple[str, str, str, str], int] = {}
    for a in appraisals:
        first = seen.setdefault((a.study, a.instrument.id, a.outcome, a.by), a.line)
        if first != a.line:
            message = f"{a.instrument.id} of {a.study} stands in lines {first} and {a.line}"
            yield Finding(APPRAISED_TWICE, message, Place(a.file, a.line), about=a.study, topic=a.instrument.id)


def _quotes(appraisals: Iterable[Appraisal], texts: Mapping[str, tuple[str, ...]]) -> Iterable[Finding]:
    for a in appraisals:
        for judgement in (*a.judgements, a.overall) if texts.get(a.study) else ():
            for words in QUOTED.findall(judgement.support):
                if not any(words in text for text in texts[a.study]):
                    message = (
                        f"{a.instrument.id} of {a.study}, {judgement.domain.id}: the words are in none of its reports"
                    )
                    place = Place(a.file, a.line, words)
                    yield Finding(QUOTE_NOT_FOUND, message, place, about=a.study, topic=judgement.domain.id)


def _absent(appraisals: Sequence[Appraisal], studies: Iterable[Study]) -> Iterable[Finding]:
    have = {a.study for a in appraisals}
    for study in studies:
        if study.id not in have:
            message = f"{study.id} ({study.design or 'design not known'}) has no appraisal"
            yield Finding(NOT_APPRAISED, message, about=study.id)
