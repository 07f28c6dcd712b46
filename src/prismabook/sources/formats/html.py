"""Saved web pages: what their meta tags and JSON-LD state first, then the text that a browser would show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prismabook.findings import Finding, Place
from prismabook.model import Kind
from prismabook.patterns import regex
from prismabook.sources.blocks import Block, Style, keep, lowered, one_line, raised, section_of
from prismabook.sources.codes_files import HTML_BROKEN
from prismabook.sources.formats.article import about_kind
from prismabook.sources.formats.base import Format, Raw, Reading
from prismabook.sources.formats.html_meta import stated
from prismabook.sources.kept import Bit, Kept

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HIDDEN = frozenset(
    re.findall(
        r"\S+",
        "script style noscript template nav footer aside form button select option textarea svg math iframe "
        "frame frameset object embed applet canvas video audio dialog head link meta input datalist title",
    )
)
"""Elements whose content is not the document's text; a ``header`` is only one within an article."""
BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody "
        "tfoot tr blockquote pre figure figcaption address body html hr br details summary fieldset center",
    )
)
_UNSEEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_UNSEEN_CLASS = regex(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|hidden)(?:\s|$)")
_MENUS = ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alert")
_LOOKS = regex(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html\b|<html\b|<head\b|<body\b)",
    re.IGNORECASE | re.DOTALL,
)
"""Comments may stand before the first element; their ends are looked for so that no two readings are possible."""
_BOLD = ("b", "strong")
_CONTROLS = regex("[\0-\x08\x0b\x0c\x0e-\x1f]")
_LONG_CELL = 400
"""Characters of a cell from which on a table is taken for a layout of the page."""
CELL = "\x1f"
"""Parts the cells of a row while it is put together."""


def score(raw: Raw) -> float:
    """Whether it opens as a page of HTML does."""
    return float(_LOOKS.match(raw.head) is not None)


def read(raw: Raw) -> Reading:
    """The page as one document."""
    from lxml import etree, html

    kept = Kept(raw.path, Kind.UNKNOWN)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    body = _CONTROLS.sub("\ufffd", raw.text).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        return Reading([kept], findings=[Finding(HTML_BROKEN, str(error), Place(raw.path))])
    fields = stated(kept, root)
    met = keep(kept, list(Walk(root, fields.get("title", "")).blocks()))
    if "container-title" in fields:
        kept.kind = Kind.ARTICLE if {"methods", "references"} <= met else Kind.ABSTRACT
        return Reading([kept])
    return Reading([kept], findings=about_kind(kept, met, raw.path))


class Walk:
    """A page's visible text as blocks, in the order of the page."""

    def __init__(self, root: HtmlElement, title: str = "") -> None:
        self.root = root
        self.title = _letters(title)
        self._parts: list[str] = []
        self._line: int | None = None
        self._layouts: dict[HtmlElement, bool] = {}

    def blocks(self) -> Iterator[Block]:
        """Headings, paragraphs and rows; walks without recursion, as deep as pages may be nested."""
        stack: list[tuple[HtmlElement, bool]] = [(self.root, False)]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                yield from self._leave(element)
                self._write(element.tail, element)
            elif _unseen(element):
                self._write(element.tail, element)
            elif element.tag in ("sup", "sub") and len(element) <= 1:
                words = one_line(element.text_content())
                self._write(raised(words) if element.tag == "sup" else lowered(words), element)
                self._write(element.tail, element)
            else:
                yield from self._enter(element)
                self._write(element.text, element)
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
        yield from self._flush(Style.TEXT)

    def _write(self, words: str | None, element: HtmlElement) -> None:
        if words:
            if self._line is None and words.strip():
                self._line = element.sourceline
            self._parts.append(words)

    def _enter(self, element: HtmlElement) -> Iterator[Block]:
        tag = element.tag
        if tag in ("td", "th") and not self._layout(element):
            self._parts.append(CELL)
        elif tag in BLOCKS or tag in ("td", "th") or (tag in _BOLD and self._opens(element)):
            yield from self._flush(Style.TEXT)

    def _opens(self, element: HtmlElement) -> bool:
        """Whether bold words at the beginning of a paragraph are a usual heading."""
        return not "".join(self._parts).strip() and bool(section_of(element.text_content()[:80]))

    def _leave(self, element: HtmlElement) -> Iterator[Block]:
        tag = element.tag
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            yield from self._flush(Style.HEADING, int(tag[1]))
        elif tag == "tr" and not self._layout(element):
            yield from self._flush(Style.ROW)
        elif tag in ("td", "th") and not self._layout(element):
            return
        elif tag in _BOLD and section_of("".join(self._parts)[:80]):
            yield from self._flush(Style.HEADING)
        elif tag in BLOCKS or tag in ("td", "th"):
            yield from self._flush(Style.TEXT)

    def _flush(self, style: Style, level: int = 0) -> Iterator[Block]:
        whole, line = "".join(self._parts), self._line
        self._parts, self._line = [], None
        words = "\t".join(one_line(cell) for cell in whole.split(CELL)).strip()
        if not words:
            return
        if style is Style.HEADING and not self.title and level == 1:
            self.title, style = _letters(words), Style.TITLE
        elif style is Style.TEXT and len(words) < 60 and section_of(words) and not words.endswith("."):
            style = Style.HEADING
        yield Block(style, (Bit(words, line),), level)

    def _layout(self, element: HtmlElement) -> bool:
        """Whether the table that an element stands in lays out the page: it holds tables or whole paragraphs."""
        table = next(element.iterancestors("table"), None)
        if table is None:
            return True
        if table not in self._layouts:
            nested = table.find(".//table") is not None
            self._layouts[table] = nested or any(
                len(cell.text_content()) > _LONG_CELL for cell in table.iter("td", "th")
            )
        return self._layouts[table]


def _unseen(element: HtmlElement) -> bool:
    """Whether a browser would not show an element, or shows it as a menu."""
    tag = element.tag
    if not isinstance(tag, str) or tag in HIDDEN:
        return True
    if tag == "header" and next(element.iterancestors("article", "main"), None) is None:
        return True
    get = element.get
    if get("hidden") is not None or get("aria-hidden") == "true" or get("role", "") in _MENUS:
        return True
    return bool(_UNSEEN.search(get("style", "")[:2000]) or _UNSEEN_CLASS.search(get("class", "")[:2000]))


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


FORMAT = Format("saved web page", "a page of HTML", score, read)
