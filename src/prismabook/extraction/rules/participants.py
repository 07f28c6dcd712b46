"""Participants: condition, population, numbers planned, randomised, enrolled and analysed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from prismabook.extraction.arms import arms
from prismabook.extraction.cue import Cue, cue
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.mentions import mentions
from prismabook.extraction.nature import case_sentence, is_review
from prismabook.extraction.notation import COUNT, PEOPLE, plain
from prismabook.extraction.proposal import EVERY, REPORTS, Proposal, rule
from prismabook.extraction.vocabulary import fold
from prismabook.patterns import regex

_ANYONE = (
    *(
        "patient ",
        "patients ",
        "participant ",
        "participants ",
        "subject ",
        "subjects ",
        "people ",
        "person ",
        "persons ",
    ),
    *(
        "adult ",
        "adults ",
        "child ",
        "children ",
        "woman ",
        "women ",
        "man ",
        "men ",
        "boy ",
        "boys ",
        "girl ",
        "girls ",
    ),
    *("individual ", "individuals ", "volunteer ", "volunteers ", "infant ", "infants ", "cases "),
)
"""The words of ``PEOPLE``, each to its end."""
_PEOPLE_END = tuple(word.rstrip() for word in _ANYONE)
_STOP = (
    r"(?=\s?[,.;:()…]|\s(?:and|or|but|who|that|which|were|was|is|are|has|have|had|in|at|to|by|on|from|for|than|as|into|"
    r"receiv\w+|treated|refractory|despite|with|without|under|during|after|before|often|may|will|could)\b|\s?$)"
)
_WITH = regex(
    rf"\b{PEOPLE} (?:with|who ha(?:ve|d)|suffering from) (?:a |an )?(?:long-term |long "
    r"|known )?(?:history of |diagnosis of )?"
    rf"(?P<c>[\w'’/-]+(?: [\w'’/-]+){{0,5}}?){_STOP}",
    re.IGNORECASE,
)
_SHORT_FIRST = regex(rf"\b(?P<c>[A-Z][A-Za-z]?[A-Z0-9]+s?) {PEOPLE}\b")
_TREATMENT_OF = regex(
    r"\b(?:treatment|therapy|management|immunotherapy|therapy) (?:of|in|for) (?P<c>[\w'’/-]+(?: [\w'’/-]+){0,5}?)"
    + _STOP
)
_WHO = (" with ", " who ha", " aged ", " suffering from ")


def _described(text: str) -> bool:
    """Whether one of these words stands right after people: no match of ``_WITH`` or ``_POPULATION`` is without."""
    folded = fold(text)
    for words in _WHO:
        if words in folded:
            for before in folded.split(words)[:-1]:
                if before.endswith(_PEOPLE_END):
                    return True
    return False


_CONDITIONS = (
    Cue(_WITH, _ANYONE),
    Cue(_SHORT_FIRST, _ANYONE),
    Cue(_TREATMENT_OF, (" treatment ", " therapy ", " management ", " immunotherapy ")),
)
_STATE = regex(
    r"^(?:(?:active|inactive|severe|moderate|mild|moderately|severely|to|refractory|early|established"
    r"|newly|recently|diagnosed|"
    r"uncontrolled|advanced|moderate-to-severe|mild-to-moderate|relapsing|stable|symptomatic|symptoms of|disease)\s)+",
    re.IGNORECASE,
)
_NO_CONDITION = regex(
    r"\b(?:response|therapy|treatment|dose|placebo|events?|infections?|remission|score|baseline|least|one"
    r"|two|the|an?|this|"
    r"any|at|pregnanc\w+|patients|regression|improvement|change|flares?|relapse|group)\b",
    re.IGNORECASE,
)


def _conditions(document: Document) -> Iterator[tuple[str, Sentence, int, int]]:
    """Names of diseases that participants have: the name in full, the sentence, and its offsets there."""
    places = [(s.start, n, s, pattern) for n, pattern in enumerate(_CONDITIONS) for s in document.having(pattern)]
    for _, number, sentence, pattern in sorted(places, key=itemgetter(0, 1)):
        if sentence.section != "results" and (number > 0 or _described(sentence.text)):
            for match in pattern.finditer(sentence.text):
                words = _STATE.sub("", match["c"])
                if sentence.text[match.end() : match.end() + 1] == ":":  # ``active RA 1:1 to``: a ratio
                    words = re.sub(r" \d+$", "", words)
                name = document.abbreviations.get(words, words)
                if name and not _NO_CONDITION.search(name):
                    yield name, sentence, match.start(), match.end()


@rule("condition", "condition", kinds=EVERY)
def condition(document: Document) -> Iterator[Proposal]:
    """The disease that the participants have, the one named most often; abbreviations as the text writes them out."""
    found = list(_conditions(document))
    counts = Counter(name.casefold() for name, *_ in found)
    if not counts:
        return
    (best, most), *rest = counts.most_common()
    name, sentence, start, end = next(f for f in found if f[0].casefold() == best)
    doubt = "another condition is named as often" if rest and rest[0][1] == most else ""
    short = next((s for s, long in document.abbreviations.items() if long == name), "")
    note = f"{short} written out as elsewhere in the document" if short and name not in sentence.text[start:end] else ""
    yield Proposal("condition", name, sentence.start + start, sentence.start + end, doubt=doubt, note=note)


_ADJECTIVE = (
    r"(?!(?:we|report|describe|present|who|that|among|randomi[sz]ed|enrol+ed|included|in|of|to|with|for|and|or|the|an?"
    r"|by|from|on|treat|therapy|treatment|were|was|total|randomly|assigned|allocated|recruited|studied|compared"
    r"|evaluated|treated|followed|identified)\b)[A-Za-z][\w-]*"
)
_POPULATION = regex(
    rf"(?<![\w-])(?:(?:one|an?|{COUNT}) )?(?P<p>(?:{_ADJECTIVE} ){{0,3}}?{PEOPLE} (?:with|who ha(?:ve|d)"
    rf"|aged|suffering from) [^.;:]{{3,180}}?)"
    r"(?=\s?[.;:,(]|\s(?:were|was|by|to|received|receiving|from|treated with|at|in an?|had|have|has"
    r"|underwent|undergoing|refractory to)\b|\s?…|\s?$)",
    re.IGNORECASE,
)


_DESCRIBED = Cue(_POPULATION, _ANYONE)


@rule("population", "population", kinds=EVERY)
def population(document: Document) -> Iterator[Proposal]:
    """The participants as the methods, or a case report's announcement, describe them."""
    if is_review(document):
        return
    case = case_sentence(document)
    may = [s for s in document.having(_DESCRIBED) if s.section not in ("results", "conclusions")]
    places = (case,) if case else (*(s for s in may if s.section == "methods"), *may)
    for sentence in places:
        if not _described(sentence.text):
            continue
        if match := _POPULATION.search(sentence.text):
            cut = sentence.text[match.end() :].lstrip().startswith("…")
            doubt = "the document breaks off in this sentence" if cut else ""
            ratio = re.search(r" \d+$", match[0]) if sentence.text[match.end() : match.end() + 1] == ":" else None
            less = len(ratio[0]) if ratio else 0  # ``active RA 1:1 to``: the ratio is not theirs
            start, end = sentence.start + match.start(), sentence.start + match.end() - less
            words = match["p"][: len(match["p"]) - less]
            yield Proposal("population", re.sub(r"\s+", " ", words), start, end, doubt=doubt)
            return


