"""The book as one PDF: the chapters joined, written as Typst, set in the house style."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError, errors
from prismabook.render.embedded import pandoc
from prismabook.render.embedded.book import Book
from prismabook.render.embedded.codes_pdf import NO_AUTHOR
from prismabook.render.embedded.joined import join_chapters, placed
from prismabook.render.embedded.pdf_kept import set_pdf
from prismabook.render.embedded.pdf_meta import is_house_style, metadata
from prismabook.render.embedded.pdf_stage import images, stage
from prismabook.render.embedded.structure import Structured, join, sources

_CONFIG = "_quarto.yml"
_MAIN = "book.typ"


def write_pdf(
    book: Book, chapters: Sequence[Structured], figures: Path, target: Path, scratch: Path
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
        A folder for what Pandoc and Typst are given; Typst reads nothing outside of it.

    Raises
    ------
    PrismabookError
        If an image is missing, a link leads nowhere, or Pandoc or Typst fails.
    """
    house = is_house_style(book)
    if not house and not chapters[0].about.get("author"):
        raise PrismabookError(Finding(NO_AUTHOR, "the book has no author", Place(_CONFIG)))
    index, findings = join(book, chapters)
    documents = [json.loads(chapter.document) for chapter in chapters]
    folder = scratch / "typst"
    wanted = [
        (chapter.page.file, name)
        for chapter, document in zip(chapters, documents, strict=True)
        for name in images(document["blocks"])
    ]
    stage((figures, book.root), folder, wanted)
    source, more = _typst(book, chapters, join_chapters(book, chapters, documents), index, scratch, house)
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
    book: Book,
    chapters: Sequence[Structured],
    joined: Mapping[str, Any],
    index: Mapping[str, Any],
    scratch: Path,
    house: bool,
) -> tuple[str, tuple[Finding, ...]]:
    """The Typst source of the whole book."""
    style = book.options(None, "typst").get("csl")
    told, meta = scratch / "book.typst.json", scratch / "book.typst.meta.json"
    context = {**chapters[0].context, "index": index, "unnumbered": False, "shortcodes": [], "house": house}
    told.write_text(json.dumps(context, ensure_ascii=False), "utf-8")
    meta.write_text(json.dumps(_metadata(book, chapters[0], house), ensure_ascii=False), "utf-8")
    marks = Path(str(files("prismabook.render") / "extension" / "prisma-marks.lua"))
    template = scratch / "house.typst"
    template.write_text(_template(), "utf-8")
    arguments: list[str | Path] = ["-f", "json", "-t", "typst", "--wrap=none"]
    arguments.append(
        f"--syntax-highlighting={'idiomatic' if house else 'monochrome'}"
    )  # as Quarto: by Typst, by Pandoc
    arguments += ["--template", template, "--metadata-file", meta, "-L", marks, "-L", pandoc.FILTERS / "typst.lua"]
    arguments += ["--toc-depth", str(book.options(None, "typst").get("toc-depth") or (2 if house else 3))]
    arguments += _citations(book)
    source, findings = pandoc.run(
        arguments,
        json.dumps(joined, ensure_ascii=False),
        folder=book.root,
        file=_CONFIG,
        environment={"PRISMABOOK_CONTEXT": str(told)},
        reads=(
            told,
            meta,
            template,
            marks,
            *(book.root / name for name in (*sources(book), *([style] if style else []))),
        ),
        kept=book.kept / "book.typst.json",
    )
    findings = tuple(map(placed, findings))
    if wrong := errors(findings):
        raise PrismabookError(*wrong)
    return source, findings


NO_FILES = re.compile(r"a-[12][abu]?|a-4e?")
"""PDF standards that allow no attached files."""


def _metadata(book: Book, first: Structured, house: bool) -> dict[str, Any]:
    refused = any(NO_FILES.fullmatch(name) for standards in _standards(book) for name in standards)
    return metadata(book, first, house) | ({"no-attachments": True} if refused else {})


def _citations(book: Book) -> list[str | Path]:
    """Pandoc's arguments for the citations of the whole book; without sources each key is left with a question mark."""
    style = book.options(None, "typst").get("csl")
    return [
        "--citeproc",
        *(f"--bibliography={name}" for name in sources(book)),
        *([f"--csl={style}"] if style else []),
        *(["-M", "link-citations=true"] if book.options(None, "typst").get("link-citations") else []),
    ]


def _template() -> str:
    """The extension's partials as one template: Pandoc's sandbox looks for no partials."""
    folder = files("prismabook.render") / "extension"
    main = (folder / "template.typ").read_text("utf-8")
    return re.sub(r"^\$([\w-]+\.typ)\(\)\$$", lambda name: (folder / name[1]).read_text("utf-8"), main, flags=re.M)
