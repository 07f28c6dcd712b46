"""What a review says of the studies that it summarises, and of other drugs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.cue import Cue, cue
from prismabook.extraction.document import Document
from prismabook.extraction.nature import is_review
from prismabook.extraction.notation import COUNT, PEOPLE, plain
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.extraction.rules.claims import claim, running
from prismabook.extraction.subject import therapy
from prismabook.patterns import regex

_WORD = rf"(?!(?:{PEOPLE}|in|of|from|with|the|for|to|by|on)\b)[\w-]+"
_STUDIES = rf"(?P<d>(?:{_WORD},? ){{0,8}}?(?:studies|trials))\b"
_SUMMARISED = regex(
    rf"\b(?:summari[sz]e[sd]?|summari[sz]ing|includ(?:ed?|es|ing)|analy[sz]ed?|pooled|reviewed|findings (?:of|from)"
    rf"|results (?:of|from))\b (?:[\w-]+ ){{0,6}}?(?P<n>{COUNT}),? {_STUDIES}",
    re.IGNORECASE,
)
_WERE = regex(
    rf"(?P<n>{COUNT}),? {_STUDIES}(?: \([^()]{{0,60}}\))? (?:were|was) (?:finally )?"
    r"(?:included|analy[sz]ed|summari[sz]ed|pooled)\b",
    re.IGNORECASE,
)
_COUNTED = (
    Cue(
        _SUMMARISED,
        ("studies ", "trials "),
        (" summari", " includ", " analyse", " analyze", " pooled ", " reviewed ", " findings ", " results "),
    ),
    Cue(_WERE, ("studies ", "trials "), (" included ", " analysed ", " analyzed ", " summari", " pooled ")),
)
_OTHERS = regex(r"\b(?:excluded|screened|ongoing|registered|were identified)\b", re.IGNORECASE)


@rule("studies-summarised", "n_studies_summarised", "designs_summarised", kinds=REPORTS)
def summarised(document: Document) -> Iterator[Proposal]:
    """``summarize the main findings from two independent, early phase uncontrolled clinical studies``."""
    if not is_review(document):
        return
    found = [
        (sentence, match)
        for sentence in document.having_any(*_COUNTED)
        if sentence.section != "title" and not _OTHERS.search(sentence.text)
        for match in (next(filter(None, (document.search(counted, sentence) for counted in _COUNTED)), None),)
        if match
    ]
    counts = {plain(match["n"]) for _, match in found}
    doubt = "the text gives more than one number of studies" if len(counts) > 1 else ""
    for sentence, match in found:
        start, end = sentence.start + match.start("n"), sentence.start + match.end("d")
        yield Proposal("n_studies_summarised", plain(match["n"]), start, end, unit="studies", doubt=doubt)
        if " " in match["d"]:
            design = re.sub(r"\s+", " ", match["d"])
            yield Proposal("designs_summarised", design, sentence.start + match.start("d"), end)


_IN_STUDIES = cue(
    " studies | trials ",
    rf"\b(?:studies|trials)\b[^.;:]{{0,160}}?\b(?:in|of|among|involving|enrol+ing)"
    rf" (?P<p>(?:(?!(?:in|of|among|with|for)\b)[\w-]+ ){{0,3}}?{PEOPLE}"
    r" with [^.;:,()]{3,80}?)(?=\s?[.;:,()]|\s(?:were|was|who|that|and|by|from|treated|receiving)\b|\s?$)",
)


@rule("population-summarised", "population", kinds=REPORTS)
def population(document: Document) -> Iterator[Proposal]:
    """The participants of the studies that a review summarises."""
    if not is_review(document):
        return
    for sentence in document.having(_IN_STUDIES):
        if sentence.section not in ("title", "conclusions", "summary") and (match := _IN_STUDIES.search(sentence.text)):
            start, end = sentence.start + match.start("p"), sentence.start + match.end("p")
            yield Proposal(
                "population",
                re.sub(r"\s+", " ", match["p"]),
                start,
                end,
                note="participants of the studies that the review summarises",
            )
            return


_DRUG = (
    r"(?:biologics?|(?:[\w-]+ )?(?:drugs|medicines?|medications?|agents|therap(?:y|ies)|treatments?|immunosuppressants?"
    r"|corticosteroids|glucocorticoids|steroids)|\w{4,}(?:mab|tinib|prednisone|prednisolone)|placebo)\b"
)
_COMPARES = cue(
    " than | to | as | unlike | compared | contrast ",
    r"\b(?:fewer|less|lower|better|more|higher|greater|safer|superior|inferior|comparable|similar|as \w+)\b[^.;]{0,80}?"
    rf" (?:than|to|as|compared (?:with|to)) (?:[\w-]+ ){{0,3}}?{_DRUG}",
    rf"^(?:unlike|compared (?:with|to)|in contrast to) (?:[\w-]+ ){{0,3}}?{_DRUG}",
)


@rule("comparison-claim", "comparison_claim", kinds=REPORTS)
def comparison(document: Document) -> Iterator[Proposal]:
    """Claims of a review that the therapy does better, as well or worse than other drugs."""
    named = therapy(document) if is_review(document) else None
    for sentence in running(document, _COMPARES) if named else ():
        if named and named.search(sentence.text) and _COMPARES.search(sentence.text):
            yield claim("comparison_claim", sentence)


RULES = (summarised, population, comparison)
