"""Comparisons in tables: cells that differ in nothing but the arm, with what their labels say about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from prismabook.extraction.answers.cells import Reading, read
from prismabook.extraction.answers.halves import apart, halved
from prismabook.extraction.answers.labels import When, meaning, visits
from prismabook.extraction.answers.panels import SIZES, Entry, Panel
from prismabook.extraction.answers.people import (
    Given,
    Sides,
    Under,
    only_size,
    only_sizes,
    role_of,
    sizes_beside,
    sizes_said,
    sizes_under,
)
from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION, Roles, bare, is_arm_like
from prismabook.extraction.answers.sorting import leader, sorted_labels
from prismabook.extraction.answers.stated import PLUS_MINUS, general_of, resolved, told_apart


@dataclass(frozen=True, slots=True)
class Side:
    """What one arm's cells say together: their readings, and the size printed beside them."""

    reading: Reading
    entries: tuple[Entry, ...]
    size: str = ""
    size_entry: Entry | None = None
    """The cell that gives the size, where it is not a label."""
    known: str = ""
    """The size that the article gives elsewhere."""


@dataclass(frozen=True)
class Candidate:
    """A comparison of the two arms that a table holds."""

    panel: Panel
    rows: tuple[str, ...]
    """The row's labels that say what is compared; arm, time and statistic left out."""
    columns: tuple[str, ...]
    """Those of the columns' headings."""
    group: tuple[str, ...]
    times: tuple[str, ...]
    totals: tuple[str, ...]
    sides: dict[str, Side] = field(default_factory=dict)

    @property
    def own(self) -> tuple[str, ...]:
        """The labels of the cells themselves, without the rows above."""
        return self.rows + self.columns

    @property
    def when(self) -> When | None:
        """The time that the labels name."""
        told_of = visits(self.panel.caption, self.panel.notes)
        found = [w for label in self.times if (w := told_of.get(label.strip().upper()) or meaning(label).when)]
        if found:
            return found[-1]
        told = meaning(self.panel.caption).when
        return told if told is not None and told.kind in ("at", "follow-up") and told.end else None

    @property
    def change(self) -> bool:
        """Whether these are changes from an earlier value."""
        labels = (*self.own, *self.group, *self.times)
        return any(meaning(label).change for label in labels) or any(
            meaning(label).change for side in self.sides.values() for e in side.entries for label in e.heads
        )


def candidates(
    panel: Panel, roles: Roles, declared: Sequence[str], known: Mapping[str, str] | None = None
) -> list[Candidate]:
    """All comparisons of the two arms in a panel.

    ``declared`` says what the article's figures are in general, ``known`` how many people it gives for each arm.
    """
    entries = apart(halved(panel, roles))
    assigned = _assigned(entries, roles)
    if not assigned:
        return []
    general = general_of(panel) or list(declared)
    if general == ["median"]:  # said of some rows; figures with a plus-minus sign are as the methods say
        general += [name for name in declared if name.endswith(PLUS_MINUS)]
    sizes = sizes_said(entries, assigned)
    found: dict[tuple[tuple[str, ...], ...], Sides] = {}
    told_of = visits(panel.caption, panel.notes)
    by_place = {(e.row, e.column): e for e in entries}
    for entry in entries:
        role = role_of(entry, assigned)
        if (
            role is None
            or entry.stub == (SIZES,)
            or any(h not in assigned and (meaning(h).test or meaning(h).effect) for h in (*entry.heads, *entry.stub))
        ):
            continue
        key = sorted_labels(leader(entry, by_place, assigned), assigned, told_of)
        found.setdefault(key, {}).setdefault(role, []).append(entry)
    made = []
    beside, under = sizes_beside(found), sizes_under(entries)
    for key, sides in found.items():
        if only_sizes(sides) and len(found) > 1 and beside:
            continue
        if len(sides) == 2 and all(_one_place(group) for group in sides.values()):
            rows, columns, group, times, totals = key
            both = {
                role: replace(
                    _side(
                        cells,
                        general,
                        beside.get((cells[0].row, role)) or _under(under, cells[0]) or sizes.get(role),
                        assigned,
                    ),
                    known=(known or {}).get(role, ""),
                )
                for role, cells in sides.items()
            }
            made.append(Candidate(panel, rows, columns, group, times, totals, both))
    return made


