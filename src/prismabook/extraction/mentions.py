"""Where a report speaks of its study's arms again: by their names, abbreviations, doses and parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from prismabook.extraction.arms import Arm, arms, without_dose
from prismabook.extraction.document import Document
from prismabook.extraction.notation import amounts
from prismabook.patterns import regex


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a sentence speaks of an arm; offsets in the sentence."""

    start: int
    end: int
    arm: Arm


def mentions(document: Document, text: str) -> tuple[Mention, ...]:
    """The places where a sentence of a document names one of its arms, unambiguously."""
    return document.remember(("mentions", text), lambda: _mentions(document, text))


def _mentions(document: Document, text: str) -> tuple[Mention, ...]:
    pattern, aliases = document.once(_finder)
    return tuple(Mention(m.start(), m.end(), aliases[_norm(m[0])]) for m in pattern.finditer(text)) if pattern else ()


def _finder(document: Document) -> tuple[re.Pattern[str] | None, dict[str, Arm]]:
    """A pattern for all names of the arms, longest first, and whose each name is."""
    aliases = _aliases(document)
    if not aliases:
        return None, aliases
    longest_first = sorted(aliases, key=lambda alias: (-len(alias), alias))
    words = "|".join(re.escape(name).replace(r"\ ", r"\s").replace(r"\-", "[-‐‑]") for name in longest_first)
    first = {name[0] for name in aliases}
    looked = f"(?=[{''.join(sorted(first))}])" if "".join(first).isalnum() else ""
    return regex(rf"{looked}(?<![\w-])(?:{words})(?![\w]|-(?!treated))", re.IGNORECASE), aliases


@lru_cache(maxsize=1_000)
def _norm(name: str) -> str:
    return re.sub("[‐‑]", "-", re.sub(r"\s", " ", name)).casefold()


def _aliases(document: Document) -> dict[str, Arm]:
    """The names under which the text may speak of each arm; a name that fits two arms is left out."""
    found: dict[str, list[Arm]] = {}
    named = arms(document)
    for arm in named:
        for alias in dict.fromkeys(_norm(name) for name in _names(arm, named, document.abbreviations) if name):
            found.setdefault(alias, []).append(arm)
    exact = {_norm(arm.name): arm for arm in named}
    return {alias: exact.get(alias, owners[0]) for alias, owners in found.items() if len(owners) == 1 or alias in exact}


def _names(arm: Arm, every: Sequence[Arm], abbreviations: dict[str, str]) -> Iterator[str]:
    bare = without_dose(arm.name)
    short = re.sub(r"^(?:low|high|standard)[- ]dose ", "", bare, flags=re.IGNORECASE)
    for name in (arm.name, bare, short):
        yield name
        for abbreviation, long in abbreviations.items():
            if _norm(name) == _norm(long):
                yield abbreviation
            elif _norm(name) == _norm(abbreviation):
                yield long
    if dosed := list(amounts(arm.name)):
        number, unit = dosed[0][2], dosed[0][3]
        for dose in (f"{number}-{unit}", f"{number} {unit}"):
            yield from (f"{dose} {bare}", f"{dose} group", f"{dose} arm", f"{dose} {bare} group")
    for added in (" plus ", " added to "):
        if added in arm.name:
            head = arm.name.split(added)[0]
            if sum(head.casefold() in other.name.casefold() for other in every) == 1:
                yield head
    for part in _parts(bare, [other.name for other in every if other is not arm]):
        yield from (f"{part} group", f"{part} arm")
    if sum(other.comparator == arm.comparator for other in every) == 1:
        words = ("control",) if arm.comparator else ("intervention", "treatment", "active", "active treatment")
        for word in words:
            yield from (f"{word} group", f"{word} arm")


_COMMON = regex(
    r"(?:active|all|alone|any|care|combination|combined|control|daily|dose|double|drug|early|first|group|"
    r"groups|high|intervention|interventions|late|low|new|no|oral|other|program|programme|second|single|"
    r"standard|study|surgery|test|therapy|training|treatment|usual|weekly)"
)
_JOINED = regex(r"\s(?:plus|and|with|or|added to|followed by|then|without|versus)\s|[+/]", re.IGNORECASE)


def _parts(name: str, others: Sequence[str]) -> Iterator[str]:
    """The ends of an arm's name that tell it from the others before ``group``: ``laser`` of ``laser therapy``.

    Of ``A plus B`` against ``A`` or ``A plus C`` it is B.
    """
    told = {word for other in others for word in _norm(other).split()}
    if _JOINED.search(name):
        head, plus, tail = name.partition(" plus ")
        apart = plus and others and all(_norm(other).split(" plus ")[0] == _norm(head) for other in others)
        if apart and not _JOINED.search(tail) and not told & set(_norm(tail).split()):
            yield tail
        return
    words = name.split()
    for cut in range(1, len(words)):
        for part in (words[:cut], words[cut:]):
            if told.isdisjoint(map(_norm, part)) and not all(_COMMON.fullmatch(_norm(word)) for word in part):
                yield " ".join(part)
