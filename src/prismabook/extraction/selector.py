"""Finding a quote again in a source that may have changed, by the logic of the W3C's TextQuoteSelector.

Words are looked for exactly; where they stand more than once, the words before and after them decide; where they do
not stand at all, spelling of blanks, hyphens, dashes and quotation marks is overlooked. Only a single place counts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from prismabook.patterns import regex

_FOLD = {ord(c): "-" for c in "‐‑‒–—−"} | {ord(c): '"' for c in "“”„«»″"} | {ord(c): "'" for c in "‘’‚′"}
_BROKEN = regex(r"(?<=\w)-\s*[\r\n]\s*(?=[a-z])")
"""A word broken at a line's end."""


@dataclass(frozen=True, slots=True)
class Found:
    """The one place where the words stand; ``exactly`` is false if their spelling differs."""

    start: int
    end: int
    exactly: bool = True


@dataclass(frozen=True, slots=True)
class Lost:
    """Why there is not one place: in how many the words stand, and the words that come nearest if in none."""

    places: int
    nearest: str = ""


def find(text: str, exact: str, *, prefix: str = "", suffix: str = "", nth: int = 0) -> Found | Lost:
    """The place of some words in a text.

    Parameters
    ----------
    prefix, suffix
        Words right before and after; used where the words stand more than once.
    nth
        Which of several places is meant, from 1; wins over prefix and suffix.
    """
    if not exact.strip():
        return Lost(0)
    places = _places(text, exact)
    if places:
        return _chosen(text, [(start, start + len(exact)) for start in places], prefix, suffix, nth, exactly=True)
    folded, offsets = _folded(text)
    wanted = _folded(exact)[0].strip()
    loose = [(offsets[at], offsets[at + len(wanted) - 1] + 1) for at in _places(folded, wanted)] if wanted else []
    if loose:
        return _chosen(text, loose, prefix, suffix, nth, exactly=False)
    return Lost(0, nearest(text, exact))


def _places(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < 1000:
        if not _cuts_a_number(text, at, at + len(words)):
            found.append(at)
        at = text.find(words, at + 1)
    return found


def _cuts_a_number(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins or ends inside a number: ``p=0.05`` does not stand in ``p=0.052``."""
    before = text[start].isdigit() and re.search(r"\d[.,·]?$", text[max(0, start - 2) : start])
    after = text[end - 1].isdigit() and re.match(r"[.,·]?\d", text[end : end + 2])
    return bool(before or after)


def _chosen(
    text: str, places: list[tuple[int, int]], prefix: str, suffix: str, nth: int, *, exactly: bool
) -> Found | Lost:
    if nth:
        return Found(*places[nth - 1], exactly) if nth <= len(places) else Lost(len(places))
    if len(places) > 1 and (prefix.strip() or suffix.strip()):
        before, after = _folded(prefix)[0].strip(), _folded(suffix)[0].strip()
        fitting = [
            (start, end)
            for start, end in places
            if _folded(text[max(0, start - 2 * len(prefix) - 8) : start])[0].strip().endswith(before)
            and _folded(text[end : end + 2 * len(suffix) + 8])[0].strip().startswith(after)
        ]
        places = fitting or places
    return Found(*places[0], exactly) if len(places) == 1 else Lost(len(places))


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with one kind of blank, hyphen and quotation mark, and where each of its characters stood."""
    spans = {m.start(): m.end() for m in _BROKEN.finditer(text)}
    characters: list[str] = []
    offsets: list[int] = []
    at = 0
    while at < len(text):
        if at in spans:
            at = spans[at]
            continue
        char = text[at]
        folded = _fold(char)
        if folded and not (folded == " " and characters and characters[-1] == " "):
            characters.append(folded)
            offsets.append(at)
        at += 1
    return "".join(characters), offsets


def _fold(char: str) -> str:
    if char < "\x7f":
        return " " if char in " \t\n\r\f\v" else "'" if char == "`" else char
    if unicodedata.category(char) == "Cf":  # soft hyphens, zero-width characters
        return ""
    return " " if char.isspace() else _FOLD.get(ord(char), char)


def nearest(text: str, words: str) -> str:
    """The stretch of a text that is most like some words; empty if nothing is like them.

    The likeness is rapidfuzz's ``partial_ratio_alignment``; below 60 of 100 nothing is like them.
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(words[:400], text[:400_000], score_cutoff=60)
    return text[found.dest_start : found.dest_end].strip() if found else ""
