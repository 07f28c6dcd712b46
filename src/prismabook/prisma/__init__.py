"""PRISMA 2020: the flow diagram counted from the screening ledger, the checklists filled from marks in chapters.

``flow(screening, records, studies, protocol, …) -> tuple[Flow, tuple[Finding, ...]]`` counts every box;
``member_rows(flow)`` and ``flow_of(rows)`` are the ledger's table ``flow-records``, ``flow_rows(flow)`` and
``read_flow(rows, file)`` the format of the R package PRISMA2020. ``screened_by(…)`` tells how far screeners agree.
``checklist(chapters) -> tuple[tuple[Reported, ...], tuple[Finding, ...]]``; authors mark a place with a Pandoc
attribute: ``## Eligibility {prisma="5"}``, ``[words]{prisma="16a A7"}``. ``reported(project)`` reads the chapters
for it; ``checklist_rows(…)`` and ``checklist_of(…)`` are the ledger's table ``checklist``.
"""

from prismabook.prisma.checklist import Reported, checklist
from prismabook.prisma.exchange import flow_numbers, flow_rows, read_flow
from prismabook.prisma.flow import decided, flow
from prismabook.prisma.items import ABSTRACT, ITEMS, MAIN, REFERENCE, Item
from prismabook.prisma.marks import Mark, marks
from prismabook.prisma.members import flow_of, member_rows
from prismabook.prisma.model import Box, Flow, Part
from prismabook.prisma.remarks import Remark, load_remarks
from prismabook.prisma.reported import checklist_of, checklist_rows, reported
from prismabook.prisma.reporting import Stated, protocol_reporting, search_reporting
from prismabook.prisma.screeners import screened_by
from prismabook.prisma.selection import Selection, selection
from prismabook.prisma.sums import invariants
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
    "Part",
    "Remark",
    "Reported",
    "Selection",
    "Stated",
    "Track",
    "checklist",
    "checklist_of",
    "checklist_rows",
    "decided",
    "flow",
    "flow_numbers",
    "flow_of",
    "flow_rows",
    "invariants",
    "load_remarks",
    "marks",
    "member_rows",
    "protocol_reporting",
    "read_flow",
    "reported",
    "screened_by",
    "search_reporting",
    "selection",
    "track",
]
