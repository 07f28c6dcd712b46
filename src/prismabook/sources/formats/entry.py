"""A bibliographic record of a database's export: its pieces in the order of the file, kept in the order of reading.

Every reader of a record format (RIS, MEDLINE, BibTeX, XML…) sorts what it finds into an :class:`Entry` and takes a
:class:`~prismabook.sources.kept.Kept` out; so that all of them give the same sections and the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prismabook.model import Kind, Name, Role
from prismabook.patterns import regex
from prismabook.sources import dates, headings, names
from prismabook.sources.codes import BAD_IDENTIFIER, NOT_CURRENT, UNCERTAIN_DATE
from prismabook.sources.formats.abstracts import labelled
from prismabook.sources.formats.people import author
from prismabook.sources.formats.rich import plain
from prismabook.sources.formats.status import status_of
from prismabook.sources.identifiers import Scheme, find, isbn, normal, registry
from prismabook.sources.kept import TRIALS, Bit, Kept
from prismabook.sources.language import is_chinese
from prismabook.sources.languages import code_of

IDENTIFIERS = {str(s): s for s in (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ISSN)}

ORDER = (
    "title",
    "title:zh",
    "title:original",
    "author",
    "affiliation",
    "container-title",
    "container-title-short",
    "publisher",
    "publisher-place",
    "issued",
    "available-date",
    "volume",
    "issue",
    "page",
    "DOI",
    "PMID",
    "PMCID",
    "ISSN",
    "ISBN",
    "URL",
    "accession",
    "registration",
    "language",
    "type",
    "genre",
    "status",
    "abstract",
    "keyword",
    "registration-named",
    "note",
    "other",
)
"""Pieces by name, in the order in which they are kept."""

SEVERAL = ("author", "affiliation", "genre", "keyword", "note", "other", "URL", "ISSN", "registration-named", "status")
"""Names of which a record may have several; of any other the first one stated counts."""

RICH = frozenset({"title", "title:zh", "title:original", "container-title"})
"""Pieces in which exporters leave marks of styles, such as ``<i>``."""
_SESSION = regex(
    r"//[^/]*(?:ovidsp|ovid\.com/|proxy|libproxy)|ovidweb\.cgi|[?&](?:sid|jsessionid|sessionid|accesstoken)=|/openurl\b",
    re.IGNORECASE,
)
"""Addresses of a database's session or a library's proxy: they lead nobody else to the record."""

OF_ANOTHER = regex(
    r"(?:Comment|Erratum|Retraction|Partial retraction|Update|Republished|Expression of concern|Corrected|Summary"
    r"|Original report|Cites|Dataset|Associated)\b.{0,40}?\b(?:in|on|for|of|from|by)\b",
    re.IGNORECASE,
)
"""How a note about another report begins."""

SECTIONS = {
    "title": "title",
    "title:zh": "title",
    "author": "authors",
    "affiliation": "affiliations",
    "keyword": "keywords",
    "genre": "publication-types",
    "note": "notes",
    "other": "other",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a record: the bits they stand in, the value they state (None: the words), a label before them."""

    bits: tuple[Bit, ...]
    value: str | None = None
    label: str = ""

    @property
    def words(self) -> str:
        """The words on one line."""
        return " ".join(filter(None, (" ".join(bit.words.split()) for bit in self.bits)))


