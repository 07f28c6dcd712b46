"""The review's protocol: question, eligibility, searches, outcomes, methods, funding, registration."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.project.codes import (
    MISSING,
    NO_SEARCH_DATE,
    NO_STRATEGY,
    NOT_A_DAY,
    STRATEGY_FILE,
    TWICE_IN_PROTOCOL,
    UNCONFIRMED_PROTOCOL,
)
from prismabook.project.files import read_bytes
from prismabook.project.layout import Project
from prismabook.project.located import Node, load_yaml, validate

SEARCHED = ("database", "register")
"""Kinds of information sources that a strategy and a date belong to."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol as written; ``node`` keeps the lines for findings, ``strategies`` the searches by their source."""

    node: Node | None
    findings: tuple[Finding, ...] = field(default=())
    strategies: tuple[tuple[str, str], ...] = ()
    """Name of an information source, and its search strategy with every blank as written."""

    def get(self, *path: str) -> Any:
        """The plain value at a path of keys, or None."""
        node = self.node
        for key in path:
            if node is None or key not in node:
                return None
            node = node[key]
        return node.plain() if node is not None else None


def load_protocol(project: Project) -> Protocol:
    """The protocol of a review, validated against its schema and in what a schema cannot tell."""
    name = project.relative(project.protocol)
    if not project.protocol.is_file():
        return Protocol(None, (Finding(MISSING, "the review has no protocol", Place(name)),))
    node, findings = load_yaml(project.protocol, name)
    if node is None:
        return Protocol(None, findings)
    problems = validate(node, "protocol", name)
    if problems:
        return Protocol(node, (*findings, *problems))
    found: list[Finding] = [*findings, *_twice(node, name), *_days(node, name), *_searches(node, name)]
    strategies = tuple(_strategies(node, project, name, found))
    if node.get("status") == "proposal":
        found.append(Finding(UNCONFIRMED_PROTOCOL, "its status is proposal", Place(name, node["status"].line)))
    return Protocol(node, tuple(found), strategies)


def _entries(node: Node, key: str) -> Iterator[Node]:
    if key in node:
        yield from node[key]


def _twice(node: Node, name: str) -> Iterator[Finding]:
    for key, id_ in (("eligibility", "id"), ("outcomes", "id"), ("information_sources", "name")):
        seen: dict[str, int] = {}
        for entry in _entries(node, key):
            said = str(entry.get(id_))
            if said in seen:
                message = f"{key}: “{said}” stands at line {seen[said]} too"
                yield Finding(TWICE_IN_PROTOCOL, message, Place(name, entry[id_].line), topic=said)
            seen.setdefault(said, entry[id_].line)


def _days(node: Node, name: str) -> Iterator[Finding]:
    """Dates of searches and amendments; a search may be known to the month only."""
    for entry in _entries(node, "information_sources"):
        for key in ("first_searched", "last_searched"):
            if key in entry and not _is_day(str(entry.get(key)), partial=True):
                message = f"{entry.get('name')}: {key} is “{entry.get(key)}”"
                yield Finding(NOT_A_DAY, message, Place(name, entry[key].line))
    for entry in _entries(node, "amendments"):
        if isinstance(entry.value, dict) and not _is_day(str(entry.get("date"))):
            yield Finding(NOT_A_DAY, f"an amendment’s date is “{entry.get('date')}”", Place(name, entry["date"].line))


def _is_day(text: str, *, partial: bool = False) -> bool:
    whole = text + {4: "-01-01", 7: "-01"}.get(len(text), "") if partial else text
    try:
        return bool(datetime.date.fromisoformat(whole)) and len(whole) == len("2026-01-31")
    except ValueError:
        return False


def _searches(node: Node, name: str) -> Iterator[Finding]:
    for entry in _entries(node, "information_sources"):
        if entry.get("kind") not in SEARCHED:
            continue
        source = str(entry.get("name"))
        if "last_searched" not in entry:
            yield Finding(NO_SEARCH_DATE, source, Place(name, entry.line), topic=source)
        if "strategy" not in entry and "strategy_file" not in entry:
            yield Finding(NO_STRATEGY, source, Place(name, entry.line), topic=source)


def _strategies(node: Node, project: Project, name: str, findings: list[Finding]) -> Iterator[tuple[str, str]]:
    """The strategies as they stand in the protocol or in their files."""
    for entry in _entries(node, "information_sources"):
        source = str(entry.get("name"))
        if "strategy" in entry:
            yield source, str(entry.get("strategy"))
        elif "strategy_file" in entry:
            said = str(entry.get("strategy_file"))
            text, problem = _file(project, said)
            if problem:
                place = Place(name, entry["strategy_file"].line, said)
                findings.append(Finding(STRATEGY_FILE, f"{source}: {problem}", place))
            else:
                yield source, text


def _file(project: Project, name: str) -> tuple[str, str]:
    """A strategy's text, or what is in the way; only files in ``review/searches/`` are read."""
    folder = project.root / "review" / "searches"
    if "/" in name or "\\" in name or name.startswith("."):
        return "", "the name must have no folder"
    path = folder / name
    if path.is_symlink():
        return "", "a link is not followed"
    data = read_bytes(path)
    if data is None:
        return "", "there is no such file in review/searches/"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        return "", f"byte {error.start} is not UTF-8"
