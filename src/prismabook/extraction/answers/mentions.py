"""Where a text speaks of one of the two arms, under any of the names that it gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION, Roles, bare, generic, initials
from prismabook.extraction.answers.words import fold, stem, tokens
from prismabook.extraction.notation import Share, Spread
from prismabook.patterns import regex

_GROUP = regex(
    r"\b(?P<word>intervention|experimental|treatment|treated|study|active|controls?|comparison"
    r"|placebo|untreated|usual[- ]care|standard[- ](?:care|therapy|treatment))[ -]?(?P<group>groups?|arms?|patients"
    r"|participants|subjects|group participants)?\b",
    re.IGNORECASE,
)
_LETTERED = regex(r"\b(?:[Gg]roups?|[Aa]rms?) ?(?:[A-F]|\d|I{1,3})\b(?:(?:,| and| or| vs\.?) (?:[A-F]|\d|I{1,3})\b)*")
_DOSE = regex(r"(?<![\d.])\d+(?:\.\d+)?\s?(?:mg/kg|µg/kg|mcg/kg|mg|µg|mcg|g|iu|ml|%)(?![\w/])")
_WITH = regex(r"\s?(?:plus|and|with|\+|combined with|in combination with)?\s?")
_PLAIN_WORDS = (
    "early late high low oral intravenous local general standard conventional usual intensive short long single double"
    " daily weekly monthly open closed home hospital group individual active passive first second new old full half"
    " routine moderate mild light immediate delayed continuous intermittent fixed flexible restrictive liberal"
    " alone only care therapy treatment upper lower left right internal external"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that tell names apart but may stand for anything in a sentence."""
