"""Criteria of eligibility as registries give them: one text with lines, bullets and two headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.patterns import regex
from prismabook.sources.kept import Kept
from prismabook.sources.page import BULLET
from prismabook.sources.readers.registry_page import CRITERIA

_BREAK = regex(r"<br\s*/?>|\r\n|\r|\n|(?<=[.;]) (?=\d{1,2}[.)] ?[A-Z])", re.IGNORECASE)
_HEADING_FIRST = regex(rf"(?P<heading>{CRITERIA.pattern})(?=\s*(?:\d{{1,2}}[.)]|[-•*]|$))", re.IGNORECASE)
_ESCAPED = regex(r"\\([\\`*_{}\[\]()#+\-.!<>~|])")


def criteria(kept: Kept, words: str, place: str = "", line: int | None = None, which: str = "criterion") -> None:
    """Append each criterion as a piece of its own; ``which`` is in force until a heading says otherwise."""
    for part in _lines(words):
        heading = _HEADING_FIRST.match(part)
        if heading:
            which = str(heading["which"]).lower()
            kept.label(heading["heading"], place=place, line=line)
            part = part[heading.end() :]
        bare = BULLET.sub("", part, count=1).strip() if BULLET.match(part.strip() + " ") else part.strip()
        bare = re.sub(r"^\d{1,2}[.)]\s*(?=\S)", "", bare)
        if re.search(r"\w", bare):
            kept.body(bare, f"registry:{which}", place=place, line=line)


def _lines(words: str) -> Iterator[str]:
    """The lines with something on them; ClinicalTrials.gov marks up its text, so ``\\<`` is ``<``."""
    for part in _BREAK.split(words):
        if part.strip():
            yield _ESCAPED.sub(r"\1", part).strip()
