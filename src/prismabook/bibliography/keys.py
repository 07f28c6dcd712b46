"""Citation keys: readable, plain ASCII, the same in every build."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import count, product
from string import ascii_lowercase

from prismabook.model import Name
from prismabook.sources.names import parted

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"})


def plain(text: str) -> str:
    """Lower-case ASCII letters and digits of a text, accents taken off, everything else left out."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]", "", folded)


def base_key(authors: Sequence[Name], title: str, issued: str, registration: str, source: str) -> str:
    """The key before collisions are settled.

    A registry number is its own key; else the first author's family name, failing that the title's first long
    word, and the year (``nd`` if unknown); failing all, the name of the source document.
    """
    if registration:
        return plain(registration)
    word = plain(parted(authors[0].family)[0]) if authors else ""
    if not word:
        word = next((plain(w) for w in title.split() if len(plain(w)) > 3), "")
    if not word:
        return "document-" + re.sub(r"[^a-z0-9]+", "-", source.lower().removesuffix(".txt")).strip("-")
    return word + (issued[:4] or "nd")


def unique(keys: Sequence[str], reserved: Collection[str] = ()) -> tuple[str, ...]:
    """The keys with ``a``, ``b``… behind each that would stand twice or is reserved, in their order."""
    counts = Counter(keys)
    suffixes = {key: _suffixes() for key, number in counts.items() if number > 1 or key in reserved}
    taken = {*(key for key in counts if key not in suffixes), *reserved}
    settled = []
    for key in keys:
        if key in suffixes:
            key = next(k for k in (key + s for s in suffixes[key]) if k not in taken)
            taken.add(key)
        settled.append(key)
    return tuple(settled)


def _suffixes() -> Iterator[str]:
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            yield "".join(letters)
