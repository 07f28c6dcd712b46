"""One page of the site around the text that Pandoc wrote."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from prismabook.render.embedded.book import Book, Entry, Page
from prismabook.render.embedded.heads import head
from prismabook.render.embedded.structure import Structured, display_title

ASSETS = "site_libs/prismabook"
SCRIPT_WORDS = (
    "heading-link",
    "search-no-results-text",
    "results-one",
    "results-many",
    "preview-open",
    "filter-rows",
    "rows-shown",
    "sort-by",
)
"""The words that the script says."""


def template() -> Template:
    """The frame of every page."""
    return Template((files("prismabook.render.embedded") / "assets" / "page.html").read_text("utf-8"))


def compose(
    frame: Template,
    book: Book,
    chapter: Structured,
    titles: Mapping[str, Structured],
    written: str,
    made: Sequence[str] = (),
) -> str:
    """A whole page.

    Parameters
    ----------
    frame
        See :func:`template`.
    titles
        All chapters by file, for the contents.
    written
        What Pandoc wrote with ``assets/body.html``: contents list, title block, text.
    made
        The book's other files that are made with the site, such as the PDF.
    """
    toc, title_block, body = written.split("<!--prismabook-->", 2)
    page, words = chapter.page, book.words
    options = book.options(page, "html")
    back = posixpath.relpath(".", page.folder or ".")
    up = "" if back == "." else f"{back}/"
    css = options.get("css") or []
    styles = "".join(f'<link rel="stylesheet" href="{escape(up + str(name))}">\n' for name in _list(css))
    return frame.substitute(
        site="site wide" if _has_wide_table(body) else "site",
        lang=escape(book.lang),
        meta=head(chapter, book, page_title(chapter, book), next((n for n in made if n.endswith(".pdf")), "")),
        title=escape(page_title(chapter, book)),
        up=up,
        assets=f"{up}{ASSETS}/",
        styles=styles,
        words=escape(json.dumps({key: words[key] for key in SCRIPT_WORDS}, ensure_ascii=False)),
        search=escape(words["search-label"]),
        search_hint=escape(words["search-hint"]),
        close=escape(words["close"]),
        downloads=_downloads(book, made, up),
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


def _has_wide_table(html: str) -> bool:
    """Whether a table has five columns or more: its page is wider, from the first paint on."""
    return any(len(re.findall(r"<t[dh][ >]", row)) >= 5 for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL))


def page_title(chapter: Structured, book: Book) -> str:
    """What the browser's tab says."""
    if chapter.page.index:
        return chapter.book_title
    return f"{display_title(chapter.title, chapter.page, book)} – {chapter.book_title}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


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


def _downloads(book: Book, made: Sequence[str], up: str) -> str:
    """Links to what ``book: downloads`` offers and this render makes."""
    offered = [str(name) for name in _list(book.about.get("downloads") or [])]
    book_ = book.pdf_name.removesuffix(".pdf")
    files_ = [(name, f"{book_}.{name}") for name in offered if f"{book_}.{name}" in made]
    if not files_:
        return ""
    links = "".join(
        f'<li><a href="{escape(up + file)}" download>{escape(name.upper())}</a></li>' for name, file in files_
    )
    head_ = f'<h2 id="downloads-title">{escape(book.words["downloads"])}</h2>'
    return f'<nav class="downloads" aria-labelledby="downloads-title">\n{head_}\n<ul>{links}</ul>\n</nav>\n'
