"""How alike the words of a question and of an article are, without any model: stems, spellings, abbreviations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from prismabook.extraction.answers.synonyms import PHRASES, SYNONYMS
from prismabook.patterns import regex

_TOKEN = regex(r"[^\W_]+(?:['’][^\W_]+)?")
_MARKS = regex("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ*†‡§¶‖#¤∗⁎]+(?=$|[\\s,;:)\\]])")
"""Footnotes' marks at the end of a word."""

_STOP = (
    "a an and are as at be been between by for from had has have in into is it its of on or per than that the their"
    " them then there these they this those to using used via versus vs was were which who with within among during"
    " after before all any both each other patients patient participants participant subjects subject people group"
    " groups arm arms study trial treated treatment treatments therapy receiving received given only compared"
    " comparison respectively because due owing lasting lasted more than least greater over under"
)
STOP = frozenset(_STOP.split())
_MEASURE = (
    "rate rates number numbers no proportion percentage percent incidence frequency occurrence mean average median"
    " score scores level levels value values total overall measure measures measured measurement outcome outcomes"
    " change changes changed reduction increase increased decrease decreased improvement improved improvements"
    " difference effect effects sd n scale assessment final primary secondary degree amount reduced risk higher lower"
    " duration time index inventory questionnaire symptom symptoms severity subscale gain concentration"
    " concentrations passage onset achieving achieved reaching reached attaining intraoperative postoperative"
    " perioperative"
)
MEASURE = frozenset(_MEASURE.split())
"""Words that say how an outcome is measured rather than what it is; they weigh little."""

_PHRASE = regex(r"\b(?:" + "|".join(sorted(map(re.escape, PHRASES), key=lambda p: -len(p))) + r")\b")
_SAME = {word: group[0] for group in SYNONYMS for word in group}
_NEGATION = regex(
    r"\b(?:without|no|non|not|never)[\s-]+(?:the |an? |any |using |receiving )?(\w+)|\b(\w{3,})(?:less|-free| free)\b"
)
_ENDINGS = ("ization", "isation", "ations", "ation", "ments", "ment", "ities", "ingly", "ings", "ness", "ions", "ical",
            "ing", "ity", "ion", "ive", "ies", "ied", "als", "ed", "es", "al", "ly", "ic", "s", "y", "e")  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending and in one spelling; numbers and short words stay as they are."""
    word = _SAME.get(word) or _SAME.get(re.sub("(?<!s)s$", "", word), word)
    if len(word) <= 3 or any(c.isdecimal() for c in word):
        return word
    word = word.replace("sulph", "sulf").replace("ae", "e").replace("oe", "e").replace("our", "or")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not (ending == "s" and word.endswith("ss")):
            return word[: -len(ending)]
    return word


_HYPHENS = regex("[‐‑‒–—−]")


def fold(text: str) -> str:
    """Lower case, one kind of blanks and letters; footnotes' marks left out."""
    if text.isascii():  # most labels: none of its marks but two, and only one kind of everything else
        return (_MARKS.sub(" ", text) if "*" in text or "#" in text else text).lower()
    text = unicodedata.normalize("NFKC", _MARKS.sub(" ", text)).lower()
    return _HYPHENS.sub("-", text)


_PREFIX = regex(r"\b(intra|peri|anti|sub|extra|trans|hyper|hypo|micro|retro|endo|re)-(?=[a-z]{4})")
"""``Intra-abdominal`` is one word."""
_ROUND = regex(r"(?<=\d)\.0(?!\d)")
"""``7.0`` and ``7`` are one number."""
_TEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DIGITS = {word: str(n) for n, word in enumerate(_TEN, 1)}


@lru_cache(maxsize=20_000)
def _tokens(text: str) -> tuple[str, ...]:
    text = fold(text)
    text = _PREFIX.sub(r"\1", _ROUND.sub("", text))
    text = _NEGATION.sub(lambda m: f" not{stem(m[1] or m[2])} ", text)
    text = _PHRASE.sub(lambda m: PHRASES[m[0]], text.replace("-", " "))
    found = (t.replace("'", "").replace("’", "") for t in _TOKEN.findall(text) if t not in STOP)
    return tuple(_DIGITS.get(t) or stem(t) for t in found)


@lru_cache(maxsize=20_000)
def tokens(text: str) -> frozenset[str]:
    """The stems of a text's words, common ones left out; ``without stent`` gives one of its own, ``notstent``."""
    return frozenset(t for t in _tokens(text) if len(t) > 1 or t.isdecimal())


def timeless(text: str) -> str:
    """A text without the times that it names."""
    return _TIMES.sub(lambda m: m[0] if _BOUND.search(text[: m.start()]) else " ", text)


_BOUND = regex(
    r"(?:\b(?:more|less|longer|shorter|fewer|greater|later|earlier) than|\bat (?:least|most)"
    r"|\b(?:over|under|exceeding)|[<>≤≥])\s*$",
    re.IGNORECASE,
)
"""``longer than 7 days`` is a threshold, and no time at which something is measured."""


_TIMES = regex(
    r"\b(?:at|after|by|within|until|from|during|over|in)?(?: the)?\s?(?:first |initial )?"
    r"(?:\d+(?:\.\d+)?|one|two|three|four|six|twelve)"
    r"(?:\s?(?:-|–|to|and)\s?\d+)?[\s-]?(?:hours?|hrs?|h|days?|weeks?|wks?|months?|years?|minutes?|min)\b(?![\s-]walk)"
    r"|\b(?:weeks?|months?|days?|years?|hours?)\s?\d+\b",
    re.IGNORECASE,
)


