"""Patterns that look for a plain word first: most sentences have none of them and cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.patterns import regex


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern and the words, in small letters, of which each of its matches has at least one."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, if the text has one of the words."""
        return self.pattern.search(text) if has(text, self.words) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, if the text has one of the words."""
        return self.pattern.finditer(text) if has(text, self.words) else iter(())


def has(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has one of the words, in any case."""
    lower = text.lower()
    for word in words:  # noqa: SIM110 - a generator costs more than the search
        if word in lower:
            return True
    return False


def cue(words: str, *patterns: str | re.Pattern[str]) -> Cue:
    """One pattern for all of these, in any case; ``words`` are separated by bars, blanks in them count."""
    joined = "|".join(p.pattern if isinstance(p, re.Pattern) else p for p in patterns)
    return Cue(regex(joined, re.IGNORECASE), tuple(words.split("|")))
