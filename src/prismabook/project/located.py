"""YAML whose every value knows its line, and its validation against a JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from prismabook.findings import Finding, Place
from prismabook.project.codes import INVALID, NOT_TEXT, NOT_YAML
from prismabook.project.shape import Steps, violations


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML value with the 1-based line it begins on.

    ``value`` is a scalar (str, int, float, bool, None; dates stay text), a dict of Nodes or a list of Nodes.
    """

    value: Any
    line: int

    def __getitem__(self, key: str | int) -> Node:
        child: Node = self.value[key]
        return child

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def __iter__(self) -> Iterator[Node]:
        return iter(self.value.values() if isinstance(self.value, dict) else self.value or ())

    def get(self, key: str, default: Any = None) -> Any:
        """The plain value under a key of a mapping, or the default."""
        return self.value[key].plain() if key in self else default

    def plain(self) -> Any:
        """The value without lines."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML in which dates stay text: a publication date is only as precise as it was written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def parse_yaml(text: str, name: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """A YAML text as a Node (None if it is empty or broken) and the findings.

    Aliases are refused: they allow a small file to grow without bound.
    """
    loader = _Loader(text)
    try:
        tree = loader.get_single_node()
        return (_node(loader, tree, set()) if tree is not None else None), ()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        quote = text.splitlines()[mark.line].strip()[:120] if mark and mark.line < len(text.splitlines()) else ""
        return None, (Finding(NOT_YAML, str(error.problem or error), Place(name, line, quote)),)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, (Finding(NOT_YAML, str(error).splitlines()[0] or "not YAML", Place(name)),)
    finally:
        loader.dispose()


def _node(loader: Any, tree: yaml.Node, seen: set[int]) -> Node:
    line = tree.start_mark.line + 1
    if isinstance(tree, yaml.ScalarNode):
        return Node(loader.construct_object(tree), line)
    if id(tree) in seen:
        raise yaml.MarkedYAMLError(problem="an alias (*name) is not allowed here", problem_mark=tree.start_mark)
    seen.add(id(tree))
    if isinstance(tree, yaml.SequenceNode):
        return Node([_node(loader, child, seen) for child in tree.value], line)
    found: dict[Any, Node] = {}
    for key, child in tree.value:
        name = loader.construct_object(key)
        if not isinstance(name, (str, int, float, bool)):
            raise yaml.MarkedYAMLError(problem="a key must be a word", problem_mark=key.start_mark)
        if name in found:
            raise yaml.MarkedYAMLError(problem=f"the key {name!r} stands twice", problem_mark=key.start_mark)
        found[name] = _node(loader, child, seen)
    return Node(found, line)


def load_yaml(path: Path, name: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """Like :func:`parse_yaml` for a file; a missing file is an empty one."""
    try:
        return parse_yaml(path.read_text("utf-8"), name)
    except FileNotFoundError:
        return None, ()
    except UnicodeDecodeError as error:
        return None, (Finding(NOT_TEXT, f"byte {error.start} is not UTF-8", Place(name)),)


@cache
def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((files("prismabook.project") / "schemas" / f"{name}.json").read_text("utf-8"))
    return schema


def validate(node: Node, schema: str, name: str) -> tuple[Finding, ...]:
    """What a document violates of a schema in ``project/schemas/``, each with its line."""
    found = violations(node.plain(), _schema(schema))
    return tuple(
        Finding(INVALID, message, Place(name, _line(node, path)))
        for path, message in sorted(found, key=lambda v: ([str(step) for step in v[0]], v[1]))
    )


def _line(node: Node, path: Steps) -> int:
    for step in path:
        node = node[step]
    return node.line
