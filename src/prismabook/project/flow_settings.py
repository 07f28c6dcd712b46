"""How the flow diagram is shown: ``review/flow.yml``, which may be left out."""

from __future__ import annotations

from dataclasses import dataclass

from prismabook.findings import Finding
from prismabook.project.layout import Project
from prismabook.project.located import Node, load_yaml, validate


@dataclass(frozen=True, slots=True)
class BoxSetting:
    """A box that is renamed, hidden, always shown or added; ``studies`` are those of an added box of one's own."""

    key: str
    line: int
    label: str = ""
    hide: bool = False
    show: bool = False
    studies: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class FlowSettings:
    """The settings as written; without a file there are none."""

    file: str = "review/flow.yml"
    columns: tuple[str, ...] = ()
    boxes: tuple[BoxSetting, ...] = ()
    added: tuple[BoxSetting, ...] = ()
    findings: tuple[Finding, ...] = ()


def load_flow_settings(project: Project) -> FlowSettings:
    """The settings of a review; a file that is wrong changes nothing and becomes findings."""
    path = project.root / "review" / "flow.yml"
    name = project.relative(path)
    node, findings = load_yaml(path, name)
    if node is not None:
        findings = (*findings, *validate(node, "flow", name))
    if node is None or findings:
        return FlowSettings(name, findings=findings)
    return FlowSettings(
        name,
        tuple(node.get("columns", [])),
        _boxes(node, "boxes"),
        _boxes(node, "add"),
    )


def _boxes(node: Node, key: str) -> tuple[BoxSetting, ...]:
    return tuple(map(_box, node[key])) if key in node else ()


def _box(entry: Node) -> BoxSetting:
    studies = entry.get("studies")
    return BoxSetting(
        entry.get("box"),
        entry.line,
        entry.get("label", ""),
        entry.get("hide", False),
        entry.get("show", False),
        None if studies is None else tuple(studies),
    )
