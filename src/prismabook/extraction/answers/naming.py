"""Which arm a piece of a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION, Roles, bare, generic
from prismabook.extraction.answers.words import tokens
from prismabook.patterns import regex

_JOINING = regex(r"\b(?:and|or|versus|vs|while|whereas|as(?! usual)|for|with|at|during|of whom)\b", re.IGNORECASE)


def head(name: str) -> str:
    """The first words of a name, up to a joining word."""
    return _JOINING.split(name)[0].strip() or name


def tail(name: str) -> str:
    """The last words before a bracket, from the last joining word on."""
    return (
        re.split(r"\b(?:and|or|versus|vs|to|into|either|than|with|in|received?|of|for)\b|,", name)[-1].strip() or name
    )


def _lesser(roles: Roles, name: str) -> str | None:
    """Of an arm that holds the other one's treatment and more, the other: a name with none of what is more."""
    words = roles.lexicon.bag(name)
    first, second = (tokens(own) - tokens("alone only") for own in (roles.intervention, roles.comparator))
    for role, less, more in ((COMPARATOR, second, first), (INTERVENTION, first, second)):
        if less and less < more and words & less and not words & (more - less):
            return role
    return None


GENERIC = "-generic"
"""Ends the rule of a size whose group is named by nothing but its part: ``control``; names go before."""


def only_generic(roles: Roles, name: str) -> bool:
    return bool(generic(bare(name))) and max(roles.likeness(name)) < 0.55 and _held(roles, name) is None


def _held(roles: Roles, name: str) -> str | None:
    """The arm all of whose words are among more words: ``400 µg vaginal misoprostol``."""
    words = roles.lexicon.bag(name)
    first, second = tokens(roles.intervention), tokens(roles.comparator)
    held = [
        role for role, own in ((INTERVENTION, first), (COMPARATOR, second))
        if own and all(roles.lexicon.meets(token, words) for token in own)
    ]  # fmt: skip
    if len(held) == 2 and first != second and (first < second or second < first):
        return COMPARATOR if first < second else INTERVENTION
    return held[0] if len(held) == 1 else None


def one_role(roles: Roles, name: str) -> str | None:
    """The arm that a piece of text names, if it is clearly one of the two."""
    if role := roles.printed.get(bare(name)):
        return role
    if role := _lesser(roles, name):
        return role
    first, second = roles.likeness(name)
    if max(first, second) >= 0.55 and abs(first - second) >= 0.2:
        return INTERVENTION if first > second else COMPARATOR
    if role := _held(roles, name):
        return role
    kind = generic(bare(name))
    if not kind or max(first, second) >= 0.55:
        return None
    return INTERVENTION if (kind == "active") != roles.control_first else COMPARATOR


_SHORT = regex(
    r"(?P<name>[^()\[\];:.]{2,90}?)\s?[(\[](?:the )?(?P<short>[A-Z][\w/+-]{0,9})(?: group| arm)?"
    r"(?:[,;:]?\s?[nN]\s?=\s?\d+|[,;] \d+ \w+| group| arm)\s?[)\]]"
)
"""``conventional management (CF, n = 46)``."""


def aliases(texts: Iterable[str], roles: Roles) -> list[tuple[str, str]]:
    """The short names that sentences give the two arms in brackets, with the arm that each means."""
    found: list[tuple[str, str]] = []
    for text in texts:
        named = list(_SHORT.finditer(text))
        meant = [one_role(roles, tail(match["name"])) for match in named]
        if len(named) == 2 and meant.count(None) == 1:
            known = next(role for role in meant if role)
            meant = [role or (COMPARATOR if known == INTERVENTION else INTERVENTION) for role in meant]
        if len(named) == 2 and set(meant) == {INTERVENTION, COMPARATOR}:
            found += [(match["short"], role) for match, role in zip(named, meant, strict=True) if role]
    return found


__all__ = ["GENERIC", "aliases", "head", "one_role", "only_generic", "tail"]
