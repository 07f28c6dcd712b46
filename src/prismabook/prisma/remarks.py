"""What people say of checklist items that a review does not or cannot report: ``review/decisions/checklist.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.prisma.codes_checklist import NO_REASON, REMARK_ON_UNKNOWN, REMARKED_TWICE, UNCONFIRMED_REMARK
from prismabook.prisma.items import ITEMS
from prismabook.project import Node, Project, load_yaml, validate
from prismabook.project.codes import INVALID

FILE = "checklist.yml"


@dataclass(frozen=True, slots=True)
class Remark:
    """An item that is ``not applicable`` or was ``not done``, and why."""

    item: str
    status: str
    reason: str
    confirmed: bool
    file: str
    line: int


def load_remarks(project: Project) -> tuple[tuple[Remark, ...], tuple[Finding, ...]]:
    """The entries of the file that hold, and what is wrong with the others."""
    path = project.decisions / FILE
    name = project.relative(path)
    node, problems = load_yaml(path, name)
    findings = list(problems)
    entries: Iterable[Node] = ()
    if node is not None and isinstance(node.value, list):
        entries = node
    elif node is not None and node.value is not None:
        findings.append(Finding(INVALID, "the file must be a list of entries", Place(name, node.line)))
    remarks = []
    for entry in entries:
        wrong = validate(entry, "checklist", name)
        findings += wrong
        if not wrong:
            remarks.append(_remark(entry, name))
    findings += _doubts(remarks)
    known = {item.number for item in ITEMS}
    return tuple(remark for remark in remarks if remark.reason and remark.item in known), tuple(findings)


def _remark(entry: Node, file: str) -> Remark:
    reason = " ".join(entry.get("reason", "").split())
    return Remark(str(entry.get("item")), entry.get("status"), reason, entry.get("confirmed", False), file, entry.line)


def _doubts(remarks: list[Remark]) -> Iterator[Finding]:
    known = {item.number for item in ITEMS}
    first: dict[str, int] = {}
    for remark in remarks:
        place = Place(remark.file, remark.line)
        if remark.item not in known:
            yield Finding(REMARK_ON_UNKNOWN, f"“{remark.item}” is no item", place, topic=remark.item)
        elif first.setdefault(remark.item, remark.line) != remark.line:
            message = f"item {remark.item} stands in lines {first[remark.item]} and {remark.line}"
            yield Finding(REMARKED_TWICE, message, place, topic=remark.item)
        if not remark.reason:
            yield Finding(NO_REASON, f"item {remark.item} is “{remark.status}”", place, topic=remark.item)
    if proposals := [remark for remark in remarks if not remark.confirmed]:
        message = f"{len(proposals)} of {len(remarks)}: items {', '.join(remark.item for remark in proposals)}"
        yield Finding(UNCONFIRMED_REMARK, message, Place(proposals[0].file, proposals[0].line))
