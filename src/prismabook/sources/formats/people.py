"""Authors as exports write them."""

from __future__ import annotations

import re

from prismabook.model import Name
from prismabook.patterns import regex
from prismabook.sources import names

_SHORT = regex(r"(?P<family>\S.*?)\s+(?P<given>(?:[A-Z]\.?[ -]?){1,4})(?:\s+(?P<suffix>Jr|Sr|2nd|3rd|II|III|IV)\.?)?")
_SUFFIX = regex(r"(?:Jr|Sr|II|III|IV|V|2nd|3rd|[1-9]th)\.?")


_COMMA = regex(r"(?<!\\)((?:\\\\)*),")
_ESCAPED = regex(r"\\([\\,;])")


def author(text: str, *, given_first: bool = False) -> Name:
    """An author's name: ``Family, Given``, ``Family AB``, or a group's.

    ``King, Martin, Jr`` and ``King MJ Jr`` keep the suffix with the family name. A trailing comma marks a group, as
    EndNote has it. Other names without a comma are one part, unless the format puts given names first. A backslash
    keeps a comma or semicolon within a part, as :func:`exported` writes it.
    """
    text = re.sub(r"(?<!\\);$", "", text.strip()).strip()
    parts = [_ESCAPED.sub(r"\1", part).strip() for part in _COMMA.sub("\\1\0", text).split("\0")]
    if len(parts) > 1 and not parts[-1]:
        return Name(", ".join(part for part in parts if part))
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return Name(f"{parts[0]} {parts[2]}", parts[1])
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[1]):
        return Name(f"{parts[0]} {parts[1]}", parts[2])
    if len(parts) > 1:
        return Name(parts[0], ", ".join(parts[1:]))
    if not given_first and (match := _SHORT.fullmatch(parts[0])):
        family = f"{match['family']} {match['suffix']}" if match["suffix"] else match["family"]
        return Name(family, match["given"].strip())
    return names.given_first(parts[0]) if given_first else Name(parts[0])


def exported(name: Name) -> str:
    """A name as :func:`author` reads it: a comma ends a name of one part."""
    family, given = (re.sub(r"([\\,;])", r"\\\1", part) for part in (name.family, name.given))
    return f"{family}, {given}" if given else f"{family},"
