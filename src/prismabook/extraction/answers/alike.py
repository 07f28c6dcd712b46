"""Events that a sentence gives for both groups alike: ``one patient in each group``, ``no deaths in either group``."""

from __future__ import annotations

import re

from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION
from prismabook.extraction.notation import COUNT, PEOPLE, Share, plain
from prismabook.patterns import regex

_GROUPS = r"(?:of the )?(?:two )?(?:study |treatment )?(?:groups?|arms?)\b"
_EACH = regex(
    rf"(?P<n>{COUNT}) (?:{PEOPLE}|deaths?|events?|episodes?)(?: (?:occurred|died))? (?:in|from|of) each {_GROUPS}",
    re.IGNORECASE,
)
_NONE = regex(
    rf"\b(?:no|none|neither)\b(?! (?:significant|statistical|clinical|difference|between|evidence|effect|change))"
    rf"[^.;,\d]{{2,90}}?\b(?:in|among|of|from) (?:either|any|both) {_GROUPS}",
    re.IGNORECASE,
)


def alike(text: str) -> dict[str, Share]:
    """The one count that each arm has, by role; nothing where the sentence says no such thing."""
    found = list(_EACH.finditer(text))
    nobody = list(_NONE.finditer(text)) if not re.search(r"\d", text) else []
    if len(found) + len(nobody) != 1:
        return {}
    match = (found or nobody)[0]
    events = plain(match["n"]) if found else "0"
    if not events.isdecimal():
        return {}
    return {role: Share(match.start(), match.end(), "", events) for role in (INTERVENTION, COMPARATOR)}


__all__ = ["alike"]
