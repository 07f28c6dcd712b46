"""What stands around a study: the disease in general, what led to it, what may come, and what its title promises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.cue import Cue, cue
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.nature import case_sentence, is_review
from prismabook.extraction.proposal import EVERY, REPORTS, Proposal, rule
from prismabook.extraction.rules.claims import HYPOTHESIS, claim, prose, running
from prismabook.extraction.subject import therapy
from prismabook.patterns import regex

_NOT_HERE = ("methods", "results", "conclusions", "summary")
_DISEASE = regex(
    r"^[A-Z][\w'’-]*(?: [\w'’-]+){0,6}?(?: \([A-Z][\w-]*\))? (?:is|remains) (?:an?|one of the|the most) "
    r"(?:(?!(?:of|in|for|to|with|by)\b)[\w-]+,? (?:and )?){0,7}?"
    r"(?:disease|disorder|syndrome|illness|condition|vasculitis|arthritis|malignancy|cancer|infection)s?\b"
)


_DISEASED = Cue(
    _DISEASE,
    (
        *(" disease", " disorder", " syndrome", " illness", " condition"),
        *(" vasculitis", " arthritis", " malignancy", " cancer", " infection"),
    ),
)


@rule("disease-background", "background", kinds=EVERY)
def background(document: Document) -> Iterator[Proposal]:
    """``X is a chronic autoimmune disease that…``: what the disease is and does."""
    for sentence in running(document, _DISEASED):
        if _is_background(sentence):
            yield claim("background", sentence)


def _is_background(sentence: Sentence) -> bool:
    return sentence.section not in _NOT_HERE and _DISEASE.match(sentence.text) is not None


_SO = cue(
    " so | therefore | thus | hence | consequently | accordingly ",
    r"^(?:so|therefore|thus|hence|consequently|we therefore|accordingly)\b",
)
NEAREST = 4
"""Most sentences before a hypothesis that are taken for its reasons."""


@rule("rationale-drawn-on", "rationale", kinds=EVERY)
def drawn_on(document: Document) -> Iterator[Proposal]:
    """The sentences of the same part before ``So we hypothesized``: what the hypothesis is drawn from."""
    if not document.having(_SO, HYPOTHESIS):
        return
    sentences = [s for s in prose(document) if s.section not in _NOT_HERE]
    for at, sentence in enumerate(sentences):
        if document.search(_SO, sentence) and HYPOTHESIS.search(sentence.text):
            for reason in sentences[max(0, at - NEAREST) : at]:
                if reason.section == sentence.section and not _is_background(reason):
                    doubt = "told by its place only: it stands before the hypothesis that is drawn from it"
                    yield claim("rationale", reason, doubt)


_PROSPECT = cue(
    " prospect| opportunit| avenue| promise | perspective",
    r"\b(?:provid|offer|open|hold|creat|giv)(?:e|es|s|ed|ing)? (?:[\w-]+ ){0,3}?"
    r"(?:prospects?|opportunit(?:y|ies)|avenues?|promise|perspectives?) (?:for|to|in|of|as)\b",
)


@rule("prospect", "prospect", kinds=EVERY)
def prospect(document: Document) -> Iterator[Proposal]:
    """``provides prospects for combination therapies``: what the therapy may yet be used for."""
    named = therapy(document)
    for sentence in running(document, _PROSPECT) if named else ():
        known = named is not None and named.search(sentence.text)
        if known and sentence.section not in ("methods", "results") and _PROSPECT.search(sentence.text):
            yield claim("prospect", sentence)


_ACHIEVED = regex(
    r"\b(?:remission|response|improvement|recovery|resolution|regression|clearance|reduction|cure|healing"
    r"|successful(?:ly)?|effective(?:ly)?|improved|resolved|recovered)\b",
    re.IGNORECASE,
)
_OPEN = regex(
    r"\?\s*$|\b(?:review|protocol|trial|survey|guidelines?|factors?|predict\w*|lack|no|not|without|failure)\b",
    re.IGNORECASE,
)


@rule("title-result", "title_result", kinds=REPORTS)
def title_result(document: Document) -> Iterator[Proposal]:
    """A case report's title that states what the therapy did: ``Remission by X in a patient with Y``."""
    named = therapy(document)
    if named is None or is_review(document) or not case_sentence(document):
        return
    for sentence in document.within("title"):
        text = sentence.text
        if named.search(text) and _ACHIEVED.search(text) and not _OPEN.search(text):
            yield claim("title_result", sentence, "title only")


_OFF_LABEL = cue(" off ", r"\boff-label['’\"”]? (?:use|therapy|treatment|administration|application)\b")


@rule("off-label", "off_label", kinds=REPORTS)
def off_label(document: Document) -> Iterator[Proposal]:
    """Where a report first says that its own treatment was off-label: in methods, footnotes or a case."""
    if is_review(document):
        return
    case = case_sentence(document) is not None
    for sentence in document.having(_OFF_LABEL):
        own = sentence.section == "methods" or sentence.section.startswith("footnote:")
        match = _OFF_LABEL.search(sentence.text) if own or case else None
        if match:
            start, end = sentence.clause
            words = re.sub("['’\"”]", "", match[0])
            yield Proposal("off_label", words, start, end)
            return


RULES = (background, drawn_on, prospect, title_result, off_label)
