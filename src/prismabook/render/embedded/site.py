"""The book as a folder of HTML pages that work from disk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from html import escape, unescape
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from prismabook.findings import Finding, Place
from prismabook.render.embedded import pandoc
from prismabook.render.embedded.book import Book, Page
from prismabook.render.embedded.codes import NO_FILE, NOT_CITED
from prismabook.render.embedded.converter import Converted, Converter, Task
from prismabook.render.embedded.lookup import Written, previews_file, search_file
from prismabook.render.embedded.page import ASSETS, compose, template
from prismabook.render.embedded.resources import resources
from prismabook.render.embedded.structure import (
    Structured,
    citations,
    display_title,
    files_of_style,
    is_own,
    join,
    located,
)

SCRIPTS = ("page", "finder", "previews", "tables")
"""Parts of the site's script, in the order they are joined in; the first is what the others build on."""


def write_site(
    book: Book,
    chapters: Sequence[Structured],
    target: Path,
    converter: Converter,
    coming: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Write all pages and what they use into a folder.

    Parameters
    ----------
    chapters
        In the book's order, structured for ``html``.
    target
        An empty folder that becomes the site.
    coming
        Files that others are about to write into it, such as the PDF; links to them are good.
    """
    index, doubled = join(book, chapters)
    findings = list(doubled)
    cited = citations(book, chapters)
    if cited is None:
        lacking = [(chapter, key) for chapter in chapters for key in chapter.cited]
        findings += (located(Finding(NOT_CITED, f"“@{key}”", Place(c.page.file)), c.page) for c, key in lacking)
    written = _written(book, chapters, index, cited, converter)
    frame, titles = template(), {chapter.page.file: chapter for chapter in chapters}
    pages: list[Written] = []
    for chapter, (text, warnings) in zip(chapters, written, strict=True):
        findings += (located(finding, chapter.page) for finding in warnings if is_own(finding, chapter))
        page = sized(compose(frame, book, chapter, titles, text, coming), chapter.page, (target, book.root))
        pages.append(Written(chapter.page.output, chapter.title or chapter.book_title, page))
        file = target / chapter.page.output
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, "utf-8")
        findings += (located(finding, chapter.page) for finding in _copy(book.root, chapter.page, page, target, coming))
    _assets(target, pages)
    for name in resources(book):
        _copy_file(book.root, name, target)
    return tuple(findings)


def _written(
    book: Book,
    chapters: Sequence[Structured],
    index: Mapping[str, Any],
    cited: Mapping[str, Any] | None,
    converter: Converter,
) -> list[Converted]:
    """Each page's contents list, title block and text as HTML."""
    body = (pandoc.HERE / "assets" / "body.html").read_text("utf-8")
    request = {"do": "html", "index": index, "template": body} | ({"citations": cited} if cited else {})
    tasks = []
    for chapter in chapters:
        depth = int(book.options(chapter.page, "html").get("toc-depth") or 3)
        told = {"document": chapter.document, "context": chapter.context, "variables": _variables(book, chapter)}
        kept = book.kept / f"{chapter.page.file.replace('/', '--')}.page.json"
        tasks.append(Task(chapter.page.file, {**told, "toc_depth": depth}, kept))
    # Without a list of references for all of them, each page has one of its own.
    groups = converter.most if cited is None or cited["through_book"] else len(tasks)
    return converter.convert(request, tasks, reads=files_of_style(book, "html") if cited else (), groups=groups)


def _variables(book: Book, chapter: Structured) -> dict[str, str]:
    about, words = chapter.about, book.words
    authors, places = len(about.get("author", [])), len(about.get("affiliations", []))
    chosen = {
        "authors": words["title-block-author-" + ("plural" if authors > 1 else "single")],
        "affiliations": words["title-block-affiliation-" + ("plural" if places > 1 else "single")],
        "published": words["title-block-published"],
        "modified": words["title-block-modified"],
        "abstract": book.options(chapter.page, "html").get("abstract-title") or words["section-title-abstract"],
        "keywords": words["title-block-keywords"],
    }
    values = {f"pb-word-{key}": escape(str(word)) for key, word in chosen.items()}
    if any(about.get(key) for key in ("date", "date-modified", "doi")):
        values["pb-dated"] = "true"
    values["pb-before"], values["pb-after"] = _around_heading(book, chapter)
    return values


def _around_heading(book: Book, chapter: Structured) -> tuple[str, str]:
    """What stands around a page's title: its number apart, the id that the author gave it. The first page has none."""
    page = chapter.page
    if page.index:
        return chapter.book_title_html, ""
    before, after = "", ""
    if page.appendix and page.number:
        before = escape(display_title("", page, book))
    elif chapter.context["number_sections"]:
        before = f'<span class="chapter-number">{page.number}</span> <span class="chapter-title">'
        after = "</span>"
    if page.heading_id:
        before = f'<span id="{escape(page.heading_id)}" class="quarto-section-identifier">{before}'
        after += "</span>"
    return before, after


def _assets(target: Path, pages: Sequence[Written]) -> None:
    """The style sheet, the script, and what the script loads when it is needed."""
    folder = target / ASSETS
    folder.mkdir(parents=True)
    source = files("prismabook.render.embedded") / "assets"
    script = "".join((source / "scripts" / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    contents = {
        "site.css": (source / "site.css").read_text("utf-8"),
        "site.js": script,
        "minisearch.js": (source / "vendor" / "minisearch.js").read_text("utf-8"),
        "sections.js": search_file(pages),
        "previews.js": previews_file(pages),
    }
    for name, text in contents.items():
        (folder / name).write_bytes(text.encode())


_DRAWN = re.compile(r'<img src="([^":?#]+\.svg)"(?![^>]*\b(?:width|height|style)=)')
_SIZE = re.compile(rb'<svg[^>]*? width="([\d.]+)(pt|px)?" height="([\d.]+)(pt|px)?"')


def sized(html: str, page: Page, roots: Sequence[Path]) -> str:
    """The page with the sizes of its drawings, so that nothing moves when they have been loaded."""

    def with_size(found: re.Match[str]) -> str:
        name = _joined(page.folder, unquote(unescape(found[1]))) or ""
        file = next((root / name for root in roots if name and (root / name).is_file()), None)
        size = _SIZE.search(file.read_bytes()[:2000]) if file else None
        if not size:
            return found[0]
        wide, high = (round(float(size[n]) * (4 / 3 if size[n + 1] == b"pt" else 1)) for n in (1, 3))
        return f'{found[0]} width="{wide}" height="{high}"'

    return _DRAWN.sub(with_size, html)


_USED = re.compile(r"""\b(?:src|href)=(?:"([^"]*)"|'([^']*)')""")


def _copy(root: Path, page: Page, html: str, target: Path, coming: Sequence[str]) -> tuple[Finding, ...]:
    """Copy the project's files that a page uses or links to; a missing image gives a finding."""
    findings = []
    for address in dict.fromkeys(unescape(a or b) for a, b in _USED.findall(html)):
        path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if not path or re.match(r"[a-zA-Z][\w+.-]*:|//", address):
            continue
        name = _joined(page.folder, path)
        if name is None or name in coming or name.startswith("site_libs/"):
            continue
        if name.endswith(".html") and not (root / name).is_file():
            continue
        is_file = re.search(r"\.(?!qmd$|ipynb$)\w+$", name)  # a chapter's link has a finding of its own
        if not _copy_file(root, name, target) and not (target / name).exists() and is_file:
            findings.append(Finding(NO_FILE, f"“{path}”", Place(page.file)))
    return tuple(findings)


def _joined(folder: str, path: str) -> str | None:
    """A path from the root, None where it leads out of it."""
    parts: list[str] = []
    for part in PurePosixPath(folder, path).parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in (".", "/"):
            parts.append(part)
    return "/".join(parts)


def _copy_file(root: Path, name: str, target: Path) -> bool:
    """Copy one file of the project; never one that lies, or leads by a link, outside of it."""
    source, copy = root / name, target / name
    if not source.is_file() or not source.resolve().is_relative_to(root.resolve()) or copy.exists():
        return copy.is_file()
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, copy)
    return True
