"""The few words that a book says of itself, in its own language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.render.embedded.codes import DATE, NO_WORDS


@cache
def _all() -> dict[str, dict[str, Any]]:
    text = (files("prismabook.render.embedded") / "assets" / "words.json").read_text("utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


def words(lang: str, overrides: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """The words of a language, English where it has none; keys are those of Quarto's ``language`` option.

    Parameters
    ----------
    lang
        A language tag such as ``de`` or ``en-GB``; only its first part is looked at.
    overrides
        The book's own ``language`` mapping.
    """
    base = re.split(r"[-_]", lang)[0].lower()
    found = _all().get(base)
    findings = () if found is not None else (Finding(NO_WORDS, f"“{lang}”", Place("_quarto.yml")),)
    own = {key: value for key, value in overrides.items() if isinstance(value, str)}
    return {**_all()["en"], **(found or {}), **own}, findings


_FORMATS = {"iso": "YYYY-MM-DD", "short": "M/D/YY", "medium": "MMM D, YYYY", "long": "MMMM D, YYYY"}
_TOKEN = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|Do|D")


def date(value: str, pattern: str, vocabulary: Mapping[str, Any]) -> tuple[str, tuple[Finding, ...]]:
    """A date of the form 2026-01-15 in words; any other text stays as it is, with a finding.

    Parameters
    ----------
    value
        The date as written; ``today``, ``now`` and ``last-modified`` would make each build another one.
    pattern
        Empty for the language's own long form, or a ``date-format`` (``long``, ``D MMMM YYYY`` …).
    vocabulary
        See :func:`words`.
    """
    if value in ("today", "now", "last-modified"):
        return "", (Finding(DATE, f"“{value}”", Place("_quarto.yml")),)
    parts = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", value)
    if parts is None or not 1 <= int(parts[2]) <= 12:
        return value, ()
    year, month, day = (int(part) for part in parts.groups())
    names: list[str] = vocabulary["months"]
    shown = {
        "YYYY": f"{year:04}",
        "YY": f"{year % 100:02}",
        "MMMM": names[month - 1],
        "MMM": names[month - 1][:3],
        "MM": f"{month:02}",
        "M": str(month),
        "DD": f"{day:02}",
        "Do": _ordinal(day),
        "D": str(day),
    }
    pattern = pattern or vocabulary["date-format"]
    pattern = vocabulary["date-format"] if pattern == "long" else _FORMATS.get(pattern, pattern)
    return _TOKEN.sub(lambda token: token[1] if token[1] is not None else shown[token[0]], pattern), ()


def _ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
