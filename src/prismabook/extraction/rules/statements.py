"""What a report states about itself: funding, ethics, consent, competing interests, provenance, contributors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.cue import Cue
from prismabook.extraction.document import Document, Sentence, flat
from prismabook.extraction.proposal import EVERY, REPORTS, Proposal, rule
from prismabook.patterns import regex

_LABEL = regex(
    r"^\s*+[•*–-]?\s*+(?:Funding|Contributors|Competing interests|Ethics approval|Ethics(?! (?:committee|board|review))"
    r"|Provenance and peer review|Patient consent"
    r"(?: for publication)?|Conflicts? of interest|Disclosures?)\b\s?:?\s*",
    re.IGNORECASE,
)
_CONSENT = regex(
    r"\b(?:informed|written|verbal|oral) consent\b|\bconsent (?:was|were|has been)\b|\b(?:gave"
    r"|provided) .{0,40}consent\b",
    re.IGNORECASE,
)
_ETHICS = regex(
    r"\b(?:ethic(?:s|al) (?:committee|board|approv\w+|review)|institutional review board|(?:approved"
    r"|reviewed) by .{0,80}ethic\w*)\b",
    re.IGNORECASE,
)
_FUNDED = regex(
    r"\b(?:(?:study|trial|work|research|review) (?:was|is|has been) (?:\w+ )?(?:supported|funded|sponsored|financed)\b"
    r"|(?:supported|funded) by (?:\w+ )?(?:a |an )?(?:grants?|the)\b|no (?:specific |external )?funding\b"
    r"|(?:^|(?<=^\())funded by\b|^funding[.:]? \w)",
    re.IGNORECASE,
)
_INTERESTS = regex(r"\b(?:(?:competing|conflicts? of|financial) interests?)\b", re.IGNORECASE)
_FOOTNOTES = {
    "footnote:funding": "funding",
    "footnote:contributors": "contributors",
    "footnote:competing-interests": "competing_interests",
    "footnote:provenance": "provenance",
    "footnote:consent": "consent",
}


def _statement(document: Document, item: str, start: int, end: int) -> Proposal:
    return Proposal(item, flat(document.source.text[start:end]), start, end)


def _footnote(document: Document, start: int, end: int) -> tuple[int, int]:
    """The offsets of a footnote without bullet, label and the blanks around it."""
    text = document.source.text[start:end]
    label = _LABEL.match(text)
    begin = label.end() if label else len(text) - len(text.lstrip(" \t\r\n•"))
    return start + begin, start + len(text.rstrip())


@rule("footnotes", *_FOOTNOTES.values(), kinds=REPORTS)
def footnotes(document: Document) -> Iterator[Proposal]:
    """Footnotes with a label of their own, whole."""
    for section in document.sections:
        if item := _FOOTNOTES.get(section.name):
            start, end = _footnote(document, section.start, section.end)
            if start < end:
                yield _statement(document, item, start, end)


@rule("ethics-footnote", "ethics", "consent", kinds=REPORTS)
def ethics_footnote(document: Document) -> Iterator[Proposal]:
    """The ethics footnote, its sentences on consent apart."""
    for section in document.sections:
        if section.name != "footnote:ethics":
            continue
        begin, _ = _footnote(document, section.start, section.end)
        inside = [s for s in document.sentences if section.start <= s.start < section.end and s.end > begin]
        for sentence in inside:
            item = "consent" if _CONSENT.search(sentence.text) else "ethics"
            yield _statement(document, item, max(sentence.start, begin), sentence.end)


_IN_TEXT = (
    ("ethics", Cue(_ETHICS, ("ethic", " institutional "))),
    ("consent", Cue(_CONSENT, ("consent",))),
    ("funding", Cue(_FUNDED, ("supported ", "funded ", "sponsored ", "financed ", "funding"))),
    ("competing_interests", Cue(_INTERESTS, ("interest",))),
)


@rule("statements-in-text", "ethics", "consent", "funding", "competing_interests", kinds=EVERY)
def in_text(document: Document) -> Iterator[Proposal]:
    """Such statements in the running text; criteria for eligibility are none."""
    for sentence in document.having_any(*(pattern for _, pattern in _IN_TEXT)):
        if sentence.section.startswith("footnote:") or sentence.section in _NOT_HERE:
            continue
        for item, pattern in _IN_TEXT:
            if document.search(pattern, sentence):
                yield _statement(document, item, *_without_label(sentence))


_NOT_HERE = ("registry:inclusion", "registry:exclusion", "registry:criterion", "registry:lead-sponsor")


def _without_label(sentence: Sentence) -> tuple[int, int]:
    label = _LABEL.match(sentence.text)
    begin = label.end() if label and label.end() < len(sentence.text) else 0
    if aside := re.fullmatch(r"\((?P<funded>funded by [^;()]+?)(?:;[^()]*)?\.?\)\.?", sentence.text, re.IGNORECASE):
        return sentence.start + aside.start("funded"), sentence.start + aside.end("funded")
    return sentence.start + begin, sentence.end


RULES = (footnotes, ethics_footnote, in_text)
