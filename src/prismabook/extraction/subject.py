"""The therapy that a document studies, and where its sentences speak of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from prismabook.extraction.arms import Arm, arms
from prismabook.extraction.cue import Cue
from prismabook.extraction.document import Document
from prismabook.extraction.mentions import Mention, mentions
from prismabook.extraction.nature import is_review, is_single_group
from prismabook.extraction.notation import amounts
from prismabook.patterns import regex

_SUBSTANCE = r"[A-Za-z][\w-]*\w(?: \([A-Z][\w-]*\))?"
_WHOLE = r"[A-Za-z][\w-]++(?<=\w)(?: \([A-Z][\w-]*\))?"
"""The same where a blank follows: a word that does not end there is not tried letter by letter."""
_THERAPY = regex(
    rf"(?P<x>\b(?:(?:low|high|standard|medium)-dose )?(?<![\w-]){_WHOLE}) (?:therapy|treatment|administration)\b"
    rf"|(?P<dosed>\b(?:low|high|standard|medium)-dose {_SUBSTANCE})"
)
_NAMED = Cue(_THERAPY, (" therapy ", " treatment ", " administration ", " dose "))
_COMMON = regex(
    r"^(?:the|this|that|a|an|of|in|for|and|or|with|new|novel|standard|conventional|combination|current|success\w*"
    r"|previous|drug|immuno\w+|off-label|early|initial|clinical|medical|long-term|short-term|maintenance|after|during"
    r"|before|active|cell|steroid|background|existing|other|under|to|as|on|between|prior|our|their|its|therapeutic"
    r"|study|week|day|month|additional|stable|usual|effective|further|any|no|first-line|second-line|behaviou?ral|cognitive|physical|hormon\w+"
    r"|surgical|adjuvant|neoadjuvant|systemic|topical|oral|intravenous|antibiotic|radiation|gene|speech|occupational"
    r"|group|family|triple|dual|double|quadruple|vitamin|mono|concomitant|exercise|psycho\w+|supportive|palliative|targeted|inhaled|local|individual|daily|weekly)$",
    re.IGNORECASE,
)
_DOSED = regex(r"^(?:low|high|standard|medium)-do(?:s|)es? ", re.IGNORECASE)
_DISEASE = regex(r"(?:disease|syndrome|osus|itis|oma|emia|aemia|pathy|osis)\b", re.IGNORECASE)


def is_common(word: str) -> bool:
    """Whether a word before ``therapy`` or after ``treatment with`` is no substance's name."""
    return _COMMON.match(word) is not None


def core(name: str) -> str:
    """A therapy's name without ``low-dose`` and the like."""
    return _DOSED.sub("", name)


@dataclass(frozen=True, slots=True)
class Named:
    """A therapy and the offsets in the source where it is first named so."""

    name: str
    start: int
    end: int


def studied(document: Document) -> Named | None:
    """The therapy that a document without arms speaks of most, at least twice; None if that is not clear."""
    return document.once(_studied)


def _studied(document: Document) -> Named | None:
    if arms(document):
        return None
    if given := _given(document):
        return given
    found = [
        Named(name, sentence.start + match.start(), sentence.start + match.end())
        for sentence in document.having(_NAMED)
        for match in _NAMED.finditer(sentence.text)
        if (name := _short(match["x"] or match["dosed"], document))
    ]
    ranked = Counter(core(named.name).casefold() for named in found).most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    forms = Counter(named.name.casefold() for named in found if core(named.name).casefold() == ranked[0][0])
    best = max(forms, key=lambda name: (forms[name], len(name), name))
    return next(named for named in found if named.name.casefold() == best)


_GIVEN = regex(
    r"\b(?:received?|given|treated with|treatment with|administered|therapy with) (?:(?:oral|intravenous|subcutaneous"
    r"|intramuscular|topical|inhaled|adjunctive|low-dose|high-dose|open-label) )*(?P<x>[A-Za-z][\w-]*\w)\b"
)


def _given(document: Document) -> Named | None:
    """What a single group was given: named with its dose, and in the title."""
    if not is_single_group(document):
        return None
    title = " ".join(s.text for s in document.within("title")).casefold()
    for sentence in document.besides("title"):
        for match in _GIVEN.finditer(sentence.text):
            name = match["x"]
            if not is_common(name) and name.casefold() in title and _dosed(sentence.text[match.end() :]):
                start = sentence.start + match.start("x")
                return Named(name, start, start + len(name))
    return None


def _dosed(after: str) -> bool:
    return any(start < 24 for start, *_ in amounts(after[:60]))


def _short(words: str, document: Document) -> str:
    """A therapy's name with its abbreviation instead of the long form; empty for common words and diseases."""
    name = re.sub(r"\S+ \(([A-Z][\w-]*)\)$", r"\1", words)
    for short, long in document.abbreviations.items():
        if name.casefold().endswith(long.casefold()):
            name = name[: -len(long)] + short
    head = core(name)
    full = document.abbreviations.get(head, head)
    return "" if is_common(head) or len(head) < 3 or _DISEASE.search(full) else name


def therapy(document: Document) -> re.Pattern[str] | None:
    """A pattern for the names of the therapy that the document studies; None if it names none."""
    return document.once(_therapy)


def _therapy(document: Document) -> re.Pattern[str] | None:
    names = [arm.name for arm in arms(document) if not arm.comparator]
    if named := studied(document):
        names.append(named.name)
    cores = {core(name.split(" plus ")[0]) for name in names}
    longs = {long for short, long in document.abbreviations.items() if short in cores}
    words = sorted(filter(None, cores | longs), key=lambda word: (-len(word), word))
    return regex(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE) if words else None


def treated(document: Document, text: str) -> tuple[Mention, ...]:
    """Where a sentence names an arm; in a report without arms that is no review, where it names the therapy."""
    if arms(document):
        return mentions(document, text)
    pattern = None if is_review(document) else therapy(document)
    whole = Arm("", False, 0, 0)
    return tuple(Mention(m.start(), m.end(), whole) for m in pattern.finditer(text)) if pattern else ()
