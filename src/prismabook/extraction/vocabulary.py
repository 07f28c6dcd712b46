"""Which sentences of a document have which words: every rule's question, answered from one reading of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from prismabook.patterns import regex

_WORD = regex(r"\w+")
_ODD = {"İ": "i", "ı": "i", "ſ": "s", "K": "k"}
"""Letters that patterns in any case take for a Latin one, and that small letters alone do not show as one."""


def fold(text: str) -> str:
    """Small letters, one for each of the text's, so that ``word in fold(text)`` misses nothing that any case allows."""
    if not text.isascii():
        for odd, letter in _ODD.items():
            text = text.replace(odd, letter)
    return text.lower()


_BLANKS = str.maketrans({char: " " for char in map(chr, range(128)) if not (char.isalnum() or char == "_")})


def _words(text: str) -> list[str]:
    """The runs of letters, digits and low lines in small letters."""
    if text.isascii():  # the same in a third of the time
        return text.lower().translate(_BLANKS).split()
    return _WORD.findall(fold(text))


class Vocabulary:
    """The words of some texts, and in which of them each stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._places: defaultdict[str, set[int]] = defaultdict(set)
        for number, text in enumerate(texts):
            for word in _words(text):
                self._places[word].add(number)
        self._listed = f" {' '.join(self._places)} "
        self._known: dict[str, set[int]] = {}

    def having(self, needles: Sequence[str]) -> set[int]:
        """The numbers of the texts that have a word with one of these parts."""
        found: set[int] = set()
        for needle in needles:
            found |= self._known[needle] if needle in self._known else self._search(needle)
        return found

    def _search(self, needle: str) -> set[int]:
        """The texts with one needle: it is looked for in the list of all words, each written once."""
        if needle[0] == " " == needle[-1]:  # a whole word
            found = self._known[needle] = self._places.get(needle[1:-1], set())
            return found
        found = set()
        at = self._listed.find(needle)
        while at >= 0:
            inside = at + needle.startswith(" ")
            begin, end = self._listed.rfind(" ", 0, inside) + 1, self._listed.find(" ", inside)
            found |= self._places[self._listed[begin:end]]
            at = self._listed.find(needle, end)
        self._known[needle] = found
        return found
