"""The frozen values that flow through the toolkit. No input, no output, no libraries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, NamedTuple

from prismabook.findings import Place
from prismabook.lines import LINE_END as LINE_END
from prismabook.lines import Lines as Lines

CONTEXT = 24
"""Characters of prefix and suffix that a quote keeps, so that it can be found again in a changed source."""

DEEPEST = 64
"""Most places that may hold one another (an element in an element)."""


class Kind(StrEnum):
    """What a document is, as far as its own text tells."""

    ARTICLE = "article"
    ABSTRACT = "abstract"
    REGISTRY = "registry"
    RECORD = "record"
    """Bibliographic fields alone: no abstract, no text to extract from."""
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a section of a source is for."""

    BODY = "body"
    """Text that rules may read."""
    PARALLEL = "parallel"
    """The same content in another language; compared, not extracted."""
    TABLE = "table"
    """A table's caption, cells or notes; rules read it through :class:`Table`, not as sentences."""
    CITATION = "citation"
    """Bibliographic lines: authors, addresses, journal."""
    BOILERPLATE = "boilerplate"
    """Menus, adverts, copyright and app notices; set aside."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source with their place (W3C TextQuoteSelector and TextPositionSelector).

    ``start`` and ``end`` are offsets in characters of the decoded text, ``end`` exclusive.
    """

    source: str
    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""

    def stands_in(self, text: str) -> bool:
        """Whether the text still has exactly these words at this place."""
        return 0 <= self.start < self.end and text[self.start : self.end] == self.exact


class Section(NamedTuple):
    """A stretch of a source: its name (``abstract``, ``methods``, ``footnote:funding``…), role and offsets."""

    name: str
    role: Role
    start: int
    end: int
    language: str = "en"


class Cell(NamedTuple):
    """A cell of a table: its first row and column (from 0), the offsets of its words, how many rows and columns it
    covers, whether it heads columns. An empty cell has ``start == end``."""

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1
    header: bool = False


class Note(NamedTuple):
    """A note below a table: its mark (``a``, ``*``; empty for a general one) and the offsets of its words."""

    mark: str
    start: int
    end: int


