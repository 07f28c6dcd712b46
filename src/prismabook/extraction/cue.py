"""Patterns with the words that announce them: sentences without any of these need not be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.patterns import regex


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A pattern and parts of words, in small letters, of which each text that it matches has at least one.

    If there are ``others``, it has one of these too. A blank before or after means that the word begins or ends there:
    ``random`` is in ``non-randomised``, `` we `` only in the word itself. That the pattern cannot match without them is
    proved by a test, from the pattern's own parse.
    ``Document.having`` finds the sentences that have one of them, without a look at the others.
    """

    pattern: re.Pattern[str]
    needles: tuple[str, ...]
    others: tuple[str, ...] = ()

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return self.pattern.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches."""
        return self.pattern.finditer(text)


def cue(needles: str, *patterns: str | re.Pattern[str], others: str = "") -> Cue:
    """One pattern for all of these, in any case unless it was compiled before; needles are separated by bars."""
    asked = tuple(needles.split("|")), tuple(others.split("|")) if others else ()
    if len(patterns) == 1 and not isinstance(patterns[0], str):
        return Cue(patterns[0], *asked)
    joined = "|".join(p if isinstance(p, str) else p.pattern for p in patterns)
    return Cue(regex(joined, re.IGNORECASE), *asked)
