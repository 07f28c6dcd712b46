"""Patterns that are compiled late behave as compiled ones, and none of the toolkit's own is broken."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
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


def every_pattern() -> dict[str, _Late]:
    """The toolkit's own patterns by their modules and names."""
    found: dict[int, tuple[str, _Late]] = {}
    for module in pkgutil.walk_packages(prismabook.__path__, "prismabook."):
        if module.name.endswith(("__main__", ".worker")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, late in enumerate(patterns_of(value)):
                found.setdefault(id(late), (f"{module.name}.{name}[{number}]", late))
    return dict(found.values())


def test_every_pattern_of_the_toolkit_can_be_compiled() -> None:
    found = every_pattern()
    assert all(re.compile(late.pattern, late._flags) for late in found.values())
    assert len(found) > 200


NASTY = (" ", "1", "a", "_", "A ", "1,", "(", "; ", "a, ", "(1 ")
"""Texts made of one of these again and again are what patterns with two ways to match one thing are slow on."""
SHORT, LONG = 400, 1600
GROWTH = 10.0
"""Four times the text may take four times as long, and as much again for chance; the square would be sixteen."""


def is_searched(name: str) -> bool:
    """Whether a pattern is looked for anywhere in a text; others are asked at one place only."""
    module, _, constant = name.partition("[")[0].rpartition(".")
    root = Path(prismabook.__path__[0])
    own = Path(str(importlib.import_module(module).__file__))
    files = [own] if constant.startswith("_") else root.rglob("*.py")
    form = rf"\b{constant}\.(?:search|finditer|findall|sub|subn|split)\("
    return any(re.search(form, path.read_text("utf-8")) for path in files)


def _seconds(compiled: re.Pattern[str], text: str, *, anchored: bool) -> float:
    best = 1.0
    for _ in range(2):
        begin = time.process_time()
        compiled.match(text)
        compiled.fullmatch(text)
        for _ in () if anchored else compiled.finditer(text):
            pass
        best = min(best, time.process_time() - begin)
    return best


def test_the_time_of_every_pattern_grows_with_the_text_and_not_with_its_square() -> None:
    slow = []
    for name, late in every_pattern().items():
        compiled = re.compile(late.pattern, late._flags)
        anchored = not is_searched(name)
        for part in NASTY:
            short = _seconds(compiled, (part * SHORT)[:SHORT], anchored=anchored)
            if short > 0.1:
                slow.append((name, part, short))
            elif (long := _seconds(compiled, (part * LONG)[:LONG], anchored=anchored)) > max(0.004, GROWTH * short):
                slow.append((name, part, long))
    assert not slow
