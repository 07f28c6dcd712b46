"""Headings of a chapter's text, with the ids that Pandoc gives those without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADING = re.compile(
    r"^ {0,3}(?P<hashes>#{1,6})[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*(?P<attributes>\{[^{}\n]*\})?[ \t]*$", re.MULTILINE
)
IDENTIFIER = re.compile(r"#([\w.:-]+)")
UNNUMBERED = re.compile(r"(?:^|[\s{])(?:\.unnumbered|-)(?=[\s}]|$)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where it begins and ends in its text, its level, id, title without attributes."""

    start: int
    end: int
    level: int
    anchor: str
    title: str
    numbered: bool = True


def headings(text: str) -> Iterator[Heading]:
    """The headings of a text whose code and comments are blanked out, in order."""
    for match in HEADING.finditer(text):
        attributes = match["attributes"] or ""
        given = IDENTIFIER.search(attributes)
        title = match["title"].strip()
        anchor = given[1] if given else automatic_id(title)
        numbered = not UNNUMBERED.search(attributes)
        yield Heading(match.start(), match.end(), len(match["hashes"]), anchor, title, numbered)


def automatic_id(title: str) -> str:
    """The id that Pandoc gives a heading without one."""
    kept = re.sub(r"[^\w\s.-]", "", title.lower())
    return re.sub(r"\s+", "-", re.sub(r"^[^a-z]+", "", kept.strip()))
