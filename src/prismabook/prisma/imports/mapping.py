"""How the words of a screening tool are to be understood in this review: a small YAML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from prismabook.findings import Finding, Place
from prismabook.project import Node, load_yaml, validate
from prismabook.project.codes import INVALID, MISSING


@dataclass(frozen=True, slots=True)
class Mapping:
    """Criteria by the tool's reasons and labels, people by its names, and what its export does not say itself.

    ``stage`` is ``screening`` or ``eligibility``; ``by`` who decided, where the export names nobody; ``list`` which of
    Covidence's lists the file is.
    """

    reasons: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    stage: str = ""
    by: str = ""
    list: str = ""

    def reason(self, words: str) -> str:
        """The criterion of a reason, empty where it is mapped to none; case does not matter."""
        return self.reasons.get(words.casefold().strip(), "")

    def person(self, name: str) -> str:
        """A person's name in the review."""
        return self.people.get(name.casefold().strip(), name.strip())


def load_mapping(path: Path, name: str) -> tuple[Mapping, tuple[Finding, ...]]:
    """A mapping file; one that is wrong maps nothing."""
    if not path.is_file():
        return Mapping(), (Finding(MISSING, "the mapping file is not there", Place(name)),)
    node, findings = load_yaml(path, name)
    if node is not None:
        findings = (*findings, *validate(node, "screening-import", name))
        findings = (*findings, *(_words(node, name) if not findings else ()))
    if node is None or findings:
        return Mapping(), findings
    tables = {key: _table(node, key) for key in ("reasons", "labels", "people")}
    return Mapping(**tables, stage=node.get("stage", ""), by=node.get("by", ""), list=node.get("list", "")), ()


def _words(node: Node, name: str) -> Iterator[Finding]:
    for key in ("reasons", "labels", "people"):
        for said, child in (node[key].value if key in node else {}).items():
            if not isinstance(child.value, str):
                yield Finding(INVALID, f"{key}: “{said}” must lead to a word", Place(name, child.line))


def _table(node: Node, key: str) -> dict[str, str]:
    return {str(said).casefold().strip(): str(value) for said, value in node.get(key, {}).items()}
