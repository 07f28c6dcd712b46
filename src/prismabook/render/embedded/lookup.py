"""What the site's script looks up: the text of all sections for the search, and a preview of what links lead to.

Both are JavaScript files that set one variable, because a page opened from disk may load a script but no data.
"""

from __future__ import annotations

import copy
import json
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SKIPPED = ("script", "style", "nav", "template", "math", "annotation")
"""Elements whose words are no text to search: formulas would be found by their letters."""
BLOCKS = (
    "p",
    "li",
    "dd",
    "dt",
    "td",
    "th",
    "tr",
    "caption",
    "figcaption",
    "div",
    "section",
    "pre",
    "blockquote",
    *HEADINGS,
)
MOST_ROWS = 6
"""Rows of a table that a preview shows."""


@dataclass(frozen=True, slots=True)
class Written:
    """A finished page: its path from the root, its title and its HTML."""

    output: str
    title: str
    html: str


def search_file(pages: Sequence[Written]) -> str:
    """The sections of all pages as ``prismabookSections``, in the order of the book.

    Each has ``u`` (address from the root), ``p`` (the page's title), ``t`` (the section's) and ``x`` (its text).
    """
    found = [section for page in pages for section in _sections(page)]
    return _script("prismabookSections", found)


def previews_file(pages: Sequence[Written]) -> str:
    """A small piece of HTML for each place in the book that a link leads to, by address, as ``prismabookPreviews``.

    Addresses inside the pieces begin with ``{up}``, which the script replaces by the way to the root.
    """
    trees = {page.output: _main(page) for page in pages}
    wanted = dict.fromkeys(address for output, tree in trees.items() for address in _targets(output, tree))
    ids = {output: _by_id(tree) for output, tree in trees.items()}
    found: dict[str, str] = {}
    for output, fragment in wanted:
        element = ids.get(output, {}).get(fragment)
        piece = _preview(element, output) if element is not None else ""
        if piece:
            found[f"{output}#{fragment}"] = piece
    return _script("prismabookPreviews", found)


def _script(name: str, value: Any) -> str:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # The two separators end a line in older JavaScript; `<` could end the script where a page includes it.
    for sign in "\u2028\u2029<":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return f"window.{name}={data};\n"


def _main(page: Written) -> Any:
    tree: Any = html.document_fromstring(page.html)
    return next(iter(tree.xpath("//main")), tree)


