"""PubMed's `.nbib`, the MEDLINE format: a tag of up to four letters, a hyphen, a value; long values are wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prismabook.findings import Finding, Place
from prismabook.patterns import regex
from prismabook.sources.codes import BROKEN_RECORD, UNRECOGNISED
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.entry import Entry
from prismabook.sources.formats.lines import Tagged, numbered
from prismabook.sources.formats.types import ARTICLE
from prismabook.sources.kept import Bit, Kept

TAG = regex(r"\ufeff?(?P<tag>[A-Z]{2,4}) {0,2}- (?P<value>.*)|\ufeff?(?P<bare>[A-Z]{2,4}) {0,2}-")
BEGIN = regex(r"^\ufeff?PMID *- *\d", re.MULTILINE)
SECOND = regex(r"^(?:OWN|STAT|TI  |DP  |AU  |FAU |VI  |JT  |LR  |IS  )- ", re.MULTILINE)

PLAIN = {
    "TI": "title",
    "BTI": "title",
    "JT": "container-title",
    "TA": "container-title-short",
    "PB": "publisher",
    "VI": "volume",
    "IP": "issue",
    "PG": "page",
    "PT": "genre",
    "TT": "title:original",
    "OT": "keyword",
    "GN": "note",
    "COIS": "note",
    "CIN": "note",
    "CON": "note",
    "EIN": "note",
    "EFR": "note",
    "ECI": "note",
    "ECF": "note",
    "RIN": "note",
    "ROF": "note",
    "RPI": "note",
    "RPF": "note",
    "UIN": "note",
    "UOF": "note",
    "SI": "registration-named",
}
NOTICES = {
    "RIN": ("retracted", "Retraction in"),
    "ROF": ("retraction notice", "Retraction of"),
    "ECI": ("expression of concern", "Expression of concern in"),
    "EFR": ("erratum", "Erratum for"),
}
"""Fields that tell a record's standing; an erratum in another place (EIN) is told as a note."""


def score(raw: Raw) -> float:
    """How well a file fits."""
    match = BEGIN.search(raw.head)
    if not match:
        return 0.0
    return 0.95 if SECOND.search(raw.head, match.end()) else 0.4


def read(raw: Raw) -> Reading:
    """The records of a file."""
    parts: list[list[Tagged]] = []
    outside: list[tuple[int, str]] = []
    announced = []
    for number, line in numbered(raw.text):
        match = TAG.fullmatch(line.rstrip("\r\n\x1a"))
        begins = BEGIN.match(line) is not None
        if begins:
            announced.append(f"line {number}")
            parts.append([])
        if match and parts:
            parts[-1].append(Tagged(match["tag"] or match["bare"], [Bit((match["value"] or "").strip(), number)]))
        elif not line.strip():
            continue
        elif parts and parts[-1]:
            parts[-1][-1].bits.append(Bit(line.strip(), number))
        else:
            outside.append((number, line.strip()))
    findings = [
        Finding(UNRECOGNISED, f"{len(outside)} lines stand before the first record", Place(raw.path, n, words[:160]))
        for n, words in outside[:1]
    ]
    made = each(raw.path, [(p[0].line, "", lambda p=p: _record(raw.path, p)) for p in parts])  # type: ignore[misc]
    return Reading(made, announced, findings)


def _record(path: str, fields: Sequence[Tagged]) -> Kept:
    entry = Entry(path, fields[0].line)
    full = {tagged.tag for tagged in fields} & {"FAU"}
    book = any(tagged.tag == "BTI" for tagged in fields)
    for tagged in fields:
        if tagged.tag != "AU" or not full:
            _field(entry, tagged)
    if not entry.has("type") and any(tagged.tag == "PT" for tagged in fields):
        first = next(tagged for tagged in fields if tagged.tag == "PT")
        preprint = any(words.casefold() == "preprint" for words in entry.words("genre"))
        entry.put("type", first.bits, "chapter" if book else "article" if preprint else ARTICLE)
    kept = entry.kept()
    if len(fields) < 2:
        kept.find(BROKEN_RECORD, "there is nothing behind the record's number", 0, len(kept.text))
    return kept


def _field(entry: Entry, tagged: Tagged) -> None:
    tag, bits = tagged.tag, tagged.bits
    if tag == "PMID":
        entry.identify("PMID", bits)
    elif tag == "PMC":
        entry.identify("PMCID", bits)
    elif tag in ("LID", "AID"):
        _location(entry, tagged)
    elif tag == "IS":
        entry.identify("ISSN", [Bit(re.sub(r"\s*\([^)]*\)", "", tagged.words), tagged.line)])
    elif tag == "ISBN":
        entry.identify("ISBN", [Bit(re.sub(r"\s*\([^)]*\)", "", tagged.words), tagged.line)])
    elif tag == "DP":
        entry.date("issued", bits)
    elif tag == "DEP":
        entry.date("available-date", bits)
    elif tag == "LA":
        entry.language(bits)
    elif tag in ("FAU", "AU"):
        entry.people(bits)
    elif tag == "CN":
        entry.people([Bit(f"{tagged.words},", tagged.line)])
    elif tag == "AD":
        entry.put("affiliation", bits)
    elif tag in ("AB", "OAB"):
        entry.abstract(bits)
    elif tag == "MH":
        entry.put("keyword", bits, tagged.words.replace("*", ""))
    elif tag in PLAIN:
        label = NOTICES.get(tag, ("", ""))[1] or {"CIN": "Comment in", "EIN": "Erratum in"}.get(tag, "")
        entry.put(PLAIN[tag], [Bit(f"{label}: {bits[0].words}", tagged.line), *bits[1:]] if label else bits)
        if tag in NOTICES:
            entry.put("status", bits, NOTICES[tag][0])
    elif tag != "AUID" or "orcid" not in tagged.words.casefold():
        entry.other(tag, bits)
    else:
        entry.other("ORCID", bits)


def _location(entry: Entry, tagged: Tagged) -> None:
    """A DOI (``10.1136/x [doi]``), or a publisher's own number."""
    match = re.fullmatch(r"(.*?)\s*\[(doi|pii|bookaccession)\]", tagged.words)
    if match and match[2] == "doi":
        entry.identify("DOI", [Bit(match[1], tagged.line)])
    else:
        entry.other(tagged.tag, tagged.bits)


FORMAT = Format("PubMed MEDLINE (.nbib)", "lines that begin with PMID-, OWN -, TI  -", score, read)
