"""Outcomes that are whole numbers by definition, so that GRIM and GRIMMER may be asked of their means.

Only totals that are counted in whole points, with their bounds; scales that are averaged, halved or weighted are left
out. A mean of anything else is not tested.
"""

from __future__ import annotations

import re

from prismabook.audit.grim import Scale
from prismabook.patterns import regex

_SCALES: tuple[tuple[str, Scale], ...] = (
    (r"\bPHQ-?9\b", Scale(1, 0, 27)),
    (r"\bGAD-?7\b", Scale(1, 0, 21)),
    (r"\bMADRS\b|Montgomery[–-]Åsberg", Scale(1, 0, 60)),
    (r"\bBDI(?:-?II)?\b|\bBeck Depression Inventory", Scale(1, 0, 63)),
    (r"\bMMSE\b|Mini-?Mental State", Scale(1, 0, 30)),
    (r"\bMoCA\b|Montreal Cognitive Assessment", Scale(1, 0, 30)),
    (r"\bApgar\b", Scale(1, 0, 10)),
    (r"\bGlasgow Coma Scale\b", Scale(1, 3, 15)),
    (r"\bNIHSS\b", Scale(1, 0, 42)),
    (r"\bmodified Rankin\b", Scale(1, 0, 6)),
    (r"\bSLEDAI(?:-?2K)?\b", Scale(1, 0, 105)),
    (r"\b(?:swollen|tender) joint count\b|\b(?:number|count) of (?:swollen|tender) joints\b", Scale(1, 0)),
)
_NOT_RAW = regex(
    r"\b(?:adjusted|least[- ]squares?|LS|marginal|imput\w+|change|difference|reduction|increase|decrease|improvement"
    r"|modell?ed|weighted|log|geometric|percent|median)\b|%",
    re.IGNORECASE,
)
"""Words beside a mean that is computed, not averaged from what was measured."""


def whole_numbers(outcome: str, words: str) -> Scale | None:
    """The scale of an outcome whose raw values are whole numbers; None if that is not known.

    ``words`` are those around the mean: a change, or a mean from a model, is no average of whole numbers.
    """
    if _NOT_RAW.search(f"{outcome} {words}"):
        return None
    found = [scale for pattern, scale in _SCALES if re.search(pattern, outcome, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None
