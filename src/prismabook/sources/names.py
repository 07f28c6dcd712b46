"""People's names as documents print them, split into family and given names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prismabook.model import Name
from prismabook.patterns import regex

PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "von van vom zu zum zur der den de del della delle dei degli di da das do dos du des la le les lo el al "
        "bin ibn ben ter ten te af av st 't y e Ní Nic Ó Uí",
    )
)
_SUFFIX = regex(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?")
_GROUP = regex(
    r"(?:and )?(?:on behalf of |for )?(?:the )?"
    r"(.*\b(?:Group|Investigators|Consortium|Committee|Network|Collaborators?|Team))",
    re.IGNORECASE,
)
_INITIALS = regex(r"(?:[A-Z]\.?(?:-?[A-Z]\.?)*|[A-Z]{1,4})")
_CREDENTIALS = regex(r"(?:,\s*+|(?<!\s)\s*+)\b(?:MD|PhD|MSc|MPH|MBBS|BSc|DPhil|FRCP|RN|PharmD)\b\.?")


def written(name: Name) -> str:
    """A name as a source states it, ``Family, Given``; a comma within the family name has a backslash before it."""
    return str(Name(name.family.replace("\\", "\\\\").replace(",", "\\,"), name.given))


def parsed(value: str) -> Name:
    """The name that :func:`written` wrote."""
    match = re.fullmatch(r"((?:[^\\,]|\\.|,(?! ))*)(?:, (.*))?", value, re.DOTALL)
    family, given = (match[1], match[2] or "") if match else (value, "")
    return Name(re.sub(r"\\(.)", r"\1", family), given)


_WITH_SUFFIX = regex(r"(?P<family>\S.*?),?\s(?P<suffix>(?:Jr|Sr|II|III|IV|2nd|3rd|[4-9]th)\.?)")


def parted(family: str) -> tuple[str, str]:
    """A family name and the suffix that it may end with: ``King Jr`` gives ``King`` and ``Jr``."""
    match = _WITH_SUFFIX.fullmatch(family.strip())
    return (match["family"], match["suffix"]) if match else (family, "")


def given_first(text: str) -> Name:
    """A name in the order ``Caroline von Spee-Mayer``; particles and ``Jr`` belong to the family name.

    A group of people is one name without a given part.
    """
    if group := _GROUP.fullmatch(text.strip()):
        return Name(group[1])
    words = _CREDENTIALS.sub("", text).split()
    suffix = [words.pop()] if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else []
    if len(words) < 2:
        return Name(" ".join([*words, *suffix]))
    at = next((i for i in range(1, len(words) - 1) if words[i] in PARTICLES), len(words) - 1)
    while at > 1 and words[at] in PARTICLES and words[at - 1].lower() in PARTICLES:
        at -= 1
    return Name(" ".join([*words[at:], *suffix]), " ".join(words[:at]))


def family_first(text: str) -> Name:
    """A name in the order ``Arora Rajpreet S``; leading particles belong to the family name.

    Before a run of initials as PubMed prints them (``Garcia Lopez MA``) everything is family name.
    """
    words = text.split()
    if len(words) < 2:
        return Name(text.strip())
    if re.fullmatch(r"[A-Z]{2,3}", words[-1]):
        return Name(" ".join(words[:-1]), words[-1])
    at = 1
    while at < len(words) - 1 and words[at - 1].lower() in PARTICLES:
        at += 1
    return Name(" ".join(words[:at]), " ".join(words[at:]))


def evidence(names: Sequence[str]) -> str:
    """Which order a list of names must be in: ``family``, ``given``, ``both`` if it contradicts itself, or empty.

    A list is in one order. Initials at the end (``Arora Rajpreet S``) speak for the family name first; initials
    at the beginning or in the middle (``Jens Y Humrich``) and particles in the middle for the given name first.
    """
    family = given = False
    for name in names:
        words = name.split()
        if len(words) < 2:
            continue
        if _INITIALS.fullmatch(words[-1]) and len(words[-1]) <= 3:
            family = True
        elif any(_INITIALS.fullmatch(word) and len(word) <= 3 for word in words[:-1]) or (
            words[0].lower() not in PARTICLES and any(word in PARTICLES for word in words[1:-1])
        ):
            given = True
    return "both" if family and given else "family" if family else "given" if given else ""


_WORD = r"[^\W\d_](?:[^\W\d_]|['’.\-‐])*"
_NAME = rf"{_WORD}(?: {_WORD}){{0,5}}"
_LIST = regex(rf"{_NAME}(?:\s*[,;]\s*(?:and\s+)?{_NAME})*(?:\s*[,;]?\s*(?:et al\.?|等))?\.?")
_NOT_A_NAME = regex(
    r"\b(?:department|university|hospital|institute|college|school|cent(?:re|er)|laboratory|division|the|of|in|with|for"
    r"|usa|china|uk|germany|japan|india)\b",
    re.IGNORECASE,
)


def is_name_list(line: str) -> bool:
    """Whether a line is nothing but names parted by commas or semicolons (affiliation marks allowed)."""
    bare = strip_marks(line)
    if len(bare) < 4 or not _LIST.fullmatch(bare) or _NOT_A_NAME.search(bare):
        return False
    parts = [part.strip() for part in re.split(r"[,;]", bare) if part.strip()]
    proper = [p for p in parts if (2 <= len(p.split()) <= 6 and p[0].isupper()) or p.split()[0].lower() in PARTICLES]
    capital = all(
        word[0].isupper() or word.lower().strip(".") in {*PARTICLES, "et", "al", "and"} for word in bare.split()
    )
    return capital and len(proper) >= max(1, len(parts) - 1)


_MARKS = regex(r"(?<=\w)\s*[\d*†‡§¶#⁰¹²³⁴-⁹]+(?:\s?,\s?[\d*†‡§¶#⁰¹²³⁴-⁹]+)*")


def strip_marks(text: str) -> str:
    """A line of names without the marks of affiliations behind the names."""
    return _MARKS.sub("", text).strip()


def spans(text: str) -> list[tuple[int, int]]:
    """Offsets of the names in a line of names, without marks, ``and`` or ``et al.``.

    A full stop that closes the list is not part of the last name, unless other initials have one too.
    """
    found = []
    dotted = re.search(r"\b[A-Z]\.(?!\s*$)", text) is not None
    for match in re.finditer(r"[^,;]+", text):
        part = re.match(r"\s*(?:and\s+|&\s*)?", match[0])
        begin = match.start() + (part.end() if part else 0)
        words = re.split(r"\s+(?:and|&)\s+", text[begin : match.end()])
        for word in words:
            at = text.index(word, begin)
            name = re.match(rf"{_NAME}", word)
            if name and not re.fullmatch(r"et al\.?|等", word.strip()):
                bare = name[0] if dotted and re.search(r"\b[A-Z]\.$", name[0]) else name[0].rstrip(".")
                found.append((at, at + len(bare)))
            begin = at + len(word)
    return found