_N = rf"(?P<n>{COUNT})(?:\s[\w-]+){{0,4}}?\s{PEOPLE}"
_ABOUT = r"(?:\s(?:with|who|aged)\s[^.;]{0,80}?)?"
_PLANNED = regex(
    r"\b(?:(?:designed|planned|aim(?:ed|s)?|intended|expected) to (?:treat|enrol+|recruit|include|randomi[sz]e|study)"
    rf"|will (?:enrol+|recruit|include|randomi[sz]e)) (?:a total of )?{_N}\b"
    rf"|\b(?:target|planned) sample size (?:of|was|is) (?P<n3>{COUNT})\b"
    rf"|\bsample size of (?P<n4>{COUNT})(?: {PEOPLE})? (?:was|were|is) (?:needed|required|calculated"
    r"|planned|estimated)\b",
    re.IGNORECASE,
)
_RANDOMISED = regex(
    rf"\b{_N}{_ABOUT} (?:were|was) (?:randomly|randomi[sz]ed)(?: (?:assigned|allocated|divided))?\b"
    rf"|\b(?:we )?(?:randomi[sz]ed|randomly (?:assigned|allocated)) (?P<n2>{COUNT})(?:\s[\w-]+){{0,4}}?\s{PEOPLE}\b",
    re.IGNORECASE,
)
_DIVIDED = cue(
    "randomly |randomised |randomized ",
    regex(
        rf"\b{PEOPLE} \(\s?[nN]\s?=\s?(?P<n>\d+)\s?\) (?:were|was) (?:randomly|randomi[sz]ed"
        rf"|divided[^.;]{{0,40}}randomly)\b"
    ),
)
_ENROLLED = regex(
    rf"\b{_N}{_ABOUT} (?:were|was) (?:enrol+ed|recruited|included(?! in the [^.;]{{0,30}}analys))\b"
    r"|\b(?:we (?:enrol+ed|recruited|included)"
    r"|(?:cohort|observational|cross-sectional|case[- ]control|registry) (?:study|survey) of)"
    rf" (?P<n2>{COUNT})(?:\s[\w-]+){{0,4}}?\s{PEOPLE}\b",
    re.IGNORECASE,
)
_ANALYSED = regex(
    rf"\b{_N}{_ABOUT} (?:were|was) (?:analy[sz]ed|evaluable|included in the [^.;]{{0,40}}analys[ie]s)\b", re.IGNORECASE
)


