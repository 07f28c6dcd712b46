"""A source as rules see it: sentences of its English body with their offsets, its abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from prismabook.extraction.cue import Cue
from prismabook.extraction.vocabulary import Vocabulary
from prismabook.model import Role, Section, Source
from prismabook.patterns import regex

T = TypeVar("T")

LONGEST = 2500
"""Characters of the longest sentence that rules read; this bounds the time any pattern can take."""

_PARAGRAPH = regex(r"(?:\r\n?|\n)(?:[^\S\r\n]*(?:\r?\n|\r)|(?=[^\S\r\n]*[-•*–]\s))")
_POINT = regex(r"[.!?…](?<!\s[.!?])")
_STOP = regex(
    r"(?:(?<=[\w)\]’”\"%])[.!?]|…)[\"”’)\]]?"
    r"(?:(?<!\d\.)\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,8})?"  # references stand close after the full stop; 5.1 has none
    r"(?=\s+[\"“‘(\[]?[A-Z0-9À-Þ]|\s*$)"
    r"|(?<=[a-z]{2})(?P<close>[.!?])(?=[A-Z][a-z])"  # a space was lost
)
_ABBREVIATION = regex(
    r"\b(?:vs|e\.g|i\.e|al|[Ff]igs?|[Dd]r|approx|[Nn]o|resp|ca|[Ss]t|[Rr]efs?|cf|viz"
    r"|(?<![\w-])(?<![Gg]roup )(?<![Aa]rm )[A-Z])\.$"
)
_LABEL = regex(r"\s*+[-•*–]?\s*+(?:[A-Z][A-Z]+(?: [A-Z&/]+){0,5}|[A-Z][a-z]+(?: [A-Z][a-z]+)?):\s+")
_DEFINED = regex(r"\(([A-Z][A-Za-z0-9/-]{1,11})(?: group| arm)?(?:\)|[;,]\s?[nN]\s?=)")
_WORD = regex(r"\w")
_REFERENCES = regex(r"(?<=[.!?)])\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,8}\s*$")


PARTS = {
    "design": "methods",
    "participants": "methods",
    "interventions": "methods",
    "main-outcome-measures": "methods",
    "introduction": "background",
    "discussion": "conclusions",
    "significance": "conclusions",
    "main-results": "results",
    "interpretation": "conclusions",
}
"""Headings of some journals' abstracts, as rules know them."""


TOLD_BY_METHODS = {"findings": "results"}
"""Headings that mean a part only where the methods are told too: reviews have findings of others."""


