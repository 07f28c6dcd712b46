"""The parts of sentences that tell results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.mentions import mentions
from prismabook.extraction.notation import COUNT, PEOPLE, Effect, Share, effects, shares_and_others, time_points
from prismabook.patterns import regex

ELSEWHERE = ("title", "methods", "objectives", "purpose", "background", "conclusions")
"""Sections that tell no results of the study."""
BASELINE = regex(
    r"\b(?:at baseline|of women|of men|were (?:female|male|women|men|boys|girls)|sample size|power)\b", re.IGNORECASE
)
_GOES_ON = regex(r"(?<!\s)\s*+(?:\d{2}(?:\.\d)?\s?%\s?(?:CI|[Cc]onfidence)|[Pp]\s?[-=<>≤]|[Pp] ?values?\b)")


def clauses(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """The parts of a sentence between semicolons outside brackets, with their offsets in the source.

    A semicolon before a confidence interval or a p-value ends nothing: they belong to what stands before.
    """
    start, end = sentence.clause
    text = sentence.text[: end - start]
    begin = 0
    for cut in [*_cuts(text), len(text)]:
        part = text[begin:cut]
        shift = len(part) - len(part.lstrip())
        if part.strip():
            yield start + begin + shift, part.strip()
        begin = cut + 1


def _cuts(text: str) -> list[int]:
    if ";" not in text:
        return []
    depth, found = 0, []
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "([") - (char in ")]"))
        if char == ";" and depth == 0 and not _GOES_ON.match(text, at + 1):
            found.append(at)
    return found


def result_clauses(document: Document) -> tuple[tuple[int, str], ...]:
    """The clauses of all sentences that may tell results of the document's own study."""
    return document.once(_result_clauses)


def _result_clauses(document: Document) -> tuple[tuple[int, str], ...]:
    return tuple(clause for sentence in document.besides(*ELSEWHERE) for clause in clauses(sentence))


def effects_in(document: Document, text: str) -> tuple[Effect, ...]:
    """The effect measures of a clause."""
    return document.remember(("effects", text), lambda: tuple(effects(text)))


def masked(document: Document, text: str) -> str:
    """The text with effect measures blanked out: their numbers are no shares, means or p-values of an arm."""
    for effect in effects_in(document, text):
        text = text[: effect.start] + " " * (effect.end - effect.start) + text[effect.end :]
    return text


def counted_in(document: Document, text: str) -> tuple[tuple[Share, ...], bool]:
    """The shares of participants in a clause, and whether it has percentages that are none; effects left aside."""
    return document.remember(("shares", text), lambda: _counted(masked(document, text)))


def _counted(bare: str) -> tuple[tuple[Share, ...], bool]:
    return shares_and_others(bare)


_PART = regex(
    rf"^(?:Among|In|Of|For) (?:the )?(?:{COUNT} )?(?:[\w-]+ )?(?:sub(?:group|set) of (?:{COUNT} )?)?{PEOPLE}"
    r" (?:with|aged|whose)\b(?! (?:group|arm))"
)


def of_a_part(document: Document, text: str) -> str:
    """A doubt where a clause begins with some of the participants, ``Among 80 patients with diabetes,``.

    A clause that names an arm there speaks of the arm.
    """
    match = _PART.match(text)
    if not match or mentions(document, text[: text.find(",")]):
        return ""
    return "the clause speaks of participants with a feature; they may be a part of the study's"


def one_time(text: str) -> tuple[str, str]:
    """The one point in time that a clause names, and a doubt where it names more."""
    times = time_points(text)
    doubt = "the clause names more than one point in time" if len(times) > 1 else ""
    return (times[0] if len(times) == 1 else ""), doubt
