"""Patterns that are compiled late behave as compiled ones, and none of the toolkit's own is broken."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prismabook
from prismabook.patterns import _Late, regex


@given(st.text(alphabet="ab1 -", max_size=30))
def test_it_finds_what_a_compiled_one_finds(text: str) -> None:
    late, compiled = regex(r"(a+)\s?(\d)?", re.IGNORECASE), re.compile(r"(a+)\s?(\d)?", re.IGNORECASE)
    assert [m.groups() for m in late.finditer(text)] == [m.groups() for m in compiled.finditer(text)]
    assert late.sub("x", text) == compiled.sub("x", text)
    assert late.split(text) == compiled.split(text)
    assert bool(late.fullmatch(text)) == bool(compiled.fullmatch(text))
    assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, compiled.groups)


def test_it_is_compiled_once_and_not_before() -> None:
    late = regex("(")
    with pytest.raises(re.error):
        late.search("x")
    good = regex("x")
    assert "search" not in vars(good)
    good.search("x")
    assert "search" in vars(good)


def patterns_of(value: Any) -> Iterator[_Late]:
    if isinstance(value, _Late):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from patterns_of(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from patterns_of(part)


def test_every_pattern_of_the_toolkit_can_be_compiled() -> None:
    found = 0
    for module in pkgutil.walk_packages(prismabook.__path__, "prismabook."):
        if module.name.endswith(("__main__", ".worker")):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            for late in patterns_of(value):
                assert re.compile(late.pattern, late._flags)
                found += 1
    assert found > 200
