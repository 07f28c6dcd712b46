"""A journal's article page: numbered authors and addresses, text or extract, footnotes with bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prismabook.model import Kind, Role
from prismabook.patterns import regex
from prismabook.sources import citation, headings, names
from prismabook.sources.page import Line, Page, Reader, Sheet, share
from prismabook.sources.readers import common

NOTICE = (
    r"(?:Article Text|Article menu|Download PDF\s?(?:PDF)?|PDF|Statistics from Altmetric\.com"
    r"|Request Permissions|View Full Text|If you wish to reuse any or all of this article .*|Share|Email"
    r"|Citation Tools|Article Alerts|Responses|Article info|You are here|Home|Log ?in.*|Subscribe.*|Search.*"
    r"|Advanced search|Register for alerts.*|Supplementary materials?|Read the full text or download the PDF:?"
    r"|Buy this article.*|Other content recommended for you|Cookies?.*|Copyright (?:information|notice).*|© .*"
    r"|Published by .*|This is an open access article .*|Rights & Permissions.*|Metrics"
    r"|Log in using your username and password|Username \*?|Password \*?|Forgot your .*|Altmetric.*"
    r"|Footnotes?)"
)
NUMBERED = regex(r"\s*(\d{1,3})\.\s+(?P<text>\S.*)")
AUTHOR = regex(
    r"(?P<name>[^\d,;†‡§¶*⁎#]*[^\W\d_.,;]\.?)"
    r"(?:, (?P<role>[a-z][a-z ’'-]{2,80}))?"  # ``Tom Fox, professor of primary care2``
    r"(?P<marks>[\s\d,;†‡§¶*⁎#]*)"
)
ORCID = regex(r"(?:https?://)?orcid\.org/[\dX-]+\s*", re.IGNORECASE)
ADDRESS_MARK = regex(r"(?:\d{1,3}\s?(?=[^\W\d_])|[†‡§¶*]\s?)")
CORRESPONDENCE = regex(r"Correspondence(?: to)?\b[:\s]*", re.IGNORECASE)
LAST = (
    r"(?:View Full Text|Footnotes?|References|Read the full text or download the PDF:?"
    r"|Other content recommended for you)"
)

FOOTNOTES = {
    "funding": r"Funding(?: statement)?",
    "contributors": r"Contributors(?:hip statement)?|Author contributions?",
    "competing-interests": r"Competing interests?|Conflicts? of interests?|Declaration of interests?",
    "ethics": r"Ethics approval(?: and consent to participate)?|Ethical approval",
    "consent": r"Patient consent(?: for publication)?|Consent",
    "provenance": r"Provenance and peer review",
    "data-availability": r"Data (?:sharing|availability) statement|Data availability",
    "patient-involvement": r"Patient and public involvement(?: statement)?",
    "handling-editor": r"Handling editor",
    "correction": r"Correction notice|Presented at|Prior presentation",
    "disclaimer": r"Disclaimer|Map disclaimer",
    "twitter": r"Twitter|X",
    "acknowledgements": r"Acknowledg(?:e)?ments?",
}
_FOOTNOTE = regex("|".join(f"(?P<{n.replace('-', '_')}>(?:{p})\\b)" for n, p in FOOTNOTES.items()))


def score(page: Page) -> float:
    """How well a page fits."""
    numbered = _block(page)
    return share(
        page.has("Article Text") or page.has(r"Download PDF\s?(?:PDF)?"),
        page.has("Request Permissions") or page.has(r"Statistics from Altmetric\.com") or page.has("View Full Text"),
        numbered is not None,
        page.has("Footnotes?"),
    )


def _block(page: Page) -> int | None:
    """The first line of the numbered block of authors."""
    found = (
        i
        for i, line in enumerate(page.lines)
        if (match := NUMBERED.fullmatch(line.text)) and match[1] == "1" and len(match["text"]) < 120
    )
    return next(found, None)


def read(page: Page, sheet: Sheet) -> None:
    """Note title, authors, addresses, text and footnotes."""
    lines = page.lines
    first = _block(page)
    at = first if first is not None else _title_line(lines) + 1
    _front(sheet, lines[:at])
    if first is not None:
        at = _people(sheet, lines, first)
    notes = page.index("Footnotes?", at)
    end = notes if notes is not None else len(lines)
    stop = min(page.index(LAST, at) or end, end)
    _body(sheet, lines[at:stop])
    _after(sheet, lines[stop:end])
    if notes is not None:
        sheet.label(lines[notes].start, lines[notes].end)
        _footnotes(sheet, lines[notes + 1 :])


def _is_notice(line: Line) -> bool:
    return re.fullmatch(NOTICE, line.text, re.IGNORECASE) is not None


def _title_line(lines: Sequence[Line]) -> int:
    """On a page without authors: the first line that is no notice."""
    return next((i for i, line in enumerate(lines) if not _is_notice(line)), len(lines) - 1)


def _front(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Above the authors: notices, the kind of article, at last the title; perhaps the citation."""
    open_lines = []
    for line in lines:
        if _is_notice(line):
            sheet.set_aside(line)
        elif not _cited(sheet, line):
            open_lines.append(line)
    if open_lines:
        # A badge such as ``Free`` may stand between the title and the authors.
        at = next((i for i in reversed(range(len(open_lines))) if len(open_lines[i].text.split()) > 2), -1)
        common.title(sheet, open_lines.pop(at))
    for line in open_lines:
        if len(line.text) < 60:
            sheet.label(line.start, line.end)