_PLANS = (" designed ", " planned ", " aim", " intended ", " expected ", " will ", " sample ")
_TO_DO = (" treat ", " enrol", " recruit ", " include ", " randomise ", " randomize ", " study ", " sample ")
_STUDIES = (" cohort ", " observational ", " sectional ", " control ", " registry ")
_ROWS = (
    ("n_planned", Cue(_PLANNED, _PLANS, _TO_DO)),
    ("n_randomised", Cue(_RANDOMISED, (" randomly ", " randomised ", " randomized "), _ANYONE)),
    ("n_enrolled", Cue(_ENROLLED, (" enrol", " recruited ", " included ", *_STUDIES), _ANYONE)),
    ("n_analysed", Cue(_ANALYSED, ("analy", " evaluable "), _ANYONE)),
)


@rule("numbers", "n_planned", "n_randomised", "n_enrolled", "n_analysed", kinds=EVERY)
def numbers(document: Document) -> Iterator[Proposal]:
    """Participants planned, randomised, enrolled, analysed, in the whole study."""
    if is_review(document):
        return
    for sentence in document.having_any(*(pattern for _, pattern in _ROWS), _DIVIDED):
        for item, pattern in _ROWS:
            for match in document.finditer(pattern, sentence):
                if not mentions(document, match[0]):
                    yield _number(sentence, match, item)
        if divided := document.search(_DIVIDED, sentence):
            planned = sentence.section.startswith("registry:")
            doubt = "a registry's description; the number may be the one planned" if planned else ""
            yield _number(sentence, divided, "n_randomised", doubt)


def _number(sentence: Sentence, match: re.Match[str], item: str, doubt: str = "") -> Proposal:
    count = plain(next(value for key, value in match.groupdict().items() if key.startswith("n") and value))
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Proposal(item, count, start, end, unit="participants", doubt=doubt)


@rule("arm-sizes", "n_randomised", "n_enrolled", "n_analysed", kinds=EVERY)
def arm_sizes(document: Document) -> Iterator[Proposal]:
    """The size printed with an arm's name: randomised if the document's participants were."""
    named = arms(document)
    for arm in named:
        if arm.size:
            sentence = next((s for s in document.sentences if s.start <= arm.start < s.end), None)
            words = sentence.text if sentence else ""
            item = "n_randomised" if document.vocabulary.having((" random",)) else "n_enrolled"
            item = "n_analysed" if re.search(r"\banaly[sz]ed\b", words) else item
            note = "number allotted to the arm in a randomised study" if item == "n_randomised" else ""
            yield Proposal(item, arm.size, arm.start, arm.end, arm=arm.name, unit="participants", note=note)


@rule("single-patient", "n_analysed", kinds=REPORTS)
def single_patient(document: Document) -> Iterator[Proposal]:
    """A case report's one patient."""
    sentence = case_sentence(document)
    match = re.search(rf"\b(?:one|a single) (?:[\w-]+ )?{PEOPLE}\b", sentence.text) if sentence else None
    if sentence and match and not is_review(document):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield Proposal("n_analysed", "1", start, end, unit="participants")


RULES = (condition, population, numbers, arm_sizes, single_patient)
