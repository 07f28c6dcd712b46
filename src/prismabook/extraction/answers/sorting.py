"""What each label of a cell is about: an arm, the outcome, a time, a total, a statistic."""

from __future__ import annotations

import re
from collections.abc import Mapping

from prismabook.extraction.answers.labels import When, meaning
from prismabook.extraction.answers.panels import Entry
from prismabook.extraction.answers.people import only_size, role_of
from prismabook.extraction.answers.roles import bare
from prismabook.extraction.answers.words import fold, measures, tokens
from prismabook.patterns import regex


def leader(entry: Entry, by_place: dict[tuple[int, int], Entry], assigned: dict[str, str]) -> Entry:
    """The entry whose labels count: for a column ``SD`` or ``%`` the one to its left."""
    last = entry.heads[-1] if entry.heads else ""
    if only_stat(last) and meaning(last).stat in ("sd", "se", "percent"):
        left = by_place.get((entry.row, entry.column - 1))
        if left is not None and role_of(left, assigned) == role_of(entry, assigned):
            return left
    return entry


def only_stat(label: str) -> bool:
    """Whether a label names a statistic and nothing else."""
    told = meaning(label)
    return bool(label) and (bool(told.stat) or told.sizes) and not told.when and not tokens(bare(label)) - _PLAIN


_PLAIN = frozenset(
    tokens("number mean value score percentage rate median patients events event cases count counts total")
) | {"χ", "x"}


def sorted_labels(
    entry: Entry, assigned: dict[str, str], told_of: Mapping[str, When] | None = None
) -> tuple[tuple[str, ...], ...]:
    """The labels of rows, columns and groups that name the outcome, then the times and the totals.

    ``told_of`` holds the times that a caption or a note gives for short names (``AT: after treatment``).
    """
    own: list[str] = []
    columns: list[str] = []
    group: list[str] = []
    times: list[str] = []
    totals: list[str] = []
    for labels, kept in ((entry.group, group), (entry.stub, own), (entry.heads, columns)):
        for label in labels:
            told = meaning(label)
            if label in assigned:
                if told.when and len(tokens(bare(label))) > 1:
                    times.append(_timed(label))
                continue
            if only_stat(label) or only_size(label):
                continue
            if told_of and label.strip().upper() in told_of:
                times.append(label)
                continue
            rest = tokens(bare(label)) - _TIME_WORDS
            if told.when and len(rest) <= 1:
                times.append(label)
                if rest - measures() and kept is not columns:
                    kept.append(label)
            elif (_YES.match(label) and len(entry.group) > 0) or (
                told.total and not tokens(bare(label)) - _TOTAL_WORDS
            ):
                totals.append(label)
            else:
                if told.total:
                    totals.append(label)
                kept.append(label)
                if told.when:
                    times.append(label)
    return tuple(own), tuple(columns), tuple(group), tuple(times), tuple(totals)


def _timed(label: str) -> str:
    """The time in a label that names an arm too: ``TAU 4-12 months``."""
    match = re.search(r"\d[\d\s–-]*\s?[a-z]+|[a-z]+\s?\d+|baseline|pre-?\w*|post-?\w*", fold(label))
    return match[0] if match else label


_YES = regex(r"^\W*(?:yes|present|positive|occurred)\W*$", re.IGNORECASE)
_TOTAL_WORDS = tokens("total overall all score scores sum combined whole sample population") | {"th"}
_TIME_WORDS = tokens(
    "baseline pre post test follow up week weeks month months day days hour hours year years end point visit time final"
    " intervention operative treatment admission discharge score study training value one two three six twelve"
) | frozenset(
    [*(str(n) for n in range(200)), *(f"t{n}" for n in range(10)), "min", "minut", "minute", "hr", "hrs", "wk", "mo"]
)


__all__ = ["leader", "only_stat", "sorted_labels"]
