"""Which statistic a table's figures are: by their row, their column, the caption and the notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prismabook.extraction.answers.cells import Reading
from prismabook.extraction.answers.labels import either, meaning, stats
from prismabook.extraction.answers.panels import Entry, Panel
from prismabook.extraction.answers.words import fold
from prismabook.patterns import regex

PLUS_MINUS = "-pm"
"""Marks a statistic declared for figures with a plus-minus sign: ``mean ± SD`` says nothing of ``6 (20)``."""
STRONG = ("mean-sd", "mean-se", "mean-ci", "median", "count-percent", "percent-count", "sd", "se")


_INTERVAL = regex(r"\d\s?(?:–|—|-|to|,|;)\s?[−–-]?\d{1,6}[^()\[\]]{0,12}[)\]]")


def general_of(panel: Panel) -> list[str]:
    """The statistics that the corner, the caption and the notes name."""
    found = []
    heads = [label for row in panel.heads for label in dict.fromkeys(row) if either(stats(fold(label)))]
    for text in (panel.corner, panel.caption, *re.split(r"(?<=[.;])\s", panel.notes), *heads[:2]):
        named = stats(fold(text)) if len(text) < 400 else []
        plus = PLUS_MINUS if re.search(r"±|\+/", text) else ""
        named = [name + plus if name.startswith("mean-") else name for name in named if name in STRONG[:6]]
        found += [name for name in named if name not in found]
    return found


def resolved(entry: Entry, general: Sequence[str], text: str) -> str:
    """The statistic of a cell: by its row, its column, the rows above, then by what is said of the whole table."""
    named = [
        meaning(label).stat for labels in (entry.stub[::-1], entry.heads[::-1], entry.group[::-1]) for label in labels
    ]
    strong = next((name for name in named if name in STRONG), "")
    if strong:
        return strong
    weak = next((name for name in named if name), "")
    signed = "±" in text or "+/" in text
    if signed and any(name.endswith(PLUS_MINUS) for name in general):
        general = [name for name in general if name != "median"]
    general = [name.removesuffix(PLUS_MINUS) for name in general if signed or not name.endswith(PLUS_MINUS)]
    if "%" in text and not weak.startswith("mean"):
        return weak
    paired = re.search(r"[(±\[]|\+/", text) is not None
    if (
        len(general) == 1
        and (not weak or paired)
        and (not weak.startswith("mean") or general[0].startswith(("mean", "median")))
    ):
        return general[0]
    if paired and len(general) > 1:
        spread = [name for name in general if name.startswith(("mean", "median"))]
        if len(spread) > 1 and not _INTERVAL.search(text):
            spread = [name for name in spread if name != "mean-ci"]
        broken = re.match(r"\W*\d+[.·]\d", text) is not None
        return (spread[0] if len(spread) == 1 else "") if signed or broken or weak == "mean" else ""
    return weak


def told_apart(reading: Reading, size: str, general: Sequence[str]) -> Reading:
    """A pair that may be a count or a mean, where the table holds both: by whether the bracket is the percentage."""
    if reading.sure or not (reading.events and reading.events == reading.mean and size and "mean-sd" in general):
        return reading
    if not reading.events.isdecimal():
        return Reading(mean=reading.mean, sd=reading.sd)
    if int(reading.events) <= int(size) and abs(100 * int(reading.events) / int(size) - float(reading.percent)) < 1:
        return Reading(events=reading.events, percent=reading.percent)
    return Reading(mean=reading.mean, sd=reading.sd)
