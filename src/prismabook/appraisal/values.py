"""Appraisals as values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from prismabook.appraisal.instrument import Domain, Instrument, Question
from prismabook.findings import Finding, Place

CONSENSUS = re.compile(r"consensus\b", re.IGNORECASE)
"""How the column By begins in the row on which the assessors agreed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a signalling question, with the words or the reason that support it."""

    question: Question
    answer: str
    support: str
    line: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement of one domain, with its support.

    ``proposed`` is what the instrument's algorithm gives from the answers, empty where there is none; ``departure`` is
    the assessor's reason for judging otherwise.
    """

    domain: Domain
    answer: str
    support: str
    proposed: str = ""
    departure: str = ""

    @property
    def departs(self) -> bool:
        """Whether it differs from what the algorithm proposes."""
        return bool(self.proposed) and self.proposed != self.answer


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
    weight: float = 1.0
    answers: Mapping[str, Answer] = field(default_factory=dict)
    answers_file: str = ""

    @property
    def is_proposal(self) -> bool:
        """Whether no person has put a name to it."""
        return not self.by

    @property
    def is_consensus(self) -> bool:
        """Whether it is what several assessors agreed on."""
        return bool(CONSENSUS.match(self.by))

    @property
    def subject(self) -> tuple[str, str, str]:
        """What is appraised: study, instrument and outcome."""
        return self.study, self.instrument.id, self.outcome

    @property
    def place(self) -> Place:
        """Its row."""
        return Place(self.file, self.line)

    def supports(self) -> Iterator[tuple[str, str, Place]]:
        """All words given as support: what they support, the words, their place."""
        for judgement in (*self.judgements, self.overall):
            yield judgement.domain.id, judgement.support, self.place
            if judgement.departure:
                yield f"{judgement.domain.id} departure", judgement.departure, self.place
        for answer in self.answers.values():
            yield answer.question.id, answer.support, Place(self.answers_file, answer.line)


@dataclass(frozen=True, slots=True)
class Appraisals:
    """The complete appraisals of a review, and what was wrong or is missing."""

    appraisals: tuple[Appraisal, ...]
    findings: tuple[Finding, ...]
    instruments: tuple[Instrument, ...] = ()
