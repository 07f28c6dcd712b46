"""PubMed's "abstract" text: numbered records of paragraphs, from the line that cites the article to its PMID."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.patterns import regex
from prismabook.sources import citation, headings
from prismabook.sources.codes import UNRECOGNISED
from prismabook.sources.formats.abstracts import cut
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.entry import Entry
from prismabook.sources.formats.lines import numbered
from prismabook.sources.formats.types import ARTICLE
from prismabook.sources.identifiers import Scheme, find
from prismabook.sources.kept import Bit, Kept
from prismabook.sources.languages import code_of

NUMBER = regex(r"\ufeff?(?P<number>\d{1,6})[.:] (?=\S)")
LAST = regex(r"PMID: ?\d{1,9}\b")
NOTICE = regex(
    r"(?P<what>Comment (?:in|on)|Erratum (?:in|for)|Retraction (?:in|of)|Update (?:in|of)|Republished (?:in|from)"
    r"|Expression of concern (?:in|for)|Corrected and republished (?:in|from)|Summary for patients in"
    r"|Original report in|Dataset (?:described in|use reported in)|Partial retraction (?:in|of))\b"
)
STATUS = {
    "Retraction in": "retracted",
    "Retraction of": "retraction notice",
    "Expression of concern in": "expression of concern",
    "Erratum for": "erratum",
}
RIGHTS = regex(r"(?:©|\(c\)|Copyright\b|Published by\b|© )", re.IGNORECASE)
FREE = regex(
    r"Free (?:PMC )?[Aa]rticle|\[(?:No (?:authors|abstract)|Indexed).*\]|Publication [Tt]ypes?:?.*|Keywords?:.*"
)
_MARKS = regex(r"(?:\((?:\d{1,3}|[#*†‡§¶]{1,3})\))+")
GAP = 2
"""Empty lines between two records."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    bits: tuple[Bit, ...]

    @property
    def text(self) -> str:
        return " ".join(" ".join(bit.words for bit in self.bits).split())

    @property
    def line(self) -> int:
        return self.bits[0].line or 0


def score(raw: Raw) -> float:
    """How well a file fits: a citation first, numbered as a rule, and a line with the PMID."""
    lines = raw.head.splitlines()
    first = lines[0] if lines else ""
    mark = NUMBER.match(first)
    bare = _citation(first[mark.end() :] if mark else first)
    if bare is None or not re.search(r"^(?:PMID: ?\d|DOI: ?10\.|PMCID: ?PMC)", raw.text, re.MULTILINE):
        return 0.0
    told = bool(mark) + ("Author information:" in raw.head) + bool(re.search(r"\S\(\d{1,2}\)[,.(]", raw.head))
    return 0.95 if told and LAST.search(raw.text) else 0.0


def _citation(words: str) -> tuple[citation.Part, ...] | None:
    """The parts of a line that cites an article; its end may stand on the next line."""
    return citation.parse(words) or citation.parse(words.partition(" doi:")[0].rstrip())


def read(raw: Raw) -> Reading:
    """The records of a file."""
    lines = list(numbered(raw.text))
    starts = _starts(lines)
    parts, announced = [], []
    for n, at in enumerate(starts):
        own = lines[at : starts[n + 1] if n + 1 < len(starts) else len(lines)]
        parts.append((own[0][0], "", lambda own=own: _record(raw.path, own)))
        announced.append(f"line {own[0][0]}")
    before = [(n, line) for n, line in lines[: starts[0] if starts else 0] if line.strip()]
    findings = [
        Finding(UNRECOGNISED, "lines stand before the first record", Place(raw.path, number, words[:160]))
        for number, words in before[:1]
    ]
    kept = each(raw.path, parts)
    last = [line for line, words in lines if re.match(r"PMID: ?\d", words)]
    lost = len(last) - len(kept)
    if lost > 0:
        announced += [f"line {line} (a PMID)" for line in _second(last, [part[0] for part in parts])]
    return Reading(kept, announced, findings)


def _second(ends: Sequence[int], begins: Sequence[int]) -> list[int]:
    """Lines with a PMID that are the second one of their record: a record's first line was not recognised."""
    found, owner = [], -1
    for line in ends:
        own = max((n for n, begin in enumerate(begins) if begin <= line), default=-1)
        if own == owner:
            found.append(line)
        owner = own
    return found


def _starts(lines: list[tuple[int, str]]) -> list[int]:
    """Where records begin: a number above the last one, behind empty lines, before a citation."""
    found: list[int] = []
    expected, blank = 0, GAP
    for at, (_, line) in enumerate(lines):
        match = NUMBER.match(line)
        if match and blank >= (1 if found else 0) and int(match["number"]) >= expected:
            follows = " ".join(words for _, words in lines[at : at + 3])
            if blank >= GAP or _citation(follows[match.end() :]):
                found.append(at)
                expected = int(match["number"]) + 1
        blank = blank + 1 if not line.strip() else 0
    if not found:
        first = next((at for at, (_, line) in enumerate(lines) if line.strip()), None)
        return [] if first is None else [first]
    return found


