"""What a reader keeps of a record whose format is no text to read (XML, JSON, PDF, tagged exports).

A reader appends pieces of text in the order in which a person would read them; each piece brings its section, its
role, its place in the file and the bibliographic field that it states. Out come a text, with sections, stated fields
and places that count its characters: all that rules, quotes and tables need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from prismabook.findings import Code, Finding, Place
from prismabook.model import Kind, Role, Section, Source, Stated, Where
from prismabook.sources.codes import BAD_IDENTIFIER
from prismabook.sources.identifiers import Found, Scheme, find
from prismabook.sources.language import is_chinese

GAP = "\n\n"
"""Between two pieces, so that no sentence runs from one into the next."""
LABEL = "label"


@dataclass(frozen=True, slots=True)
class Bit:
    """Words that stand together at one place of the file; a piece may be made of several (a wrapped line each)."""

    words: str
    line: int | None = None
    place: str = ""


class Kept:
    """One record as far as it has been read.

    Parameters
    ----------
    path
        The file, for findings.
    kind
        What the record is.
    line, place
        Where in the file the record begins: a line, or a place in words where lines do not tell.
    """

    def __init__(self, path: str, kind: Kind, line: int = 1, place: str = "") -> None:
        self.path, self.kind, self.line, self.place = path, kind, line, place
        self._parts: list[str] = []
        self._length = 0
        self._sections: list[Section] = []
        self._stated: list[tuple[int, int, str, str | None]] = []
        self._places: list[Where] = []
        self.findings: list[Finding] = []

    @property
    def text(self) -> str:
        """The text kept so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    @property
    def begins(self) -> str:
        """Where the record begins, as its file's reader announced it."""
        return self.place or f"line {self.line}"

    def add(
        self,
        words: str | Sequence[Bit],
        section: str,
        role: Role = Role.CITATION,
        *,
        language: str = "",
        line: int | None = None,
        place: str = "",
        state: str = "",
        value: str | None = None,
    ) -> tuple[int, int]:
        """Append a piece of text; gives its offsets (equal ones if there are no words, and nothing is noted).

        Parameters
        ----------
        words
            The text, or its bits with a place each, which are joined by a blank (by nothing between Chinese letters).
        section, role, language
            Name, role and ISO 639-1 code of its section; the language is told from the letters unless given.
        line, place
            Where in the file it stands; the record's own place unless given.
        state, value
            The bibliographic field that these words state (see the top of ``prismabook.sources``), and its value
            where that is not the words themselves.
        """
        bits = [Bit(words, line, place)] if isinstance(words, str) else words
        bits = [Bit(bit.words.strip(), bit.line, bit.place) for bit in bits if bit.words.strip()]
        if not bits:
            return self._length, self._length
        if self._length:
            self._write(GAP)
        start = self._length
        for at, bit in enumerate(bits):
            if at and not (is_chinese(bits[at - 1].words[-1]) and is_chinese(bit.words[0])):
                self._write(" ")
            begin = self._length
            self._write(bit.words)
            where = bit.place or place, bit.line or line
            if not any(where):
                where = self.place, self.line
            self._places.append(Where(begin, self._length, *where))
        end = self._length
        chosen = language or ("zh" if is_chinese(" ".join(bit.words for bit in bits)) else "en")
        self._sections.append(Section(section, role, start, end, chosen))
        if state:
            self.state(state, start, end, value)
        return start, end

    def _write(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def body(
        self, words: str | Sequence[Bit], section: str, *, line: int | None = None, place: str = ""
    ) -> tuple[int, int]:
        """Append text that rules may read, and give its offsets; Chinese becomes the parallel copy."""
        whole = words if isinstance(words, str) else " ".join(bit.words for bit in words)
        role = Role.PARALLEL if is_chinese(whole) else Role.BODY
        start, end = self.add(words, section, role, line=line, place=place)
        if any(hit.scheme in TRIALS for hit in find(whole)):  # the whole text is put together only where it must be
            self.identify(start, end, TRIALS)
        return start, end

    def label(self, words: str, *, line: int | None = None, place: str = "") -> None:
        """Append a heading: it names what follows and is no text of it."""
        self.add(words, LABEL, Role.BOILERPLATE, line=line, place=place)

    def state(self, name: str, start: int, end: int, value: str | None = None) -> None:
        """Note a bibliographic field that the words between two offsets state; they are its value unless given."""
        if start < end:
            self._stated.append((start, end, name, value))

    def identify(self, start: int, end: int, schemes: Sequence[Scheme] = ()) -> list[Found]:
        """Note the identifiers between two offsets, of these schemes or all; trial numbers as named ones."""
        found = [hit for hit in find(self.text, start, end) if not schemes or hit.scheme in schemes]
        own = (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ISSN)
        for hit in found:
            if not hit.valid:
                self.find(BAD_IDENTIFIER, f"this {hit.scheme} is not valid", hit.start, hit.end)
            elif hit.scheme is not Scheme.ORCID:
                name = str(hit.scheme) if hit.scheme in own else "registration-named"
                self.state(name, hit.start, hit.end, hit.value)
        return found

    def find(self, code: Code, message: str, start: int = 0, end: int = 0) -> None:
        """Note a finding about words of the record, or about the record as a whole."""
        words = " ".join(self.text[start:end].split())[:160]
        near = next((w for w in reversed(self._places) if w.start <= start < w.end), None) if words else None
        name, line = (near.name, near.line) if near else (self.place, self.line)
        self.findings.append(Finding(code, message, Place(self.path, line, words, name)))

    def source(self, plain: Source) -> Source:
        """The finished record: a source's id, path, hash, encoding and reader with what was kept."""
        made = replace(
            plain,
            kind=self.kind,
            text=self.text,
            sections=tuple(self._sections),
            first_line=self.line,
            places=tuple(self._places),
        )
        return replace(made, stated=self._fields(made))

    def _fields(self, made: Source) -> tuple[Stated, ...]:
        """The fields in the order of the text, each once."""
        seen: set[tuple[str, str]] = set()
        kept = []
        for start, end, name, value in sorted(self._stated, key=lambda entry: entry[:3]):
            quote = made.quote(start, end)
            stated = Stated(name, quote.exact if value is None else value, quote)
            if name in REPEATED or (name, stated.value) not in seen:
                kept.append(stated)
            seen.add((name, stated.value))
        return tuple(kept)


TRIALS = tuple(s for s in Scheme if s not in (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ISSN, Scheme.ORCID))
REPEATED = ("author", "affiliation")
"""Fields of which the same value may come twice: two people may have one name."""


def bits(lines: Iterable[tuple[str, int]]) -> list[Bit]:
    """The lines of a wrapped text, each with its number, as the bits of one piece."""
    return [Bit(words, line) for words, line in lines]
