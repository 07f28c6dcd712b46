"""The elements of a structured record, found again by the pointers that its reader kept as places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from prismabook.extraction.document import Document


@dataclass(slots=True)
class Element:
    """A value of the record, or what holds values; ``start`` and ``end`` are offsets in the source."""

    text: str = ""
    start: int = 0
    end: int = 0
    parts: dict[str, Element] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Element:
        """The element below, by names parted with slashes; an empty one where the record has none."""
        found = self
        for step in path.split("/"):
            found = found.parts.get(step, _NONE)
        return found

    def __bool__(self) -> bool:
        return bool(self.text or self.parts)

    def __iter__(self) -> Iterator[Element]:
        """The members of a list, or of an object, in order."""
        return iter(self.parts.values())

    @property
    def word(self) -> str:
        """A code such as ``NOT_YET_RECRUITING`` as words."""
        return self.text.replace("_", " ").lower() if self.text.isupper() else self.text


_NONE = Element()


def record(document: Document) -> Element:
    """The record that a document is, empty for one whose reader kept no pointers."""
    return document.once(_record)


def _record(document: Document) -> Element:
    root = Element()
    source = document.source
    for where in source.places:
        if not where.name.startswith("/"):
            continue
        found = root
        for step in where.name[1:].split("/"):
            found = found.parts.setdefault(step.replace("~1", "/").replace("~0", "~"), Element())
        if source.text[where.start : where.end] and _is_value(document, where.start):
            found.start = where.start if not found.text else found.start
            found.end = where.end
            found.text = source.text[found.start : found.end]
    return _study(root)


def _study(root: Element) -> Element:
    """The element that holds the protocol, below the list that it stood in."""
    found = root
    for _ in range(3):
        if "protocolSection" in found.parts or len(found.parts) != 1:
            break
        found = next(iter(found))
    return found


def _is_value(document: Document, start: int) -> bool:
    """Whether words at a place are the value and not its label."""
    return start not in document.once(_labels)


def _labels(document: Document) -> frozenset[int]:
    return frozenset(section.start for section in document.source.sections if section.name == "label")
