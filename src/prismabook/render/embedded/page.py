"""One page of the site around the text that Pandoc wrote."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from prismabook.render.embedded.book import Book, Entry, Page
from prismabook.render.embedded.structure import Structured, display_title

ASSETS = "site_libs/prismabook"


def template() -> Template:
    """The frame of every page."""
    return Template((files("prismabook.render.embedded") / "assets" / "page.html").read_text("utf-8"))


def compose(frame: Template, book: Book, chapter: Structured, titles: Mapping[str, Structured], written: str) -> str:
    """A whole page.

    Parameters
    ----------
    frame
        See :func:`template`.
    titles
        All chapters by file, for the contents.
    written
        What Pandoc wrote with ``assets/body.html``: contents list, title block, text.
    """
    toc, title_block, body = written.split("<!--prismabook-->", 2)
    page, words = chapter.page, book.words
    options = book.options(page, "html")
    back = posixpath.relpath(".", page.folder or ".")
    up = "" if back == "." else f"{back}/"
    css = options.get("css") or []
    styles = "".join(f'<link rel="stylesheet" href="{escape(up + str(name))}">\n' for name in _list(css))
    return frame.substitute(
        lang=escape(book.lang),
        meta=_meta(chapter, book),
        title=escape(page_title(chapter, book)),
        assets=f"{up}{ASSETS}/",
        styles=styles,
        heading_link=escape(words["heading-link"]),
        skip=escape(words["skip-to-content"]),
        chapters=escape(words["toggle-navigation"]),
        dark=escape(words["toggle-dark-mode"]),
        around=escape(f"{words['previous']}, {words['next']}"),
        home=f"{up}index.html",
        book=chapter.book_title_html,
        sidebar=_sidebar(book, page, titles, up),
        body=title_block.strip() + "\n" + body.strip(),
        neighbours=_neighbours(book, page, titles, up),
        toc=_toc(toc.strip() if options.get("toc", not page.unlisted) else "", options, words),
    )


def page_title(chapter: Structured, book: Book) -> str:
    """What the browser's tab says."""
    if chapter.page.index:
        return chapter.book_title
    return f"{display_title(chapter.title, chapter.page, book)} – {chapter.book_title}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _meta(chapter: Structured, book: Book) -> str:
    """The head's author, date, keywords, description; the date only in English, as in Quarto."""
    about = chapter.about
    pairs = [("author", author["name"]) for author in about.get("author", [])]
    if about.get("date") and book.lang.lower().startswith("en"):
        pairs.append(("dcterms.date", about["date-iso"]))
    if about.get("keywords"):
        pairs.append(("keywords", about["keywords"]))
    own = {**book.config, **chapter.page.front}
    described = book.about.get("description") or own.get("description")
    if described:
        pairs.append(("description", " ".join(str(described).split())))
    return "".join(f'<meta name="{name}" content="{escape(str(value))}">\n' for name, value in pairs)


def _label(page: Page, titles: Mapping[str, Structured], book: Book) -> str:
    title = titles[page.file].title_html or escape(page.file)
    numbered = page.number and book.options(page, "html").get("number-sections") is not False
    number = f'<span class="chapter-number">{page.number}</span> ' if numbered else ""
    return f'{number}<span class="chapter-title">{title}</span>'


def _sidebar(book: Book, current: Page, titles: Mapping[str, Structured], up: str) -> str:
    """The book's contents as nested lists; a part without a page is a link that leads nowhere."""
    parts = ["<ul>"]
    for position, entry in enumerate(book.contents):
        nested = position + 1 < len(book.contents) and book.contents[position + 1].depth > entry.depth
        parts.append(f"<li>{_entry(entry, current, titles, up, book)}")
        parts.append("\n<ul>\n" if nested else "</li>\n")
        following = book.contents[position + 1].depth if position + 1 < len(book.contents) else 0
        parts.append("</ul></li>\n" * max(0, entry.depth - following))
    return "".join([*parts, "</ul>"])


def _entry(entry: Entry, current: Page, titles: Mapping[str, Structured], up: str, book: Book) -> str:
    if entry.page is None:
        shown = dict(zip(*_parts(book, titles), strict=True))
        return f'<a class="part">{shown[entry.title]}</a>'
    here = ' aria-current="page"' if entry.page is current else ""
    return f'<a href="{escape(up + entry.page.output)}"{here}>{_label(entry.page, titles, book)}</a>'


def _parts(book: Book, titles: Mapping[str, Structured]) -> tuple[list[str], tuple[str, ...]]:
    """The titles of parts without a page, as written and as HTML."""
    written = [entry.title for entry in book.contents if entry.page is None]
    return written, tuple(part["html"] for page in book.pages if page.index for part in titles[page.file].parts)


def _neighbours(book: Book, page: Page, titles: Mapping[str, Structured], up: str) -> str:
    at = book.pages.index(page)
    parts = []
    for offset, rel in ((-1, "prev"), (1, "next")):
        if 0 <= at + offset < len(book.pages):
            other = book.pages[at + offset]
            word = escape(book.words["previous" if rel == "prev" else "next"])
            href = escape(up + other.output)
            parts.append(f'<a rel="{rel}" data-label="{word}" href="{href}">{_label(other, titles, book)}</a>')
    return "\n".join(parts)


def _toc(toc: str, options: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """The page's own contents list, nothing where it has no sections."""
    if not toc:
        return ""
    title = escape(str(options.get("toc-title") or words["toc-title-document"]))
    head = f'<summary><h2 id="toc-title">{title}</h2></summary>'
    return f'<nav id="TOC" aria-labelledby="toc-title">\n<details open>\n{head}\n{toc}\n</details>\n</nav>'
