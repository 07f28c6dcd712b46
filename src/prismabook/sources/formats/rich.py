"""Marked-up words in fields that hold plain text: ``<i>``, ``<sub>`` and others that exporters leave in titles."""

from __future__ import annotations

import re

from prismabook.patterns import regex
from prismabook.sources.formats.elements import LOWERED, RAISED

_PAIR = regex(
    r"<(?P<tag>(?:jats:)?(?:i|b|u|em|strong|italic|bold|sub|sup|sc|scp|ncase|p|div|sec|title)|span)"
    r"(?: (?:class|style)=[\"'][^\"'<>]{0,80}[\"'])?>(?P<words>[^<>]*)</(?P=tag)>",
    re.IGNORECASE,
)
_FACES = {"sup": RAISED, "sub": LOWERED}
_BLOCKS = ("p", "div", "sec", "title")
DEEPEST = 6


def plain(text: str) -> str:
    """A text without the marks of styles; raised and lowered words become letters of that form, where there are any.

    Only these tags are left out, and only in pairs: ``p<0.05`` and ``a <b> of c`` stay as they are.
    """
    for _ in range(DEEPEST):
        if "</" not in text:
            break
        text, changed = _PAIR.subn(_words, text)
        if not changed:
            break
    return text


def _words(match: re.Match[str]) -> str:
    tag, words = match["tag"].lower().removeprefix("jats:"), match["words"]
    table = _FACES.get(tag)
    if table is not None:
        return words.translate(table) if all(ord(c) in table for c in words) else words
    return f" {words} " if tag in _BLOCKS else words


__all__ = ["plain"]
