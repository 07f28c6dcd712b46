"""The flow diagram in the CSV format of the R package PRISMA2020, out and in.

Format: Haddaway NR et al., PRISMA2020: an R package and Shiny app for producing PRISMA 2020-compliant flow diagrams,
Campbell Syst Rev 2022;18:e1230.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from prismabook.prisma.model import Box, Flow

TITLES = (
    ("newstud", "node6", "Identification of new studies via databases and registers"),
    ("othstud", "node16", "Identification of new studies via other methods"),
)
PLACES: Mapping[str, tuple[str, str]] = {
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
}
"""Node and box of each number, in the format's order."""

STAGES = (("identification", "node1"), ("screening", "node2"), ("included", "node3"))


def flow_rows(flow: Flow) -> tuple[dict[str, object], ...]:
    """Rows of the ledger's table ``prisma-flow``: titles, numbers, stages; an empty cell is the format's NA."""
    titles = [_row("NA", node, box, words, words, "0") for box, node, words in TITLES]
    numbers = [_number(flow[key], *PLACES[key]) for key in PLACES]
    stages = [_row(name, node, name, name.capitalize(), name.capitalize(), "0") for name, node in STAGES]
    return (*titles, *numbers, *stages)


def flow_numbers(rows: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """The numbers of a diagram in this format; reasons are added up, rows without a number left out."""
    found = {}
    for row in rows:
        key, number = row.get("data", ""), row.get("n", "")
        counts = [re.sub(r"[^0-9]", "", part.rpartition(",")[2]) for part in number.split(";")] if number else []
        if key not in ("", "NA", *(name for name, _ in STAGES)) and counts and all(counts):
            found[key] = int(number.replace(",", "")) if number.replace(",", "").isdigit() else sum(map(int, counts))
    return found


def _number(box: Box, node: str, place: str) -> dict[str, object]:
    words = {"databases": " (databases and registers)", "other": " (other methods)"}.get(box.column, "")
    reasons = "; ".join(f"{_plain(reason.label)}, {len(reason.members)}" for reason in box.reasons)
    return _row(box.key, node, place, f"{box.label}{words}", box.label, reasons or str(box.n))


def _row(data: str, node: str, box: str, description: str, boxtext: str, n: str) -> dict[str, object]:
    cells = (data, node, box, description, boxtext, description, "NA", n)
    names = ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")
    return dict(zip(names, cells, strict=True))


def _plain(label: str) -> str:
    """A reason without the signs that divide reasons and numbers."""
    return re.sub(r"\s*[,;]\s*", " – ", label)
