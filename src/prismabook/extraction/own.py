"""A review's own items: checked, added to the codebook, and found by words that the review gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from prismabook.extraction.codebook import Codebook, Item, Type
from prismabook.extraction.codes import ITEM_REFUSED, ITEM_REWORDED
from prismabook.extraction.document import Document
from prismabook.extraction.notation import PERCENT, SIGNED, plain, signed
from prismabook.extraction.proposal import EVERY, Proposal, Rule
from prismabook.findings import Finding
from prismabook.model import Kind
from prismabook.patterns import regex
from prismabook.project import OwnItem

PLACEHOLDERS = {
    "number": rf"(?:{SIGNED})",
    "integer": r"\d{1,9}",
    "percent": PERCENT,
    "text": r"[^\s.;:,()][^.;:,()\n]{0,119}?",
    "word": r"[\w’'/+-]{1,40}",
}
"""What may stand in braces in a pattern, besides ``{any}``, which stands for up to five words."""
_ANY = r"(?:[^\s.;]{1,40}[ ]){0,5}?"
_PARTS = regex(r"\{(\w+)\}|([^{}]+)|([{}])")
MOST = 4
"""Placeholders a pattern may have: the time it takes stays in step with the text."""


def with_own(book: Codebook, entries: Sequence[OwnItem]) -> tuple[Codebook, tuple[Finding, ...]]:
    """The codebook with the review's items, and what was wrong.

    An entry with an id of the toolkit's may word its label and definition anew; type, unit and kinds stay.
    """
    items = {item.id: item for item in book.items}
    known = set(items)
    findings: list[Finding] = []
    for entry in entries:
        id_ = str(entry.values["id"])
        wrong = _wrong(entry, id_ in known, id_ in items)
        if wrong:
            findings.append(Finding(ITEM_REFUSED, f"{id_}: {wrong}", entry.place, topic=id_))
            continue
        if id_ in known:
            findings.append(Finding(ITEM_REWORDED, f"{id_} is worded anew", entry.place, topic=id_))
        items[id_] = _item(entry, items.get(id_))
    return Codebook(tuple(items.values())), tuple(findings)


@lru_cache(16)
def own_rules(book: Codebook) -> tuple[Rule, ...]:
    """A rule for each item that has labels or patterns."""
    return tuple(_rule(item) for item in book.items if item.labels or item.patterns)


def _wrong(entry: OwnItem, toolkits: bool, taken: bool) -> str:
    values = entry.values
    if toolkits:
        fixed = [key for key in ("type", "unit", "kinds", "expected") if key in values]
        return f"{', '.join(fixed)} of an item of the toolkit cannot be changed" if fixed else ""
    if taken:
        return "the id stands twice"
    if missing := [key for key in ("label", "type", "definition") if key not in values]:
        return f"{', '.join(missing)} is missing"
    return next((wrong for text in values.get("patterns", ()) if (wrong := wrong_pattern(text))), "")


def wrong_pattern(text: str) -> str:
    """Why a pattern cannot be used, or nothing."""
    names = [m[1] for m in _PARTS.finditer(text) if m[1]]
    if any(m[3] for m in _PARTS.finditer(text)):
        return f"the pattern {text!r} has a brace without its other half"
    if unknown := [name for name in names if name not in PLACEHOLDERS and name != "any"]:
        return f"the pattern {text!r} has {{{unknown[0]}}}; known are {', '.join((*PLACEHOLDERS, 'any'))}"
    if sum(name != "any" for name in names) != 1:
        return f"the pattern {text!r} must have one placeholder for the value"
    if len(names) > MOST or len(text) > 200 or not re.search(r"\w{2}", re.sub(r"\{\w+\}", "", text)):
        return f"the pattern {text!r} needs words of its own, at most {MOST} placeholders and 200 characters"
    return ""


def _item(entry: OwnItem, before: Item | None) -> Item:
    values = entry.values
    if before:
        label, definition = values.get("label", before.label), values.get("definition", before.definition)
        return Item(before.id, label, before.type, definition, before.unit, before.kinds, before.expected)
    kinds = tuple(Kind(kind) for kind in values.get("kinds", ("article", "abstract", "registry")))
    expected = tuple(Kind(kind) for kind in values.get("expected", ()))
    words = tuple(values.get("labels", ())), tuple(values.get("patterns", ()))
    type_, unit = Type(values["type"]), values.get("unit", "")
    return Item(values["id"], values["label"], type_, values["definition"], unit, kinds, expected, *words)


def _rule(item: Item) -> Rule:
    patterns = [*(_labelled(label, item) for label in item.labels), *map(_compiled, item.patterns)]

    def read(document: Document) -> Iterator[Proposal]:
        for sentence in document.sentences:
            for pattern in patterns:
                if match := pattern.search(sentence.text):
                    start, end = sentence.start + match.start(), sentence.start + match.end()
                    value = _value(match["value"], item)
                    if item.accepts(value):
                        yield Proposal(item.id, value, start, end, unit=item.unit)
                    break

    return Rule(f"own:{item.id}", (item.id,), frozenset(item.kinds) & EVERY, read)


def _labelled(label: str, item: Item) -> re.Pattern[str]:
    """``eGFR: 45``, ``eGFR was 45``: a label, and what stands right after it."""
    value = PLACEHOLDERS["text"] if item.type in (Type.TEXT, Type.STATEMENT) else PLACEHOLDERS["number"]
    stop = r"(?=\s?[.;:,()\n]|\s?$)" if item.type in (Type.TEXT, Type.STATEMENT) else r"(?![\d.]*\d)"
    return regex(rf"(?<!\w){_literal(label)}\s?(?::|=|,|was|were|is|are|of)\s?(?P<value>{value}){stop}", re.I)


def _compiled(text: str) -> re.Pattern[str]:
    made = ""
    for match in _PARTS.finditer(text):
        name, words = match[1], match[2]
        made += _literal(words) if words else _ANY if name == "any" else f"(?P<value>{PLACEHOLDERS[name]})"
    ends_open = text.rstrip().endswith("{text}")
    return regex(rf"(?<!\w){made}" + (r"(?=\s?[.;:,()\n]|\s?$)" if ends_open else r"(?!\w)"), re.IGNORECASE)


def _literal(words: str) -> str:
    return re.sub(r"(?:\\?\s)+", r"\\s{1,4}", re.escape(words))


def _value(printed: str, item: Item) -> str:
    words = re.sub(r"\s+", " ", printed).strip()
    if item.type in (Type.TEXT, Type.STATEMENT):
        return words
    return signed(words) if words[:1] in "+-−–" else plain(words)
