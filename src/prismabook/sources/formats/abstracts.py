"""Abstracts in parts: labels within them open parts of their own; bits keep their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from prismabook.sources import headings
from prismabook.sources.kept import Bit


def labelled(bits: Sequence[Bit]) -> Iterable[tuple[str, list[Bit]]]:
    """An abstract's bits in parts with the labels that open them."""
    text = " ".join(bit.words for bit in bits)
    marks = headings.inline_all(text)
    if not marks or marks[0][1] > 0:
        marks = [("", 0, 0), *marks]
    ends = [*(start for _, start, _ in marks[1:]), len(text)]
    for (label, _, begin), end in zip(marks, ends, strict=True):
        if part := cut(bits, begin, end):
            yield label, part


def cut(bits: Sequence[Bit], start: int, end: int) -> list[Bit]:
    """The bits between two offsets of their words, which are joined by blanks."""
    found, at = [], 0
    for bit in bits:
        words = bit.words[max(0, start - at) : max(0, end - at)].strip()
        if words:
            found.append(replace(bit, words=words))
        at += len(bit.words) + 1
    return found
