"""P-values: ``p = 0·03``, ``P<.001``, ``p = 0.05 to 0.1``, ``P = 1.2 × 10−5``, ``p=NS``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.notation.numbers import POINT, plain
from prismabook.patterns import regex

_DIGITS = rf"(?:0?{POINT}\d+|[01](?:{POINT}0+)?)"
_POWER = r"(?:\s?[×x]\s?10\s?\^?\s?(?P<minus>[−–-]|⁻)\s?(?P<power>\d{1,3}|[⁰¹²³⁴-⁹]{1,3}))"
_NAME = (
    r"\b[pP](?:[\s-]?values?)?(?P<what>\s?(?:for|of) (?:trend|interaction|heterogeneity|non-?inferiority|superiority)|"
)
P = regex(
    _NAME + r"\s?(?:trend|interaction|noninferiority|heterogeneity)|\s?\([^()]{1,20}\))?"
    r"\s*(?:(?P<sign>=|<|>|≤|≥|⩽|⩾|＝|＜|＞|&lt;|&gt;|<=|>=)|of|was|were)\s*"
    rf"(?:(?P<ns>NS|n\.s\.|not significant)\b|(?P<n>\d(?:{POINT}\d+)?){_POWER}|(?P<n2>{_DIGITS})"
    rf"(?:\s?(?P<to>to|–|-)\s?(?P<n3>{_DIGITS}))?(?![\d]))"
)
_SIGNS = {"=": "", "＝": "", "&lt;": "<", "＜": "<", "&gt;": ">", "＞": ">", "⩽": "≤", "⩾": "≥", "<=": "≤", ">=": "≥"}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def p_values(text: str) -> Iterator[tuple[int, int, str]]:
    """Each p-value of a sentence: start, end, value with its sign unless that is ``=``.

    A range is given as ``0.05–0.1``, a power of ten written out, ``not significant`` as ``NS``. P-values for trend,
    interaction and the like are given too; :func:`is_main` tells them apart.
    """
    for match in P.finditer(text):
        sign = _SIGNS.get(match["sign"] or "", match["sign"] or "")
        if match["ns"]:
            value = "NS"
        elif match["n"]:
            value = sign + _written_out(plain(match["n"]), int(match["power"].translate(_RAISED)))
        else:
            value = sign + _zero(plain(match["n2"])) + (f"–{_zero(plain(match['n3']))}" if match["n3"] else "")
        yield match.start(), match.end(), value


_OTHER = regex(r"trend|interaction|heterogeneity|inferiority|adjusted|corrected", re.IGNORECASE)


def is_main(text: str, start: int, end: int) -> bool:
    """Whether a p-value of a text is of a plain comparison, not of a trend, an interaction or the like."""
    return not _OTHER.search(text[max(0, start - 14) : end])


def _zero(number: str) -> str:
    return f"0{number}" if number.startswith(".") else number


def _written_out(number: str, power: int) -> str:
    digits = number.replace(".", "")
    point = (number.index(".") if "." in number else len(number)) - power
    return f"0.{'0' * -point}{digits}" if point <= 0 else number
