"""A bare block: authors, affiliations, a citation line, then the abstract, often in two languages."""

from __future__ import annotations

import re

from prismabook.model import Kind, Role
from prismabook.sources import citation, names
from prismabook.sources.language import is_chinese
from prismabook.sources.page import Line, Page, Reader, Sheet, share
from prismabook.sources.readers import common

HEAD = 40
"""The citation stands within this many lines: authors and their addresses are above it."""
NOTICE = r"(?:Conflict of interest statement|©.*|Copyright .*|\(c\) .*|DOI: .*|PMID: .*|PMCID: .*)"


def score(page: Page) -> float:
    """How well a page fits."""
    at = _cited(page)
    if at is None:
        return 0.0
    below = page.lines[at + 1 :]
    prose = any(len(line.text) > (60 if is_chinese(line.text) else 200) for line in below)
    return 0.9 * share(True, prose, at > 0)


def _cited(page: Page) -> int | None:
    lines = page.lines[:HEAD]
    return next((i for i, line in enumerate(lines) if len(line.text) < 400 and citation.is_citation(line.text)), None)


def read(page: Page, sheet: Sheet) -> None:
    """Note what the block holds."""
    at = _cited(page)
    assert at is not None, "only pages with a citation are read as such"
    sheet.line("citation", Role.CITATION, page.lines[at])
    citation.state(sheet, page.lines[at])
    _above(sheet, page.lines[:at])
    below = list(page.lines[at + 1 :])
    if len(below) > 1 and _are_names(below[1]) and not _are_names(below[0]):
        common.title(sheet, below.pop(0))
    if below and _are_names(below[0]):
        common.authors(sheet, below.pop(0), "family")
    rest = []
    for line in below:
        if not re.fullmatch(NOTICE, line.text, re.IGNORECASE):
            rest.append(line)
        elif sheet.identifiers(line.start, line.end):
            sheet.line("citation", Role.CITATION, line)
        else:
            sheet.set_aside(line)
    common.abstract(sheet, rest)


def _are_names(line: Line) -> bool:
    return "," in line.text and names.is_name_list(line.text)


def _above(sheet: Sheet, lines: tuple[Line, ...]) -> None:
    """The lines above the citation: titles, then the authors, then their addresses."""
    which = next((i for i, line in enumerate(lines) if names.is_name_list(line.text)), None)
    for at, line in enumerate(lines):
        if at == which:
            common.authors(sheet, line, "family")
        elif at < which if which is not None else at == 0 and not _is_address(line.text):
            common.title(sheet, line)
        else:
            common.affiliation(sheet, line)


def _is_address(text: str) -> bool:
    return (
        bool(
            re.search(
                r"\b(?:Department|University|Hospital|Institute|College|School|Cent(?:re|er)|Laboratory|Division|Clinic|Faculty)\b",
                text,
            )
        )
        and text.count(",") >= 1
    )


READER = Reader(
    "bare citation block",
    Kind.ABSTRACT,
    "names and addresses above a line that cites a journal with year, volume and pages, and an abstract below it",
    score,
    read,
)
