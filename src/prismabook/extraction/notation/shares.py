"""Participants with an outcome: counts, fractions and percentages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from prismabook.extraction.notation.numbers import COUNT, GROUPED, SMALL, WORDS, plain
from prismabook.extraction.vocabulary import fold
from prismabook.patterns import regex

PERCENT = r"\d{1,3}(?:[.·‧∙⋅]\d+)?\s?(?:%|%|per\s?cent\b)"
PEOPLE = (
    r"(?:(?:patient|participant|subject|person|adult|boy|girl|individual|volunteer|infant)s?|people|child(?:ren)?"
    r"|(?:wo)?m[ae]n|cases)"
)


@dataclass(frozen=True, slots=True)
class Share:
    """Participants with an outcome: events, total and percentage as far as printed; offsets in the sentence."""

    start: int
    end: int
    percent: str = ""
    events: str = ""
    total: str = ""


_N = rf"(?:{GROUPED}|\d+)"
_OF = r"\s(?:out )?of(?: the| all)?\s"
_SHARES = regex(
    rf"(?=\d)(?:(?<![\d./])(?P<e0>{_N})\s?[(\[]\s?(?P<p0>{PERCENT})[)\]]{_OF}(?P<t0>{_N})(?![\d/]|\.\d)"
    rf"|(?<![\d.])(?P<e1>{_N})\s?(?:/|{_OF})\s?(?P<t1>{_N})(?:\s{PEOPLE})?(?:\s?[(\[,;]\s?(?P<p1>{PERCENT})[)\]]?)"
    rf"|(?P<p2>{PERCENT})\s?[(\[,]\s?(?:n\s?=\s?)?(?P<e2>{_N})\s?(?:/|{_OF})\s?(?P<t2>{_N})(?:\s{PEOPLE})?[)\]]?"
    rf"|(?P<p3>{PERCENT})\s?[(\[]\s?[nN]?\s?=?\s?(?P<e3>{_N})(?:\s{PEOPLE})?[)\]]"
    rf"|(?<![\d./])(?P<e4>{_N})(?:\s{PEOPLE})?\s?[(\[]\s?(?P<p4>{PERCENT})(?:[,;]\s[^()\[\]]{{1,60}})?[)\]]"
    rf"|(?<![\d./])(?P<e5>{_N})\s?(?:/|{_OF})\s?(?P<t5>{_N})(?![\d/]|\.\d)"
    rf"|(?<![\d.–-])(?P<p6>{PERCENT}))",
    re.IGNORECASE,
)
_WORDED = regex(
    rf"(?=[aefnost])(?:(?P<e7>{SMALL}|\b[Nn]one)\s?{_OF}(?P<t7>{_N}|{SMALL})(?=\s{PEOPLE}|\s?[(\[]|[,;)\].](?!\d))(?:\s{PEOPLE})?"
    rf"(?:\s?[(\[]\s?(?P<p7>{PERCENT})[)\]])?"
    rf"|(?P<e9>{SMALL})(?:\s{PEOPLE})?\s?[(\[]\s?(?P<p9>{PERCENT})(?:[,;]\s[^()\[\]]{{1,60}})?[)\]]"
    rf"|\b(?P<all>[Aa]ll)(?: of)?(?: the)? (?P<t8>\d+)(?=\s{PEOPLE}))",
    re.IGNORECASE,
)


def _matches(text: str) -> Sequence[re.Match[str]]:
    """Fractions and percentages in their order; those in words only where no digits say the same."""
    figures = []
    if _DIGIT.search(text) and (any(sign in text for sign in "%％/") or _WORD_SIGN.search(text)):
        figures = list(_SHARES.finditer(text))
    if not _in_words(fold(text)):
        return figures
    worded = [w for w in _WORDED.finditer(text) if not any(f.start() < w.start() < f.end() for f in figures)]
    apart = [f for f in figures if not any(w.start() <= f.start() < w.end() for w in worded)]
    return sorted([*apart, *worded], key=lambda m: m.start())


_DIGIT = regex(r"\d")
_OF_SIGN = regex(r"of\s")
_ALL_SIGN = regex(r"all(?: of)?(?: the)? \d")
_BRACKET_SIGN = regex(r"[(\[]\s?\d")
_LAST_WORDS = (*{re.split("[ -]", word)[-1]: n for word, n in WORDS.items() if n}, "hundred", "thousand")
"""How a number in words ends."""


def _in_words(folded: str) -> bool:
    """Whether a text may have shares in words: a number's last word stands where each match of ``_WORDED`` has one.

    That is before ``of`` or ``out of``, or before a bracket, people between; or ``all`` is followed by digits.
    """
    said = (
        any(_numbered(folded, m.start()) for m in _OF_SIGN.finditer(folded))
        or any(_numbered(folded, m.start()) for m in _BRACKET_SIGN.finditer(folded))
        or _ALL_SIGN.search(folded)
    )
    return bool(said) and (" of " in folded or "all " in folded or bool(_SPELLED_SIGN.search(folded)))


def _numbered(folded: str, at: int) -> bool:
    """Whether one of the two words before an offset ends as a number in words does."""
    return any(word.endswith(_LAST_WORDS) for word in folded[max(0, at - 30) : at].split()[-2:])


_SPELLED_SIGN = regex(r"[a-z] ?[(\[]\s?\d+(?:[.·]\d+)?\s?(?:%|per)")
_WORD_SIGN = regex(r"\d\s?(?:per\s?cent\b|(?:out )?of\b|\)\s?(?:out )?of\b)", re.IGNORECASE)


def shares(text: str) -> Iterator[Share]:
    """The percentages and fractions of a sentence, a pair such as ``16/29 (55.17%)`` being one."""
    return _shares(text, _matches(text))


def _shares(text: str, matches: Iterable[re.Match[str]]) -> Iterator[Share]:
    for match in matches:
        found = {key[0]: value for key, value in match.groupdict().items() if value is not None and key != "all"}
        events, total = plain(found.get("e", "")), plain(found.get("t", ""))
        if match.groupdict().get("all"):
            events = total
        if (total and int(events) > int(total)) or _no_share(text, match):
            continue
        yield Share(match.start(), match.end(), plain(found.get("p", "")), events, total)


_LEVEL = regex(r"\s?(?:CI\b|CrI\b|HPD\b|confidence|credible|prediction)")
_BOUND = regex(
    r"(?:[<>≥≤±]|[Bb]y|[Ll]east|[Mm]ost|[Mm]ore than|[Ll]ess than|[Ff]ewer than|[Ff]rom|to|exceeding|over|under"
    r"|[Bb]elow|[Aa]bove|up to)\s?$"
)
_AGENT = regex(
    r"(?:reported|achieved|experienced|attained|reached|seen|noted|met|shown|developed|chosen|preferred) by\s?$"
)
"""``reported by 12%`` counts people; ``reduced by 12%`` does not."""
_CHANGE = regex(
    r"\s?(?:to|–|-)\s?\d|\s(?:(?:relative|absolute|median|mean) )?(?:reduction|increase|decrease|improvement|decline"
    r"|loss"
    r"|lower|higher|greater|less|more|fewer|change|power|solution|difference|chance|probability|cream|gel|ointment"
    r"|ethanol|saline|oxygen|(?:of )?predicted|of (?:total|the total|energy|body))"
    r"|\s?(?:points?|percentage points?)\b"
)


def shares_and_others(text: str) -> tuple[tuple[Share, ...], bool]:
    """The shares of a clause, and whether it has percentages that are none, such as changes or bounds."""
    found = _matches(text)
    others = any(_no_share(text, match) and not _LEVEL.match(text, match.end()) for match in found)
    return tuple(_shares(text, found)), others


def _no_share(text: str, match: re.Match[str]) -> bool:
    """Whether a percentage is a confidence level, a change or a bound rather than a share of participants."""
    if match.groupdict().get("p6") is None:
        return False
    after, before = text[match.end() : match.end() + 30], text[max(0, match.start() - 24) : match.start()]
    bound = _BOUND.search(before) and not _AGENT.search(before)
    return bool(_LEVEL.match(after) or bound or _CHANGE.match(after))


SIZE = regex(r"(?<![\w])[nN]\s?[==]\s?(?P<n>\d{1,3}(?:,\d{3})+(?!\d)|\d+)")


def sizes(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers of participants printed as ``n=30``: start, end, number."""
    for match in SIZE.finditer(text):
        yield match.start(), match.end(), plain(match["n"])


__all__ = ["COUNT", "PEOPLE", "PERCENT", "SIZE", "Share", "shares", "shares_and_others", "sizes"]
