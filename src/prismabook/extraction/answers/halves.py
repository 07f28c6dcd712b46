"""Cells that hold the figures of both arms: ``12 (15)`` under ``Intervention (control)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from prismabook.extraction.answers.panels import Entry, Panel
from prismabook.extraction.answers.roles import Roles
from prismabook.extraction.answers.sorting import only_stat
from prismabook.extraction.answers.words import fold
from prismabook.patterns import regex

_SPLIT = regex(
    r"^(?P<before>.*?[;:,]\s*)?(?P<a>[^;:,(/\[\s](?:[^;:,(/\[]*?[^;:,(/\[\s])?)\s*"
    r"(?:[(\[]\s*(?P<b>[^()\[\]\s](?:[^()\[\]]*?[^()\[\]\s])?)\s*[)\]]\s*$|/(?P<c>[^/]+)$|\svs\.?\s(?P<d>(?s:.+))$)"
)
_HALVES = regex(
    r"^\s*(?P<a>[^()\s](?:[^()]*?[^()\s])?)\s*\(\s*+\)?\s*+(?P<b>[^()\s](?:[^()]*?[^()\s])?(?:\s*\([^()]*\))?)\s*\)?$"
    r"|^(?P<c>[^/]*[^/\s])\s*/\s*(?P<d>[^/]+)$"
)
"""A blank can be matched in one way only here, so that time does not grow with the square of the blanks."""


_WITH_STAT = regex(r"^(?P<arm>[^:;]{1,60}?)\s?[:;]\s+(?P<stat>[^:;]{1,30})$")


def halved(panel: Panel, roles: Roles) -> Iterator[Entry]:
    """The entries; a cell under ``Intervention (control)`` as one entry for each arm."""
    both: dict[tuple[str, str], bool] = {}
    for entry in panel.entries:
        label = entry.heads[-1] if entry.heads else ""
        match = _SPLIT.match(label) if label else None
        names = (match["a"].strip(), (match["b"] or match["c"] or match["d"]).strip()) if match else ("", "")
        halves = _HALVES.match(entry.text) if match else None
        if halves and names not in both:
            both[names] = len(roles.assign(names)) == 2
        if match is None or halves is None or not both[names]:
            yield entry
            continue
        for name, group in zip(names, ("a", "b") if halves["a"] else ("c", "d"), strict=True):
            start, end = halves.span(group)
            heads = (*entry.heads[:-1], *filter(None, [(match["before"] or "").strip(" ;:,")]), name)
            yield replace(entry, text=halves[group], start=entry.start + start, end=entry.start + end, heads=heads)


def apart(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with headings such as ``TMI: n`` and ``TMI: value`` as two labels, the arm's and the statistic's."""
    found = []
    for entry in entries:
        match = _WITH_STAT.match(entry.heads[-1]) if entry.heads else None
        if match and (only_stat(match["stat"]) or fold(match["stat"]) in ("value", "values")):
            entry = replace(entry, heads=(*entry.heads[:-1], match["arm"], match["stat"]))
        found.append(entry)
    return found


__all__ = ["apart", "halved"]