def measures() -> frozenset[str]:
    """The stems of the words that say how an outcome is measured."""
    return _MEASURE_STEMS


_MEASURE_STEMS = frozenset(stem(word) for word in MEASURE)


_SIDES = "low high poor good bad better worse abnormal normal positive"
_QUALIFIERS = frozenset(map(stem, _SIDES.split()))
"""Words that say which side of a threshold counts; tables often give the threshold instead."""


def _begin_alike(a: str, b: str) -> bool:
    """Whether two stems are forms of one word: all but their ends are the same."""
    least = max(5, round(0.75 * max(len(a), len(b))))
    return a[:least] == b[:least] and not a.isdecimal()


_PRIMARY = regex(
    r"\bprimary (?:composite |efficacy |study )?(?:end[ -]?point|outcome)\b(?: measure)?(?!s)", re.IGNORECASE
)


class Lexicon:
    """The words of one article: what its abbreviations stand for, and which words are in everything it says."""

    def __init__(self, abbreviations: Mapping[str, str], topic: Iterable[str] = ()) -> None:
        self.long = {stem(short.lower()): long for short, long in abbreviations.items()}
        self.short = [(tokens(long), stem(short.lower())) for short, long in abbreviations.items()]
        self.names = {stem(short.lower()): (short.lower(), fold(long)) for short, long in abbreviations.items()}
        self.topic = frozenset(topic)
        self.primary = ""
        """What the article says that its primary outcome is."""
        hyphened = {fold(short): long for short, long in abbreviations.items() if "-" in short}
        self._hyphened = [(regex(rf"(?<![\w-]){re.escape(short)}(?![\w-])"), long) for short, long in hyphened.items()]
        self._known: dict[str, frozenset[str]] = {}

    def bag(self, text: str) -> frozenset[str]:
        """The stems of a text, with what its abbreviations stand for and the abbreviations for its long forms."""
        if text not in self._known:
            bag = tokens(self._written_out(text))
            more: set[str] = set()
            for token in bag:
                if token in self.long:
                    more |= tokens(self.long[token])
            for long, short in self.short:
                if long and long <= bag:
                    more.add(short)
            self._known[text] = bag | more
        return self._known[text]

    def _written_out(self, text: str) -> str:
        """A text with what its hyphened abbreviations stand for: their parts alone say nothing (``TMT-B``).

        ``Primary end point`` becomes what the article says that it is.
        """
        if self.primary and _PRIMARY.search(text):
            text = _PRIMARY.sub(lambda m: f"{m[0]} {self.primary}", text)
        if not self._hyphened or "-" not in (folded := fold(text)):
            return text
        for pattern, long in self._hyphened:
            folded = long.join(pattern.split(folded))
        return folded

    def weight(self, token: str) -> float:
        """How much a word tells: little if it says how something is measured, or is the article's own topic."""
        if token in _MEASURE_STEMS:
            return 0.25
        return 0.4 if token in self.topic or token in _QUALIFIERS else 1.0

    def mass(self, bag: Iterable[str]) -> float:
        """The weight of some words together."""
        return sum(self.weight(token) for token in bag)

    def meets(self, token: str, bag: frozenset[str]) -> bool:
        """Whether a word, or one that begins alike, is among some words."""
        if token in bag:
            return True
        return len(token) >= 5 and not token.startswith("not") and any(_begin_alike(token, other) for other in bag)

    def shared(self, a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
        """The words of the first that are met in the second."""
        return frozenset(token for token in a if self.meets(token, b))

    def covered(self, needle: str, *haystacks: str, telling: bool = False) -> float:
        """The share of one text's words, by weight, that others have between them.

        With ``telling``, words that say how something is measured count only where there are no others.
        """
        wanted = self.bare(needle)
        if telling:
            wanted = (wanted - _MEASURE_STEMS) or wanted
        bag = frozenset().union(*(self.bag(text) for text in haystacks))
        whole = self.mass(wanted)
        if not whole:
            return 0.0
        return sum(self.weight(t) for t in wanted if self.meets(t, bag) or self._by_long(t, bag)) / whole

    def bare(self, text: str) -> frozenset[str]:
        """The stems of a text, an abbreviation that follows its own long form left out."""
        bag = tokens(self._written_out(text))
        return bag - {t for t in bag if t in self.long and {t} != tokens(self.long[t]) <= bag}

    def held(self, token: str, bag: frozenset[str]) -> float:
        """How much of a word others hold: all, or of an abbreviation the share of its long form that they do."""
        if self.meets(token, bag) or self._by_long(token, bag):
            return 1.0
        long = tokens(self.long[token]) - _MEASURE_STEMS if token in self.long else frozenset()
        part = sum(self.meets(t, bag) for t in long) / len(long) if long else 0.0
        return part if part >= 0.5 else 0.0

    def _by_long(self, token: str, bag: frozenset[str]) -> bool:
        """Whether an abbreviation's long form stands in the words."""
        if token in self.long:
            long = tokens(self.long[token])
            long = (long - _MEASURE_STEMS) or long
            return bool(long) and all(self.meets(t, bag) for t in long)
        return any(short in bag and token in long for long, short in self.short)
