"""The chapters of a review held against its bibliography, its files and the PRISMA checklist."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.prisma import checklist, load_remarks
from prismabook.prisma.export import files_to_come
from prismabook.project import Project, load_protocol, load_yaml, read_bytes
from prismabook.project.codes import NO_SUCH_SECTION
from prismabook.qmd import Chapter, decode, load
from prismabook.qmd.book import chapter_names
from prismabook.qmd.codes import NO_CHAPTER
from prismabook.report.links import check_chapters


def check_book(project: Project, keys: Collection[str]) -> tuple[Finding, ...]:
    """What leads nowhere in the chapters of ``_quarto.yml``, and what the checklist misses in them.

    A chapter that cannot be read is a finding; the others are checked all the same.

    Parameters
    ----------
    project
        The review's folder.
    keys
        The citation keys of the bibliography.
    """
    node, problems = load_yaml(project.config, project.relative(project.config))
    findings = list(problems)
    config = node.plain() if node is not None else {}
    texts: dict[str, str] = {}
    chapters: list[Chapter] = []
    for name in chapter_names(config):
        try:
            if not name.endswith(".ipynb"):
                texts[name] = _text(project, name)
            chapters.append(load(project.root, name))
        except PrismabookError as error:
            findings += error.findings
    findings += check_chapters(texts, keys, files={*_files(project), *_outputs(config)})
    unread = (finding for chapter in chapters for finding in chapter.findings)
    remarks, doubts = load_remarks(project)
    findings += _pointers(project, texts)
    return (*findings, *unread, *doubts, *checklist(chapters, remarks, config if config else None)[1])


def _pointers(project: Project, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Where the protocol names a section for its rationale that no chapter has."""
    node = load_protocol(project).node
    for entry in node["rationale"] if node is not None and "rationale" in node else ():
        section = str(entry.get("section"))
        if not any(re.search(rf"\{{[^{{}}\n]*#{re.escape(section)}[\s}}]", text) for text in texts.values()):
            place = Place(project.relative(project.protocol), entry.line)
            yield Finding(NO_SUCH_SECTION, f"no chapter has the section {section}", place, topic=section)


def _text(project: Project, name: str) -> str:
    data = read_bytes(project.root / name)
    if data is None:
        raise PrismabookError(Finding(NO_CHAPTER, name, Place(name)))
    return decode(data, name)


def _outputs(config: Any) -> Iterator[str]:
    """The files that rendering will put beside the pages, where the book names them."""
    book = config.get("book") if isinstance(config, dict) else None
    if isinstance(book, dict) and isinstance(name := book.get("output-file"), str):
        yield from (f"{name}.pdf", f"{name}.docx")
    if isinstance(config, dict):
        yield from files_to_come(config)


def _files(project: Project) -> Iterator[str]:
    """The project's files that a chapter may link to; what begins with a dot or an underscore is no part of it."""
    for folder, folders, names in os.walk(project.root):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        base = os.path.relpath(folder, project.root).replace(os.sep, "/")
        yield from (name if base == "." else f"{base}/{name}" for name in names)
