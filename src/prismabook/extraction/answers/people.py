"""How many people a table says that each arm has: in its headings, in a column ``n`` or a row ``N``."""

from __future__ import annotations

from collections.abc import Sequence

from prismabook.extraction.answers.labels import meaning
from prismabook.extraction.answers.panels import SIZES, Entry
from prismabook.extraction.answers.roles import bare
from prismabook.extraction.answers.words import tokens

Given = tuple[str, Entry | None]
"""A number of people, and the cell that gives it, if that is not a heading."""
Under = tuple[tuple[str, ...], tuple[str, ...]]
"""The rows above and the columns' headings that cells stand under."""
Sides = dict[str, list[Entry]]


def role_of(entry: Entry, assigned: dict[str, str]) -> str | None:
    found = {assigned[label] for label in (*entry.heads, *entry.stub, *entry.group) if label in assigned}
    return found.pop() if len(found) == 1 else None


def only_size(label: str) -> bool:
    """Whether a label says how many people there are and nothing else: ``n = 52`` under the name of an arm."""
    return bool(meaning(label).size) and not tokens(bare(label))


def only_sizes(sides: Sides) -> bool:
    """Whether the cells stand in columns ``n`` without a percentage."""
    return all(
        len(cells) == 1
        and bool(cells[0].heads)
        and meaning(cells[0].heads[-1]).sizes
        and cells[0].text.strip().isdecimal()
        for cells in sides.values()
    )


def sizes_beside(found: dict[tuple[tuple[str, ...], ...], Sides]) -> dict[tuple[int, str], Given]:
    """The numbers of people that a column ``n`` gives for each row, where other columns hold the figures."""
    if all(only_sizes(sides) for sides in found.values()):
        return {}
    return {
        (cells[0].row, role): (cells[0].text.strip(), cells[0])
        for sides in found.values()
        if only_sizes(sides)
        for role, cells in sides.items()
    }


def sizes_under(entries: Sequence[Entry]) -> dict[Under, Given]:
    """The numbers that a row ``N`` gives for each column, by the rows above (if it is theirs) and the headings."""
    found: dict[Under, Given] = {}
    for entry in entries:
        if not entry.stub or not entry.text.strip().isdecimal():
            continue
        if entry.stub == (SIZES,) or meaning(entry.stub[-1]).sizes:
            found.setdefault((entry.group, entry.heads), (entry.text.strip(), entry))
    return found


def sizes_said(entries: Sequence[Entry], assigned: dict[str, str]) -> dict[str, Given]:
    """The sizes that a row ``N`` gives, or a label elsewhere in the panel."""
    found: dict[str, Given] = {}
    ambiguous = set()
    for entry in entries:
        role = role_of(entry, assigned)
        if entry.stub == (SIZES,):
            continue
        if role and entry.text.strip().isdecimal() and entry.stub and meaning(entry.stub[-1]).sizes:
            if role in found and found[role][0] != entry.text.strip():
                ambiguous.add(role)
            found.setdefault(role, (entry.text.strip(), entry))
    by_label: dict[str, set[str]] = {}
    for label, role in assigned.items():
        if size := meaning(label).size:
            by_label.setdefault(role, set()).add(size)
    for role, sizes in by_label.items():
        if len(sizes) == 1:
            found[role] = (next(iter(sizes)), None)
            ambiguous.discard(role)
    return {role: size for role, size in found.items() if role not in ambiguous}
