"""Results in words: counts without percentages, and findings without numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.arms import Arm
from prismabook.extraction.cue import cue
from prismabook.extraction.document import Document, flat
from prismabook.extraction.mentions import mentions
from prismabook.extraction.nature import is_review
from prismabook.extraction.notation import COUNT, PEOPLE, plain
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.extraction.rules.clauses import counted_in, one_time, result_clauses
from prismabook.extraction.wording import clean
from prismabook.patterns import regex

_IN_ARM = (
    rf"(?:in|with|among|for|on|receiving)\s(?:the )?(?:{PEOPLE} (?:in|on|receiving|treated with|given) )?(?:the )?$"
)
_TOLD = regex(
    rf"(?P<n>\b[Nn]o|\b{COUNT})\s(?P<o>[\w-]+(?: [\w-]+){{0,5}}?) (?:(?:was|were) (?:observed|seen|reported"
    r"|noted|recorded|found|documented)|"
    rf"occurred|developed) {_IN_ARM[:-1]}",
    re.IGNORECASE,
)
_NEXT = regex(
    rf"^(?:-treated)?(?: (?:groups?|arms?|{PEOPLE}))*(?: \([^()]{{0,20}}\))?,? (?:but|and|versus|vs\.?"
    r"|whereas|while|compared (?:with|to)|against)(?: there (?:was|were))?"
    rf" (?P<n>no|none|{COUNT})(?P<o> [\w-]+(?: [\w-]+){{0,5}}?)?(?: (?:was|were) (?:observed|seen"
    rf"|reported))? {_IN_ARM}",
    re.IGNORECASE,
)
_HAD = regex(
    rf"(?P<n>\b[Nn]o|\b{COUNT})(?: of)? {PEOPLE} {_IN_ARM}",
    re.IGNORECASE,
)
_DID = regex(
    rf"^(?: (?:groups?|arms?|{PEOPLE}))*(?: \([^()]{{0,20}}\))? (?P<o>died|(?:had|experienced|developed"
    rf"|reported) (?:an? )?(?P<what>[\w-]+(?: [\w-]+){{0,5}}?))(?=[,;.(]|$| (?:at|by|during|within)\b)",
    re.IGNORECASE,
)


@rule("counts-in-words", "result_events", kinds=REPORTS)
def counts_in_words(document: Document) -> Iterator[Proposal]:
    """``No serious infection was observed in the A group, but two in the B group``."""
    if is_review(document):
        return
    for start, text in result_clauses(document):
        if len(mentions(document, text)) == 2 and not counted_in(document, text)[0]:
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
    time, _ = one_time(text)
    return [
        Proposal("result_events", plain(count), start, start + len(text), name, arm.name, time, unit, note=note)
        for count, arm in pairs
    ]


def _head(words: str) -> str:
    return words.split()[-1].casefold().rstrip("s")


_FOUND = cue(
    " increas| decreas| reduc| expan| enhanc| sustain| improv| associated | ameliorat| lower| higher | correct| induc"
    "| restor| remission | no | similar | differ",
    r"\b(?:increas\w+|decreas\w+|reduc\w+|expan\w+|enhanc\w+|sustain\w*|improv\w+|associated|ameliorat\w+"
    r"|lower\w*|higher|correct\w+|"
    r"induc\w+|restor\w+|remission|no (?:significant )?differences?|similar|differ\w*)\b",
)

_DECIMAL = regex(r"\d[.·]\d")


@rule("results-in-words", "result_statement", kinds=REPORTS)
def results_in_words(document: Document) -> Iterator[Proposal]:
    """Sentences of the results that tell a finding without counting participants."""
    if is_review(document):
        return
    for sentence in (s for s in document.having(_FOUND) if s.section in ("results", "findings")):
        if (
            _FOUND.search(sentence.text)
            and not _DECIMAL.search(sentence.text)
            and not counted_in(document, sentence.text)[0]
        ):
            start, end = sentence.clause
            yield Proposal("result_statement", flat(sentence.text[: end - start]), start, end)


RULES = (counts_in_words, results_in_words)
