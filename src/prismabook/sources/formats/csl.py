"""CSL-JSON: a list of items, as Zotero, pandoc and citation processors exchange them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.model import Kind, Name
from prismabook.patterns import regex
from prismabook.sources.codes import BROKEN_RECORD
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.entry import Entry
from prismabook.sources.formats.types import CSL
from prismabook.sources.identifiers import registry
from prismabook.sources.kept import Bit, Kept

PLAIN = {
    "title": "title",
    "container-title": "container-title",
    "container-title-short": "container-title-short",
    "journalAbbreviation": "container-title-short",
    "publisher": "publisher",
    "publisher-place": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "note": "note",
    "annote": "note",
    "medium": "other",
}
BEGIN = regex(r'(?<!\s)\s*+(?:\[\s*+)?\{\s*+"[^"\\]{1,40}"\s*:')
_TYPE = regex(r'"type"\s*:\s*"(?:' + "|".join(sorted(CSL)) + r')"')
_ITEM = regex(r"\}\s*,\s*(?=\{)")
_BETWEEN = regex(r"[ \t\r\n,]*")
LINE_ENDS = regex(r"\r\n|\r|\n")


def score(raw: Raw) -> float:
    """How well a file fits: JSON that begins with an object, which has a type of CSL's."""
    if not raw.head.startswith(("[", "{")) or not BEGIN.match(raw.head):
        return 0.0
    other = re.search(r'"(?:author|issued|container-title|title|id)"\s*:', raw.head)
    return 0.9 if _TYPE.search(raw.text[: 4 * len(raw.head)]) and other else 0.0


def read(raw: Raw) -> Reading:
    """The items of a file; one that is broken does not cost those behind it."""
    found = list(_items(raw.text))
    made = each(
        raw.path, [(line, f"[{n}]", partial(_record, raw.path, item, line, f"[{n}]")) for n, line, item in found]
    )
    announced = [f"[{n}]" for n, _, _ in found]
    findings = [
        Finding(BROKEN_RECORD, f"the list does not end: {tail[:60]}", Place(raw.path)) for tail in [_tail(raw)] if tail
    ]
    return Reading(made, announced, findings)


def _tail(raw: Raw) -> str:
    """What is wrong with the end of the list, empty if nothing is."""
    text = raw.text.strip()
    return "" if not text.startswith("[") or text.endswith("]") else text[-60:]


def _items(text: str) -> Iterator[tuple[int, int, Any]]:
    """Number (from 1), line and value of each item; an exception in the place of one that is broken."""
    decoder = json.JSONDecoder()
    at = len(text) - len(text.lstrip())
    single = not text.startswith("[", at)
    at += not single
    number, line, counted = 0, 1, 0
    while at < len(text):
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
        if at >= len(text) or text[at] == "]":
            return
        number += 1
        line, counted = line + len(LINE_ENDS.findall(text, counted, at)), at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            value = error
            following = _ITEM.search(text, at)
            at = following.end() if following else len(text)
        yield number, line, value
        if single:
            return


def _record(path: str, item: Any, line: int, place: str) -> Kept:
    if isinstance(item, Exception):
        raise item
    if not isinstance(item, dict):
        raise TypeError(f"an item must be an object, not {type(item).__name__}")
    entry = Entry(path, line, place)
    for name, value in item.items():
        _field(entry, str(name), value, line, f"{place}/{name}")
    if item.get("type") == "dataset" and entry.has("registration"):
        entry.kind = Kind.REGISTRY
    return entry.kept()


def _field(entry: Entry, name: str, value: Any, line: int, place: str) -> None:
    bit = Bit(_words(value), line, place)
    if name == "type":
        entry.put("type", [bit], bit.words if bit.words in CSL else "document")
    elif name == "author":
        for n, person in enumerate(value if isinstance(value, list) else [value], 1):
            _person(entry, person, line, f"{place}[{n}]")
    elif name in ("issued", "available-date") and isinstance(value, dict):
        _date(entry, name, value, line, place)
    elif name in ("DOI", "PMID", "PMCID", "ISSN", "ISBN"):
        for part in re.split(r"[;,\s]+", bit.words) if name in ("ISSN", "ISBN") else [bit.words]:
            entry.identify(name, [Bit(part, line, place)])
    elif name in ("URL", "status"):
        entry.put(name, [bit])
    elif name == "abstract":
        entry.abstract([bit])
    elif name == "language":
        entry.language([bit])
    elif name == "keyword":
        for word in value if isinstance(value, list) else str(value).split("; "):
            entry.put("keyword", [Bit(_words(word), line, place)])
    elif name == "genre":
        for word in str(value).split("; "):
            entry.put("genre", [Bit(word, line, place)])
    elif name == "number" and _registered(entry, bit):
        return
    elif name in PLAIN and PLAIN[name] != "other":
        entry.put(PLAIN[name], [bit])
    elif name not in ("id", "citation-key"):
        entry.other(name, [bit])


def _registered(entry: Entry, bit: Bit) -> bool:
    """A registry's own number, which CSL has as the number of a dataset."""
    known = registry(bit.words)
    if known:
        entry.put("registration", [bit], known[1])
    return known is not None


def _person(entry: Entry, person: Any, line: int, place: str) -> None:
    if not isinstance(person, dict):
        entry.people([Bit(_words(person), line, place)])
        return
    get = {key: _words(person.get(key, "")) for key in ("family", "given", "literal", "suffix")}
    particle = " ".join(filter(None, (_words(person.get(f"{kind}dropping-particle", "")) for kind in ("", "non-"))))
    family = " ".join(filter(None, (particle, get["family"], get["suffix"])))
    name = Name(family, get["given"]) if family else Name(get["literal"] or get["given"])
    entry.person(name, [Bit(str(name), line, place)])


def _date(entry: Entry, name: str, value: dict[str, Any], line: int, place: str) -> None:
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [int(p) for p in first if str(p).strip().isdigit()]
    if isinstance(parts, list) and len(parts) > 1:  # a range is as precise as what both ends share
        other = [int(p) for p in parts[1] if str(p).strip().isdigit()] if isinstance(parts[1], list) else []
        numbers = numbers[
            : next((n for n, (a, b) in enumerate(zip(numbers, other, strict=False)) if a != b), len(numbers))
        ]
    if numbers:
        words = "-".join(f"{n:04}" if at == 0 else f"{n:02}" for at, n in enumerate(numbers[:3]))
    else:
        words = _words(value.get("literal") or value.get("raw") or "")
    entry.date(name, [Bit(words, line, place)])


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    return (
        ""
        if value is None
        else json.dumps(value, ensure_ascii=False)
        if isinstance(value, (dict, list))
        else str(value)
    )


FORMAT = Format("CSL-JSON", "a JSON list of items with a type of CSL's", score, read)
