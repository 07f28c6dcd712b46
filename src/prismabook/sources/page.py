"""A document as lines with offsets, and the sheet on which a reader notes what it recognises."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from prismabook.findings import Code, Finding, Place
from prismabook.model import LINE_END, Kind, Quote, Role, Section, Source, Stated
from prismabook.patterns import regex
from prismabook.sources.codes import BAD_IDENTIFIER, UNRECOGNISED
from prismabook.sources.identifiers import Found, Scheme, find
from prismabook.sources.language import is_chinese

BOILERPLATE = "boilerplate"
LABEL = "label"
"""A heading or a field's label: it names the section that follows it and is no text of it."""
UNRECOGNISED_NAME = "unrecognised"
BULLET = regex(r"(?:[-•*–·]|\d{1,3}\.)\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it; ``start`` and ``end`` are the offsets of its first and last visible character.

    ``gap`` tells whether an empty line stands before it.
    """

    number: int
    start: int
    end: int
    text: str
    gap: bool = False

    @property
    def bullet(self) -> str:
        """The bullet or number it opens with, empty if none."""
        match = BULLET.match(self.text)
        return match[0].strip() if match else ""

    @property
    def item(self) -> tuple[int, str]:
        """Offset and text behind the bullet."""
        match = BULLET.match(self.text)
        skip = match.end() if match else 0
        return self.start + skip, self.text[skip:]


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank."""
    found: list[Line] = []
    start, gap = 0, False
    ends = [(m.start(), m.end()) for m in LINE_END.finditer(text)]
    for number, (stop, following) in enumerate([*ends, (len(text), len(text))], 1):
        raw = text[start:stop]
        words = raw.strip()
        if words:
            begin = start + raw.index(words)
            found.append(Line(number, begin, begin + len(words), words, gap))
        gap = not words
        start = following
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded document, before a reader has looked at it."""

    id: str
    path: str
    text: str = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)

    def index(self, pattern: str, start: int = 0) -> int | None:
        """The first line, from ``start`` on, that the pattern matches as a whole (case does not matter)."""
        compiled = regex(pattern, re.IGNORECASE)
        return next((i for i in range(start, len(self.lines)) if compiled.fullmatch(self.lines[i].text)), None)

    def has(self, pattern: str) -> bool:
        """Whether some line is what the pattern says."""
        return self.index(pattern) is not None


@dataclass(frozen=True, slots=True)
class Reader:
    """How one layout is recognised and read.

    ``score`` gives how well a page fits, from 0 to 1; below :data:`THRESHOLD` it is not that layout.
    ``looks_for`` says in words what it goes by, for the finding about an unknown layout.
    """

    name: str
    kind: Kind
    looks_for: str
    score: Callable[[Page], float]
    read: Callable[[Page, Sheet], None]


THRESHOLD = 0.5


def share(*signals: bool) -> float:
    """The share of signals that are given."""
    return sum(signals) / len(signals)


class Sheet:
    """What a reader has recognised on a page; :meth:`sections` accounts for every other character too."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._sections: list[Section] = []
        self._stated: list[Stated] = []
        self.findings: list[Finding] = []

    def section(self, name: str, role: Role, start: int, end: int, language: str = "") -> None:
        """Note a section; blanks at its edges are left out, an empty one is not noted."""
        words = self.page.text[start:end]
        bare = words.strip()
        if bare:
            begin = start + words.index(bare)
            chosen = language or ("zh" if is_chinese(bare) else "en")
            self._sections.append(Section(name, role, begin, begin + len(bare), chosen))

    def line(self, name: str, role: Role, line: Line, language: str = "") -> None:
        """Note a whole line as a section."""
        self.section(name, role, line.start, line.end, language)

    def set_aside(self, *lines: Line, name: str = BOILERPLATE) -> None:
        """Note lines as boilerplate, one section a line."""
        for line in lines:
            self.section(name, Role.BOILERPLATE, line.start, line.end)

    def label(self, start: int, end: int) -> None:
        """Note a heading or a label."""
        self.section(LABEL, Role.BOILERPLATE, start, end)

    def text(self, name: str, start: int, end: int, chinese: bool | None = None) -> None:
        """Note text of the document: Chinese as the parallel copy, everything else as body."""
        if chinese is None:
            chinese = is_chinese(self.page.text[start:end])
        role, language = (Role.PARALLEL, "zh") if chinese else (Role.BODY, "en")
        self.section(name, role, start, end, language)

    def state(self, name: str, start: int, end: int, value: str | None = None) -> None:
        """Note a bibliographic field; its value is the words themselves unless given."""
        exact = self.page.text[start:end]
        if exact.strip():
            self._stated.append(Stated(name, exact if value is None else value, self.quote(start, end)))

    def quote(self, start: int, end: int) -> Quote:
        """The words between two offsets."""
        return Source(self.page.id, "", "", Kind.UNKNOWN, "", self.page.text).quote(start, end)

    def find(self, code: Code, message: str, start: int, end: int) -> None:
        """Note a finding at words of the page."""
        near = next((line.number for line in self.page.lines if line.start <= start < line.end), None)
        words = " ".join(self.page.text[start:end].split())
        self.findings.append(Finding(code, message, Place(self.page.path, near, words[:160])))

    def identifiers(self, start: int, end: int, names: Sequence[Scheme] = ()) -> list[Found]:
        """Note the identifiers between two offsets: those of ``names``, or all; trial numbers as named ones."""
        found = [hit for hit in find(self.page.text, start, end) if not names or hit.scheme in names]
        for hit in found:
            if not hit.valid:
                self.find(BAD_IDENTIFIER, f"this {hit.scheme} is not valid", hit.start, hit.end)
                continue
            own = hit.scheme in (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ISSN)
            if hit.scheme is not Scheme.ORCID:
                self.state(hit.scheme if own else "registration-named", hit.start, hit.end, hit.value)
        return found

    def sections(self) -> tuple[Section, ...]:
        """All sections in order; what nobody recognised is set aside by name, with a finding.

        Raises
        ------
        ValueError
            If two sections overlap: an error of the reader.
        """
        ordered = sorted(self._sections, key=lambda section: section.start)
        for before, after in pairwise(ordered):
            if after.start < before.end:
                raise ValueError(f"the sections {before.name} and {after.name} overlap at {after.start}")
        gaps = self._gaps(ordered)
        rest = [gap for gap in gaps if gap.name == UNRECOGNISED_NAME]
        if rest:
            more = f" and {len(rest) - 1} more" if len(rest) > 1 else ""
            message = f"this part{more} is neither text nor known boilerplate"
            self.find(UNRECOGNISED, message, rest[0].start, rest[0].end)
        return tuple(sorted([*ordered, *gaps], key=lambda section: section.start))

    def _gaps(self, ordered: Sequence[Section]) -> list[Section]:
        """A section for each stretch of a line that no section covers; bullets and the like are labels."""
        gaps: list[Section] = []
        at = 0
        for start, end in [*((s.start, s.end) for s in ordered), (len(self.page.text), len(self.page.text))]:
            for match in re.finditer(r"[^\r\n]+", self.page.text[at:start]):
                words = match[0].strip()
                if not words:
                    continue
                begin = at + match.start() + match[0].index(words)
                mark = not re.search(r"\w", words) or BULLET.fullmatch(words + " ")
                gaps.append(Section(LABEL if mark else UNRECOGNISED_NAME, Role.BOILERPLATE, begin, begin + len(words)))
            at = end
        return gaps

    def stated(self) -> tuple[Stated, ...]:
        """All fields in the order of the text, each only once."""
        ordered = sorted(self._stated, key=lambda stated: (stated.quote.start, stated.quote.end, stated.name))
        seen: set[tuple[str, str]] = set()
        kept = []
        for stated in ordered:
            if stated.name in ("author", "affiliation") or (stated.name, stated.value) not in seen:
                kept.append(stated)
            seen.add((stated.name, stated.value))
        return tuple(kept)