def _paragraphs(lines: list[tuple[int, str]]) -> list[_Paragraph]:
    """The paragraphs, parted by empty lines."""
    found: list[list[Bit]] = [[]]
    for number, line in lines:
        if line.strip():
            found[-1].append(Bit(" ".join(line.split()), number))
        elif found[-1]:
            found.append([])
    return [_Paragraph(tuple(bits)) for bits in found if bits]


def _record(path: str, lines: list[tuple[int, str]]) -> Kept:
    entry = Entry(path, lines[0][0])
    paragraphs = _paragraphs(lines)
    cited = paragraphs.pop(0)
    entry.put("type", cited.bits[:1], ARTICLE)
    _cite(entry, cited)
    rest = [p for p in paragraphs if not _aside(entry, p)]
    if rest:
        title = rest.pop(0)
        entry.put("title", title.bits)
    if rest and _are_authors(rest[0]):
        _authors(entry, rest.pop(0))
    for paragraph in rest:
        _abstract(entry, paragraph)
    return entry.kept()


def _cite(entry: Entry, paragraph: _Paragraph) -> None:
    text = paragraph.text
    mark = NUMBER.match(text)
    offset = mark.end() if mark else 0
    bits = paragraph.bits
    for part in _citation(text[offset:]) or ():
        words = cut(bits, offset + part.start, offset + part.end)
        if part.name in ("issued", "available-date"):
            entry.date(part.name, words)
        elif part.name != "collection-date":
            entry.put(part.name, words)
    for hit in find(text, offset):
        if hit.scheme is Scheme.DOI:
            entry.identify("DOI", cut(bits, hit.start, hit.end))
    entry.other("citation", bits)


def _aside(entry: Entry, paragraph: _Paragraph) -> bool:
    """Take paragraphs that are neither title nor authors nor abstract; False for all others."""
    text = paragraph.text
    if re.match(r"(?:DOI|PMID|PMCID|PII): ?\S", text):
        for bit in paragraph.bits:
            for hit in find(bit.words):
                if str(hit.scheme) in ("DOI", "PMID", "PMCID"):
                    entry.identify(str(hit.scheme), [Bit(bit.words[hit.start : hit.end], bit.line)])
            if re.search(r"\[Indexed|^PII", bit.words):
                entry.other("PubMed", [bit])
    elif text.startswith("Author information:"):
        _addresses(entry, paragraph)
    elif text.startswith("Conflict of interest statement:"):
        entry.put("note", paragraph.bits)
    elif RIGHTS.match(text) and len(text) < 400:
        entry.other("rights", paragraph.bits)
    elif notice := NOTICE.match(text):
        entry.put("note", paragraph.bits)
        if notice["what"] in STATUS:
            entry.put("status", paragraph.bits, STATUS[notice["what"]])
    elif match := re.fullmatch(r"\[Article in (\w.*)\]", text):
        entry.put("language", paragraph.bits, code_of(match[1]) or match[1])
    elif text.startswith("Collaborators:") or FREE.fullmatch(text):
        entry.other("PubMed", paragraph.bits)
    else:
        return False
    return True


def _addresses(entry: Entry, paragraph: _Paragraph) -> None:
    """Each address with its lines: it begins with its number in brackets."""
    groups: list[list[Bit]] = []
    for bit in paragraph.bits[1:]:
        mark = re.match(r"\((?:\d{1,3}|[#*†‡§¶]+)\)", bit.words)
        if mark or not groups:
            groups.append([])
        groups[-1].append(Bit(bit.words[mark.end() if mark else 0 :], bit.line))
    for group in groups:
        if group[0].words.strip().casefold().startswith("contributed equally"):
            entry.other("authors", group)
        else:
            entry.put("affiliation", group)


def _are_authors(paragraph: _Paragraph) -> bool:
    text = _MARKS.sub("", paragraph.text)
    if headings.inline(paragraph.text) or len(text) > 20000:
        return False
    people = [part.strip() for part in text.rstrip(".").split(",")]
    short = [p for p in people if re.search(r" [A-Z]{1,3}(?: (?:Jr|Sr|2nd|3rd|II|III|IV))?$", p)]
    return len(short) * 2 >= len(people) and bool(short)


def _authors(entry: Entry, paragraph: _Paragraph) -> None:
    """The names, parted by commas and semicolons, each with the line it stands on; marks of addresses left out."""
    text = paragraph.text
    start = 0
    end = len(text) - text.endswith(".")
    for match in re.finditer(r"[,;]\s|$", text[:end]):
        words = cut(paragraph.bits, start, match.start())
        name = _MARKS.sub("", " ".join(bit.words for bit in words).replace("- ", "-")).strip()
        if name and name != "et al":
            entry.people([Bit(name, words[0].line)])
        start = match.end()


def _abstract(entry: Entry, paragraph: _Paragraph) -> None:
    """A paragraph of the abstract; labels open parts, also at the beginning of a line."""
    part: list[Bit] = []
    for bit in paragraph.bits:
        if part and headings.inline(bit.words):
            entry.abstract(part)
            part = []
        part.append(bit)
    entry.abstract(part)


FORMAT = Format(
    "PubMed abstract text",
    "numbered records that begin with a journal's citation and end with a PMID",
    score,
    read,
)
