"""The flow diagram in the CSV format of the R package PRISMA2020, out and in.

Format: Haddaway NR et al., PRISMA2020: an R package and Shiny app for producing PRISMA 2020-compliant flow diagrams,
Campbell Syst Rev 2022;18:e1230, and the package's inst/extdata/PRISMA.csv. The package finds rows by whether their key
contains a name; the keys that are ours (parts of numbers it does not divide) contain none of its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from prismabook.findings import Finding, Place
from prismabook.prisma.codes import NOT_A_FLOW
from prismabook.prisma.model import KNOWN, Box, Flow, Part, Shown
from prismabook.prisma.shown import NEW_REVIEW, ON_REQUEST

NAMES = ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")
TITLES = {
    "prevstud": ("node4", "Previous studies"),
    "newstud": ("node6", "Identification of new studies via databases and registers"),
    "othstud": ("node16", "Identification of new studies via other methods"),
}
PLACES: Mapping[str, tuple[str, str]] = {
    "previous_studies": ("node5", "box1"),
    "previous_reports": ("NA", "box1"),
    "database_results": ("node7", "box2"),
    "register_results": ("NA", "box2"),
    "website_results": ("node17", "box11"),
    "organisation_results": ("NA", "box11"),
    "citations_results": ("NA", "box11"),
    "duplicates": ("node8", "box3"),
    "excluded_automatic": ("NA", "box3"),
    "excluded_other": ("NA", "box3"),
    "records_screened": ("node9", "box4"),
    "records_excluded": ("node10", "box5"),
    "dbr_sought_reports": ("node11", "box6"),
    "dbr_notretrieved_reports": ("node12", "box7"),
    "other_sought_reports": ("node18", "box12"),
    "other_notretrieved_reports": ("node19", "box13"),
    "dbr_assessed": ("node13", "box8"),
    "dbr_excluded": ("node14", "box9"),
    "other_assessed": ("node20", "box14"),
    "other_excluded": ("node21", "box15"),
    "new_studies": ("node15", "box10"),
    "new_reports": ("NA", "box10"),
    "total_studies": ("node22", "box16"),
    "total_reports": ("NA", "box16"),
    "total_studies_ma": ("node23", "box17"),
    "total_reports_ma": ("NA", "box17"),
}
"""Node and box of each number, in the format's order."""
PARTS: Mapping[str, str] = {
    "database_results": "database_specific_results",
    "register_results": "register_specific_results",
    "website_results": "website_specific_results",
    "organisation_results": "organisation_specific_results",
    "citations_results": "citations_specific_results",
    "records_excluded": "title_abstract_reasons",
    "excluded_other": "removal_reasons",
}
"""Rows that hold the parts of a number; the package knows the first two."""
BY_REASON = ("dbr_excluded", "other_excluded")
"""Numbers that the format writes as their parts."""
STAGES = (("identification", "node1"), ("screening", "node2"), ("included", "node3"))
LABELS = {key: label for key, _, _, _, label in KNOWN}
NO_NUMBERS = ("", "NA", *(name for name, _ in STAGES))


def flow_rows(flow: Flow) -> tuple[dict[str, object], ...]:
    """Rows of the ledger's table ``prisma-flow``: titles, numbers, stages; what does not apply is the format's NA."""
    numbers: list[dict[str, object]] = []
    title = {"previous": "prevstud", "databases": "newstud", "other": "othstud"}
    for key in sorted((box.key for box in flow.boxes), key=_order):
        box = flow[key]
        if name := title.pop(box.column, ""):
            words = column_title(box.column, flow.updated)
            numbers.append(_row("NA", TITLES[name][0], name, words, words, "0"))
        numbers += _number(box)
    stages = [_row(name, node, name, name.capitalize(), name.capitalize(), "0") for name, node in STAGES]
    return (*numbers, *stages)


def column_title(column: str, updated: bool) -> str:
    """The words above a column, as the statement's templates for new or updated reviews have them."""
    words = {name: words for name, (_, words) in TITLES.items()}
    title = words[{"previous": "prevstud", "databases": "newstud", "other": "othstud"}[column]]
    return title if updated else title.replace("new studies", "studies")


