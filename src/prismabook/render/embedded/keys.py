"""Which settings are honoured; a finding for each of Quarto's that is not, and for each value that cannot be.

Quarto lets a book carry keys of its own, for `meta` shortcodes and templates; at the top level and in front matter only
names that mean something to Quarto are looked at. `project:`, `book:` and the formats are closed. ``assets/keys.json``
holds the names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.project import Node, parse_yaml
from prismabook.qmd import Chapter
from prismabook.render.embedded.codes import BAD_SETTING, LOOK, NOT_HONOURED
from prismabook.render.embedded.options import LIMIT, is_limit

_KINDS = (
    "fig",
    "tbl",
    "lst",
    "nte",
    "tip",
    "wrn",
    "imp",
    "cau",
    "thm",
    "lem",
    "cor",
    "prp",
    "cnj",
    "def",
    "exm",
    "exr",
    "alg",
    "prf",
    "rem",
    "sol",
)
_CROSSREF = {
    "chapters",
    "custom",
    "title-delim",
    "appendix-title",
    "appendix-delim",
    "eq-prefix",
    *(f"{k}-{part}" for k in _KINDS for part in ("title", "prefix")),
}
_BOOLEAN = {"toc", "number-sections", "citeproc", "link-citations"}
_NUMBER = {"toc-depth", "number-depth", "fig-width", "fig-height", "fig-dpi"}
_CHOICE: dict[str, tuple[object, ...]] = {
    "code-fold": (True, False, "show"),
    "eval": (True, False),
    "echo": (True, False, "fenced"),
    "output": (True, False, "asis"),
    "warning": (True, False),
    "error": (True, False),
    "include": (True, False),
    "cap-location": ("top", "bottom", "margin"),
    "fig-cap-location": ("top", "bottom", "margin"),
    "tbl-cap-location": ("top", "bottom", "margin"),
    "callout-appearance": ("default", "simple", "minimal"),
}


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = json.loads(
        (files("prismabook.render.embedded") / "assets" / "keys.json").read_text("utf-8")
    )
    return loaded


def check_config(config: Node, name: str) -> tuple[Finding, ...]:
    """What is wrong with, or without effect in, a book's settings.

    Raises
    ------
    PrismabookError
        If a setting is invalid: a value that it cannot have, or a key that Quarto does not know there.
    """
    findings = list(_section(config, "project", name))
    findings += _section(config, "book", name)
    findings += _texts(config.value.get("book", Node({}, 1)), name)
    project = config.value.get("project", Node({}, 1))
    kind = project.get("type")
    if kind is not None and kind != "book":
        findings.append(Finding(BAD_SETTING, f"`project: type:` is {kind!r}; only book is rendered", Place(name)))
    findings += _options(config, name, closed=False)
    return _or_raise(findings)


def _texts(book: Node, name: str) -> Iterator[Finding]:
    """Chapters that are to have other words in the contents than their title."""
    for key in ("chapters", "appendices"):
        listed = book.value.get(key) if isinstance(book.value, dict) else None
        waiting = list(listed.value) if listed is not None and isinstance(listed.value, list) else []
        while waiting:
            entry = waiting.pop(0)
            if not isinstance(entry.value, dict):
                continue
            if "text" in entry:
                text = entry["text"]
                yield Finding(NOT_HONOURED, f"`text:` of a chapter: {text.value}", Place(name, text.line))
            if "chapters" in entry and isinstance(entry["chapters"].value, list):
                waiting += entry["chapters"].value


def check_front(chapter: Chapter) -> tuple[Finding, ...]:
    """The same for a chapter's front matter."""
    text = chapter.front.strip().strip("-").strip("\r\n") if chapter.front else ""
    node, _ = parse_yaml(text, chapter.name)  # its syntax is checked where the chapter is parsed
    if node is None or not isinstance(node.value, dict):
        return ()
    return _or_raise(list(_options(node, chapter.name, closed=False, shift=1)))


def _or_raise(findings: list[Finding]) -> tuple[Finding, ...]:
    if invalid := [finding for finding in findings if finding.code is BAD_SETTING]:
        raise PrismabookError(*invalid)
    return tuple(findings)


