"""Results: participants with an outcome in each arm, with the p-value of the comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.extraction.arms import Arm, arms, mentions
from prismabook.extraction.comparison import attribute
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.nature import is_review
from prismabook.extraction.notation import (
    COUNT,
    PEOPLE,
    Share,
    has_other_percentages,
    p_values,
    plain,
    shares,
    time_points,
)
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.extraction.wording import clean, outcome

_ELSEWHERE = ("title", "methods", "objectives", "purpose", "background", "conclusions")
_BASELINE = re.compile(
    r"\b(?:at baseline|of women|of men|were (?:female|male|women|men)|sample size|power)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The shares of a clause with their arms, and what they were of."""

    start: int
    end: int
    text: str
    pairs: tuple[tuple[Share, Arm], ...]
    outcome: str
    population: str
    time_point: str
    doubt: str = ""


def comparisons(document: Document) -> tuple[Comparison, ...]:
    """The clauses in which shares of participants, arms and outcome are all clear."""
    return document.once(_comparisons)


def _comparisons(document: Document) -> tuple[Comparison, ...]:
    """Every clause of every sentence that may tell results."""
    if is_review(document) or not arms(document):
        return ()
    return tuple(
        found
        for sentence in document.besides(*_ELSEWHERE)
        for start, text in _clauses(sentence)
        if (found := _comparison(document, start, text))
    )


def _clauses(sentence: Sentence) -> Iterator[tuple[int, str]]:
    """The parts of a sentence between semicolons, with their offsets in the source."""
    start, end = sentence.clause
    text = sentence.text[: end - start]
    begin = 0
    for part in text.split(";"):
        shift = len(part) - len(part.lstrip())
        yield start + begin + shift, part.strip()
        begin += len(part) + 1


def _comparison(document: Document, start: int, text: str) -> Comparison | None:
    counted = tuple(shares(text))
    if not counted or _BASELINE.search(text):
        return None
    named = mentions(document, text)
    if len({mention.arm for mention in named}) != len(counted) or has_other_percentages(text):
        return None
    owners = attribute(text, counted, named)
    name, who = outcome(text, counted, named) if owners else ("", "")
    if not name:
        return None
    times = time_points(text)
    doubt = "the clause names more than one point in time" if len(times) > 1 else ""
    time = times[0] if len(times) == 1 else ""
    return Comparison(start, start + len(text), text, tuple(zip(counted, owners, strict=True)), name, who, time, doubt)


@rule("shares", "result_percent", "result_events", "result_total", kinds=REPORTS)
def arm_shares(document: Document) -> Iterator[Proposal]:
    """``16/29 (55.17%) in the IL-2 group and…``: percentage, events, total of each arm as far as printed."""
    for c in comparisons(document):
        for share, arm in c.pairs:
            rows = (
                ("result_percent", share.percent, "percent"),
                ("result_events", share.events, "participants"),
                ("result_total", share.total, "participants"),
            )
            for item, value, unit in rows:
                if value:
                    yield Proposal(item, value, c.start, c.end, c.outcome, arm.name, c.time_point, unit, c.doubt)


@rule("p-values", "result_p", kinds=REPORTS)
def p_value(document: Document) -> Iterator[Proposal]:
    """The one p-value of a clause that compares arms."""
    for c in comparisons(document):
        found = list(p_values(c.text))
        if len(found) == 1 and len(c.pairs) == 2:
            yield Proposal("result_p", found[0][2], c.start, c.end, c.outcome, "", c.time_point, doubt=c.doubt)


@rule("analysed-among", "population", kinds=REPORTS)
def analysed_among(document: Document) -> Iterator[Proposal]:
    """The participants among whom an outcome was counted, where they are not all."""
    for c in comparisons(document):
        if c.population:
            yield Proposal("population", c.population, c.start, c.end, c.outcome, "", c.time_point)


