"""What kind of report a document is: own investigation, single case, or review of literature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prismabook.extraction.cue import Cue
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.notation import COUNT, PEOPLE
from prismabook.patterns import regex

_REVIEW = regex(
    r"(?<!by )(?<!on )\b(?:(?P<kind>(?:systematic|narrative|scoping|comprehensive|literature|this|present|our"
    r"|thorough) review|meta-analysis)\b"
    r"|we (?:have )?(?:review|search)ed (?:the |all |published )*(?:literature|evidence"
    r"|(?:[\w-]+ )?(?:studies|trials|articles)|databases|PubMed|MEDLINE|Embase|Cochrane)\b"
    r"|we (?:here )?(?:examined|summari[sz]ed?"
    r"|surveyed) (?:the )?(?:[\w-]+ ){0,3}(?:and [\w-]+ )?(?:research|literature|evidence|studies)\b"
    r"|(?:this|the present) (?:article|paper) (?:reviews|summari[sz]es)\b"
    r"|overview (?:of|behind|on)\b)",
    re.IGNORECASE,
)
_CASE = regex(
    rf"\b(?:we|herein|here) (?:here )?(?:report|describe|present)\b.{{0,200}}?\b(?:(?:in|of) (?:one|a|a single"
    rf"|an) (?:[\w-]+ ){{0,2}}{PEOPLE}\b"
    rf"|(?:the|a) case of|an? (?:\d+|{COUNT})[- ]year[- ]old\b"
    rf"|(?:one|a single) (?:[\w-]+ )?{PEOPLE}\b)"
    r"|\b(?:this|our) case(?: report)?\b|: (?:a|the first) case report\b",
    re.IGNORECASE,
)
_OWN = regex(
    r"\b(?:we (?:conducted|performed|did|carried out|undertook|designed|ran|randomi[sz]ed|randomly (?:assigned"
    r"|allocated))\b"
    r"|(?:trial|study) (?:was|is) (?:designed|conducted|performed|done|carried out|an?\b)"
    rf"|^in an? (?!(?:previous|earlier|prior|recent)\b)(?:[\w-]+,? (?:and )?){{0,8}}(?:trial|study),?"
    rf" (?:we\b|(?:{COUNT}) (?:[\w-]+ ){{0,2}}?{PEOPLE}\b)"
    r"|in this\b|this (?:was|is) an?\b|this (?:[\w-]+,? (?:and )?){0,8}(?:trial|study)\b"
    r"|(?:was|were|will be) (?:randomly|randomi[sz]ed|divided|assigned|allocated)\b)",
    re.IGNORECASE,
)
_SYSTEMATIC = regex(r"\b(?:systematic review|meta-analysis)\b", re.IGNORECASE)
_TRIAL = regex(r"\b(?:trial|study|randomi[sz]ed|randomly)\b", re.IGNORECASE)
_REVIEWED = Cue(_REVIEW, (" review", " meta ", " search", " examined ", " summari", " surveyed ", " overview "))
_REPORTED = Cue(_CASE, (" report ", " describe ", " present ", " case "), (" we ", " here ", " herein ", " case "))
_STUDIED = Cue(_TRIAL, (" trial ", " study ", " randomised ", " randomized ", " randomly "))
_RANDOM = Cue(regex(r"\brandom(?:i[sz]ed|ly)\b"), (" randomised ", " randomized ", " randomly "))
BEFORE_OR_AFTER = ("objectives", "purpose", "background", "conclusions", "summary")
"""Sections that speak of other investigations than the one reported: those before it, and those to come."""


def review_sentence(document: Document) -> Sentence | None:
    """The sentence that says that the document reviews literature.

    A section called purpose says so too, as in purpose of review, unless methods or results of its own follow.
    """
    if not any(True for _ in document.within("methods", "results")):
        for sentence in document.within("purpose"):
            return sentence
    return next((s for s in document.having(_REVIEWED) if s.section != "results" and _REVIEWED.search(s.text)), None)


def is_review(document: Document) -> bool:
    """Whether the document reviews literature rather than reporting an investigation of its own."""
    return document.once(review_sentence) is not None


def review_kind(document: Document) -> str:
    """``systematic review`` if the document calls itself so, otherwise ``review``."""
    named = any(_SYSTEMATIC.search(s.text) and _REVIEWED.search(s.text) for s in document.having(_REVIEWED))
    return "systematic review" if named else "review"


def case_sentence(document: Document) -> Sentence | None:
    """The sentence that says that the document reports a single patient."""
    return document.once(_case_sentence)


def _case_sentence(document: Document) -> Sentence | None:
    places = _title_last(document.having(_REPORTED))
    return next((s for s in places if _REPORTED.search(s.text)), None)


def _title_last(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return (*(s for s in sentences if s.section != "title"), *(s for s in sentences if s.section == "title"))


_SERIES = regex(
    rf"\b(?:we|herein|here) (?:here )?(?:report|describe|present)(?: on| the cases? of| the results of)?"
    rf"(?: an?(?: \w+)?(?: case)? series of)? (?P<n>{COUNT})"
    rf"(?: \w+){{0,2}}? {PEOPLE}\b|\b(?:case )?series of (?P<m>{COUNT})(?: \w+){{0,2}}? {PEOPLE}\b",
    re.IGNORECASE,
)
_COUNTED = Cue(_SERIES, (" report ", " describe ", " present ", " series "))
_SINGLE = regex(r"\b(?:single[- ](?:arm|group)|case series|uncontrolled (?:trial|study|pilot))\b", re.IGNORECASE)


def series_sentence(document: Document) -> tuple[Sentence, re.Match[str]] | None:
    """Where a case series says how many patients, two or more, it reports."""
    return document.once(_series_sentence)


def _series_sentence(document: Document) -> tuple[Sentence, re.Match[str]] | None:
    if is_review(document):
        return None
    for sentence in document.having(_COUNTED):
        match = _COUNTED.search(sentence.text)
        if match and (match["n"] or match["m"]).lower() not in ("one", "1"):
            return sentence, match
    return None


def is_single_group(document: Document) -> bool:
    """Whether the document says that its participants all got the same: a single-arm trial or a case series."""
    return document.once(_single_group)


def _single_group(document: Document) -> bool:
    if is_review(document) or any(_RANDOM.search(s.text) for s in document.having(_RANDOM)):
        return False
    told = any(_SINGLE.search(s.text) for s in (*own_sentences(document), *document.within("title")))
    return told or series_sentence(document) is not None


def own_sentences(document: Document) -> Iterator[Sentence]:
    """Sentences that describe the investigation that the document itself reports; none in a review."""
    if is_review(document):
        return
    for sentence in _title_last([s for s in document.having(_STUDIED) if s.section not in BEFORE_OR_AFTER]):
        known = sentence.section in ("methods", "title")
        if _STUDIED.search(sentence.text) and (known or _OWN.search(sentence.text)):
            yield sentence
