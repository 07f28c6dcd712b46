"""Appraisals read from decision files and checked against their instrument, the studies and the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite

from prismabook.appraisal.assessors import differences
from prismabook.appraisal.codes import (
    APPRAISED_TWICE,
    BAD_WEIGHT,
    MISSING_JUDGEMENT,
    NO_ANSWERS,
    NOT_APPRAISED,
    QUOTE_NOT_FOUND,
    UNCONFIRMED_APPRAISAL,
    UNKNOWN_JUDGEMENT,
    UNKNOWN_STUDY,
    UNSUPPORTED,
)
from prismabook.appraisal.instrument import Domain, Instrument, load_instruments
from prismabook.appraisal.signalling import load_answers, unused, with_answers
from prismabook.appraisal.values import Appraisal, Appraisals, Judgement
from prismabook.findings import Finding, Place
from prismabook.model import Record, Source, Study
from prismabook.project import Project
from prismabook.project.rows import Row, load_rows

QUOTED = re.compile(r"“([^”]+)”")


def appraise(
    project: Project, studies: Sequence[Study], records: Sequence[Record] = (), sources: Sequence[Source] = ()
) -> Appraisals:
    """The appraisals in ``review/decisions/``, with what the instruments' algorithms propose.

    An incomplete row is a finding and no appraisal: a missing domain never becomes a blank. Words between “ and ” in
    a support column must stand in one of the study's reports; this is checked where the sources are passed in.
    """
    known, problems = load_instruments(project)
    findings = list(problems)
    read: list[Appraisal] = []
    for file in dict.fromkeys(instrument.file for instrument in known):
        for_file = {instrument.id: instrument for instrument in known if instrument.file == file}
        read += _file(project, for_file, studies, findings)
    order = {study.id: place for place, study in enumerate(studies)}
    read.sort(key=lambda appraisal: order[appraisal.study])
    given, name, problems = load_answers(project)
    findings += problems
    found: list[Appraisal] = []
    for appraisal in read:
        done, problems = with_answers(appraisal, given, name)
        findings += problems
        found.append(done)
    findings += [
        *unused(given, found, name),
        *_twice(found),
        *differences(found),
        *_absent(found, studies),
        *_unanswered(found),
    ]
    appraised = {appraisal.study for appraisal in found}
    findings += _quotes(found, texts_of((study for study in studies if study.id in appraised), records, sources))
    return Appraisals(tuple(found), tuple(findings), known)


def _file(
    project: Project, known: Mapping[str, Instrument], studies: Iterable[Study], findings: list[Finding]
) -> list[Appraisal]:
    """The appraisals of one file, which several variants of an instrument may share; `Tool` tells which it is."""
    first = next(iter(known.values()))
    path = project.decisions / first.file
    name = project.relative(path)
    rows, problems = load_rows(path, name, first.columns)
    findings += problems
    found = []
    for row in rows:
        instrument = known.get(row["Tool"] or first.id)
        if instrument is None:
            message = f"this file is for {' and '.join(known)}, the row says {row['Tool']}"
            findings.append(
                Finding(UNKNOWN_JUDGEMENT, message, Place(name, row.line), about=row["Study"], topic="Tool")
            )
            continue
        appraisal, problems = check(row, instrument, name, studies)
        findings += problems
        found += [appraisal] if appraisal else []
    return found


def check(
    row: Row, instrument: Instrument, file: str, studies: Iterable[Study]
) -> tuple[Appraisal | None, tuple[Finding, ...]]:
    """One row as an appraisal, or None with the reasons."""
    findings: list[Finding] = []
    place = Place(file, row.line)
    if row["Study"] not in {study.id for study in studies}:
        findings.append(Finding(UNKNOWN_STUDY, f"{row['Study'] or 'a row'} is no study", place))
    weight = _weight(row["Weight"])
    if weight is None:
        findings.append(Finding(BAD_WEIGHT, f"“{row['Weight']}”", place, about=row["Study"], topic="Weight"))
    whole = Domain("Overall", "Overall")
    asked = [*((d, instrument.answers) for d in instrument.domains), (whole, instrument.overall)]
    for domain, answers in asked:
        findings += _answer(row, domain, answers, place)
    if findings or weight is None:
        return None, tuple(findings)
    judged = tuple(
        Judgement(domain, row[domain.id], row[f"{domain.id} support"], departure=row[f"{domain.id} departure"])
        for domain, _ in asked
    )
    who = (row["By"], row["Date"], file, row.line)
    appraisal = Appraisal(row["Study"], instrument, row["Outcome"], judged[:-1], judged[-1], *who, weight)
    return appraisal, tuple(_weak(appraisal))


def _weight(cell: str) -> float | None:
    try:
        weight = float(cell or 1)
    except ValueError:
        return None
    return weight if isfinite(weight) and weight > 0 else None


class _Texts(Mapping[str, tuple[str, ...]]):
    """Texts by study, fetched when they are asked for: they may have been let go."""

    def __init__(self, sources: Mapping[str, Sequence[Source]]) -> None:
        self._sources = sources

    def __getitem__(self, study: str) -> tuple[str, ...]:
        return tuple(source.text for source in self._sources[study])

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


def texts_of(
    studies: Iterable[Study], records: Iterable[Record], sources: Iterable[Source]
) -> Mapping[str, tuple[str, ...]]:
    """The texts of each study's reports; one that nobody asks for is not read again."""
    by_id = {source.id: source for source in sources}
    of = {record.key: by_id[record.source] for record in records if record.source in by_id}
    return _Texts({study.id: [of[key] for key in study.reports if key in of] for study in studies})


def _answer(row: Row, domain: Domain, answers: Sequence[str], place: Place) -> Iterable[Finding]:
    said, what = row[domain.id], f"{row['Study']}, {domain.id} ({domain.topic.lower()})"
    if not said:
        yield Finding(MISSING_JUDGEMENT, f"{what} is empty", place, about=row["Study"], topic=domain.id)
    elif said not in answers:
        message = f"{what}: “{said}” is none of {', '.join(answers)}"
        yield Finding(UNKNOWN_JUDGEMENT, message, place, about=row["Study"], topic=domain.id)


def _unanswered(appraisals: Iterable[Appraisal]) -> Iterable[Finding]:
    for a in appraisals:
        if a.instrument.questions and not a.answers:
            message = f"{a.instrument.id} of {a.study}: no signalling question is answered"
            yield Finding(NO_ANSWERS, message, a.place, about=a.study, topic=a.instrument.id)


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
        for what, support, place in a.supports() if texts.get(a.study) else ():
            for words in QUOTED.findall(support):
                if not any(words in text for text in texts[a.study]):
                    message = f"{a.instrument.id} of {a.study}, {what}: the words are in none of its reports"
                    where = Place(place.file, place.line, words)
                    yield Finding(QUOTE_NOT_FOUND, message, where, about=a.study, topic=what)


def _absent(appraisals: Sequence[Appraisal], studies: Iterable[Study]) -> Iterable[Finding]:
    have = {a.study for a in appraisals}
    for study in studies:
        if study.id not in have:
            message = f"{study.id} ({study.design or 'design not known'}) has no appraisal"
            yield Finding(NOT_APPRAISED, message, about=study.id)
