"""Answers to signalling questions, ``review/decisions/signalling.csv``, and the judgements that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from prismabook.appraisal.algorithm import follow
from prismabook.appraisal.codes import (
    ANSWERS_TO_NOTHING,
    DEPARTS_WITHOUT_REASON,
    QUESTION_OPEN,
    UNKNOWN_ANSWER,
    UNSUPPORTED,
)
from prismabook.appraisal.instrument import NOT_APPLICABLE, Instrument
from prismabook.appraisal.values import Answer, Appraisal, Judgement
from prismabook.findings import Finding, Place
from prismabook.project import Project
from prismabook.project.rows import Row, load_rows

FILE = "signalling.csv"
COLUMNS = ("Study", "Tool", "Outcome", "Question", "Answer", "Support", "By", "Date")

Key = tuple[str, str, str, str]
"""Study, instrument, outcome and assessor."""
Given = Mapping[Key, Sequence[Row]]


def load_answers(project: Project) -> tuple[Given, str, tuple[Finding, ...]]:
    """The rows of the file by what they belong to, the file's name, and what is wrong with it."""
    path = project.decisions / FILE
    name = project.relative(path)
    rows, findings = load_rows(path, name, COLUMNS)
    given: dict[Key, list[Row]] = {}
    for row in rows:
        given.setdefault((row["Study"], row["Tool"], row["Outcome"], row["By"]), []).append(row)
    return given, name, findings


def with_answers(appraisal: Appraisal, given: Given, file: str) -> tuple[Appraisal, tuple[Finding, ...]]:
    """An appraisal with the answers given for it and what follows from them for each domain and the whole."""
    rows = given.get((*appraisal.subject, appraisal.by), ())
    answers: dict[str, Answer] = {}
    findings: list[Finding] = []
    for row in rows:
        if wrong := _wrong(row, appraisal.instrument, answers, file):
            findings.append(wrong)
        else:
            question = appraisal.instrument.questions[row["Question"]]
            answers[question.id] = Answer(question, row["Answer"], row["Support"], row.line)
    findings += _unsupported(appraisal, answers.values(), file)
    judged = []
    for judgement in appraisal.judgements:
        proposed, problems = _proposed(judgement, appraisal, answers, file) if rows else ("", ())
        judged.append(replace(judgement, proposed=proposed))
        findings += problems
    whole = appraisal.instrument.proposed({judgement.domain.id: judgement.answer for judgement in judged}) or ""
    overall = replace(appraisal.overall, proposed=whole)
    done = replace(appraisal, judgements=tuple(judged), overall=overall, answers=answers, answers_file=file)
    return done, (*findings, *_departures(done))


def _wrong(row: Row, instrument: Instrument, answers: Mapping[str, Answer], file: str) -> Finding | None:
    place, asked = Place(file, row.line), row["Question"]
    question = instrument.questions.get(asked)
    if question is None:
        message = f"{instrument.id} of {row['Study']}: “{asked}” is no question of the instrument"
    elif row["Answer"] not in (*question.answers, *([NOT_APPLICABLE] if question.when else [])):
        known = ", ".join((*question.answers, *([NOT_APPLICABLE] if question.when else [])))
        message = f"{instrument.id} of {row['Study']}, {asked}: “{row['Answer']}” is none of {known}"
    elif asked in answers:
        message = f"{instrument.id} of {row['Study']}, {asked}: answered in line {answers[asked].line} too"
    else:
        return None
    return Finding(UNKNOWN_ANSWER, message, place, about=row["Study"], topic=f"{instrument.id} {asked}")


def _proposed(
    judgement: Judgement, appraisal: Appraisal, answers: Mapping[str, Answer], file: str
) -> tuple[str, tuple[Finding, ...]]:
    """What the algorithm gives for a domain, empty if a question that it asks is open."""
    domain, order = judgement.domain, appraisal.instrument.answers
    if domain.algorithm is None:
        return "", ()
    outcome = follow(domain.algorithm, {question: given.answer for question, given in answers.items()}, order)
    always = [question.id for question in domain.questions if not question.when]
    unanswered = [question.id for question in domain.questions if question.id not in answers]
    missing = [question for question in unanswered if question in always or question in outcome.missing]
    name = f"{appraisal.instrument.id} of {appraisal.study}"
    topic = f"{appraisal.instrument.id} {domain.id}"
    if missing:
        message = f"{name}, {domain.id}: no answer to {', '.join(missing)}"
        return "", (Finding(QUESTION_OPEN, message, Place(file), about=appraisal.study, topic=topic),)
    if outcome.stuck:
        given = answers[outcome.stuck]
        message = f"{name}, {outcome.stuck}: “{given.answer}”, but the algorithm asks it here ({given.question.when})"
        return "", (Finding(QUESTION_OPEN, message, Place(file, given.line), about=appraisal.study, topic=topic),)
    return outcome.judgement or "", ()


def _departures(appraisal: Appraisal) -> Iterator[Finding]:
    for judgement in (*appraisal.judgements, appraisal.overall):
        if judgement.departs and not judgement.departure:
            name, domain = appraisal.instrument.id, judgement.domain.id
            message = (
                f"{name} of {appraisal.study}, {domain}: judged “{judgement.answer}”, where the algorithm proposes "
                f"“{judgement.proposed}”"
            )
            mend = f"Give the reason in the column “{domain} departure”, or take over the proposal."
            yield Finding(
                DEPARTS_WITHOUT_REASON, message, appraisal.place, mend, about=appraisal.study, topic=f"{name} {domain}"
            )


def _unsupported(appraisal: Appraisal, answers: Iterable[Answer], file: str) -> Iterator[Finding]:
    bare = [given for given in answers if not given.support and given.answer != NOT_APPLICABLE]
    if bare:
        names = ", ".join(given.question.id for given in bare)
        message = f"{appraisal.instrument.id} of {appraisal.study}: no support for the answers to {names}"
        topic = f"{appraisal.instrument.id} answers"
        yield Finding(UNSUPPORTED, message, Place(file, bare[0].line), about=appraisal.study, topic=topic)


def unused(given: Given, appraisals: Iterable[Appraisal], file: str) -> Iterator[Finding]:
    """Answers that no appraisal takes up, because it is missing or is another person's."""
    taken = {(*appraisal.subject, appraisal.by) for appraisal in appraisals}
    for key, rows in given.items():
        if key not in taken:
            study, tool, outcome, by = key
            about = f", {outcome}" if outcome else ""
            message = f"{len(rows)} answers by {by or 'nobody'} for {tool} of {study}{about} belong to no row"
            yield Finding(ANSWERS_TO_NOTHING, message, Place(file, rows[0].line), about=study, topic=tool)