def _cited(sheet: Sheet, line: Line) -> bool:
    """Note a line that cites this article or is nothing but its identifier."""
    bare = re.fullmatch(r"(?:https?://\S+|(?:doi|pmid|pmcid)\b.*)", line.text, re.IGNORECASE)
    if citation.state(sheet, line) or (bare and sheet.identifiers(line.start, line.end)):
        sheet.line("citation", Role.CITATION, line)
        return True
    return False


def _people(sheet: Sheet, lines: Sequence[Line], first: int) -> int:
    """Note the numbered lists: authors, addresses, correspondence; gives the line after them."""
    at, group = first, -1
    while at < len(lines):
        match = NUMBERED.fullmatch(lines[at].text)
        if match:
            group += match[1] == "1"
            start = lines[at].start + match.start("text")
            _person(sheet, lines[at], start, match["text"], group)
        elif CORRESPONDENCE.match(lines[at].text):
            _person(sheet, lines[at], lines[at].start, lines[at].text, 1)
        else:
            break
        at += 1
    return at


def _person(sheet: Sheet, line: Line, start: int, text: str, group: int) -> None:
    """Note one line of the lists: the first list holds the authors unless a line is plainly an address."""
    skip = ORCID.match(text)
    if skip:
        start, text = start + skip.end(), text[skip.end() :]
    author = AUTHOR.fullmatch(text.rstrip(" ,;"))
    if letter := CORRESPONDENCE.match(text):
        sheet.line("affiliations", Role.CITATION, line)
        sheet.state("correspondence", start + letter.end(), line.end)
    elif group == 0 and author and not ADDRESS_MARK.match(text):
        sheet.line("authors", Role.CITATION, line)
        name = author["name"].strip()
        sheet.state("author", start, start + len(name), str(names.given_first(name)))
    else:
        sheet.line("affiliations", Role.CITATION, line)
        mark = ADDRESS_MARK.match(text)
        sheet.state("affiliation", start + (mark.end() if mark else 0), line.end)


def _body(sheet: Sheet, lines: Sequence[Line]) -> None:
    """The text: paragraphs as body, under the heading Abstract by their labels."""
    inside = False
    for line in lines:
        if _is_notice(line):
            sheet.set_aside(line)
        elif headings.known(line.text) or headings.is_heading(line.text):
            sheet.label(line.start, line.end)
            inside = headings.known(line.text) == "abstract"
        elif not _cited(sheet, line):
            if inside:
                _abstract_paragraph(sheet, line)
            else:
                sheet.text("body", line.start, line.end)
                common.named_registrations(sheet, line)


def _abstract_paragraph(sheet: Sheet, line: Line) -> None:
    """A paragraph of the abstract; these pages set its label in bold, so that no colon parts it from the text."""
    for length in (4, 3, 2, 1):
        opening = re.match(rf"(?:\S+ ){{{length}}}(?=[A-Z0-9])", line.text)
        if opening and headings.known(opening[0]) and ":" not in opening[0]:
            sheet.label(line.start, line.start + opening.end())
            sheet.text(headings.slug(opening[0]), line.start + opening.end(), line.end)
            common.named_registrations(sheet, line)
            return
    common.paragraph(sheet, line, "abstract", chinese=False)


def _after(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Between the text and the footnotes: notices and the list of references."""
    references = False
    for line in lines:
        if re.fullmatch("References", line.text, re.IGNORECASE):
            references = True
            sheet.label(line.start, line.end)
        elif references:
            sheet.set_aside(line, name="references")
        elif _is_notice(line):
            sheet.set_aside(line)


def _footnotes(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Each footnote under its name; a line without a bullet or a gap above goes on with the one before it."""
    name = ""
    for line in lines:
        start, text = line.item
        match = _FOOTNOTE.match(text)
        if _is_notice(line):
            sheet.set_aside(line)
            name = ""
        elif match and (line.bullet or line.gap or not name):
            name = f"footnote:{str(match.lastgroup).replace('_', '-')}"
            skip = re.match(r"[:.]?\s*", text[match.end() :])
            begin = start + match.end() + (skip.end() if skip else 0)
            sheet.label(line.start, begin)
            sheet.text(name, begin, line.end)
        elif line.bullet:
            name = "footnote:other"
            sheet.text(name, start, line.end)
        elif name:
            sheet.text(name, line.start, line.end)
        common.named_registrations(sheet, line)


READER = Reader(
    "journal article page",
    Kind.ARTICLE,
    "“Article Text”, a numbered list of authors, “Request Permissions”, footnotes with bullets",
    score,
    read,
)