def _section(config: Node, key: str, name: str, shift: int = 0) -> Iterator[Finding]:
    """The keys of a closed mapping."""
    honoured, other = _names()[key]["honoured"], _names()[key]["other"]
    section = config.value.get(key)
    if section is None or section.value is None:
        return
    if not isinstance(section.value, dict):
        yield Finding(BAD_SETTING, f"`{key}:` must be a mapping", Place(name, section.line + shift))
        return
    for inner, node in section.value.items():
        place = Place(name, node.line + shift)
        if inner in other:
            yield Finding(NOT_HONOURED, f"`{key}: {inner}:`", place)
        elif inner not in honoured:
            near = get_close_matches(str(inner), [*honoured, *other], 1)
            hint = f"; “{near[0]}”?" if near else ""
            yield Finding(BAD_SETTING, f"`{key}: {inner}:` is not known{hint}", place)
        elif key == "execute":
            yield from _value(str(inner), node, place)


def _options(config: Node, name: str, *, closed: bool, shift: int = 0) -> Iterator[Finding]:
    """Options of a document or, closed, of a format."""
    known = _names()["options"]
    for key, node in config.value.items():
        place = Place(name, node.line + shift)
        if key == "execute":
            yield from _section(config, key, name, shift)
        elif key == "prismabook":
            yield from _own(node, name, shift)
        elif key == "crossref" and isinstance(node.value, dict):
            for inner, value in node.value.items():
                spot = Place(name, value.line + shift)
                if inner not in _CROSSREF:
                    yield Finding(NOT_HONOURED, f"`crossref: {inner}:`", spot)
                elif inner not in ("chapters", "custom") and isinstance(value.value, list | dict):
                    yield Finding(BAD_SETTING, f"`crossref: {inner}:` must be a text", spot)
        elif key == "format" and isinstance(node.value, dict):
            for base, options in node.value.items():
                bare = re.split(r"[+]", str(base), maxsplit=1)[0]
                if not {bare, bare.rsplit("-", 1)[-1]} & set(known["formats"]):
                    yield Finding(BAD_SETTING, f"`format: {base}:` is not known", Place(name, options.line + shift))
                elif not str(base).endswith(("html", "typst", "docx")):
                    yield Finding(NOT_HONOURED, f"`format: {base}:`", Place(name, options.line + shift))
                elif isinstance(options.value, dict):
                    yield from _options(options, name, closed=True, shift=shift)
        elif key in known["honoured"]:
            yield from _value(str(key), node, place)
        elif key in known["look"]:
            yield Finding(LOOK, f"`{key}:`", place)
        elif key in known["other"] or closed:
            yield Finding(NOT_HONOURED, f"`{key}:`", place)


def _own(section: Node, name: str, shift: int) -> Iterator[Finding]:
    """The keys that only this renderer has."""
    entries = section.value if isinstance(section.value, dict) else {}
    if section.value is not None and not isinstance(section.value, dict):
        yield Finding(BAD_SETTING, "`prismabook:` must be a mapping", Place(name, section.line + shift))
    for key, node in entries.items():
        place = Place(name, node.line + shift)
        if key != LIMIT:
            yield Finding(BAD_SETTING, f"`prismabook: {key}:` is not known; “{LIMIT}”?", place)
        elif not is_limit(node.plain()):
            yield Finding(BAD_SETTING, f"`prismabook: {LIMIT}:` must be seconds, not {node.plain()!r}", place)


def _value(key: str, node: Node, place: Place) -> Iterator[Finding]:
    value = node.plain()
    if key in _BOOLEAN and not isinstance(value, bool):
        yield Finding(BAD_SETTING, f"`{key}:` must be true or false, not {value!r}", place)
    elif key in _NUMBER and (isinstance(value, bool) or not isinstance(value, int | float)):
        yield Finding(BAD_SETTING, f"`{key}:` must be a number, not {value!r}", place)
    elif key in _CHOICE and value not in _CHOICE[key]:
        known = ", ".join(str(choice).lower() for choice in _CHOICE[key])
        yield Finding(BAD_SETTING, f"`{key}:` must be one of {known}, not {value!r}", place)
