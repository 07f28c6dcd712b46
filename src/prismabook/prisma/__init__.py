"""PRISMA 2020: the flow diagram counted from the screening ledger, the checklists filled from marks in chapters.

``flow(screening, records, studies, protocol) -> tuple[Flow, tuple[Finding, ...]]`` and ``flow_rows(flow)`` for the
ledger's table; ``checklist(chapters) -> tuple[tuple[Reported, ...], tuple[Finding, ...]]``; authors mark a place with
a Pandoc attribute: ``## Eligibility {prisma="5"}``, ``[words]{prisma="16a A7"}``.
"""

from prismabook.prisma.checklist import Reported, checklist
from prismabook.prisma.exchange import flow_numbers, flow_rows
from prismabook.prisma.flow import flow
from prismabook.prisma.items import ABSTRACT, ITEMS, MAIN, REFERENCE, Item
from prismabook.prisma.marks import Mark, marks
from prismabook.prisma.model import Box, Flow, Reason, invariants
from prismabook.prisma.remarks import Remark, load_remarks
from prismabook.prisma.track import Track, track

__all__ = [
    "ABSTRACT",
    "ITEMS",
    "MAIN",
    "REFERENCE",
    "Box",
    "Flow",
    "Item",
    "Mark",
    "Reason",
    "Remark",
    "Reported",
    "Track",
    "checklist",
    "flow",
    "flow_numbers",
    "flow_rows",
    "invariants",
    "load_remarks",
    "marks",
    "track",
]
