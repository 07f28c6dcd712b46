"""The arms of a study, as a report first names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from prismabook.extraction.cue import cue
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.nature import is_review
from prismabook.extraction.notation import amounts
from prismabook.patterns import regex

_COMPARATOR = regex(
    r"\b(?:placebo|controls?|sham|standard|usual|conventional|no (?:treatment|intervention|therapy)|vehicle|saline"
    r"|waiting[- ]list|routine)\b",
    re.IGNORECASE,
)
_ADDED = regex(r"\s(?:plus|added to|in addition to|combined with|\+)\s", re.IGNORECASE)
_ASSIGN = cue(
    " random| assigned| allocated| either| divided ",
    r"\b(?:randomi[sz]|random|assigned|allocated|received? either|either|divided into)",
)
_CUE = (
    r"\b(?:received?|receiving|either|(?:assigned|allocated|randomi[sz]ed)"
    r"(?: (?:[\w,]+ ){0,3}?(?:patients|participants|people|adults|children|women|men|infants|volunteers)"
    r"(?: with(?: [\w-]+){1,5}?)?)?"
    r"(?: \([^()]{0,20}\)| in an? \S{1,9} ratio| \d:\d(?::\d)?)?"
    r" (?:to|into)(?: receive| treatment with)?|treated with|given|(?:groups|arms)\s?[:,(])\s+(?:either |the |an? )? *"
)
_LAST_CUE = regex(_CUE, re.IGNORECASE)
_SIZED = regex(r"\(\s?(?:[A-Z][\w-]{1,11}[;,]\s?)?[nN]\s?=\s?(\d+)\b[^()]{0,40}\)")
_JOINT = regex(r"^\s?[,;]?\s?(?:(?:or|and|versus|vs\.?)\s)?(?:to )?(?:either |the |an? |matching )?", re.IGNORECASE)
_WORD = (
    r"(?!(?:or|and|versus|vs|with|for|once|twice|every|daily|weekly|in|at|as(?! usual\b)|on|from|until|during|over|was"
    r"|were|who|by)\b)[\w'’/+.%-]*[\w'’%]"
)
_NAME = rf"{_WORD}(?: +{_WORD}){{0,6}}"
_END = (
    r"(?=\s*[,;.(]|\s+(?:with|for|once|twice|every|daily|weekly|in|at|as|on|from|until|during|over|was|were|by)\b|\s*$)"
)
_PAIR = regex(
    rf"{_CUE}(?P<a>{_NAME}) *(?: or | versus | vs\.? |,? and ) *(?:to )?(?:an? |the |matching "
    rf"|matched )? *(?P<b>{_NAME}){_END}",
    re.IGNORECASE,
)
_LISTED = regex(
    rf"{_CUE}(?P<l>{_NAME}(?: *, *(?!(?:or|and)\b){_NAME}){{1,4}} *,? *(?:or"
    rf"|and) +(?:to )?(?:matching )?{_NAME}){_END}",
    re.IGNORECASE,
)
_NO_ARM = regex(r"^(?:stop|continue|switch|receive|undergo|one|two|three|either|both|each)\w*$", re.IGNORECASE)
_ASIDE = regex(
    r" ?\([^()]*\d\s?(?:mg|g|µg|μg|mcg|IU|MIU|mL|ml|%)[^()]*\)|,? at (?:a|the) [\w ]{0,14}doses? of [^,;.]{1,40},"
)
_ONE_OTHER = cue(
    " one ",
    regex(
        r"\b[Oo]ne (?:group )?(?:will )?(?:received?|be given|was given"
        rf"|was treated with) (?P<a>{_NAME}),? (?:while|and|whereas)"
        r" (?:the )?(?:another|other)(?: one| group)? (?:will )?(?:be )?(?:received?|administ\w+|was given"
        r"|given|treated)(?: with)?"
        rf" (?P<b>{_NAME}){_END}"
    ),
)
_AGAINST = cue(
    " efficacy | safety | effect",
    rf"\b(?:efficacy|safety|effects?|effectiveness) of (?P<a>{_NAME}) (?:versus|vs\.?|compared (?:with"
    rf"|to)) (?P<b>{_NAME}){_END}",
)
_LASTING = regex(
    r"^(?:\d+|one|two|three|four|six)[ -](?:day|week|month|year)s?(?: each)? of (?:an? |the )?", re.IGNORECASE
)
_TAIL = regex(r"\s(?:groups?|arms?)$", re.IGNORECASE)
_HOW = regex(
    r"\s?\b(?:oral(?:ly)?|subcutaneous(?:ly)?|intravenous(?:ly)?|intramuscular(?:ly)?|once|twice|daily|weekly|monthly|"
    r"every (?:other|\d+) \w+|a day|per day|tablets?|capsules?|injections?|infusions?|alone)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm as the document first names it; ``size`` is the number printed with the name, if there is one.

    ``start`` and ``end`` are offsets in the source of the words that name the arms.
    """

    name: str
    comparator: bool
    start: int
    end: int
    size: str = ""
    doubt: str = ""