def part(name: str, *, own: bool) -> str:
    """A section's name as rules know it; ``own`` if the document tells its methods."""
    return (TOLD_BY_METHODS.get(name) if own else None) or PARTS.get(name, name)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a section, named as rules know it; ``start`` is its offset in the source."""

    text: str
    start: int
    section: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)

    @property
    def clause(self) -> tuple[int, int]:
        """Offsets without the full stop and the numbers of references after it."""
        bare = self.text.rstrip()
        shorter = (_REFERENCES.sub("", bare).rstrip() if bare[-1:].isdigit() else bare).rstrip(".;")
        return self.start, self.start + len(shorter or self.text)


@dataclass(frozen=True, eq=False)
class Document:
    """A source prepared for rules; everything is computed once."""

    source: Source
    _known: dict[Any, Any] = field(default_factory=dict, repr=False)
    _starts: dict[Cue, frozenset[int]] = field(default_factory=dict, repr=False)

    def once(self, make: Callable[[Document], T]) -> T:
        """What a function makes of this document, computed the first time that any rule asks."""
        return self.remember(make, lambda: make(self))

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What a function gives, called once for each key."""
        if key not in self._known:
            self._known[key] = make()
        found: T = self._known[key]
        return found

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections that rules may read."""
        return tuple(s for s in self.source.having(Role.BODY) if s.language in ("en", ""))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences short enough to be read."""
        return tuple(s for s in self._split if len(s.text) <= LONGEST)

    @cached_property
    def unread(self) -> tuple[Sentence, ...]:
        """Passages without an end in sight; they become findings."""
        return tuple(s for s in self._split if len(s.text) > LONGEST)

    @cached_property
    def _split(self) -> tuple[Sentence, ...]:
        own = any(section.name == "methods" for section in self.sections)
        return tuple(sentence for section in self.sections for sentence in split(self.source, section, own=own))

    def within(self, *names: str) -> Iterator[Sentence]:
        """The sentences of the sections of these names."""
        return (s for s in self.sentences if s.section in names)

    def besides(self, *names: str) -> Iterator[Sentence]:
        """The sentences of all other sections."""
        return (s for s in self.sentences if s.section not in names)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the sentences."""
        return Vocabulary([s.text for s in self.sentences])

    def having_any(self, *cues: Cue) -> tuple[Sentence, ...]:
        """The sentences in which the pattern of one of these cues may be found, or of several."""
        return self.remember(("any", *cues), lambda: self._having_any(cues))

    def _having_any(self, cues: tuple[Cue, ...]) -> tuple[Sentence, ...]:
        found = {sentence.start: sentence for cue in cues for sentence in self.having(cue)}
        return tuple(found[start] for start in sorted(found))

    def having(self, *cues: Cue) -> tuple[Sentence, ...]:
        """The sentences in which the patterns of all these cues may be found: the others lack the needles of one."""
        return self.remember(("having", *cues), lambda: self._having(cues))

    def _having(self, cues: tuple[Cue, ...]) -> tuple[Sentence, ...]:
        wanted = (needles for cue in cues for needles in (cue.needles, cue.others) if needles)
        numbers = set.intersection(*map(self.vocabulary.having, wanted))
        return tuple(self.sentences[n] for n in sorted(numbers))

    def search(self, cue: Cue, sentence: Sentence) -> re.Match[str] | None:
        """The first match of a cue in a sentence of this document, if it may have one."""
        return cue.pattern.search(sentence.text) if self._may(cue, sentence) else None

    def finditer(self, cue: Cue, sentence: Sentence) -> Iterator[re.Match[str]]:
        """All matches of a cue in a sentence of this document, if it may have any."""
        return cue.pattern.finditer(sentence.text) if self._may(cue, sentence) else iter(())

    def _may(self, cue: Cue, sentence: Sentence) -> bool:
        starts = self._starts.get(cue)
        if starts is None:
            starts = self._starts[cue] = frozenset(s.start for s in self.having(cue))
        return sentence.start in starts

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """What the text's abbreviations stand for, by abbreviation, in the text's words."""
        found: dict[str, str] = {}
        for sentence in self.sentences:
            for match in _DEFINED.finditer(sentence.text) if "(" in sentence.text else ():
                short = match[1]
                if short not in found and (long := long_form(short, sentence.text[: match.start()])):
                    found[short] = long
        return found


def flat(words: str) -> str:
    """Words with one blank wherever they have several, or a line's end."""
    return words if words.isprintable() and "  " not in words else re.sub(r"\s+", " ", words)


def split(source: Source, section: Section, *, own: bool = False) -> Iterator[Sentence]:
    """The sentences of a section, without surrounding blanks, bullets and labels such as ``RESULTS:``."""
    text = source.text[section.start : section.end]
    begin, name = 0, part(section.name, own=own)
    for cut in _cuts(text):
        yield from _sentence(text, begin, cut, section.start, name)
        begin = cut
    yield from _sentence(text, begin, len(text), section.start, name)


def _cuts(text: str) -> Iterator[int]:
    cuts = {m.end() for m in _PARAGRAPH.finditer(text)} if "\n" in text or "\r" in text else set()
    for point in _POINT.finditer(text):
        at = point.start()
        match = _STOP.match(text, at)
        if match and (match["close"] or not _ABBREVIATION.search(text[max(0, at - 8) : at + 1])):
            cuts.add(match.end())
    return iter(sorted(cuts))


def _sentence(text: str, begin: int, end: int, offset: int, name: str) -> Iterator[Sentence]:
    label = _LABEL.match(text, begin, end) if text.find(":", begin, end) >= 0 else None
    begin = label.end() if label else begin
    words = text[begin:end]
    if words[:1] in " \t\r\n\u00a0-•*–":
        words = words.lstrip(" \t\r\n\u00a0-•*–")
    begin = end - len(words)
    if words[:1].isalpha() or _WORD.search(words):
        yield Sentence(words.rstrip(), offset + begin, name)


def long_form(short: str, before: str) -> str:
    """The words before an abbreviation in brackets that it stands for, or nothing.

    The method of Schwartz and Hearst (A simple algorithm for identifying abbreviation definitions in biomedical
    text, 2003): the short form's letters are looked for from right to left, the first at a word's beginning.
    """
    words = before.rstrip().split(" ")[-min(len(short) + 5, len(short) * 2) :]
    window = " ".join(words)
    at = len(window)
    for n in range(len(short) - 1, -1, -1):
        letter = short[n].lower()
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (window[at].lower() != letter or (n == 0 and at > 0 and window[at - 1] not in " (“‘")):
            at -= 1
        if at < 0:
            return ""
    long = window[at:].strip()
    return long if len(long) > len(short) and not re.search(r"[,;:.()]\s", long) else ""
