"""A table of studies read into effects: a row a study, errors with their line."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.synthesis.codes import BAD_ROW, COLUMN_MISSING, STUDY_TWICE, UNREADABLE
from prismabook.synthesis.data.columns import find, plain, wanted, way
from prismabook.synthesis.data.rows import Settings, effects_of
from prismabook.synthesis.measures.effect import Effect, Left, measure_named

UNKNOWN = ("", "na", "n/a", "nan", "null", ".")
"""What a cell says, in lower case, where its number is not known."""


@dataclass(frozen=True, slots=True)
class Row:
    """A study's numbers by what they are, its name and line, and all its cells by column name."""

    study: str
    line: int
    numbers: Mapping[str, float]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Studies:
    """The effects of a table, the studies left out with their reason, and what a reader must know of the names."""

    effects: tuple[Effect, ...]
    left: tuple[Left, ...]
    cautions: tuple[str, ...] = ()


def read_effects(
    text: str, measure: str, *, settings: Settings | None = None, group: str = "", file: str = "the table"
) -> Studies:
    """Effects of the studies in a table.

    Parameters
    ----------
    text
        The table's text: a line of column names, then a line a study; commas, semicolons or tabs between cells.
        Which names are known is told in docs/meta-analysis.md.
    measure
        Short name of the measure, such as RR, MD or GEN (effects with variances or standard errors).
    settings
        Zero cells, variance formulas, confidence level of printed intervals.
    group
        Name of the column of subgroups, if any.
    file
        Name to show in errors.

    Raises
    ------
    PrismabookError
        If the table, a column or a row is not usable; with a finding for every such row.

    Examples
    --------
    >>> table = "study,ai,n1i,ci,n2i\\nA,4,123,11,139\\nB,6,306,29,303\\n"
    >>> found = read_effects(table, "RR")
    >>> [round(effect.value, 4) for effect in found.effects]
    [-0.8893, -1.5854]
    """
    known = measure_named(measure)
    header, body = _cells(text, file)
    places = way(header, known.kind) or way(header, "generic")
    if places is None:
        message = f"{known.id} ({known.label}) needs the columns {wanted(known.kind)}; there are {', '.join(header)}"
        raise PrismabookError(Finding(COLUMN_MISSING, message, Place(file, body[0][0] - 1 if body else 1)))
    _wanted_column(header, group, file)
    names, cautions = _names(header, body, file)
    rows, unknown, wrong = _numbers(header, body, names, places, file)
    try:
        effects, left = effects_of(rows, known, settings or Settings(), file)
    except PrismabookError as error:
        wrong += error.findings
    if wrong:
        raise PrismabookError(*sorted(wrong, key=lambda finding: (finding.place and finding.place.line) or 0))
    lines = {row.line: row for row in rows}
    placed = tuple(_placed(effect, lines, group) for effect in effects)
    return Studies(placed, tuple(sorted((*left, *unknown), key=lambda x: x.line or 0)), cautions)


def _placed(effect: Effect, rows: Mapping[int, Row], group: str) -> Effect:
    cells = rows[effect.line or 0].cells
    return replace(effect, group=cells.get(group, ""), moderators=cells)


def _cells(text: str, file: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header and the rows with their line numbers; blank lines and lines that begin with # are passed over."""
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise PrismabookError(Finding(UNREADABLE, "there are NUL characters in it: it is no text", Place(file)))
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    mark = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True, skipinitialspace=True)
        lines, begin = [], 1
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                lines.append((begin, [cell.strip() for cell in cells]))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise PrismabookError(Finding(UNREADABLE, f"it is no table: {error}", Place(file, begin))) from None
    if not lines:
        raise PrismabookError(Finding(UNREADABLE, "it is empty", Place(file)))
    (_, header), *body = lines
    _checked(header, body, file)
    return header, body