class Entry:
    """The pieces of one record; ``line`` and ``place`` tell where it begins in its file."""

    def __init__(self, path: str, line: int = 1, place: str = "") -> None:
        self.path, self.line, self.place = path, line, place
        self._pieces: dict[str, list[Piece]] = {name: [] for name in ORDER}
        self._wrong: list[tuple[str, str, Piece]] = []
        self.kind: Kind | None = None
        self.genres: list[str] = []

    def has(self, name: str) -> bool:
        """Whether a piece of this name has been put in."""
        return bool(self._pieces[name])

    def first(self, name: str) -> str:
        """The value of the first piece of a name, empty if there is none."""
        piece = next(iter(self._pieces[name]), None)
        return "" if piece is None else piece.words if piece.value is None else piece.value

    def pieces(self, name: str) -> tuple[Piece, ...]:
        """The pieces of a name so far."""
        return tuple(self._pieces[name])

    def words(self, name: str) -> tuple[str, ...]:
        """The words of the pieces of a name so far."""
        return tuple(piece.words for piece in self._pieces[name])

    def drop(self, name: str) -> None:
        """Make the pieces of a name ``other``: something else is to take their place."""
        for piece in self._pieces[name]:
            self.other(name, piece.bits)
        self._pieces[name].clear()

    def move(self, name: str, other: str, value: str) -> None:
        """Make the first piece of one name the piece of another."""
        first, *rest = self._pieces[name]
        self._pieces[name] = rest
        self.put(other, first.bits, value)

    def put(self, name: str, words: str | Sequence[Bit], value: str | None = None, *, label: str = "") -> None:
        """Put a piece in; one that says again what another says is left out, a second singular one is ``other``."""
        bits = (Bit(words),) if isinstance(words, str) else tuple(words)
        if name in RICH:
            bits = tuple(replace(bit, words=plain(bit.words)) for bit in bits)
        if name == "URL" and _SESSION.search(" ".join(bit.words for bit in bits)):
            self.other("URL of a session", bits)
            return
        piece = Piece(tuple(_tidy(bit) for bit in bits if bit.words.strip()), value, label)
        if not piece.bits:
            return
        known = self._pieces[name]
        if name not in SEVERAL and known:
            said = known[0].words if known[0].value is None else known[0].value
            if said != (piece.words if value is None else value):
                self.other(label or name, bits)
            return
        known.append(piece)

    def other(self, label: str, words: str | Sequence[Bit]) -> None:
        """Keep words that no field takes, under the label that the file gives them."""
        bits = (Bit(words),) if isinstance(words, str) else tuple(words)
        bits = tuple(_tidy(bit) for bit in bits if bit.words.strip())
        if bits:
            opening = replace(bits[0], words=f"{label}: {bits[0].words}")
            self._pieces["other"].append(Piece((opening, *bits[1:])))

    def identify(self, name: str, words: str | Sequence[Bit], *, quiet: bool = False) -> bool:
        """Put in an identifier in its normal form; False, with a finding unless quiet, if it is none."""
        bits = (Bit(words),) if isinstance(words, str) else tuple(words)
        text = " ".join(bit.words for bit in bits).strip()
        value = isbn(text) if name == "ISBN" else normal(IDENTIFIERS[name], text)
        if value is not None:
            self.put(name, bits, value)
            return True
        if text and not quiet:
            self._wrong.append((f"this {name} is not valid", name, Piece(tuple(_tidy(bit) for bit in bits))))
            self.other(name, bits)
        return False

    def date(self, name: str, words: str | Sequence[Bit], said: str = "") -> None:
        """Put in a date; a second one of the same name is used if it is the first with more precision.

        ``said`` is the whole date where the words are only a part of it.
        """
        bits = (Bit(words),) if isinstance(words, str) else tuple(words)
        text = said or " ".join(bit.words for bit in bits).strip()
        value = dates.iso(text)
        if not value:
            if text:
                self._wrong.append(("no year can be read from this date", name, Piece(tuple(map(_tidy, bits)))))
                self.other(name, bits)
            return
        known = self._pieces[name]
        if known and known[0].value and dates.more_precise(known[0].value, value) == value != known[0].value:
            known.clear()
        self.put(name, bits, value)

    def people(self, words: str | Sequence[Bit], *, given_first: bool = False) -> None:
        """Put in an author: ``Family, Given``, ``Family AB``, or the name of a group (see :func:`author`)."""
        bits = (Bit(words),) if isinstance(words, str) else tuple(words)
        self.person(author(" ".join(" ".join(bit.words for bit in bits).split()), given_first=given_first), bits)

    def person(self, name: Name, words: str | Sequence[Bit]) -> None:
        """Put in an author whose name's parts are known."""
        parts = (" ".join(part.split()) for part in (name.family, name.given))
        if value := names.written(Name(*parts)):
            self.put("author", words, value)

    def language(self, words: str | Sequence[Bit]) -> None:
        """Put in a language by its name or code."""
        bits = (Bit(words),) if isinstance(words, str) else tuple(words)
        text = " ".join(bit.words for bit in bits).strip()
        self.put("language", bits, code_of(text) or text)

    def abstract(self, words: str | Sequence[Bit], label: str = "") -> None:
        """Put in a part of the abstract; labels within it (``METHODS: …``) open parts of their own."""
        bits = (Bit(words),) if isinstance(words, str) else tuple(words)
        bits = tuple(_tidy(replace(bit, words=plain(bit.words))) for bit in bits if bit.words.strip())
        for found, part in labelled(bits):
            self.put_abstract(part, found or label)

    def put_abstract(self, bits: Sequence[Bit], label: str) -> None:
        """Put in one part of the abstract as it is."""
        if bits:
            self._pieces["abstract"].append(Piece(tuple(bits), None, label))

    def kept(self) -> Kept:
        """The record: its text in the order of reading, with sections, fields and findings."""
        self._from_free_text()
        if not self.has("container-title"):
            self._pieces["container-title"], self._pieces["container-title-short"] = (
                self._pieces["container-title-short"],
                [],
            )
        kind = self.kind or (Kind.ABSTRACT if self._pieces["abstract"] else Kind.RECORD)
        self._mark_status()
        kept = Kept(self.path, kind, self.line, self.place)
        for name in ORDER:
            if name == "abstract":
                _write_abstract(kept, self._pieces[name])
            else:
                for piece in self._pieces[name]:
                    _write(kept, name, piece)
        self._report(kept)
        return kept

    def _from_free_text(self) -> None:
        """Trial numbers and a DOI, PMID or PMCID with its label, from where people leave them: notes, links, other."""
        named = self._pieces["registration-named"]
        self._pieces["registration-named"] = []
        for piece in named:
            hits = [hit for hit in find(piece.words) if hit.valid and hit.scheme in TRIALS]
            for hit in hits:
                self._trial(hit.value, piece)
            if not hits:
                self._pieces["other"].append(piece)
        for name in ("title", "keyword", "note", "other", "URL", "accession"):
            for piece in list(self._pieces[name]):
                for hit in find(piece.words):
                    if hit.valid and hit.scheme in TRIALS:
                        self._trial(hit.value, piece)
                    elif hit.valid and name != "title" and str(hit.scheme) in ("DOI", "PMID", "PMCID"):
                        self._own(str(hit.scheme), hit.value, name, piece)

    def _trial(self, value: str, piece: Piece) -> None:
        if value not in {self.first("registration"), *(p.value for p in self._pieces["registration-named"])}:
            self._pieces["registration-named"].append(replace(piece, value=value, label="named"))

    def _own(self, name: str, value: str, where: str, piece: Piece) -> None:
        """An identifier of the record itself: one in a notice about another report is not."""
        if not self.has(name) and not OF_ANOTHER.match(piece.words) and (where != "URL" or name == "DOI"):
            self.put(name, piece.bits, value)

    def _mark_status(self) -> None:
        """What the record's types and title say of its standing: retracted, a retraction notice, an erratum."""
        for name in ("genre", "title"):
            for piece in self._pieces[name]:
                said = status_of(piece.words, title=name == "title")
                if said and said not in {p.value for p in self._pieces["status"]}:
                    self._pieces["status"].append(replace(piece, value=said))

    def _report(self, kept: Kept) -> None:
        for message, name, piece in self._wrong:
            start = max(0, kept.text.find(piece.words))
            code = UNCERTAIN_DATE if name in ("issued", "available-date") else BAD_IDENTIFIER
            kept.find(code, message, start, start + len(piece.words))
        for piece in self._pieces["status"]:
            start = max(0, kept.text.find(piece.words))
            kept.find(NOT_CURRENT, f"the record is marked: {piece.value}", start, start + len(piece.words))


