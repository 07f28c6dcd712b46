"""What a value violates of a JSON Schema, for the keywords that the schemas here use.

The library jsonschema knows all keywords, but takes longer to import than a whole build; the tests hold this module
against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

Steps: TypeAlias = tuple[str | int, ...]
Violation: TypeAlias = tuple[Steps, str]
"""Where in the value, and what is wrong there."""

TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "integer": lambda v: not isinstance(v, bool) and (isinstance(v, int) or (isinstance(v, float) and v.is_integer())),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
}


def violations(value: Any, schema: Mapping[str, Any], path: Steps = ()) -> Iterator[Violation]:
    """Everything that is wrong with a value, each with its path.

    Raises
    ------
    KeyError
        If the schema uses a keyword that this module does not know: better no check than half a check.
    """
    for keyword, wanted in schema.items():
        yield from KEYWORDS[keyword](value, wanted, schema, path)


def _type(value: Any, wanted: Any, _: Any, path: Steps) -> Iterator[Violation]:
    names = [wanted] if isinstance(wanted, str) else wanted
    if not any(TYPES[name](value) for name in names):
        yield path, f"{_shown(value)} must be {' or '.join(names)}"


def _enum(value: Any, wanted: Any, _: Any, path: Steps) -> Iterator[Violation]:
    if not any(_same(value, one) for one in wanted):
        yield path, f"{_shown(value)} is none of {', '.join(map(str, wanted))}"


def _const(value: Any, wanted: Any, _: Any, path: Steps) -> Iterator[Violation]:
    if not _same(value, wanted):
        yield path, f"{_shown(value)} must be {wanted}"


def _pattern(value: Any, wanted: str, _: Any, path: Steps) -> Iterator[Violation]:
    if isinstance(value, str) and not re.search(wanted, value):
        yield path, f"{_shown(value)} does not have the form {wanted}"


def _least_length(value: Any, wanted: int, _: Any, path: Steps) -> Iterator[Violation]:
    if isinstance(value, str) and len(value) < wanted:
        yield path, "the text is empty" if wanted == 1 else f"{_shown(value)} is shorter than {wanted}"


def _minimum(value: Any, wanted: float, _: Any, path: Steps) -> Iterator[Violation]:
    if TYPES["number"](value) and value < wanted:
        yield path, f"{value} is less than {wanted}"


def _least_items(value: Any, wanted: int, _: Any, path: Steps) -> Iterator[Violation]:
    if isinstance(value, list) and len(value) < wanted:
        yield path, f"the list needs at least {wanted}"


def _items(value: Any, wanted: Any, _: Any, path: Steps) -> Iterator[Violation]:
    for number, child in enumerate(value if isinstance(value, list) else ()):
        yield from violations(child, wanted, (*path, number))


def _required(value: Any, wanted: Any, _: Any, path: Steps) -> Iterator[Violation]:
    for key in wanted if isinstance(value, dict) else ():
        if key not in value:
            yield path, f"{key} is missing"


def _properties(value: Any, wanted: Any, _: Any, path: Steps) -> Iterator[Violation]:
    for key, schema in wanted.items() if isinstance(value, dict) else ():
        if key in value:
            yield from violations(value[key], schema, (*path, key))


def _additional(value: Any, wanted: Any, schema: Mapping[str, Any], path: Steps) -> Iterator[Violation]:
    if wanted is not False:
        raise KeyError("additionalProperties other than false")
    known = schema.get("properties", {})
    for key in value if isinstance(value, dict) else ():
        if key not in known:
            yield (*path, key), f"{key} is not known here; known are {', '.join(known)}"


def _all_of(value: Any, wanted: Any, _: Any, path: Steps) -> Iterator[Violation]:
    for schema in wanted:
        yield from violations(value, schema, path)


def _if(value: Any, wanted: Any, schema: Mapping[str, Any], path: Steps) -> Iterator[Violation]:
    branch = "else" if any(True for _ in violations(value, wanted)) else "then"
    yield from violations(value, schema.get(branch, {}), path)


def _nothing(*_: Any) -> Iterator[Violation]:
    yield from ()


KEYWORDS: Mapping[str, Callable[[Any, Any, Mapping[str, Any], Steps], Iterator[Violation]]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minLength": _least_length,
    "minimum": _minimum,
    "minItems": _least_items,
    "items": _items,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "allOf": _all_of,
    "if": _if,
    **dict.fromkeys(("$schema", "title", "description", "then", "else"), _nothing),
}


def _same(one: Any, two: Any) -> bool:
    """Equality as JSON has it: true is not 1."""
    return isinstance(one, bool) == isinstance(two, bool) and bool(one == two)


def _shown(value: Any) -> str:
    text = str(value) if isinstance(value, str) else repr(value)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
