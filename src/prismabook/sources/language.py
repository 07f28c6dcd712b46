"""Which language a text is in, as far as the layouts need it: Chinese, English, or unknown."""

from __future__ import annotations

import re

from prismabook.patterns import regex

_HAN = regex(r"[㐀-鿿豈-﫿]")
_LETTER = regex(r"[^\W\d_]")
_ENGLISH = regex(
    r"\b(?=[abfiotw])(?:the|of|and|in|with|for|to|was|were|is|are|that|this|by|an?)\b",  # most begin otherwise
    re.IGNORECASE,
)
_WORD = regex(r"[A-Za-z]+")


def is_chinese(text: str) -> bool:
    """Whether Chinese carries the text; Latin abbreviations and numbers among it do not matter."""
    if not _HAN.search(text):  # counting the letters of a long text takes time
        return False
    return 4 * len(_HAN.findall(text)) > len(_LETTER.findall(text))


def language(text: str) -> str:
    """ISO 639-1 code: ``zh`` by script, ``en`` by the share of its function words, else empty."""
    if is_chinese(text):
        return "zh"
    words = len(_WORD.findall(text))
    return "en" if words >= 20 and len(_ENGLISH.findall(text)) > words * 0.15 else ""
