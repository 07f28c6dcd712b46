"""A bare block: authors, affiliations, a citation line, then the abstract, often in two languages."""

from __future__ import annotations

import re

from prismabook.model import Kind, Role
from prismabook.sources import citation, headings, names
from prismabook.sources.identifiers import find
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
    while below and (kind := _below(below[0])):
        line = below.pop(0)
        if kind == "title":
            common.title(sheet, line)
        elif kind == "identifiers":
            sheet.line("citation", Role.CITATION, line)
            sheet.identifiers(line.start, line.end)
        else:
            common.authors(sheet, line, "family")
    notices = [line for line in below if re.fullmatch(NOTICE, line.text, re.IGNORECASE)]
    sheet.set_aside(*(line for line in notices if not list(find(line.text))))
    for line in notices:
        if list(find(line.text)):
            sheet.line("citation", Role.CITATION, line)
            sheet.identifiers(line.start, line.end)
    common.abstract(sheet, [line for line in below if line not in notices])


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


def _below(line: Line) -> str:
    """What a line right below the citation is, if not the abstract: a title, names, identifiers."""
    text = line.text
    if re.fullmatch(NOTICE, text, re.IGNORECASE) and list(find(text)):
        return "identifiers"
    if names.is_name_list(text) and "," in text:
        return "authors"
    short = len(text) < (90 if is_chinese(text) else 300)
    one = len(re.findall(r"[.!?。！？](?:\s|$)", text)) <= 1
    labelled = re.match(r"[^:：]{2,40}[:：]\s", text) is not None and text.split(":")[0].isupper()
    return "title" if short and one and not labelled and not headings.is_heading(text) else ""


READER = Reader(
    "bare citation block",
    Kind.ABSTRACT,
    "names and addresses above a line that cites a journal with year, volume and pages, and an abstract below it",
    score,
    read,
)
