"""What a record says of its own standing: retracted, a notice about another report, an erratum."""

from __future__ import annotations

import re

from prismabook.patterns import regex

RETRACTED = "retracted"
NOTICE = "retraction notice"
CONCERN = "expression of concern"
ERRATUM = "erratum"

_TYPES = {
    RETRACTED: r"retracted publication|retracted|retracted article|withdrawn publication",
    NOTICE: r"retraction of publication|retraction|retraction notice|withdrawal notice",
    CONCERN: r"expression of concern",
    ERRATUM: r"(?:published )?erratum|corrigendum|correction|corrected and republished article|erratum/correction",
}
_TITLES = {
    RETRACTED: r"\W*(?:retracted|withdrawn)(?: article| paper)?\s?[:.\])]|.*\[retracted(?: article)?\]\W*$",
    NOTICE: r"\W*(?:retraction|withdrawal)(?: notice| note)?(?: to)?\s?[:.\])]"
    r"|\W*(?:notice of retraction|retraction notice)\b",
    CONCERN: r"\W*(?:editorial )?expression of concern\b",
    ERRATUM: r"\W*(?:author |publisher )?correction(?: to)?\s?[:.\])“‘]|\W*(?:corrigend|errat)(?:um|a)\b(?!-)",
}
"""A title counts only where the word stands apart: withdrawal of a drug and correction of anaemia are no notices."""
_TYPE = {status: regex(words, re.IGNORECASE) for status, words in _TYPES.items()}
_TITLE = {status: regex(words, re.IGNORECASE | re.DOTALL) for status, words in _TITLES.items()}


def status_of(words: str, *, title: bool) -> str:
    """The standing that a publication type or a title tells, empty for an ordinary report."""
    if title:
        return next((status for status, form in _TITLE.items() if form.match(words)), "")
    return next((status for status, form in _TYPE.items() if form.fullmatch(words.strip())), "")
