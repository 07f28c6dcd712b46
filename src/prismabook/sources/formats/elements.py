"""Records that are elements of an XML file: cut out one by one, so that a broken one costs no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from prismabook.patterns import regex
from prismabook.sources.formats.base import Raw, Reading, each
from prismabook.sources.formats.lines import Numbers
from prismabook.sources.kept import Bit, Kept
from prismabook.sources.xml import parse

if TYPE_CHECKING:
    from lxml import etree

RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


@dataclass(frozen=True)
class Element:
    """An element of a record with what tells its place in the file."""

    node: etree._Element
    line: int
    place: str

    def find(self, path: str) -> Element | None:
        """The first element at a path below this one."""
        return next(self.all(path), None)

    def all(self, path: str) -> Iterator[Element]:
        """The elements at a path below this one, in order."""
        for node in self.node.findall(path):
            yield self.of(node)

    def of(self, node: etree._Element) -> Element:
        """An element of the same record."""
        root = self.node.getroottree()
        own, other = root.getpath(self.node), root.getpath(node)
        down = _line(node) - _line(self.node)
        return Element(node, self.line + down, self.place + other[len(own) :])

    def get(self, name: str) -> str:
        """An attribute, empty if it has none of that name."""
        return str(self.node.get(name) or "")

    @property
    def words(self) -> str:
        """Its text on one line; raised and lowered digits stay what they are (10⁶ is not 106)."""
        return " ".join("".join(_text(self.node)).split())

    @property
    def bit(self) -> Bit:
        """Its text with its place."""
        return Bit(self.words, self.line, self.place)

    def text(self, path: str) -> str:
        """The text of the first element at a path, empty if there is none."""
        found = self.find(path)
        return found.words if found else ""


def _line(node: etree._Element) -> int:
    line = node.sourceline
    return line if isinstance(line, int) else 1


def _text(node: etree._Element) -> Iterator[str]:
    name = str(node.tag).rpartition("}")[2].casefold()
    face = str(node.get("face") or "").casefold() if name == "style" else name
    yield _set(node.text or "", face)
    for child in node:
        yield from _text(child)
        yield _set(child.tail or "", face)


def _set(text: str, face: str) -> str:
    """Letters without a raised form keep the sign for one, so that nothing is read into the word before."""
    table = {"sup": RAISED, "superscript": RAISED, "sub": LOWERED, "subscript": LOWERED}.get(face)
    if table is None or not text.strip():
        return text
    if all(ord(c) in table for c in text.strip()):
        return text.translate(table)
    return text if face.startswith("sub") else f"^{text.strip()}"


def read_elements(raw: Raw, names: str, record: Callable[[Raw, Element], Kept], where: str = "") -> Reading:
    """Read each element of these names (a pattern) as a record.

    ``where`` is what stands before the element's name in the places that people are told.
    """
    text = raw.text
    opening = regex(rf"<(?P<name>{names})(?=[\s>/])")
    starts = list(opening.finditer(text))
    lines = Numbers(text)
    parts = []
    for n, match in enumerate(starts, 1):
        stop = starts[n].start() if n < len(starts) else len(text)
        closing = list(re.finditer(rf"</{match['name']}\s*>", text[match.start() : stop]))
        end = match.start() + closing[-1].end() if closing else stop
        line = lines.number(match.start())
        place = f"{where}/{match['name']}[{n}]"
        make = partial(_one, raw, text[match.start() : end], record, line, place)
        parts.append((line, place, make))
    return Reading(each(raw.path, parts), [place for _, place, _ in parts])


def _one(raw: Raw, text: str, record: Callable[[Raw, Element], Kept], line: int, place: str) -> Kept:
    root, findings = parse(text, raw.path)
    if root is None:
        raise ValueError(findings[-1].message if findings else "this is no XML")
    kept = record(raw, Element(root, line, place))
    kept.findings.extend(findings)
    return kept
