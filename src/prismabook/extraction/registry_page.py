"""The parts of a registry's page, without their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.naming import slug
from prismabook.model import LINE_END
from prismabook.patterns import regex

_HEADING = regex(r"^(?:key )?(?:inclusion|exclusion)(?: criteria)?\s?:?$", re.IGNORECASE)


def lines(document: Document, *names: str) -> tuple[Sentence, ...]:
    """The lines of sections, without bullets; a line that only repeats the section's label is left out."""
    return tuple(
        line
        for section in document.sections
        if section.name in names
        for line in _lines(document.source.text[section.start : section.end], section.start, section.name)
    )


def _lines(text: str, start: int, name: str) -> Iterator[Sentence]:
    label = name.removeprefix("registry:")
    begin = 0
    for end, after in [*((m.start(), m.end()) for m in LINE_END.finditer(text)), (len(text), len(text))]:
        line = text[begin:end]
        bare = re.sub(r"^\s*(?:[-•*–]\s+)?", "", line)
        if bare.strip(" .;:-\t") and not slug(bare).startswith(label):
            yield Sentence(bare.rstrip(), start + begin + len(line) - len(bare), name)
        begin = after


def criteria(document: Document, name: str) -> tuple[Sentence, ...]:
    """Eligibility criteria, one a line; headings such as ``Inclusion Criteria:`` are left out."""
    return tuple(line for line in lines(document, name) if not _HEADING.match(line.text))
