"""Which sentences of a document have which words: every rule's question, answered from one reading of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

_ODD = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}
"""Letters (``İ``, ``ı``, ``ſ``, the sign of kelvins) that patterns in any case take for a Latin one."""


def fold(text: str) -> str:
    """Small letters, one for each of the text's, so that ``word in fold(text)`` misses nothing that any case allows."""
    if not text.isascii():
        for odd, letter in _ODD.items():
            text = text.replace(odd, letter)
    return text.lower()


_LETTERS = bytes(
    ord(fold(char)) if char.isascii() and (char.isalnum() or char in "_\n") else ord(" ")
    for char in map(chr, range(256))
)


def words(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text: runs of the letters ``a`` to ``z``, digits and low lines, in small letters.

    Whatever else stands in a text ends a word; so a needle may be found where no pattern finds a word's beginning, and
    none is missed.
    """
    lines = fold("\n".join(text.replace("\n", " ") for text in texts))
    return [line.split() for line in lines.encode("ascii", "replace").translate(_LETTERS).decode().split("\n")]


class Vocabulary:
    """The words of some texts, and in which of them each stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(words(texts)):
            for word in found:
                places[word].append(number)
        self._places = places
        self._listed = f" {' '.join(places)} "
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
            found = self._known[needle] = set(self._places.get(needle[1:-1], ()))
            return found
        found = set()
        at = self._listed.find(needle)
        while at >= 0:
            inside = at + needle.startswith(" ")
            begin, end = self._listed.rfind(" ", 0, inside) + 1, self._listed.find(" ", inside)
            found.update(self._places[self._listed[begin:end]])
            at = self._listed.find(needle, end)
        self._known[needle] = found
        return found
