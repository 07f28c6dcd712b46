"""The needles of every cue are proved from its pattern's parse; what they leave out, the pattern never finds."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from re import _constants as op
from re import _parser as parser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_text import TEXTS

import prismabook.extraction
from made_sources import source
from prismabook.extraction import Document
from prismabook.extraction.cue import Cue
from prismabook.extraction.notation.shares import _WORDED, _in_words
from prismabook.extraction.rules.participants import _POPULATION, _WITH, _described
from prismabook.extraction.vocabulary import Vocabulary, fold

ANY = "\0"
"""Stands for whatever a part of a pattern may match."""


def cues_of(value: Any) -> Iterator[Cue]:
    if isinstance(value, Cue):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from cues_of(part)


def every_cue() -> dict[str, Cue]:
    found: dict[int, tuple[str, Cue]] = {}
    for module in pkgutil.walk_packages(prismabook.extraction.__path__, "prismabook.extraction."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, cue in enumerate(cues_of(value)):
                found.setdefault(id(cue), (f"{module.name}.{name}[{number}]", cue))
    return dict(found.values())


CUES = every_cue()


class Reading:
    """What a pattern's matches look like in the vocabulary: letters, a blank for a word's end, ANY for the rest."""

    def __init__(self, needles: tuple[str, ...]) -> None:
        self.needles = needles

    def without(self, pattern: re.Pattern[str], flags: int) -> set[str]:
        """The ways to match a pattern that have none of the needles; empty if each match has one."""
        return {way for way in self._all(parser.parse(pattern, flags)) if not self._has(way)}

    def _has(self, way: str) -> bool:
        return any(needle in way for needle in self.needles)

    def _joined(self, left: Iterable[str], right: Iterable[str]) -> set[str]:
        """One after the other, without those that have a needle whatever comes before and after."""
        found = {re.sub(" +", " ", a + b) for a in left for b in right}
        return {self._short(way) for way in found if not self._has(way)}

    def _short(self, way: str) -> str:
        """A way without what no needle can have a part in: its middle, unless all of it is inside a needle."""
        if any(way in needle for needle in self.needles):
            return way
        first, last = way.partition(ANY)[0], way.rpartition(ANY)[2]
        head = next(n for n in range(len(first), -1, -1) if any(x.endswith(first[:n]) for x in self.needles))
        tail = next(n for n in range(len(last) + 1) if any(x.startswith(last[n:]) for x in self.needles))
        return first[:head] + ANY + last[tail:]

    def _all(self, parts: Any) -> set[str]:
        ways = {""}
        for part in parts:
            ways = self._joined(ways, self._one(*part))
        return ways

    def _one(self, kind: Any, value: Any) -> set[str]:
        if kind is op.LITERAL:
            letter = fold(chr(value))
            return {letter if re.match(r"\w", letter) else " "}
        if kind is op.IN:
            return self._set(value)
        if kind is op.BRANCH:
            return set().union(*(self._all(branch) for branch in value[1]))
        if kind is op.SUBPATTERN:
            return self._all(value[3])
        if kind is op.ATOMIC_GROUP:
            return self._all(value)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, inner = value
            once = self._all(inner)
            more = once if most == 1 else once | self._joined(self._joined(once, {ANY}), once)
            return more | {""} if least == 0 else more
        if kind is op.AT:
            return {" "} if value in (op.AT_BOUNDARY, op.AT_BEGINNING, op.AT_END) else {""}
        if kind in (op.ASSERT, op.ASSERT_NOT):
            return {""}  # of no width; what it asks for only leaves matches out
        return {ANY}

    def _set(self, members: Any) -> set[str]:
        if all(member == (op.CATEGORY, op.CATEGORY_SPACE) or member[0] is op.LITERAL for member in members):
            letters = {fold(chr(m[1])) if m[0] is op.LITERAL else " " for m in members}
            return {letter if re.match(r"\w", letter) else " " for letter in letters}
        return {ANY}


@pytest.mark.parametrize("name", CUES)
def test_no_match_is_without_a_needle(name: str) -> None:
    cue = CUES[name]
    for needles in filter(None, (cue.needles, cue.others)):
        assert Reading(needles).without(cue.pattern.pattern, cue.pattern.flags & re.IGNORECASE) == set()


@pytest.mark.parametrize("name", CUES)
def test_every_needle_is_written_as_words_are(name: str) -> None:
    assert all(re.fullmatch(r" ?[a-z]+ ?", needle) for needle in (*CUES[name].needles, *CUES[name].others))


def test_the_proof_sees_what_is_missing() -> None:
    assert Reading((" random ",)).without("random", re.IGNORECASE)
    assert Reading(("trial",)).without("trials?|stud(?:y|ies)", re.IGNORECASE)
    assert Reading((" trial",)).without(r"(?:\w+ )?trials?", re.IGNORECASE)
    assert not Reading(("trial", " stud")).without(r"\b(?:trials?|stud(?:y|ies))", re.IGNORECASE)


def test_folding_misses_no_letter_that_any_case_allows() -> None:
    every = "".join(map(chr, range(0x110000)))
    found = re.findall("[a-z]", every, re.IGNORECASE)
    assert len(found) > 52
    assert all(re.fullmatch("[a-z]", fold(letter)) for letter in found)
    assert all(re.fullmatch(fold(letter), letter, re.IGNORECASE) for letter in found)


@given(st.text() | TEXTS)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert [bool(re.match(r"\w", c)) for c in fold(text)] == [bool(re.match(r"\w", c)) for c in text]


@given(st.lists(TEXTS, max_size=8), st.sampled_from(["rand", " we ", "s ", " group ", "no ", "respect"]))
def test_a_vocabulary_finds_what_the_texts_have(texts: list[str], needle: str) -> None:
    words = [" ".join(["", *re.findall("[a-z0-9_]+", fold(text)), ""]) for text in texts]
    assert Vocabulary(texts).having([needle]) == {n for n, text in enumerate(words) if needle in text}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.just("results"), TEXTS), min_size=1, max_size=4))
def test_a_document_finds_with_cues_what_the_patterns_find(parts: list[tuple[str, str]]) -> None:
    document = Document(source(*parts))
    for cue in CUES.values():
        bare = [[m.span() for m in cue.pattern.finditer(s.text)] for s in document.sentences]
        assert [[m.span() for m in document.finditer(cue, s)] for s in document.sentences] == bare
        assert [document.search(cue, s) is not None for s in document.sentences] == [bool(spans) for spans in bare]
        assert [s for s, spans in zip(document.sentences, bare, strict=True) if spans] == [
            s for s in document.having(cue) if cue.search(s.text)
        ]


NUMBERED = st.lists(
    st.sampled_from(
        ["two", "Twenty-one", "None", "one hundred", "all", "out", "of", "the", "3", "patients", "with", "(12%)", "who",
         "had", "aged", "lupus", "men", "[", "5", "%", "suffering from", ",", "OF", "ſeven", "\n", "(", "40.2 %",
         "all 9"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@settings(max_examples=300)
@given(NUMBERED | TEXTS)
def test_looking_first_misses_no_share_in_words_and_nobody_described(text: str) -> None:
    lower = text.lower()
    if (" of " in lower or "all " in lower) and _WORDED.search(text):
        assert _in_words(fold(text))
    if _WITH.search(text) or _POPULATION.search(text):
        assert _described(text)
