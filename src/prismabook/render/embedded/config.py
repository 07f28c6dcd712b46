"""Reading a book: ``_quarto.yml``, ``_variables.yml`` and the chapters with their front matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError, errors
from prismabook.project import Node, load_yaml
from prismabook.qmd import Chapter, load
from prismabook.render.embedded.book import Book, Entry, Page, heading, mapping
from prismabook.render.embedded.codes import NO_BOOK, NO_CHAPTER, NO_INDEX, NO_SOURCES
from prismabook.render.embedded.keys import check_config, check_front
from prismabook.render.embedded.resources import require_resources
from prismabook.render.embedded.shortcodes import Shortcodes
from prismabook.render.embedded.words import words

CONFIG = "_quarto.yml"


def load_book(root: Path) -> Book:
    """A book with all its chapters, includes expanded.

    Raises
    ------
    PrismabookError
        If there is no book, its settings are invalid, it has no home page, or a chapter or an include is missing.
    """
    node, problems = load_yaml(root / CONFIG, CONFIG)
    if problems:
        raise PrismabookError(*problems)
    if node is None or "book" not in node:
        raise PrismabookError(Finding(NO_BOOK, "_quarto.yml describes no book", Place(CONFIG)))
    findings = list(check_config(node, CONFIG))
    require_resources(node, CONFIG)
    book = node["book"]
    if "chapters" not in book or any(
        not isinstance(book[k].value, list) for k in ("chapters", "appendices") if k in book
    ):
        raise PrismabookError(
            Finding(NO_BOOK, "`chapters:` (and `appendices:`) must list files", Place(CONFIG, book.line))
        )
    listed = list(_listed(node["book"]))
    _require(root, listed)
    config = node.plain()
    vocabulary, problems = words(str(config.get("lang") or "en"), mapping(config.get("language")))
    variables, more = load_yaml(root / "_variables.yml", "_variables.yml")
    findings += [*problems, *more]
    plain = mapping(variables.plain()) if variables is not None else {}
    titles = Shortcodes(config, plain, CONFIG)
    if "title" in config["book"]:
        config["book"] = {**config["book"], "title": titles.expanded(str(config["book"]["title"]))}
    contents = _contents(root, listed, str(vocabulary["section-title-appendices"]), titles)
    findings += titles.findings
    pages = tuple(entry.page for entry in contents if entry.page)
    _require_sources(root, node, pages)
    for page in pages:
        broken = errors(page.chapter.findings)
        if broken:
            raise PrismabookError(*broken)
        findings += [*page.chapter.findings, *check_front(page.chapter)]
    return Book(root, config, pages, contents, plain, vocabulary, tuple(findings))


def _require_sources(root: Path, config: Node, pages: tuple[Page, ...]) -> None:
    """Stop where a bibliography or a citation style is missing, as Pandoc would in the middle of the book."""
    named = [(root, name, Place(CONFIG, config[key].line)) for key in _FILES for name in _texts(config.value.get(key))]
    named += [
        (root / page.folder, name, Place(page.file))
        for page in pages
        for key in _FILES
        for name in _texts(page.front.get(key))
    ]
    missing = [
        Finding(NO_SOURCES, f"“{name}”", place)
        for folder, name, place in named
        if not ((root / name[1:]) if name.startswith("/") else folder / name).is_file()
    ]
    if missing:
        raise PrismabookError(*missing)


def _texts(value: Any) -> list[str]:
    plain = value.plain() if isinstance(value, Node) else value
    return [str(text) for text in (plain if isinstance(plain, list) else [plain] if plain else [])]


_FILES = ("bibliography", "csl")


def listed_files(root: Path) -> list[str]:
    """The chapters' files that are there, by path from the root; none where the settings cannot be read."""
    node, problems = load_yaml(root / CONFIG, CONFIG)
    if problems or node is None or "book" not in node or not isinstance(node["book"].value, dict):
        return []
    book = node["book"]
    if "chapters" not in book or not all(
        isinstance(book[key].value, list) for key in ("chapters", "appendices") if key in book
    ):
        return []
    names = [str(entry.value) for kind, _, entry in _listed(book) if kind != "title"]
    return [name for name in names if (root / name).is_file()]


Listed = tuple[str, int, Node]
"""What an entry is (chapter, part, title, appendix), its depth, and its text with the line."""


def _listed(book: Node) -> Iterator[Listed]:
    for node in book["chapters"]:
        if isinstance(node.value, dict) and "part" in node:
            part = node["part"]
            yield ("part" if _is_file(str(part.value)) else "title"), 0, part
            for child in node.value["chapters"] if "chapters" in node else ():
                yield "chapter", 1, _file(child)
        else:
            yield "chapter", 0, _file(node)
    for node in book["appendices"].value if "appendices" in book else ():
        yield "appendix", 1, _file(node)


def _is_file(text: str) -> bool:
    return text.endswith((".qmd", ".md", ".ipynb"))


def _file(node: Node) -> Node:
    """The path of a chapter that may be written as a mapping with ``file`` or ``href``."""
    if isinstance(node.value, dict):
        key = next((key for key in ("file", "href") if key in node), None)
        if key:
            return node[key]
        raise PrismabookError(Finding(NO_BOOK, "a chapter's entry names no file", Place(CONFIG, node.line)))
    return node


def _require(root: Path, listed: list[Listed]) -> None:
    missing = [
        Finding(NO_CHAPTER, f"the chapter “{node.value}” was not found", Place(CONFIG, node.line))
        for kind, _, node in listed
        if kind != "title" and not (root / str(node.value)).is_file()
    ]
    if missing:
        raise PrismabookError(*missing)
    if not any(str(node.value) in ("index.qmd", "index.md", "index.ipynb") for _, _, node in listed):
        raise PrismabookError(Finding(NO_INDEX, "index.qmd is not among the chapters", Place(CONFIG)))


def _with_folder(root: Path, chapter: Chapter) -> Chapter:
    """The chapter with what ``_metadata.yml`` of its folders says, the nearest first; its own front matter wins."""
    said: dict[str, Any] = {}
    for folder in reversed(PurePosixPath(chapter.name).parents):
        node, problems = load_yaml(root / folder / "_metadata.yml", str(folder / "_metadata.yml"))
        if problems:
            raise PrismabookError(*problems)
        said |= mapping(node.plain()) if node is not None else {}
    return replace(chapter, meta={**said, **chapter.meta}) if said else chapter


def _contents(root: Path, listed: list[Listed], appendices: str, titles: Shortcodes) -> tuple[Entry, ...]:
    contents: list[Entry] = []
    chapters = letters = 0
    for kind, depth, node in listed:
        name = str(node.value)
        if kind == "title":
            contents.append(Entry(depth, None, titles.expanded(name)))
            continue
        chapter = _with_folder(root, load(root, name))
        unnumbered, named, unlisted = heading(chapter)
        number: Any = ""
        if kind == "appendix":
            if not any(entry.page and entry.page.appendix for entry in contents):
                contents.append(Entry(0, None, appendices))
            letters += not unnumbered
            number = "" if unnumbered else chr(64 + letters)
        elif kind == "chapter" and not unnumbered:
            chapters += 1
            number = chapters
        index = name in ("index.qmd", "index.md", "index.ipynb")
        contents.append(Entry(depth, Page(chapter, str(number), kind == "appendix", index, named, unlisted)))
    return tuple(contents)
