"""What people decided: small text files below ``review/decisions/``, loaded with their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prismabook.findings import Answer, Finding, Place
from prismabook.model import Decision, Name
from prismabook.project.codes import INVALID
from prismabook.project.layout import Project
from prismabook.project.located import Node, load_yaml, validate
from prismabook.project.records_files import DuplicateDecision, PinnedKey, load_duplicates, load_keys
from prismabook.project.screening import ScreeningDecision, load_screening


@dataclass(frozen=True, slots=True)
class RecordDecision:
    """Bibliographic fields that a person supplies for one source."""

    source: str
    fields: tuple[tuple[str, str, int], ...]
    """Name, value and line of each field."""
    authors: tuple[Name, ...]
    decision: Decision
    replaces: str = ""
    """Why the entry wins over what the source states; empty where it only completes it."""


@dataclass(frozen=True, slots=True)
class ExtractionDecision:
    """A datum that a person adds, corrects or rejects; ``values`` holds the columns given."""

    action: str
    values: dict[str, str]
    reason: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """What a reviewer made of the finding with an id (of ``review/data/findings.csv``), and where that is written."""

    finding: str
    answer: Answer
    place: Place


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An entry of ``review/codebook.yml``: an item of the review's own, or other words for one of the toolkit's."""

    values: dict[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class Extractor:
    """A person who extracted data alone; ``name`` is the file's name, each entry reads like one that adds a datum."""

    name: str
    file: str
    entries: tuple[ExtractionDecision, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a review, with what was wrong in their files."""

    records: tuple[RecordDecision, ...] = ()
    extraction: tuple[ExtractionDecision, ...] = ()
    screening: tuple[ScreeningDecision, ...] = ()
    answers: tuple[FindingAnswer, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    items: tuple[OwnItem, ...] = ()
    extractors: tuple[Extractor, ...] = ()
    duplicates: tuple[DuplicateDecision, ...] = ()
    keys: tuple[PinnedKey, ...] = ()


def load_decisions(project: Project) -> Decisions:
    """The decisions of a review; an entry that is wrong becomes a finding and its neighbours survive."""
    findings: list[Finding] = []
    records = _entries(project, "records.yml", "records", findings)
    files = ["extraction.yml", *_in_folder(project, "proposals")]
    extraction = [entry for file in files for entry in _entries(project, file, "extraction", findings)]
    answers = _entries(project, "findings.yml", "findings", findings)
    screening, problems = load_screening(project)
    items = tuple(
        OwnItem(node.plain(), Place(file, node.line))
        for node, file in _entries(project, project.codebook, "codebook", findings)
    )
    extractors = tuple(_extractor(project, file, findings) for file in _in_folder(project, "extraction"))
    duplicates, about_duplicates = load_duplicates(project)
    keys, about_keys = load_keys(project)
    return Decisions(
        tuple(_record(node, file) for node, file in records),
        tuple(_extraction(node, file) for node, file in extraction),
        screening,
        tuple(_answer(node, file) for node, file in answers),
        (*findings, *problems, *about_duplicates, *about_keys),
        items,
        extractors,
        duplicates,
        keys,
    )


def _entries(project: Project, file: str | Path, schema: str, findings: list[Finding]) -> list[tuple[Node, str]]:
    """The valid entries of a decisions file that is a list."""
    path = project.decisions / file
    name = project.relative(path)
    node, problems = load_yaml(path, name)
    findings.extend(problems)
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, list):
        findings.append(Finding(INVALID, "the file must be a list of entries", Place(name, node.line)))
        return []
    good = []
    for entry in node:
        problems = validate(entry, schema, name)
        findings.extend(problems)
        if not problems:
            good.append((entry, name))
    return good


def _decision(node: Node, file: str) -> Decision:
    return Decision(file, node.line, node.get("origin", ""), node.get("confirmed", False))


def _record(node: Node, file: str) -> RecordDecision:
    fields = node["fields"].value if "fields" in node else {}
    authors = tuple(Name(*(part.strip() for part in text.split(",", 1))) for text in node.get("authors", []))
    return RecordDecision(
        node.get("source"),
        tuple((name, str(child.value), child.line) for name, child in fields.items()),
        authors,
        _decision(node, file),
        str(node.get("reason")).strip() if node.get("replace", False) else "",
    )


def _extraction(node: Node, file: str) -> ExtractionDecision:
    other = ("action", "reason", "origin", "confirmed")
    values = {key: str(child.plain()) for key, child in node.value.items() if key not in other}
    return ExtractionDecision(node.get("action"), values, node.get("reason"), _decision(node, file))


def _in_folder(project: Project, folder: str) -> list[str]:
    """The YAML files of a folder of decisions, by name."""
    return sorted(path.relative_to(project.decisions).as_posix() for path in (project.decisions / folder).glob("*.yml"))


def _extractor(project: Project, file: str, findings: list[Finding]) -> Extractor:
    entries = []
    for node, name in _entries(project, file, "extractor", findings):
        values = {key: str(child.plain()) for key, child in node.value.items() if key != "note"}
        decision = Decision(name, node.line, "extracted alone", True)
        entries.append(ExtractionDecision("add", values, node.get("note", ""), decision))
    path = project.decisions / file
    return Extractor(path.stem, project.relative(path), tuple(entries))


def _answer(node: Node, file: str) -> FindingAnswer:
    answer = Answer(*(str(node.get(key)).strip() for key in ("answer", "reason", "by", "date")))
    return FindingAnswer(node.get("finding"), answer, Place(file, node.line, node.get("finding")))