_FOLLOWS = "(?:groups?|arms?|patients|participants|subjects|women|men|children)"
_WORD = regex(r"[^\W_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something of a sentence in its place: a value, or a mention of an arm."""

    start: int
    end: int
    role: str = ""
    value: Share | Spread | None = None


class Mentions:
    """The words by which an article may speak of the two arms."""

    def __init__(self, roles: Roles, names: Sequence[tuple[str, str]]) -> None:
        self.roles = roles
        self.phrases: dict[str, str] = {}
        first, second = (self._wordings(name) for name in (roles.intervention, roles.comparator))
        for role, own, other in ((INTERVENTION, first, second), (COMPARATOR, second, first)):
            for phrase in own - other:
                self.phrases[phrase] = role
        distinct: dict[str, str] = {}
        for role, full, rest in (
            (INTERVENTION, roles.intervention, roles.comparator),
            (COMPARATOR, roles.comparator, roles.intervention),
        ):
            for word in _WORD.findall(fold(full)):
                if stem(word) in tokens(full) - tokens(rest) and len(word) > 3:
                    distinct.setdefault(word, role)
        self._distinct = distinct
        words_ = "|".join(re.escape(word) for word in sorted(distinct, key=lambda w: (-len(w), w)))
        self._telling = regex(rf"\b(?P<word>{words_})(?:[\s-][\w-]+){{0,2}}?[\s-]{_FOLLOWS}\b") if distinct else None
        for name, role in names:
            if (phrase := bare(name)) and phrase not in self.phrases and not generic(phrase) and len(phrase) > 1:
                self.phrases[phrase] = role
        names_ = (roles.intervention, roles.comparator, *self.phrases)
        self.words = frozenset().union(*(roles.lexicon.bag(name) for name in names_))
        for role, name in ((INTERVENTION, roles.intervention), (COMPARATOR, roles.comparator)):
            short = initials(name)
            if short and any(re.search(rf"\b{short.upper()}\b", sentence) for sentence in roles.sentences):
                self.phrases.setdefault(short, role)
        doses = [dict.fromkeys(_DOSE.findall(fold(name))) for name in (roles.intervention, roles.comparator)]
        for role, mine, theirs in ((INTERVENTION, doses[0], doses[1]), (COMPARATOR, doses[1], doses[0])):
            for dose in mine:
                if dose not in theirs:
                    self.phrases.setdefault(dose, role)
        for role, word in self._told_apart():
            self.phrases.setdefault(word, role)
        longest = sorted(self.phrases, key=lambda p: (-len(p), p))
        self._pattern = (
            regex(
                r"(?<![\w-])(?:" + "|".join(re.escape(p).replace(r"\ ", r"[\s-]") for p in longest) + r")s?(?![\w])",
                re.IGNORECASE,
            )
            if longest
            else None
        )

    def _wordings(self, name: str) -> set[str]:
        folded = fold(name)
        inside = re.findall(r"\(([^()]+)\)", folded)
        outside = " ".join(re.sub(r"\([^()]*\)", " ", folded).split())
        found = {outside, *inside} if len(outside) > 1 else set(inside)
        found |= {
            re.sub(r"^(?:the|an?) | (?:groups?|arms?|treatment|therapy|cases|patients|alone)$", "", w)
            for w in set(found)
        }
        lexicon = self.roles.lexicon
        for wording in list(found):
            bag = tokens(wording)
            for long, short in lexicon.short:
                if long and (long == bag or {short} == bag):
                    found |= {short, *(t for t in lexicon.names.get(short, ()))}
        words = [w for w in _WORD.findall(outside) if stem(w) in tokens(outside)]
        if re.search(r"\b[a-z0-9]\b", outside):
            return {w for w in found if len(w) > 1 and tokens(w)}
        if len(words) == 1 or (len(words) == 2 and re.search(r"\d", outside)):
            found |= set(words[:1])
        return {w for w in found if len(w) > 1 and tokens(w)}

    def _told_apart(self) -> list[tuple[str, str]]:
        """The one word by which each of two names differs: ``glargine`` and ``NPH`` of two insulins."""
        words = [
            [w for w in _WORD.findall(fold(n)) if stem(w) in tokens(n)]
            for n in (self.roles.intervention, self.roles.comparator)
        ]
        own = [[w for w in mine if w not in other] for mine, other in (words, words[::-1])]
        if [len(w) for w in own] != [1, 1] or len(words[0]) < 2 or any(w[0] in _PLAIN or len(w[0]) < 3 for w in own):
            return []
        return [(INTERVENTION, own[0][0]), (COMPARATOR, own[1][0])]

    def _role(self, words: str) -> str:
        """The arm that a phrase of the pattern means; it may stand in the plural, or with hyphens."""
        folded = fold(words)
        forms = (folded, folded.replace("-", " "), folded.removesuffix("s"), folded.replace("-", " ").removesuffix("s"))
        return next((role for form in forms if (role := self.phrases.get(form))), "")

    def _joined(self, text: str, marks: list[Mark]) -> list[Mark]:
        """An arm that holds the other one's treatment and more, in one mention: ``prazosin plus antivenom``."""
        first, second = (tokens(name) - {stem("alone")} for name in (self.roles.intervention, self.roles.comparator))
        whole = INTERVENTION if second < first else COMPARATOR if first < second else ""
        if not whole:
            return marks
        joined: list[Mark] = []
        for mark in marks:
            last = joined[-1] if joined else None
            if last is not None and last.role != mark.role and _WITH.fullmatch(text[last.end : mark.start]):
                joined[-1] = Mark(last.start, mark.end, whole)
            else:
                joined.append(mark)
        return joined

    def of(self, text: str) -> list[Mark]:
        """The mentions of a text in order."""
        folded = text.lower()
        marks = (
            []
            if self._pattern is None
            else [Mark(m.start(), m.end(), self._role(m[0])) for m in self._pattern.finditer(folded)]
        )
        marks = [m for m in marks if m.role]
        for match in self._telling.finditer(folded) if self._telling else ():
            if not any(m.start < match.end() and match.start() < m.end for m in marks):
                marks.append(Mark(match.start(), match.end(), self._distinct[match["word"]]))
        marks = self._joined(folded, sorted(marks, key=lambda m: m.start))
        covered = [(m.start, m.end) for m in marks]
        for match in _GROUP.finditer(text):
            if any(a < match.end() and match.start() < b for a, b in covered):
                continue
            kind = (
                "control"
                if re.match("control|compar|placebo|usual|standard|untreated", match["word"].lower())
                else "active"
            )
            if not match["group"] and match["word"].lower() not in ("controls", "placebo", "control", "untreated"):
                continue
            role = INTERVENTION if (kind == "active") != self.roles.control_first else COMPARATOR
            marks.append(Mark(match.start(), match.end(), role))
        for match in _LETTERED.finditer(text):
            for letter in re.finditer(r"\b(?:[A-F]|\d|I{1,3})\b", match[0]):
                first, second = self.roles.likeness(f"group {letter[0]}")
                role = INTERVENTION if first > second + 0.2 else COMPARATOR if second > first + 0.2 else "?"
                marks.append(Mark(match.start() + letter.start(), match.start() + letter.end(), role))
        return sorted(marks, key=lambda m: (m.start, -m.end))
