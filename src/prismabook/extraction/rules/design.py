"""Design: what kind of report, allocation, masking, control, model, phase, setting in words."""

from __future__ import annotations

from collections.abc import Iterator

from prismabook.extraction.arms import arms
from prismabook.extraction.cue import cue
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.nature import (
    case_sentence,
    own_sentences,
    review_kind,
    review_sentence,
    series_sentence,
)
from prismabook.extraction.notation import SMALL
from prismabook.extraction.proposal import EVERY, REPORTS, Proposal, rule
from prismabook.patterns import regex

_ALLOCATION = cue(
    "randomised |randomized |randomly ",
    r"\b(?:(?P<not>non-?|quasi-?)|(?P<cluster>cluster[- ]))?(?:randomi[sz]ed|randomly)\b",
)
_MASKING = cue(
    " blind| label| mask",
    r"\b(?P<who>open|single|double|triple|quadruple|observer|assessor|investigator|participant|patient)[- ]"
    r"(?P<how>blind|label|mask)(?:l?ed)?\b",
)
_CONTROL = cue(
    "controlled ", r"\b(?:(?P<by>placebo|active|sham|vehicle|historical)[- ]controlled|(?P<un>uncontrolled))\b"
)
_MODEL = cue(
    " parallel | cross| factorial | single | stepped ",
    r"\b(?:(?P<parallel>parallel[- ](?:groups?|arms?|design))|(?P<crossover>cross-?over)|(?P<factorial>factorial)"
    r"|(?P<single>single[- ](?:arm|group))|(?P<stepped>stepped[- ]wedge))\b",
)
_PHASE = cue(" phase", r"\bphase\s?(?P<n>(?:[1-4]|I{1,3}|IV)[ab]?(?:\s?[/–-]\s?(?:[1-4]|I{1,3})[ab]?)?)\b")
_CENTRES = cue(
    "centre|center|sites |hospitals |clinics ",
    rf"\b(?:multi|single)[- ]?cent(?:re|er)\b|\b(?:\d+|{SMALL}) (?:[\w-]+ )?(?:cent(?:re|er)s|sites|hospitals"
    rf"|clinics)\b",
)
_NAMED = regex(
    r"\b(?:[Tt]his (?:was|is) (?:an?|the)|[Aa]n?|[Tt]his(?! (?:was|is)\b)|[Oo]ur)"
    r" (?P<d>(?:[\w-]+,? (?:and )?){0,9}?(?:[\w-]+(?: clinical| controlled| pilot)? (?:trial|study)))\b"
)
_TYPES = (
    (
        "diagnostic accuracy study",
        cue(" accuracy ", r"\bdiagnostic (?:test )?accuracy\b|\baccuracy of .{1,80} (?:for|in) (?:the )?diagnos"),
    ),
    ("cohort study", cue(" cohort ", r"\bcohort study\b")),
    ("case-control study", cue(" case ", r"\bcase[- ]control study\b")),
    ("cross-sectional study", cue(" sectional ", r"\bcross-sectional (?:study|survey)\b")),
    ("case series", cue(" series ", r"\bcase series\b")),
    ("clinical trial", cue(" trial | open ", r"\btrial\b|\bopen-label(?:led)?\b")),
)


def _whole(sentence: Sentence, item: str, value: str) -> Proposal:
    return Proposal(item, value, *sentence.clause)


@rule("study-type", "study_type", kinds=REPORTS)
def study_type(document: Document) -> Iterator[Proposal]:
    """Review, case report, randomised trial or another type, from the sentence that says so."""
    if review := document.once(review_sentence):
        yield _whole(review, "study_type", review_kind(document))
        return
    own = document.once(_own)
    for sentence in own:
        match = document.search(_ALLOCATION, sentence)
        if match and not match["not"]:
            yield _whole(sentence, "study_type", "randomised trial")
            return
    if series := series_sentence(document):
        yield _whole(series[0], "study_type", "case series")
        return
    if case := case_sentence(document):
        yield _whole(case, "study_type", "case report")
        return
    for name, pattern in _TYPES:
        for sentence in own:
            if document.search(pattern, sentence):
                yield _whole(sentence, "study_type", name)
                return


def _own(document: Document) -> tuple[Sentence, ...]:
    return tuple(own_sentences(document))


@rule("study-design", "study_design", kinds=REPORTS)
def study_design(document: Document) -> Iterator[Proposal]:
    """``randomised, double-blind and placebo-controlled clinical trial``, in the report's words."""
    for sentence in document.once(_own):
        for match in _NAMED.finditer(sentence.text):
            if any(
                p.search(match["d"]) for p in (_ALLOCATION, _MASKING, _CONTROL, _MODEL, *(p for _, p in _TYPES[:5]))
            ):
                at = sentence.start + match.start("d")
                yield Proposal("study_design", match["d"], at, at + len(match["d"]))
                return


@rule("allocation", "allocation", kinds=EVERY)
def allocation(document: Document) -> Iterator[Proposal]:
    """Randomised, or expressly not."""
    for sentence in document.once(_own):
        if match := document.search(_ALLOCATION, sentence):
            if match["not"]:
                value = "non-randomised" if match["not"].lower().startswith("non") else "quasi-randomised"
            else:
                value = "cluster-randomised" if match["cluster"] else "randomised"
            yield _whole(sentence, "allocation", value)
            return


@rule("masking", "masking", kinds=EVERY)
def masking(document: Document) -> Iterator[Proposal]:
    """Double-blind, open-label and the like."""
    for sentence in document.once(_own):
        if match := document.search(_MASKING, sentence):
            how = {"label": "label", "mask": "masked", "blind": "blind"}[match["how"].lower()]
            yield _whole(sentence, "masking", f"{match['who'].lower()}-{how}")
            return


@rule("control", "control", kinds=EVERY)
def control(document: Document) -> Iterator[Proposal]:
    """Placebo-controlled and the like."""
    for sentence in document.once(_own):
        if match := document.search(_CONTROL, sentence):
            yield _whole(sentence, "control", "none" if match["un"] else match["by"].lower())
            return


@rule("intervention-model", "intervention_model", kinds=REPORTS)
def intervention_model(document: Document) -> Iterator[Proposal]:
    """The model as stated; parallel, with a doubt, where each participant was allotted to one of several arms."""
    for sentence in document.once(_own):
        if match := document.search(_MODEL, sentence):
            value = {"single": "single group", "stepped": "stepped wedge"}.get(match.lastgroup or "", match.lastgroup)
            yield _whole(sentence, "intervention_model", value or "")
            return
    named = arms(document)
    if len(named) > 1 and any(document.search(_ALLOCATION, s) for s in document.once(_own)):
        doubt = "the model is not stated in words; it follows from each participant getting one of the arms"
        yield Proposal("intervention_model", "parallel", named[0].start, named[0].end, doubt=doubt)


@rule("phase", "phase", kinds=EVERY)
def phase(document: Document) -> Iterator[Proposal]:
    """``phase 2``, of the document's own study."""
    for sentence in document.once(_own):
        if match := document.search(_PHASE, sentence):
            yield _whole(sentence, "phase", f"phase {match['n']}")
            return


@rule("centres", "setting", kinds=REPORTS)
def centres(document: Document) -> Iterator[Proposal]:
    """How many centres took part."""
    for sentence in document.once(_own):
        if match := document.search(_CENTRES, sentence):
            yield _whole(sentence, "setting", match[0])
            return


RULES = (study_type, study_design, allocation, masking, control, intervention_model, phase, centres)