def _checked(header: Sequence[str], body: Sequence[tuple[int, list[str]]], file: str) -> None:
    twice = sorted({name for name in header if header.count(name) > 1 and name})
    if twice:
        raise PrismabookError(Finding(UNREADABLE, f"columns stand twice: {', '.join(twice)}", Place(file, 1)))
    wrong = [
        Finding(BAD_ROW, f"the row has {len(cells)} cells, the header {len(header)}", Place(file, line))
        for line, cells in body
        if len(cells) != len(header)
    ]
    if wrong:
        raise PrismabookError(*wrong)


def _wanted_column(header: Sequence[str], name: str, file: str) -> None:
    if name and name not in header:
        raise PrismabookError(
            Finding(COLUMN_MISSING, f"there is no column {name!r}; there are {', '.join(header)}", Place(file, 1))
        )


def _names(
    header: Sequence[str], body: Sequence[tuple[int, list[str]]], file: str
) -> tuple[list[str], tuple[str, ...]]:
    """A name for each row. The column ``study`` tells studies apart, so a name that stands there twice is an error;
    authors may have several studies, so the year, and the line if need be, tell those apart."""
    place, year = find(header, "study"), find(header, "year")
    if place is None:
        return [f"Study {number}" for number in range(1, len(body) + 1)], ()
    names = [cells[place] or f"Study in line {line}" for line, cells in body]
    strict = plain(header[place]) in ("study", "studyid")
    names, strict = _with_author(header, body, names, place, strict=strict, file=file)
    if year is not None and not strict:
        names = [f"{name} {cells[year]}".strip() for name, (_, cells) in zip(names, body, strict=True)]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if not repeated:
        return names, ()
    if strict:
        raise PrismabookError(*_twice(names, body, file))
    caution = f"Several rows have the name {', '.join(repeated)}: if they are reports of one study, it counts twice."
    named = [f"{n} (line {line})" if n in repeated else n for n, (line, _) in zip(names, body, strict=True)]
    return named, (caution,)


def _with_author(
    header: Sequence[str],
    body: Sequence[tuple[int, list[str]]],
    names: list[str],
    place: int,
    *,
    strict: bool,
    file: str,
) -> tuple[list[str], bool]:
    """Authors in the place of bare numbers, where both columns are there; numbers still tell studies apart."""
    plain_header = [plain(name) for name in header]
    author = next((plain_header.index(n) for n in ("author", "authors") if n in plain_header), None)
    if author is None or author == place or not all(name.isdigit() for name in names):
        return names, strict
    if strict and len(set(names)) < len(names):
        raise PrismabookError(*_twice(names, body, file))
    return [cells[author] or f"Study in line {line}" for line, cells in body], False


def _twice(names: Sequence[str], body: Sequence[tuple[int, list[str]]], file: str) -> list[Finding]:
    first: dict[str, int] = {}
    found = []
    for name, (line, _) in zip(names, body, strict=True):
        if name in first:
            found.append(Finding(STUDY_TWICE, f"{name} stands in line {first[name]} already", Place(file, line, name)))
        first.setdefault(name, line)
    return found


def _numbers(
    header: Sequence[str],
    body: Sequence[tuple[int, list[str]]],
    names: Sequence[str],
    places: Mapping[str, int],
    file: str,
) -> tuple[list[Row], list[Left], list[Finding]]:
    rows, unknown, wrong = [], [], []
    for name, (line, cells) in zip(names, body, strict=True):
        missing = [header[place] for place in places.values() if cells[place].lower() in UNKNOWN]
        if missing:
            unknown.append(Left(name, f"not known: {', '.join(missing)}", line))
            continue
        found = {key: _number(cells[place]) for key, place in places.items()}
        numbers = {key: value for key, value in found.items() if value is not None}
        if len(numbers) == len(found):
            rows.append(Row(name, line, numbers, dict(zip(header, cells, strict=True))))
        bad = [places[key] for key, value in found.items() if value is None]
        wrong += [Finding(BAD_ROW, f"{header[at]} is no number", Place(file, line, cells[at])) for at in bad]
    return rows, unknown, wrong


def _number(cell: str) -> float | None:
    """A number as it is written in tables, also with a true minus sign; None if it is none or not finite."""
    try:
        value = float(cell.replace("\u2212", "-"))
    except ValueError:
        return None
    return value if isfinite(value) and "_" not in cell else None