def arms(document: Document) -> tuple[Arm, ...]:
    """The arms of the study that a document reports: all of them, or none if the text is not clear.

    The first sentence that allots participants to named arms counts; reviews have no arms of their own.
    """
    return document.once(_arms)


def _arms(document: Document) -> tuple[Arm, ...]:
    if is_review(document):
        return ()
    assigning = _results_last([s for s in document.having(_ASSIGN) if _ASSIGN.search(s.text)])
    for find, sentences in (
        *((find, assigning) for find in (_sized, _allotted, _grouped, _listed, _paired)),
        (_contrasted, _results_last(document.having(_ONE_OTHER))),
        (_against, _results_last(document.having(_AGAINST))),
    ):
        for sentence in sentences:
            if found := find(sentence):
                return _ranked(found)
    return ()


def _results_last(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    told = ("results", "conclusions", "summary")
    return (*(s for s in sentences if s.section not in told), *(s for s in sentences if s.section in told))


def _sized(sentence: Sentence) -> tuple[Arm, ...]:
    """``either IL-2 (n=30) or placebo (n=30)``."""
    sizes = list(_SIZED.finditer(sentence.text)) or _totalled(sentence.text)
    if len(sizes) < 2:
        return ()
    found = []
    cues = [m.end() for m in _LAST_CUE.finditer(sentence.text, 0, sizes[0].start())]
    if not cues:
        return ()
    begin = cues[-1]
    first = begin
    for size in sizes:
        name = sentence.text[begin : size.start()]
        name = _JOINT.sub("", name) if begin != first else name
        if not (name := tidy(name)) or len(name.split()) > 9 or re.search(r"[,;:()]", name):
            return ()
        found.append((name, size[1].replace(",", "")))
        begin = size.end()
    return _made(sentence, first, sizes[-1].end(), found)


_BRACKETED = regex(r"\((\d{1,3}(?:,\d{3})+|\d+)(?: (?:patients|participants))?\)")


def _totalled(text: str) -> list[re.Match[str]]:
    """Bare numbers in brackets, ``A (140) or B (70)``: sizes where the words before give their total."""
    found = list(_BRACKETED.finditer(text))
    total = sum(int(match[1].replace(",", "")) for match in found)
    before = regex(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+|(?<![\w.,-])\d+").findall(text[: found[0].start()] if found else "")
    return found if len(found) > 1 and str(total) in {number.replace(",", "") for number in before} else []


_ALLOTTED = regex(
    r"(?<![\w.,-])(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?: (?:of them|patients|participants|people|adults|children|women|men))?"
    r"(?: (?:were|was))?(?: (?:randomly )?(?:assigned|allocated|randomi[sz]ed))? to (?:receive )?(?:the |an? )?"
    rf"(?P<a>(?!\d){_NAME})(?:{_END}|(?=\s+and\s))"
)


def _allotted(sentence: Sentence) -> tuple[Arm, ...]:
    """``222 were assigned to capecitabine and 221 to observation``."""
    found = list(_ALLOTTED.finditer(_masked(sentence.text)))
    between = [sentence.text[a.end() : b.start()].strip() for a, b in pairwise(found)]
    if len(found) < 2 or not set(between) <= {",", "and", ", and", ";", "; and"}:
        return ()
    named = [(tidy(match["a"]), match["n"].replace(",", "")) for match in found]
    return _made(sentence, found[0].start(), found[-1].end(), named)


_GROUPED = regex(
    r"(?<![\w.,-])(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?: (?:patients|participants|people|adults|children|women|men))?"
    rf" (?:in|to) the (?P<a>(?!\d){_NAME}) (?:group|arm)\b"
)
_PARTED = regex(
    r"\b(?:randomi[sz]ed|assigned|allocated)(?:,? (?:in a )?1:1(?::1)*(?: ratio)?)?(?:,? with |\s?[:;,(—]\s?)$",
    re.IGNORECASE,
)


def _grouped(sentence: Sentence) -> tuple[Arm, ...]:
    """``were randomised (98 in the laparoscopic group and 102 in the open group)``."""
    found = list(_GROUPED.finditer(sentence.text))
    between = {sentence.text[a.end() : b.start()].strip() for a, b in pairwise(found)}
    if len(found) < 2 or not between <= {",", "and", ", and", ";", "; and"}:
        return ()
    before, after = sentence.text[: found[0].start()], sentence.text[found[-1].end() :].lstrip()
    if not _PARTED.search(before) or (after and after[0] not in ".;)"):
        return ()
    named = [(tidy(match["a"]), match["n"].replace(",", "")) for match in found]
    return _made(sentence, found[0].start(), found[-1].end(), named)


def _paired(sentence: Sentence) -> tuple[Arm, ...]:
    """``randomly assigned to tocilizumab or placebo``."""
    match = _PAIR.search(_masked(sentence.text))
    if not match or re.search(r"\b(?:groups?|arms?)$", match["a"]):
        return ()
    return _made(sentence, match.start("a"), match.end(), [(tidy(match["a"]), ""), (tidy(match["b"]), "")])


def _listed(sentence: Sentence) -> tuple[Arm, ...]:
    """``randomly assigned to A, B, or placebo``: three arms or more, without their sizes."""
    match = _LISTED.search(_masked(sentence.text))
    if not match:
        return ()
    names = [tidy(name) for name in re.split(r" *,? *\b(?:or|and)\b +(?:to |matching )*| *, *", match["l"])]
    names = _with_amounts(names)
    if len(names) < 2 or any(not name or re.search(r"\b(?:groups?|arms?)$", name) for name in names):
        return ()
    return _made(sentence, match.start("l"), match.end("l"), [(name, "") for name in names])


def _with_amounts(names: Sequence[str]) -> list[str]:
    """Names of a list in which an amount may stand after a comma, ``A, 5 mg, or B``: it is no arm of its own.

    Several after a name, ``A, 5 mg, 10 mg, or B``, could be groups of it: none are clear.
    """
    amount = [not without_dose(name) for name in names]
    if amount[0]:
        return list(names)
    if any(one and other for one, other in pairwise(amount)):
        return []
    return [name for name, alone in zip(names, amount, strict=True) if not alone]


@lru_cache(maxsize=256)
def _masked(text: str) -> str:
    """The text with routes, schedules and doses in brackets blanked out, so that names of arms stand side by side."""
    return _HOW.sub(lambda m: " " * len(m[0]), _ASIDE.sub(lambda m: " " * len(m[0]), text))


def _contrasted(sentence: Sentence) -> tuple[Arm, ...]:
    """``One received standard therapy, while another one…``."""
    match = _ONE_OTHER.search(sentence.text)
    if not match:
        return ()
    return _made(sentence, match.start(), match.end(), [(tidy(match["a"]), ""), (tidy(match["b"]), "")])


def _against(sentence: Sentence) -> tuple[Arm, ...]:
    """``efficacy of tofacitinib versus placebo``."""
    match = _AGAINST.search(sentence.text)
    if not match or not _COMPARATOR.search(match["b"]):
        return ()
    return _made(sentence, match.start("a"), match.end("b"), [(tidy(match["a"]), ""), (tidy(match["b"]), "")])


def tidy(name: str) -> str:
    """An arm's name without ``group``, route and schedule."""
    name = re.sub(r"\s+", " ", name).strip(" ,;:")
    name = re.sub(r" ?\b(?:at|in) (?:a|the) dose of\b", "", _HOW.sub("", name))
    name = _LASTING.sub("", re.sub(r"^(?:an?|the) ", "", name.strip(" ,;:")))
    return _TAIL.sub("", name).strip(" ,;:")


def _made(sentence: Sentence, start: int, end: int, named: Sequence[tuple[str, str]]) -> tuple[Arm, ...]:
    bare = [without_dose(name) for name, _ in named]
    if len({name.casefold() for name in bare}) == len(named) and all(bare):
        named = [(name, size) for name, (_, size) in zip(bare, named, strict=True)]
    if len({name.casefold() for name, _ in named}) < len(named) or not all(name for name, _ in named):
        return ()
    if any(
        _NO_ARM.match(name) or re.match(r"\d[\d,]* (?:to|were|was|patients|participants)\b", name) for name, _ in named
    ):
        return ()
    a, b = sentence.start + start, sentence.start + end
    return tuple(Arm(name, bool(_COMPARATOR.search(_ADDED.split(name)[0])), a, b, size) for name, size in named)


def without_dose(name: str) -> str:
    """An arm's name without the amounts in it."""
    for start, end, _, _ in reversed(list(amounts(name))):
        name = name[:start] + name[end:]
    return re.sub(r"\s+", " ", name).strip()


def _ranked(found: tuple[Arm, ...]) -> tuple[Arm, ...]:
    """Which arm is the comparator; of two active arms the one named second, with a doubt."""
    if any(arm.comparator for arm in found) and not all(arm.comparator for arm in found):
        return found
    if len(found) != 2:
        return tuple(replace(arm, comparator=False) for arm in found)
    doubt = "the text does not say which arm is the comparator; the one named second is taken"
    return (replace(found[0], comparator=False), replace(found[1], comparator=True, doubt=doubt))
