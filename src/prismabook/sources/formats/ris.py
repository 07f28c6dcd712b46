"""RIS, in the dialects of reference managers and databases: a tag, two blanks, a hyphen, a value on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.model import Kind
from prismabook.patterns import regex
from prismabook.sources.codes import BROKEN_RECORD, UNRECOGNISED
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.entry import Entry, registry_record
from prismabook.sources.formats.lines import Tagged, numbered
from prismabook.sources.formats.types import CSL, RIS
from prismabook.sources.identifiers import Scheme, find, isbn, issn, pmid, registry
from prismabook.sources.kept import TRIALS, Bit, Kept

TAG = regex(r"[\ufeff\s]{0,3}(?P<tag>[A-Z][A-Z0-9])(?:  ?- ?|  ?-$)(?P<value>.*)")
"""A tagged line; some exporters lose one blank. A hyphen alone ends a record (``ER  -``)."""
STRICT = regex(r"[\ufeff\s]{0,3}(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*))?")
"""As the format has it: two blanks before the hyphen; used where the file does."""
BEGIN = regex(r"^[\ufeff \t]*TY {1,2}-", re.MULTILINE)

EXPORTED = regex(
    r"(?:Provider|Content|Database|Export(?:ed)?(?: date)?|Source|Date|Search(?: strategy)?|Results?)\s?:.{0,200}"
    r"|(?:Record|Result) #?\d+(?: of \d+)?\W*|<\d+>|FN .{0,100}|VR \d[\d.]*|EF|-{3,}|={3,}|\d{1,6}\.",
    re.IGNORECASE,
)
"""What databases print before their records and between them; no field of a record."""

PLAIN = {
    "TI": "title",
    "T1": "title",
    "PB": "publisher",
    "CY": "publisher-place",
    "PP": "publisher-place",
    "VL": "volume",
    "IS": "issue",
    "AN": "accession",
}
PEOPLE = ("AU", "A1")
NOTES = ("N1", "RN", "M1", "M2", "C3")
MEDLINE = regex(r"medline|pubmed|nlm\b|national library", re.IGNORECASE)
TRIAL_TYPE = regex(r"trial registry record|clinical trial registry", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """The tagged lines of one record and the line it begins on."""

    line: int
    fields: tuple[Tagged, ...]


def score(raw: Raw) -> float:
    """How well a file fits."""
    match = BEGIN.search(raw.head)
    if not match:
        return 0.0
    following = TAG.match(raw.head[match.end() :].partition("\n")[2] or "ER  -")
    return 0.95 if following else 0.6


def read(raw: Raw) -> Reading:
    """The records of a file; what stands outside them is told."""
    lines = list(numbered(raw.text))
    form = STRICT if any(line.startswith("TY  -") for _, line in lines) else TAG
    parts, outside = _split(lines, form)
    findings = [
        Finding(UNRECOGNISED, f"{len(outside)} lines stand outside any record", Place(raw.path, n, words[:160]))
        for n, words in outside[:1]
    ]
    made = each(raw.path, [(p.line, "", lambda p=p: _record(raw.path, p)) for p in parts])  # type: ignore[misc]
    announced = [f"line {n}" for n, line in lines if BEGIN.match(line)]
    return Reading(made, announced, findings)


def _split(lines: list[tuple[int, str]], form: re.Pattern[str]) -> tuple[list[_Part], list[tuple[int, str]]]:
    """The records, cut where one begins: an end mark may be missing. And the lines outside any."""
    parts: list[tuple[int, list[Tagged]]] = []
    outside: list[tuple[int, str]] = []
    open_ = False
    for number, line in lines:
        match = form.fullmatch(line.rstrip())
        if match and match["tag"] == "ER":
            open_ = False
        elif match:
            if match["tag"] == "TY" or not open_:
                parts.append((number, []))
                open_ = True
            parts[-1][1].append(Tagged(match["tag"], [Bit(match["value"] or "", number)]))
        elif not line.strip(" \t\ufeff\x1a") or (not open_ and EXPORTED.fullmatch(line.strip())):
            continue
        elif open_:
            parts[-1][1][-1].bits.append(Bit(line, number))
        else:
            outside.append((number, line.strip()))
    return [_Part(line, tuple(fields)) for line, fields in parts], outside


def _record(path: str, part: _Part) -> Kept:
    entry = Entry(path, part.line)
    tags: dict[str, list[Tagged]] = {}
    for tagged in part.fields:
        tags.setdefault(tagged.tag, []).append(tagged)
    _type(entry, tags.pop("TY", []), tags)
    _container(entry, tags)
    _pages(entry, tags)
    _dates(entry, tags)
    for tagged in _ordered(tags):
        _field(entry, tagged, tags)
    _registry(entry)
    kept = entry.kept()
    if part.fields[0].tag != "TY":
        kept.find(BROKEN_RECORD, "the record does not begin with its type (TY); its fields were read", 0, 0)
    return kept


def _ordered(tags: dict[str, list[Tagged]]) -> Iterator[Tagged]:
    """The fields that are left, in the order of the file."""
    left = [tagged for group in tags.values() for tagged in group]
    return iter(sorted(left, key=lambda tagged: tagged.line))


def _type(entry: Entry, types: list[Tagged], tags: dict[str, list[Tagged]]) -> None:
    own = next((t.words.removeprefix("CSL type: ") for t in tags.get("U1", []) if "CSL type: " in t.words), "")
    for tagged in types[:1]:
        word = tagged.words.upper()
        entry.put("type", tagged.bits, own if own in CSL else RIS.get(word, "document"))
        if word == "ABST":
            entry.put("genre", tagged.bits, "conference abstract")
    for tag in ("M3", "DT"):
        for tagged in tags.pop(tag, []):
            if not entry.identify("DOI", tagged.bits, quiet=True):
                for bit in _parted(tagged, ";"):
                    entry.put("genre", [bit])


CONTAINERS = {
    "chapter": ("T2", "BT", "JF", "JO"),
    "paper-conference": ("T2", "C3", "BT", "JF", "JO"),
    "book": ("JF", "JO"),
}


def _container(entry: Entry, tags: dict[str, list[Tagged]]) -> None:
    """The journal, book or proceedings: the full title first, what else there is as its short form."""
    for tag in CONTAINERS.get(entry.first("type"), ("JF", "T2", "JO", "JA", "J2", "J1")):
        for tagged in tags.pop(tag, []):
            if not entry.has("container-title"):
                entry.put("container-title", tagged.bits)
            elif tagged.words == entry.first("container-title"):
                continue
            elif tag.startswith("J"):
                entry.put("container-title-short", tagged.bits, label=tag)
            else:
                entry.other(tag, tagged.bits)
    for tag in ("JA", "J2", "J1"):
        for tagged in tags.pop(tag, []):
            if tagged.words != entry.first("container-title"):
                entry.put("container-title-short", tagged.bits, label=tag)


def _pages(entry: Entry, tags: dict[str, list[Tagged]]) -> None:
    first, last = tags.pop("SP", []), tags.pop("EP", [])
    if first and last and first[0].words and "-" not in first[0].words:
        begin, end = first[0].words, last[0].words
        value = begin if end in ("", begin) else f"{begin}-{end}"
        entry.put("page", [*first[0].bits, *(last[0].bits if end not in ("", begin) else [])], value)
        first, last = first[1:], last[1:]
    for tagged in (*first, *last):
        entry.put("page", tagged.bits)
    for tag in ("AR", "C7", "SE"):
        for tagged in tags.pop(tag, []):
            if not entry.has("page") and tag != "SE" and re.search(r"\d", tagged.words):
                entry.put("page", tagged.bits)
            else:
                entry.other(tag, tagged.bits)


def _dates(entry: Entry, tags: dict[str, list[Tagged]]) -> None:
    """The year of publication, and the day if another field of the same year gives it."""
    for tag in ("Y1", "PY", "DA"):
        for tagged in tags.pop(tag, []):
            year = entry.first("issued")[:4]
            if re.fullmatch(r"[A-Za-z]{3,9}(?: \d{1,2})?", tagged.words) and year:
                entry.date("issued", tagged.bits, f"{year} {tagged.words}")  # Web of Science parts day and year
            elif tag == "DA" and year and not tagged.words.startswith(year):
                entry.other(tag, tagged.bits)
            else:
                entry.date("issued", tagged.bits)


def _field(entry: Entry, tagged: Tagged, tags: dict[str, list[Tagged]]) -> None:
    """One field of those whose meaning does not depend on others."""
    tag, bits = tagged.tag, tagged.bits
    if tag == "AN":
        _accession(entry, tagged, tags)
    elif tag in PLAIN:
        entry.put(PLAIN[tag], bits, label=tag)
    elif tag in PEOPLE:
        for bit in _people(tagged):
            entry.people([bit])
    elif tag in ("AB", "N2"):
        if not entry.has("abstract"):
            entry.abstract(bits)
        elif tagged.words != (tags.get("AB") or tags["N2"])[0].words:
            entry.other(tag, bits)
    elif tag == "KW":
        for bit in bits:
            entry.put("keyword", [bit])
    elif tag == "DO":
        entry.identify("DOI", bits)
    elif tag == "SN":
        _serial(entry, tagged)
    elif tag in ("UR", "L2", "LK"):
        for bit in _parted(tagged, None):
            _address(entry, bit)
    elif tag == "LA":
        entry.language(bits)
    elif tag in ("AD", "C1"):
        entry.put("affiliation", bits)
    elif tag in NOTES:
        status = re.fullmatch(r"Status: (.+)", tagged.words)
        entry.put("status" if status else "note", bits, status[1] if status else None)
    elif tag == "C2" and entry.identify("PMCID", bits, quiet=True):
        pass
    elif tag == "PM":
        entry.identify("PMID", bits)
    else:
        entry.other(tag, bits)


def _people(tagged: Tagged) -> list[Bit]:
    """The people of one line: some exporters put all of them there."""
    parts = [part.strip() for part in re.split(r"(?<!\\);", tagged.words) if part.strip()]
    if len(parts) > 1 and all(re.fullmatch(r"[^,]+, ?[^,]+", part) for part in parts):
        return [Bit(part, tagged.line) for part in parts]
    return [Bit(tagged.words, tagged.line)]


def _parted(tagged: Tagged, separator: str | None) -> list[Bit]:
    return [Bit(part, bit.line) for bit in tagged.bits for part in bit.words.split(separator) if part.strip()]


def _address(entry: Entry, bit: Bit) -> None:
    if re.match(r"https?://(?:dx\.)?doi\.org/", bit.words, re.IGNORECASE) and not entry.has("DOI"):
        entry.identify("DOI", [bit], quiet=True)
    if re.match(r"https?://", bit.words, re.IGNORECASE):
        entry.put("URL", [bit])
    else:
        entry.other("UR", [bit])


def _accession(entry: Entry, tagged: Tagged, tags: dict[str, list[Tagged]]) -> None:
    """A database's own number; MEDLINE's is the PMID."""
    database = " ".join(t.words for tag in ("DB", "DP") for t in tags.get(tag, []))
    number = re.sub(r"^MEDLINE:", "PMID:", tagged.words)
    if (number != tagged.words or (MEDLINE.search(database) and number.isdigit())) and pmid(number):
        entry.put("PMID", tagged.bits, pmid(number))
    else:
        entry.put("accession", tagged.bits)


def _serial(entry: Entry, tagged: Tagged) -> None:
    """ISSN or ISBN; several may stand in one field, with words in brackets behind them."""
    for bit in _parted(tagged, None):
        for word in re.split(r"[;,]", re.sub(r"\([^)]*\)?", "", bit.words)):
            if word.strip() and not re.search(r"\d", word):
                continue
            name = "ISBN" if isbn(word) else "ISSN" if issn(word) or not re.search(r"\d{9}", word) else "ISBN"
            entry.identify(name, [Bit(word.strip(), bit.line)])


def _registry(entry: Entry) -> None:
    """A registry's record among reports, as CENTRAL has them: its type says so, or its journal is its address."""
    number = registry(entry.first("accession"))
    if entry.first("type") == "dataset" and number:
        entry.kind = Kind.REGISTRY
        entry.move("accession", "registration", number[1])
        return
    told = any(TRIAL_TYPE.search(words) for words in entry.words("genre"))
    journal = entry.first("container-title")
    if not told and not re.match(r"https?://\S*(?:clinicaltrials|who\.int/trialsearch|trialsearch\.who)", journal):
        return
    for name in ("container-title", "accession", "note", "title", "URL", "other"):
        for piece in entry.pieces(name):
            for hit in find(piece.words):
                if hit.valid and hit.scheme in TRIALS and hit.scheme is not Scheme.PROSPERO:
                    entry.drop("container-title")
                    registry_record(entry, hit.value, piece.bits)
                    if entry.has("type"):
                        entry.drop("type")
                    entry.put("type", piece.bits, "dataset")
                    if registry(entry.first("author").strip(" ,;")):  # CENTRAL puts the number in the author's place
                        entry.drop("author")
                    return


FORMAT = Format("RIS", "lines with a tag, two blanks and a hyphen (TY  - JOUR)", score, read)
