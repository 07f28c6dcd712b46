"""What a document says of harms and tolerability of the therapy that it studies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.cue import Cue
from prismabook.extraction.document import Document, flat
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.extraction.subject import therapy
from prismabook.patterns import regex

_HARM = regex(
    r"\b(?:(?:well[- ])?tolerated|tolerability|adverse (?:events?|effects?|(?:drug )?reactions?)"
    r"|side[- ]effects?|toxicit\w+|"
    r"serious (?:\w+ )?(?:infections?|events?)|deaths?|died|safe|discontinu\w+ (?:because|due))\b",
    re.IGNORECASE,
)
_HARMED = Cue(
    _HARM,
    (" tolera", " adverse ", " side", " toxicit", " serious ", " death", " died ", " safe ", " discontinu"),
)
_PLAN = regex(
    r"\b(?:end ?points?|outcomes? (?:was|were|is)|to (?:evaluate|assess|determine)|need for|future|required)\b",
    re.IGNORECASE,
)

_NOT_HERE = ("title", "objectives", "purpose", "methods")


@rule("safety", "safety", kinds=REPORTS)
def safety(document: Document) -> Iterator[Proposal]:
    """Sentences on harms that name the therapy, plans and aims aside."""
    named = therapy(document)
    for sentence in document.having(_HARMED):
        if sentence.section.startswith("footnote:") or sentence.section in _NOT_HERE:
            continue
        if not _HARMED.search(sentence.text) or _PLAN.search(sentence.text):
            continue
        if sentence.section == "results" or (named and named.search(sentence.text)):
            start, end = sentence.clause
            yield Proposal("safety", flat(sentence.text[: end - start]), start, end)


RULES = (safety,)