def _under(under: dict[Under, Given], cell: Entry) -> Given | None:
    """The size that a row of sizes gives for a cell's column, for its rows before the whole table."""
    own = under.get((cell.group, cell.heads))
    named = bool(cell.stub) and meaning(cell.stub[-1]).stat.startswith("mean")
    if own and (named or not cell.group or (own[1] and own[1].stub == (SIZES,))):
        return own  # ``No`` above ``Mean (SD)`` is a size, above ``%`` it counts events
    return under.get(((), cell.heads))


def _assigned(entries: Sequence[Entry], roles: Roles) -> dict[str, str]:
    """The role of each label of the panel that means an arm: of columns first, else of rows."""
    width = max((len(e.heads) for e in entries), default=0)
    levels = [[e.heads[level] for e in entries if level < len(e.heads)] for level in range(width)]
    levels.append([label for e in entries for label in e.heads])
    best: dict[str, str] = {}
    for labels in levels:
        best = best or roles.assign(label for label in labels if not meaning(label).test)
    if best:
        return best
    for labels in (
        [s for e in entries for s in e.stub[-1:]],
        [s for e in entries for s in e.stub[:1]],
        [g for e in entries for g in e.group],
    ):
        if few := [label for label in dict.fromkeys(labels) if is_arm_like(label) or max(roles.likeness(label)) >= 0.9]:
            best = best or roles.assign(few)
    return best


def _one_place(cells: Sequence[Entry]) -> bool:
    """Whether an arm's cells are one value in several columns, not the values of several rows."""
    lasts = [c.heads[-1] if c.heads else "" for c in cells]
    stats = {(meaning(last).stat, meaning(last).sizes, bare(last), last.strip() == "N") for last in lasts}
    return len({c.row for c in cells}) == 1 and len(stats) == len(cells)


def _side(
    cells: Sequence[Entry],
    general: Sequence[str],
    size: Given | None,
    assigned: dict[str, str],
) -> Side:
    """The readings of an arm's cells joined, with the number of its people."""
    joined = Reading()
    number, where = "", None
    for entry in cells:
        last = entry.heads[-1] if entry.heads else ""
        capital = last.strip(" ()") == "N" and any((c.heads or ("",))[-1].strip(" ()") == "n" for c in cells)
        stub_size = capital or (
            meaning(last).sizes and len(cells) > 1 and not any(_counts(c) for c in cells if c is not entry)
        )
        if stub_size and entry.text.strip().isdecimal():
            number, where = entry.text.strip(), entry
            continue
        reading = read(entry.text, resolved(entry, general, entry.text))
        joined = _joined(joined, reading)
    if not number and joined.total:
        number = joined.total
    if not number and size and size[1] is not None and size[1].stub == (SIZES,) and size[1].group:
        number, where = size  # ``Singleton births | n=507 | n=517`` above the row goes before the column's heading
    if not number:
        for entry in cells:
            number = next(
                (
                    n
                    for label in (*entry.heads[::-1], *entry.stub, *entry.group)
                    if (label in assigned or only_size(label)) and (n := meaning(label).size)
                ),
                "",
            )
            if number:
                break
    if not number and size:
        number, where = size
    return Side(told_apart(joined, number, general), tuple(cells), number, where)


def _counts(entry: Entry) -> bool:
    """Whether a cell beside a number is its percentage, so that the number counts events."""
    last = entry.heads[-1] if entry.heads else ""
    return meaning(last).stat in ("percent", "percent-count") or ("%" in entry.text and "(" not in entry.text)


def _joined(a: Reading, b: Reading) -> Reading:
    return Reading(
        a.events or b.events, a.total or b.total, a.percent or b.percent, a.mean or b.mean, a.sd or b.sd, a.se or b.se,
        a.other or b.other, a.sure and b.sure,
    )  # fmt: skip


ROLES = (INTERVENTION, COMPARATOR)