def _by_id(tree: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in tree.iter():
        name = element.get("id") if isinstance(element.tag, str) else None
        if name:
            found.setdefault(name, element)
    return found


def _sections(page: Written) -> Iterator[dict[str, str]]:
    """A page's text, cut where a heading with an id begins a section."""
    address, title, words = page.output, page.title, list[str]()
    for element, text in _walk(_main(page)):
        if element is not None:
            yield from _section(address, page.title, title, words)
            address = f"{page.output}#{_id_of(element)}" if _id_of(element) else page.output
            title, words = _plain(element), []
        else:
            words.append(text)
    yield from _section(address, page.title, title, words)


def _section(address: str, page: str, title: str, words: Sequence[str]) -> Iterator[dict[str, str]]:
    text = " ".join("".join(words).split())
    if text or title != page:
        yield {"u": address, "p": page, "t": title, "x": text}


def _walk(node: Any) -> Iterator[tuple[Any, str]]:
    """Headings as elements, everything else as text, in the order of the page."""
    if node.tag in HEADINGS:
        yield node, ""
        return
    if isinstance(node.tag, str) and node.tag not in SKIPPED and not _hidden(node):
        if node.tag in BLOCKS:
            yield None, " "
        yield None, node.text or ""
        for child in node:
            yield from _walk(child)
            yield None, child.tail or ""
        if node.tag in BLOCKS:
            yield None, " "


def _hidden(node: Any) -> bool:
    return node.get("role") in ("doc-noteref", "doc-backlink") or "sourceCode" in (node.get("class") or "").split()


def _id_of(heading: Any) -> str:
    """A heading's id; that of the page's title stands in a span within it."""
    inner = heading.xpath(".//*[@id]/@id")
    return str(heading.get("id") or (inner[0] if inner else ""))


def _plain(element: Any) -> str:
    return " ".join("".join(text for _, text in _walk_all(element)).split())


def _walk_all(element: Any) -> Iterator[tuple[None, str]]:
    yield None, element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SKIPPED:
            yield from _walk_all(child)
        yield None, child.tail or ""


def _targets(output: str, tree: Any) -> Iterator[tuple[str, str]]:
    for address in tree.xpath(".//a/@href"):
        parts = urlsplit(str(address))
        if parts.fragment and not parts.scheme and not parts.netloc:
            path = (
                posixpath.normpath(posixpath.join(posixpath.dirname(output), unquote(parts.path)))
                if parts.path
                else output
            )
            yield path, unquote(parts.fragment)


def _preview(element: Any, output: str) -> str:
    """What to show of a place: a figure, the first rows of a table, a row, a section's beginning, or its own words."""
    row = next(iter(element.xpath("ancestor-or-self::tr[1]")), None)
    if row is not None:
        return _row(row, output)
    if element.tag in HEADINGS or element.xpath("ancestor::*[self::h1 or self::h2]"):
        return _beginning(element, output)
    if element.tag == "section" or element.tag == "main":
        return _beginning(next(iter(element.xpath("./*[self::h1 or self::h2 or self::h3]")), element), output)
    block = next(
        iter(element.xpath("ancestor-or-self::*[self::figure or self::li or self::p or self::div][1]")), element
    )
    chosen = block if element.tag in ("span", "a") else element
    return _piece(chosen, output)


def _row(row: Any, output: str) -> str:
    """A table's row with its heads, below the table's caption."""
    table = next(iter(row.xpath("ancestor::table[1]")))
    heads = [_plain(cell) for cell in table.xpath("./thead/tr[last()]/*")]
    captions = table.xpath("./caption | ancestor::figure[1]/figcaption")
    parts = [f'<p class="preview-title">{_inner(captions[0], output)}</p>'] if captions else []
    parts.append("<dl>")
    for number, cell in enumerate(row.xpath("./td|./th")):
        head = heads[number] if number < len(heads) else ""
        parts.append(f"<dt>{_escape(head)}</dt><dd>{_inner(cell, output)}</dd>")
    return "".join([*parts, "</dl>"])


def _beginning(heading: Any, output: str) -> str:
    top = (
        heading
        if heading.tag in HEADINGS
        else next(iter(heading.xpath("ancestor::*[self::h1 or self::h2][1]")), heading)
    )
    paragraph = next(iter(top.xpath("following::p[normalize-space()][1]")), None)
    text = f"<p>{_inner(paragraph, output)}</p>" if paragraph is not None else ""
    return f'<p class="preview-title">{_escape(_plain(top))}</p>{text}'


def _piece(element: Any, output: str) -> str:
    """The element's own HTML without ids, scripts and what is too long for a small box."""
    own = copy.deepcopy(element)
    own.tail = None
    for body in own.xpath(".//tbody"):
        for row in body.xpath("./tr")[MOST_ROWS:]:
            body.remove(row)
    return _clean(own, output)


def _inner(element: Any, output: str) -> str:
    own = copy.deepcopy(element)
    own.tail = None
    own.tag, attributes = "span", dict(own.attrib)
    for name in attributes:
        del own.attrib[name]
    return _clean(own, output)


def _clean(own: Any, output: str) -> str:
    for node in own.xpath(".//script | .//style | .//*[@role='doc-backlink'] | .//input | .//button"):
        node.drop_tree()
    for node in own.iter():
        if not isinstance(node.tag, str):
            continue
        for name in [n for n in node.attrib if n in ("id", "tabindex", "title") or n.startswith("on")]:
            del node.attrib[name]
        for name in ("href", "src"):
            if node.get(name):
                node.set(name, _from_root(str(node.get(name)), output))
    return str(html.tostring(own, encoding="unicode"))


def _from_root(address: str, output: str) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    path = posixpath.normpath(posixpath.join(posixpath.dirname(output), parts.path)) if parts.path else output
    return "{up}" + path + (f"#{parts.fragment}" if parts.fragment else "")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