_IN_ARM = (
    rf"(?:in|with|among|for|on|receiving)\s(?:the )?(?:{PEOPLE} (?:in|on|receiving|treated with|given) )?(?:the )?$"
)
_TOLD = re.compile(
    rf"(?P<n>\b[Nn]o|\b{COUNT})\s(?P<o>[\w-]+(?: [\w-]+){{0,5}}?) (?:(?:was|were) (?:observed|seen|reported"
    r"|noted|recorded|found|documented)|"
    rf"occurred|developed) {_IN_ARM[:-1]}",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"^(?:-treated)?(?: (?:groups?|arms?|{PEOPLE}))*(?: \([^()]{{0,20}}\))?,? (?:but|and|versus|vs\.?"
    r"|whereas|while|compared (?:with|to)|against)(?: there (?:was|were))?"
    rf" (?P<n>no|none|{COUNT})(?P<o> [\w-]+(?: [\w-]+){{0,5}}?)?(?: (?:was|were) (?:observed|seen"
    rf"|reported))? {_IN_ARM}",
    re.IGNORECASE,
)
_HAD = re.compile(
    rf"(?P<n>\b[Nn]o|\b{COUNT})(?: of)? {PEOPLE} {_IN_ARM}",
    re.IGNORECASE,
)
_DID = re.compile(
    rf"^(?: (?:groups?|arms?|{PEOPLE}))*(?: \([^()]{{0,20}}\))? (?P<o>died|(?:had|experienced|developed"
    rf"|reported) (?:an? )?(?P<what>[\w-]+(?: [\w-]+){{0,5}}?))(?=[,;.(]|$| (?:at|by|during|within)\b)",
    re.IGNORECASE,
)


@rule("counts-in-words", "result_events", kinds=REPORTS)
def counts_in_words(document: Document) -> Iterator[Proposal]:
    """``No serious infection was observed in the A group, but two in the B group``."""
    if is_review(document):
        return
    for sentence in document.besides(*_ELSEWHERE):
        for start, text in _clauses(sentence):
            if len(mentions(document, text)) == 2 and not any(shares(text)):
                yield from _events(document, start, text) or _patients(document, start, text)


def _events(document: Document, start: int, text: str) -> list[Proposal]:
    named = mentions(document, text)
    first = _TOLD.search(text)
    if not first or len(named) != 2 or named[0].arm is named[1].arm or first.end() != named[0].start:
        return []
    second = _NEXT.match(text[named[0].end : named[1].start])
    name = clean(first["o"])
    if not second or not name or (second["o"] and _head(second["o"]) != _head(name)):
        return []
    people = re.search(rf"\b{PEOPLE}\b", name)
    if people:
        return []
    note = "the text counts events; it does not say in how many participants"
    return _pair(start, text, name, ((first["n"], named[0].arm), (second["n"], named[1].arm)), "events", note)


def _patients(document: Document, start: int, text: str) -> list[Proposal]:
    named = mentions(document, text)
    first = _HAD.search(text[: named[0].start]) if len(named) == 2 else None
    if not first or named[0].arm is named[1].arm or first.end() != named[0].start:
        return []
    second = _NEXT.match(text[named[0].end : named[1].start])
    did = _DID.match(text[named[1].end :])
    if not second or not did or (second["o"] and not re.fullmatch(rf" {PEOPLE}", second["o"], re.IGNORECASE)):
        return []
    name = "death" if did["o"].lower() == "died" else clean(did["what"])
    return _pair(start, text, name, ((first["n"], named[0].arm), (second["n"], named[1].arm)), "participants", "")


def _pair(start: int, text: str, name: str, pairs: tuple[tuple[str, Arm], ...], unit: str, note: str) -> list[Proposal]:
    times = time_points(text)
    time = times[0] if len(times) == 1 else ""
    return [
        Proposal("result_events", plain(count), start, start + len(text), name, arm.name, time, unit, note=note)
        for count, arm in pairs
    ]


def _head(words: str) -> str:
    return words.split()[-1].casefold().rstrip("s")


_FOUND = re.compile(
    r"\b(?:increas\w+|decreas\w+|reduc\w+|expan\w+|enhanc\w+|sustain\w*|improv\w+|associated|ameliorat\w+"
    r"|lower\w*|higher|correct\w+|"
    r"induc\w+|restor\w+|remission|no (?:significant )?differences?|similar|differ\w*)\b",
    re.IGNORECASE,
)


@rule("results-in-words", "result_statement", kinds=REPORTS)
def results_in_words(document: Document) -> Iterator[Proposal]:
    """Sentences of the results that tell a finding without counting participants."""
    if is_review(document):
        return
    for sentence in document.within("results", "findings"):
        if (
            _FOUND.search(sentence.text)
            and not any(shares(sentence.text))
            and not re.search(r"\d[.·]\d", sentence.text)
        ):
            start, end = sentence.clause
            yield Proposal("result_statement", _flat(sentence.text[: end - start]), start, end)


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words)


RULES = (arm_shares, p_value, analysed_among, counts_in_words, results_in_words)
