"""The codebook: what can be extracted, as data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

import yaml

from prismabook.extraction.codes import INVALID_DATUM
from prismabook.findings import Finding, Place
from prismabook.model import Datum, Kind, Source
from prismabook.patterns import regex


class Type(StrEnum):
    """What a value looks like."""

    TEXT = "text"
    """A name or a few words."""
    STATEMENT = "statement"
    """A clause or sentence of the document."""
    INTEGER = "integer"
    NUMBER = "number"
    QUANTITY = "quantity"
    """A number as printed, with a unit."""
    P = "p"
    """A p-value: a number between 0 and 1, with ``<`` or ``>`` before it where it is a bound; a range; or ``NS``."""


PATTERNS = {
    Type.INTEGER: regex(r"\d+"),
    Type.NUMBER: regex(r"-?\d+(\.\d+)?"),
    Type.QUANTITY: regex(r"\d+(\.\d+)?( ?(–|to) ?\d+(\.\d+)?)?( (thousand|million|billion)| × 10\^\d+)?|10\^\d+"),
    Type.P: regex(r"[<>≤≥]?(0?\.\d+|0|1(\.0+)?)(–0?\.\d+)?|NS"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the codebook.

    ``kinds`` are the kinds of document that can give the item; in those of ``expected`` its absence is
    worth a note. ``labels`` and ``patterns`` are a reviewer's words by which a rule finds it (see ``own``).
    """

    id: str
    label: str
    type: Type
    definition: str
    unit: str = ""
    kinds: tuple[Kind, ...] = ()
    expected: tuple[Kind, ...] = ()
    labels: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    def accepts(self, value: str) -> bool:
        """Whether a value looks as the item's type asks."""
        pattern = PATTERNS.get(self.type)
        return bool(value.strip()) and (pattern is None or pattern.fullmatch(value) is not None)


@dataclass(frozen=True)
class Codebook:
    """The items by id, in the order of the file."""

    items: tuple[Item, ...]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {item.id: n for n, item in reversed(list(enumerate(self.items)))}  # of a name twice the first counts

    def get(self, id_: str) -> Item | None:
        """The item of that id."""
        at = self._positions.get(id_)
        return None if at is None else self.items[at]

    def position(self, id_: str) -> int:
        """The item's place in the codebook; unknown items come last."""
        return self._positions.get(id_, len(self.items))

    def extended(self, more: Iterable[Item]) -> Codebook:
        """This codebook with a review's own items after its own.

        Raises
        ------
        ValueError
            If an id is taken already.
        """
        items = (*self.items, *more)
        if len({item.id for item in items}) < len(items):
            raise ValueError("an item's id is taken already")
        return Codebook(items)


def parse_items(text: str) -> tuple[Item, ...]:
    """The items written in a codebook file.

    Raises
    ------
    KeyError, ValueError
        If an entry lacks a key or has an unknown type or kind.
    """
    return tuple(_item(entry) for entry in yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _item(entry: dict[str, object]) -> Item:
    def kinds(key: str) -> tuple[Kind, ...]:
        listed = entry.get(key) or ()
        return tuple(Kind(str(kind)) for kind in listed) if isinstance(listed, (list, tuple)) else ()

    return Item(
        str(entry["id"]),
        str(entry["label"]),
        Type(str(entry["type"])),
        str(entry["definition"]),
        str(entry.get("unit", "")),
        kinds("kinds"),
        kinds("expected"),
    )


@cache
def codebook() -> Codebook:
    """The codebook that comes with the toolkit."""
    return Codebook(parse_items((files("prismabook.extraction") / "codebook.yml").read_text("utf-8")))


def validate_data(data: Iterable[Datum], book: Codebook, sources: Iterable[Source] = ()) -> tuple[Finding, ...]:
    """Data whose item is unknown or whose value or unit is not what the item's entry asks."""
    texts = {source.id: source for source in sources}
    return tuple(
        Finding(
            INVALID_DATUM,
            f"{datum.id}: {problem}",
            _place(datum, texts.get(datum.quote.source)),
            about=datum.report,
            topic=datum.item,
        )
        for datum in data
        if (problem := _problem(datum, book.get(datum.item)))
    )


def _problem(datum: Datum, item: Item | None) -> str:
    if item is None:
        return f"the codebook has no item {datum.item!r}"
    if not item.accepts(datum.value):
        return f"{datum.value!r} is no {item.type} as {item.id} asks"
    if item.unit and datum.unit != item.unit:
        return f"the unit of {item.id} is {item.unit}, not {datum.unit or 'empty'}"
    return f"{item.id} needs a unit" if item.type is Type.QUANTITY and not datum.unit else ""


def _place(datum: Datum, source: Source | None) -> Place:
    """The decision's file and line if a person decided, otherwise the source's."""
    if match := re.fullmatch(r"decision:(.+):(\d+)", datum.how):
        return Place(match[1], int(match[2]), datum.quote.exact)
    if source is None:
        return Place(datum.quote.source, None, datum.quote.exact)
    return source.at(datum.quote.start, datum.quote.exact)
