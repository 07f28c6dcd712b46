"""The book as one PDF: its chapters written as Typst, set in the house style."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError, errors
from prismabook.render.embedded import pandoc
from prismabook.render.embedded.book import Book
from prismabook.render.embedded.codes_pdf import NO_AUTHOR
from prismabook.render.embedded.converter import Converter, Task
from prismabook.render.embedded.joined import Filed, filed, places
from prismabook.render.embedded.pdf_kept import set_pdf
from prismabook.render.embedded.pdf_meta import is_house_style, metadata
from prismabook.render.embedded.pdf_stage import stage
from prismabook.render.embedded.structure import (
    Structured,
    at_home,
    counts_notes,
    files_of_style,
    join,
    sources,
)

_CONFIG = "_quarto.yml"
_MAIN = "book.typ"


def write_pdf(
    book: Book, chapters: Sequence[Structured], figures: Path, target: Path, scratch: Path, converter: Converter
) -> tuple[Finding, ...]:
    """Set the book and write it under :attr:`Book.pdf_name`.

    Parameters
    ----------
    chapters
        All chapters in the book's order, structured for ``typst``.
    figures
        The folder of what cells drew, by path from the book's root.
    target
        The output folder.
    scratch
        A folder for what Typst is given; it reads nothing outside of it.

    Raises
    ------
    PrismabookError
        If an image is missing, a link leads nowhere, or Pandoc or Typst fails.
    """
    house = is_house_style(book)
    if not house and not chapters[0].about.get("author"):
        raise PrismabookError(Finding(NO_AUTHOR, "the book has no author", Place(_CONFIG)))
    index, findings = join(book, chapters)
    folder = scratch / "typst"
    stage((figures, book.root), folder, [(c.page.file, name) for c in chapters for name in c.images])
    source, more = _typst(book, chapters, index, house, converter)
    (folder / _MAIN).write_text(source, "utf-8")
    data, remarks = set_pdf(folder, _MAIN, _standards(book), book.kept_pdf)
    (target / book.pdf_name).write_bytes(data)
    return *findings, *more, *remarks


def _standards(book: Book) -> tuple[tuple[str, ...], ...]:
    """The PDF standards to try one after the other: those of ``pdf-standard``, or accessible and to be archived."""
    given = book.formats("typst").get("pdf-standard")
    if given is None:
        return ("ua-1", "a-3b"), ("ua-1",)
    return (tuple(str(name).lower() for name in (given if isinstance(given, list) else [given])),)


def _typst(
    book: Book, chapters: Sequence[Structured], index: Mapping[str, Any], house: bool, converter: Converter
) -> tuple[str, tuple[Finding, ...]]:
    """The Typst source of the whole book: each chapter's own, in the extension's template."""
    parts = filed(book, chapters)
    context = {**chapters[0].context, "unnumbered": False, "shortcodes": [], "house": house, "places": places(parts)}
    shared = {"context": context, "citations": _citations(book, chapters), "highlight": _highlight(house)}
    reads = files_of_style(book, "typst")
    code, findings = _chapters(book, parts, {**shared, "index": index}, reads, converter)
    request = {"do": "frame", **shared, "body": code, "template": _template()}
    request |= {"meta": _metadata(book, chapters[0], house)}
    request |= {"toc_depth": int(book.options(None, "typst").get("toc-depth") or (2 if house else 3))}
    task = Task(_CONFIG, {}, book.kept / "book.typst.json")
    [(source, more)] = converter.convert(request, [task], reads=reads)
    findings += at_home(more, chapters, bool(sources(book)))
    if wrong := errors(findings):
        raise PrismabookError(*wrong)
    return source, tuple(findings)


def _chapters(
    book: Book, parts: Sequence[Filed], shared: Mapping[str, Any], reads: Sequence[Path], converter: Converter
) -> tuple[str, list[Finding]]:
    """The chapters' and parts' code, one after the other."""
    tasks = []
    appendices = next((part.name for part in parts if part.role == "appendix"), None)
    for part in parts:
        own = {"document": part.chapter.document} if part.chapter else {"title": part.title}
        told = {**part.told, **own, "front": part.front, "opens_appendices": part.name == appendices}
        tasks.append(Task(part.name, told, book.kept / f"{part.name.replace('/', '--')}.code.json"))
    if shared["citations"]["bibliography"] and not any("refs" in c.ids for part in parts if (c := part.chapter)):
        tasks.append(Task(_CONFIG, _LIST, book.kept / "references.code.json"))
    request = {"do": "typst", **shared, "marks": str(files("prismabook.render") / "extension" / "prisma-marks.lua")}
    groups = converter.most
    if not shared["citations"]["through_book"]:  # citations that look at those above: all chapters at once
        request["together"], groups = pandoc.key_of([task.told for task in tasks]), 1
    converted = converter.convert(request, tasks, reads=reads, groups=groups)
    findings = []
    for part, (_, found) in zip(parts, converted, strict=False):
        findings += at_home(found, [part.chapter] if part.chapter else [], bool(shared["citations"]["bibliography"]))
    return "\n".join(code for code, _ in converted), findings


_LIST = {
    **Filed("references", "chapter").told,
    "document": json.dumps(
        {"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Div", "c": [["refs", [], []], []]}]}
    ),
    "front": [],
}
"""A last chapter that is nothing but the list of references, for a book that has no place for it."""


@cache
def _highlight(house: bool) -> Any:
    """How code is coloured: by Typst in the house style, else as by Quarto in Pandoc's monochrome."""
    return "idiomatic" if house else json.loads(pandoc.style("monochrome"))


NO_FILES = re.compile(r"a-[12][abu]?|a-4e?")
"""PDF standards that allow no attached files."""


def _metadata(book: Book, first: Structured, house: bool) -> dict[str, Any]:
    refused = any(NO_FILES.fullmatch(name) for standards in _standards(book) for name in standards)
    return metadata(book, first, house) | ({"no-attachments": True} if refused else {})


def _citations(book: Book, chapters: Sequence[Structured]) -> dict[str, Any]:
    """How the book cites, for ``filters/citations.lua``; without sources each key is shown with a question mark."""
    options = book.options(None, "typst")
    through_book = not counts_notes(book, "typst")
    return {
        "bibliography": sources(book),
        **({"csl": str(options["csl"])} if options.get("csl") else {}),
        "nocite": str(options.get("nocite") or ""),
        "cited": list(dict.fromkeys(key for c in chapters for key in c.cited)) if through_book else [],
        "link": bool(options.get("link-citations")),
        "lang": book.lang,
        "through_book": through_book,
        "elsewhere": _MAIN,
    }


def _template() -> str:
    """The extension's partials as one template: Pandoc's sandbox looks for no partials."""
    folder = files("prismabook.render") / "extension"
    main = (folder / "template.typ").read_text("utf-8")
    return re.sub(r"^\$([\w-]+\.typ)\(\)\$$", lambda name: (folder / name[1]).read_text("utf-8"), main, flags=re.M)
