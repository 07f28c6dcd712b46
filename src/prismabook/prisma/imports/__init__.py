"""Decisions from the exports of screening tools: Rayyan, Covidence and ASReview LAB.

``read_export(text, tool, name, mapping) -> tuple[tuple[Judged, ...], tuple[Finding, ...]]`` reads what people decided
there; ``imported(judged, records, screening, …) -> Imported`` finds the review's records and gives the rows that the
ledger does not have yet.
"""

from prismabook.prisma.imports.mapping import Mapping, load_mapping
from prismabook.prisma.imports.rows import Imported, imported, with_rows
from prismabook.prisma.imports.tools import TOOLS, Judged, read_export

__all__ = ["TOOLS", "Imported", "Judged", "Mapping", "imported", "load_mapping", "read_export", "with_rows"]
