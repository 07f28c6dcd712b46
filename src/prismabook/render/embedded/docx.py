"""The book as one Word document, for journals: the chapters joined, styled by the extension's ``reference.docx``."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from prismabook.findings import Finding
from prismabook.project import write_files
from prismabook.render.embedded import pandoc
from prismabook.render.embedded.book import Book
from prismabook.render.embedded.converter import Converter
from prismabook.render.embedded.joined import filed, join_chapters, placed, places
from prismabook.render.embedded.once import Made, once, sums_of
from prismabook.render.embedded.pdf_meta import metadata
from prismabook.render.embedded.pdf_stage import stage
from prismabook.render.embedded.structure import Structured, at_home, files_of_style, join, sources

DOTS = 220
"""Dots an inch of figures drawn as lines, which Word wants as pictures."""
REFERENCE = Path(str(files("prismabook.render") / "extension" / "reference.docx"))
"""The document whose styles, page and margins are taken."""
_CONFIG = "_quarto.yml"


def write_docx(
    book: Book, chapters: Sequence[Structured], figures: Path, target: Path, scratch: Path, _converter: Converter
) -> tuple[Finding, ...]:
    """Write the book under the PDF's name with the ending ``docx``.

    Parameters
    ----------
    chapters
        All chapters in the book's order, structured for ``docx``.
    figures
        The folder of what cells drew, by path from the book's root.
    target
        The output folder.
    scratch
        A folder for what Pandoc is given.

    Raises
    ------
    PrismabookError
        If an image is missing, or Pandoc fails.
    """
    index, findings = join(book, chapters)
    folder = scratch / "docx"
    stage((figures, book.root), folder, [(c.page.file, name) for c in chapters for name in c.images])
    parts = filed(book, chapters)
    context = {**chapters[0].context, "index": index, "unnumbered": False, "shortcodes": [], "places": places(parts)}
    joined, meta = join_chapters(parts), _metadata(book, chapters[0])
    style = [path.read_bytes() for path in (REFERENCE, *files_of_style(book, "docx")) if path.is_file()]
    options = book.options(None, "docx")
    made_from = [joined, context, meta, sources(book), options.get("link-citations"), sums_of(folder)]
    made_from += [DOTS, version("typst")]  # which draws the pictures

    def make() -> Made:
        told = {**context, "images": str(folder)}
        found = _write(book, meta, _with_pictures(joined, folder), told, scratch)
        return _dated((scratch / "book.docx").read_bytes(), chapters[0].about.get("date-iso")), found

    data, more = once(book.kept_docx / "book.docx", pandoc.key_of(made_from, *style), make)
    write_files({target / docx_name(book): data})
    return *findings, *at_home(more, chapters, bool(sources(book)))


def docx_name(book: Book) -> str:
    """The document's file in the output folder."""
    return book.pdf_name.removesuffix(".pdf") + ".docx"


def _write(
    book: Book, meta: Mapping[str, Any], joined: Mapping[str, Any], context: Mapping[str, Any], scratch: Path
) -> tuple[Finding, ...]:
    told, texts = scratch / "book.docx.json", scratch / "book.docx.meta.json"
    told.write_text(json.dumps(context, ensure_ascii=False), "utf-8")
    texts.write_text(json.dumps(meta, ensure_ascii=False), "utf-8")
    style = book.options(None, "docx").get("csl")
    arguments: list[str | Path] = ["-f", "json", "-t", "docx", "--reference-doc", REFERENCE, "--metadata-file", texts]
    arguments += ["-L", pandoc.FILTERS / "docx.lua", "--citeproc"]
    arguments += [f"--bibliography={name}" for name in sources(book)]
    arguments += [f"--csl={style}"] if style else []
    arguments += ["-M", "link-citations=true"] if book.options(None, "docx").get("link-citations") else []
    arguments += ["--syntax-highlighting=none", "-o", scratch / "book.docx"]
    text, environment = json.dumps(joined, ensure_ascii=False), {"PRISMABOOK_CONTEXT": str(told)}
    findings = pandoc.run(arguments, text, folder=book.root, file=_CONFIG, environment=environment)
    return tuple(map(placed, findings))


def _metadata(book: Book, first: Structured) -> dict[str, Any]:
    """What Word's title block and properties are made from; the names of authors as plain texts."""
    found = metadata(book, first, True)
    kept = {key: found[key] for key in ("title", "subtitle", "date", "abstract", "nocite", "lang") if found.get(key)}
    keywords = book.options(None, "docx").get("keywords")
    kept |= {"keywords": keywords if isinstance(keywords, list) else [str(keywords)]} if keywords else {}
    kept["abstract-title"] = found.get("labels", {}).get("abstract", "")
    return kept | {"author": [author["name"]["literal"] for author in found.get("by-author", [])]}


def _dated(data: bytes, date: Any) -> bytes:
    """The document with the book's date as its own; in its sandbox Pandoc knows no time and says 1970."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(date)):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = content.replace(b">1970-01-01T", f">{date}T".encode())
            new.writestr(entry, content)
    return made.getvalue()


def _with_pictures(joined: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The document with drawings turned into pictures of the same size."""

    def turned(node: Any) -> Any:
        if isinstance(node, list):
            return [turned(item) for item in node]
        if not isinstance(node, dict):
            return node
        if node.get("t") == "Image" and node["c"][2][0].lower().endswith(".svg") and node["c"][2][0].startswith("/"):
            attr, words, (source, title) = node["c"]
            picture, width = _picture(folder / source[1:])
            pairs = attr[2] if any(key == "width" for key, _ in attr[2]) else [*attr[2], ["width", width]]
            name = source + ".png"  # beside a picture that the author has called by the other name
            picture_file = folder / name[1:]
            picture_file.write_bytes(picture)
            return {"t": "Image", "c": [[attr[0], attr[1], pairs], words, [name, title]]}
        return {key: turned(value) for key, value in node.items()}

    made: dict[str, Any] = turned(joined)
    return made


def _picture(drawing: Path) -> tuple[bytes, str]:
    """An SVG as PNG, set by Typst, and its width in inches (at most the text's)."""
    import typst

    page = drawing.parent / f"{drawing.stem}.picture.typ"
    page.write_text(f"#set page(width: auto, height: auto, margin: 0pt)\n#image({json.dumps(drawing.name)})\n", "utf-8")
    made = typst.compile(page, root=drawing.parent, format="png", ppi=DOTS)
    page.unlink()
    data = made[0] if isinstance(made, list) else made
    assert isinstance(data, bytes)
    pixels = int.from_bytes(data[16:20], "big")  # the width stands at the beginning of a PNG's header
    return data, f"{min(pixels / DOTS, 6.5):.3f}in"