def _order(key: str) -> tuple[int, str]:
    known = list(PLACES)
    return (known.index(key), "") if key in PLACES else (len(known), key)


def _number(box: Box) -> Iterator[dict[str, object]]:
    words = {"databases": " (databases and registers)", "other": " (other methods)"}.get(box.column, "")
    node, place = PLACES.get(box.key, ("NA", f"box_{box.key}"))
    parts = "; ".join(f"{_plain(part.label)}, {part.n}" for part in box.parts)
    yield _row(
        box.key,
        node,
        place,
        f"{box.label}{words}",
        box.label,
        parts if box.key in BY_REASON and parts else str(box.n),
    )
    if box.key in PARTS and box.parts:
        yield _row(PARTS[box.key], "NA", place, f"{box.label}{words}, divided", box.label, parts)


def _row(data: str, node: str, box: str, description: str, boxtext: str, n: str) -> dict[str, object]:
    return dict(zip(NAMES, (data, node, box, description, boxtext, description, "NA", n), strict=True))


def _plain(label: str) -> str:
    """A part's label without the signs that divide parts and numbers."""
    return re.sub(r"\s*[,;]\s*", " – ", " ".join(label.split())).strip(" –") or "not named"


def flow_numbers(rows: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """The numbers of a diagram in this format; reasons are added up, rows without a number left out."""
    return {box.key: box.n for box in _boxes(rows)}


def read_flow(rows: Sequence[Mapping[str, str]], file: str) -> tuple[Flow, tuple[Finding, ...]]:
    """A diagram in this format, which counts without naming its records; columns without a number are not drawn."""
    found = [*_boxes(rows)]
    if not found:
        return Flow(()), (Finding(NOT_A_FLOW, "no row has a key and a number", Place(file)),)
    used = {box.column for box in found if box.n} | {"included"}
    updated = "previous" in used

    def drawn(box: Box) -> bool:
        template = box.key not in ("total_studies", "total_reports") or updated
        return box.column in used and template

    return Flow(tuple(_with(box, drawn(box), updated) for box in found)), ()


def _with(box: Box, drawn: bool, updated: bool) -> Box:
    always = box.key in ON_REQUEST and box.n > 0
    how: Shown = "always" if always else "auto" if drawn and box.key not in ON_REQUEST else "never"
    label = box.label if updated or box.label != LABELS.get(box.key) else NEW_REVIEW.get(box.key, box.label)
    return Box(box.key, box.column, box.stage, box.unit, label, (), box.parts, how, box.n)


def _boxes(rows: Iterable[Mapping[str, str]]) -> Iterator[Box]:
    kept = [row for row in rows if row.get("data", "") not in NO_NUMBERS]
    parts = {row["data"]: _parts(row.get("n", "")) for row in kept}
    given = {row["data"]: row for row in kept if row["data"] not in PARTS.values()}
    for key, column, stage, unit, label in KNOWN:
        if key in given:
            yield from _box(given.pop(key), (column, stage, unit), label, parts)
    for row in given.values():
        yield from _box(row, ("included", "Included", "studies"), row["data"], parts)


def _box(
    row: Mapping[str, str], where: tuple[str, str, str], label: str, parts: Mapping[str, tuple[Part, ...]]
) -> Iterator[Box]:
    key, said = row["data"], row.get("n", "").strip()
    number = said.replace(",", "")
    mine = parts[key] if key in BY_REASON else parts.get(PARTS.get(key, ""), ())
    if number.isascii() and number.isdigit():
        count = int(number)
    elif mine and key in BY_REASON:
        count = sum(part.n for part in mine)
    else:
        return
    text = row.get("boxtext", "")
    yield Box(key, *where, text if text not in ("", "NA") else label, (), mine, "auto", count)


def _parts(text: str) -> tuple[Part, ...]:
    """Parts as the format writes them; none if one of them has no number."""
    if "," not in text or re.fullmatch(r"[\d,]+", text):
        return ()
    pieces = [piece.rpartition(",") for piece in text.split(";") if piece.strip()]
    numbers = [count.strip() for _, _, count in pieces]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        return ()
    return tuple(
        Part(name.strip(), name.strip(), (), int(number)) for (name, _, _), number in zip(pieces, numbers, strict=True)
    )
