"""The abstract page of a literature app: like, dislike and save buttons, title, abstract, links, adverts."""

from __future__ import annotations

import re

from prismabook.model import Kind, Role
from prismabook.patterns import regex
from prismabook.sources import citation, headings, names
from prismabook.sources.page import Line, Page, Reader, Sheet, share
from prismabook.sources.readers import common

BUTTON = (
    r"Add (?:like|dislike|to saved papers)|(?:Like|Dislike|Save|Share|Login|Sign up|Open app|Search|Menu|Comments?)"
)
TYPES = (
    r"(?:JOURNAL ARTICLE|REVIEW|CLINICAL TRIAL(?:, [A-Z ]+)?|RANDOMI[SZ]ED CONTROLLED TRIAL|META-ANALYSIS|LETTER"
    r"|EDITORIAL|CASE REPORTS?|COMPARATIVE STUDY|MULTICENTER STUDY|OBSERVATIONAL STUDY|SYSTEMATIC REVIEW|COMMENT"
    r"|ENGLISH ABSTRACT|RESEARCH SUPPORT.*|EVALUATION STUDY|VALIDATION STUDY|PRACTICE GUIDELINE|HISTORICAL ARTICLE)"
)
END = (
    r"(?:Full text links|Find (?:full text|PDF).*|We have located links .*|Can't access the paper\?|Related Resources"
    r"|You may also like.*|For the best experience, .*|All material on this website .*|Trending Papers"
    r"|Group [67]SearchHeart|More Like This|Discussion|Comments)"
)
ADVERT = r"(?:Get seem?less .*|Mobile app image|By using this service.*|Your Privacy Choices.*|You can now claim .*)"
"""Lines that end the abstract: everything below them is links, adverts and notices."""
ABSTRACT = r"Abstract"
JOURNAL = regex(
    r"(?P<journal>[A-Z][\w&.:,()'\- ]{2,120}?)[,.]? (?P<date>\d{4}(?: (?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)(?: \d{1,2})?)?)"
    r"(?:\s?[;:,]\s?(?:vol\w*\.? )?\d[\w\s():;,–-]{0,40})?\.?"
)


def score(page: Page) -> float:
    """How well a page fits."""
    buttons = sum(page.has(f"Add {what}") for what in ("like", "dislike", "to saved papers"))
    return share(buttons >= 2, page.has(END) or page.has(ADVERT) or buttons == 3)


def read(page: Page, sheet: Sheet) -> None:
    """Note what the page holds."""
    stop = page.index(f"{END}|{ADVERT}") or len(page.lines)
    if stop <= 3 and len(page.lines) > stop:
        stop = page.index(f"{END}|{ADVERT}", 4) or len(page.lines)
    body: list[Line] = []
    for line in page.lines[:stop]:
        if re.fullmatch(f"{BUTTON}|{TYPES}|{ABSTRACT}", line.text, re.IGNORECASE):
            sheet.set_aside(line)
        else:
            body.append(line)
    sheet.set_aside(*page.lines[stop:])
    if body and not headings.inline(body[0].text):
        common.title(sheet, body.pop(0))
    while body and _citation(sheet, body[0]):
        body.pop(0)
    common.abstract(sheet, body)


def _citation(sheet: Sheet, line: Line) -> bool:
    """Note a line between title and abstract if it names the authors or the journal."""
    if headings.inline(line.text):
        return False
    if names.is_name_list(line.text):
        common.authors(sheet, line, "given")
        return True
    if citation.state(sheet, line):
        sheet.line("citation", Role.CITATION, line)
        return True
    match = JOURNAL.fullmatch(line.text)
    if match and _is_title_case(match["journal"]):
        sheet.line("citation", Role.CITATION, line)
        sheet.state("container-title", line.start + match.start("journal"), line.start + match.end("journal"))
        start, end = (line.start + offset for offset in match.span("date"))
        sheet.state("issued", start, end, citation.iso_date(match["date"]))
        sheet.identifiers(line.start, line.end)
        return True
    return False


def _is_title_case(journal: str) -> bool:
    """Whether every word but the small ones has a capital, as in a journal's name and in no sentence."""
    small = ("of", "the", "and", "in", "for", "on", "de", "la", "et", "und", "der", "&", ":")
    return all(word[:1].isupper() or word[:1] == "(" or word in small for word in journal.split())


READER = Reader(
    "literature-app abstract page",
    Kind.ABSTRACT,
    "buttons to like, dislike and save a paper above a title",
    score,
    read,
)