@dataclass(frozen=True)
class Table:
    """A numbered table of a source with its spans resolved; offsets count the source's text.

    ``graphic`` is set where the article gives the table only as a picture; it has no cells then.
    """

    id: str
    label: str
    caption: tuple[int, int]
    rows: int
    columns: int
    cells: tuple[Cell, ...] = ()
    notes: tuple[Note, ...] = ()
    place: str = ""
    """Its element's path."""
    graphic: bool = False

    @cached_property
    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """The cell that covers each place, row by row; None where a row is short."""
        rows: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in rows[cell.row : cell.row + cell.rows]:
                for column in range(cell.column, min(cell.column + cell.columns, self.columns)):
                    if row[column] is None:
                        row[column] = cell
        return tuple(tuple(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Stated:
    """A bibliographic field as a source states it; ``quote`` covers the words it was read from."""

    name: str
    value: str
    quote: Quote


class Where(NamedTuple):
    """A stretch of a source's text and where it stands in the file: an element path, a page, a line."""

    start: int
    end: int
    name: str = ""
    """For people: ``page 3``, ``/PubmedArticle[2]/MedlineCitation/Article/ArticleTitle``; empty where a line tells."""
    line: int | None = None


@dataclass(frozen=True)
class Source:
    """A document, or one record of a file that holds many, as it was read.

    ``id`` is the file's name, with ``#`` and the record's number where the file holds several; ``path`` is the file,
    relative to the review's root, with forward slashes. Offsets of sections and quotes refer to ``text``: the decoded
    text without any change or, where the format is no text to read (XML, JSON, PDF…), the text that the reader kept.
    ``places`` then tell where in the file its parts stand; else its lines are the file's, from ``first_line`` on.
    """

    id: str
    path: str
    sha256: str
    kind: Kind
    reader: str
    text: str = field(repr=False)
    encoding: str = "utf-8"
    sections: tuple[Section, ...] = ()
    stated: tuple[Stated, ...] = ()
    first_line: int = 1
    places: tuple[Where, ...] = field(default=(), repr=False)
    """In the order of their beginnings; of several that hold an offset the last one tells most."""
    number: int = 0
    """The record's number in its file, from 1; 0 where the file is one document."""
    tables: tuple[Table, ...] = field(default=(), repr=False)
    spent: ClassVar[bool] = False  # whether the text was let go: asking for it costs reading the file again

    def quote(self, start: int, end: int) -> Quote:
        """The words between two offsets as a quote."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no words at {start}–{end} in {self.id}")
        prefix = self.text[max(0, start - CONTEXT) : start]
        return Quote(self.id, self.text[start:end], start, end, prefix, self.text[end : end + CONTEXT])

    def line(self, offset: int) -> int | None:
        """The 1-based number of the file's line that an offset stands in; None where the file has no lines."""
        return self.spot(offset)[0]

    def place(self, offset: int) -> str:
        """Where an offset stands in the file, in words; empty where the line tells."""
        return self.spot(offset)[1]

    def spot(self, offset: int) -> tuple[int | None, str]:
        """The line and the place of an offset."""
        if self.places:
            where = self._where(offset)
            return (where.line, where.name) if where else (None, "")
        return self.first_line - 1 + self._lines.number(offset), ""

    def at(self, offset: int, words: str = "") -> Place:
        """The place of an offset, for a finding."""
        line, place = self.spot(offset)
        return Place(self.path, line, words, place, self.id)

    @property
    def whole(self) -> Place:
        """The place of the document, or of this record in its file, for a finding."""
        return Place(self.path, self.first_line if self.number else None, source=self.id)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [where.start for where in self.places]

    def _where(self, offset: int) -> Where | None:
        """The last place that begins at or before an offset and still holds it."""
        at = bisect_right(self._starts, offset)
        return next((w for w in reversed(self.places[max(0, at - DEEPEST) : at]) if offset < w.end), None)

    @property
    def outline(self) -> tuple[Section, ...]:
        """The sections, those of one name, role and language that follow one another as one."""
        return outlined(self.sections)

    def having(self, *roles: Role) -> tuple[Section, ...]:
        """The sections of these roles, in order."""
        return tuple(section for section in self.sections if section.role in roles)

    def words(self, section: Section) -> str:
        """The text of a section."""
        return self.text[section.start : section.end]


def outlined(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections in order, with those that only go on in the same way made one."""
    found: list[Section] = []
    for section in sections:
        last = found[-1] if found else None
        if last and (last.name, last.role, last.language) == (section.name, section.role, section.language):
            found[-1] = last._replace(end=section.end)
        else:
            found.append(section)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Decision:
    """Something a person decided or looked up, and where it is written down."""

    file: str
    line: int
    origin: str
    """Where the person has it from: an address, a book, "from memory"."""
    confirmed: bool = True
    """False marks a proposal that awaits a person's confirmation."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name; ``given`` is empty where a source gives none."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record with its origin: the words of a source, or a decision."""

    name: str
    value: str
    origin: Quote | Decision


@dataclass(frozen=True, slots=True)
class Record:
    """One bibliographic record (PRISMA's meaning), made from one source, or merged from several that are the same.

    ``type`` is a CSL type (``article-journal``, ``dataset``…). ``fields`` holds at most one field of a name; names
    are CSL's where CSL has one: title, container-title, issued (ISO, as precise as known), volume, issue, page,
    DOI, PMID, PMCID, ISSN, URL, language, publisher, registration (the record's own registry number).
    """

    key: str
    source: str
    type: str
    authors: tuple[Name, ...] = ()
    fields: tuple[Field, ...] = ()
    authors_origin: tuple[Quote | Decision, ...] = ()
    also: tuple[str, ...] = ()
    """The ids of other sources of this very record; data are taken from ``source`` only."""
    linked: tuple[tuple[str, str], ...] = ()
    """Keys of other reports of the same study, as far as titles and authors tell, each with the reason."""

    def get(self, name: str) -> str:
        """The value of a field, empty where none is known."""
        return next((f.value for f in self.fields if f.name == name), "")

    def field(self, name: str) -> Field | None:
        """A field with its origin."""
        return next((f for f in self.fields if f.name == name), None)


class Status(StrEnum):
    """How sure a datum is."""

    CERTAIN = "certain"
    UNCERTAIN = "uncertain"
    """A rule's proposal with a reason for doubt; a person should look."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One extracted value with the words it came from: a row of the extraction table.

    ``item`` is an id of the codebook. ``arm``, ``outcome`` and ``time_point`` are empty where the item has none.
    ``value`` is text as it will be shown (numbers with a decimal point, as printed precision); ``unit`` is
    ``percent``, ``participants``, ``IU``… ``how`` is ``rule:<name>`` or ``decision:<file>:<line>``.
    """

    id: str
    study: str
    report: str
    item: str
    value: str
    quote: Quote
    how: str
    outcome: str = ""
    arm: str = ""
    time_point: str = ""
    unit: str = ""
    status: Status = Status.CERTAIN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """An investigation with all its reports (keys of records); reviews of literature are not studies.

    ``registrations`` are the registry numbers its reports name; ``linked_by`` says why reports belong together.
    """

    id: str
    design: str
    reports: tuple[str, ...]
    registrations: tuple[str, ...] = ()
    linked_by: str = ""