def _tidy(bit: Bit) -> Bit:
    return replace(bit, words=" ".join(bit.words.split()))


def _write(kept: Kept, name: str, piece: Piece) -> None:
    """Write a piece as its section; titles are text for rules, everything else is citation."""
    section = SECTIONS.get(name, "citation")
    if name == "title":
        chinese = is_chinese(piece.words)
        state = "title:zh" if chinese and kept.text else "title"
        role = Role.PARALLEL if state == "title:zh" else Role.BODY
        bare = piece.words[:-1] if piece.words[-1:] in ".。" and not piece.words.endswith("..") else piece.words
        bare = bare[1:-1] if re.fullmatch(r"\[[^\[\]]*\]", bare) else bare  # translated, as PubMed has it
        kept.add(piece.bits, section, role, state=state, value=bare if piece.value is None else piece.value)
    elif name == "title:zh":
        kept.add(piece.bits, section, Role.PARALLEL, state=name, value=piece.value)
    elif name == "registration-named":
        value = piece.value or ""
        start, end = kept.add(piece.bits, section, Role.CITATION)
        kept.state(name, start, end, value)
    elif name in ("other", "note"):
        role = Role.CITATION if name == "note" else Role.BOILERPLATE
        kept.add(piece.bits, section, role, state=name if name == "note" else "", value=piece.value)
    else:
        kept.add(piece.bits, section, Role.CITATION, state=name, value=piece.value)


def _write_abstract(kept: Kept, pieces: Sequence[Piece]) -> None:
    """Write the abstract, labels as headings; the field is all of it, labels included, in its first language."""
    whole: list[str] = []
    begin = end = -1
    for piece in pieces:
        if piece.label:
            kept.label(piece.label, line=piece.bits[0].line, place=piece.bits[0].place)
        start, stop = kept.body(piece.bits, headings.slug(piece.label) if piece.label else "abstract")
        if not whole or is_chinese(piece.words) == is_chinese(whole[0]):
            begin, end = (start if begin < 0 else begin), stop
            whole.append(f"{piece.label.rstrip(':')}: {piece.words}" if piece.label else piece.words)
    if whole:
        kept.state("abstract", begin, end, " ".join(whole))


def registry_record(entry: Entry, number: str, bits: Sequence[Bit]) -> None:
    """Make the entry a registry's record of this number."""
    known = registry(number)
    if known:
        _, value, name, address = known
        entry.kind = Kind.REGISTRY
        entry.put("registration", bits, value)
        entry.put("container-title", bits, name)
        if address:
            entry.put("URL", bits, address)
