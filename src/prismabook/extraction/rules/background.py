"""Treatment that participants got besides what was studied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.arms import arms
from prismabook.extraction.document import Document
from prismabook.extraction.proposal import EVERY, Proposal, rule
from prismabook.extraction.rules.intervention import each, treatment, with_arms
from prismabook.patterns import regex

_BACKGROUND = regex(
    r"\b(?:with|plus|on|in addition to|added to|on top of|under|receiving) (?P<b>(?:stable |ongoing |continued )?"
    r"(?:standard|background|conventional|usual|concomitant)(?: of)? (?:[\w-]+ ){0,2}?(?:treatment|therapy"
    r"|care|medication)s?"
    r"|stable (?:doses? of )?[\w-]+(?: (?:treatment|therapy))?)\b",
    re.IGNORECASE,
)
_ADDED_TO = regex(
    r"\s(?:plus|added to|in addition to|combined with|\+)\s(?P<b>(?:stable |ongoing )?"
    r"(?:standard|background|conventional|usual|concomitant)(?: of)? (?:[\w-]+ ){0,2}?"
    r"(?:treatment|therapy|care|medication)s?)$",
    re.IGNORECASE,
)
_PART = "part of the arm's name"


@rule("background", "background_therapy", kinds=EVERY)
def background(document: Document) -> Iterator[Proposal]:
    """Treatment that was given besides the arms' own."""
    for sentence, found in treatment(document):
        if match := _BACKGROUND.search(sentence.text):
            own = [arm for arm in each(found) if match["b"].casefold() not in arm.name.casefold()]
            containing = [arm for arm in arms(document) if match["b"].casefold() in arm.name.casefold()]
            for arm in () if containing else own:
                yield Proposal("background_therapy", match["b"], *with_arms(sentence, found, match), arm=arm.name)
    for arm in arms(document):
        if match := _ADDED_TO.search(arm.name):
            yield Proposal("background_therapy", match["b"], arm.start, arm.end, arm=arm.name, note=_PART)


RULES = (background,)
