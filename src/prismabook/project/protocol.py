"""The review's protocol: question, eligibility, outcomes, methods, funding, registration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.project.codes import MISSING
from prismabook.project.layout import Project
from prismabook.project.located import Node, load_yaml, validate


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol as written; ``node`` keeps the lines for findings."""

    node: Node | None
    findings: tuple[Finding, ...] = field(default=())

    def get(self, *path: str) -> Any:
        """The plain value at a path of keys, or None."""
        node = self.node
        for key in path:
            if node is None or key not in node:
                return None
            node = node[key]
        return node.plain() if node is not None else None


def load_protocol(project: Project) -> Protocol:
    """The protocol of a review, validated against its schema."""
    name = project.relative(project.protocol)
    if not project.protocol.is_file():
        return Protocol(None, (Finding(MISSING, "the review has no protocol", Place(name)),))
    node, findings = load_yaml(project.protocol, name)
    if node is not None:
        findings = (*findings, *validate(node, "protocol", name))
    return Protocol(node, findings)
