"""The only place that makes Markdown: one escaping boundary and a few builders.

Words of a source may hold anything. They enter Markdown through :func:`escape` alone, and come out of Pandoc
as the same words: never as markup, shortcode, citation, mathematics or raw HTML.
"""

from __future__ import annotations

import html
import re
import string
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_PUNCTUATION = str.maketrans({mark: f"\\{mark}" for mark in string.punctuation})
_JOINERS = "\u200c\u200d"
"""Zero-width joiners shape letters and emoji; they do not reorder or hide text."""

REFERABLE = re.compile(r"[a-z]+-[A-Za-z0-9_-]*[A-Za-z0-9]")
"""Labels that stand in running text without brackets."""

TABLE_WIDTH = 100
"""Characters of a pipe table's separator line: above Pandoc's 72, so that the dashes give relative widths."""


def visible(text: str) -> str:
    """The text as a reader will see it: one line, no control characters, invisible format characters named.

    A right-to-left override becomes ``⟨U+202E⟩``, so that nothing in a quote can hide or reorder its neighbours.
    """
    one_line = _SPACES.sub(" ", text).strip(" ")
    return "".join(_shown(char) for char in one_line)


def _shown(char: str) -> str:
    if char < "\x7f" or char in _JOINERS:
        return char if char >= " " else "\ufffd"
    category = unicodedata.category(char)
    if category == "Cf":
        return f"⟨U+{ord(char):04X}⟩"
    return "\ufffd" if category in ("Cc", "Cs") else char


def escape(text: str) -> str:
    """The text as Markdown that Pandoc and Quarto read back as exactly ``visible(text)``.

    Every ASCII punctuation mark is escaped, needed or not: that is simple to check, and nothing that Pandoc or
    Quarto may learn to read later begins with a letter, a digit or a space inside a line.
    """
    return visible(text).translate(_PUNCTUATION)


def as_html(text: str) -> str:
    """The text as HTML, for attributes too: the same words, lines kept, nothing hidden and nothing markup."""
    shown = "".join(char if char in "\n\t" else _shown(char) for char in _LINE_END.sub("\n", text))
    return html.escape(shown, quote=True)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of Markdown with its plain reading; Jupyter and Quarto show the Markdown.

    Add pieces with ``+``; a plain ``str`` is escaped on the way in.
    """

    markdown: str
    plain: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __str__(self) -> str:
        return self.plain

    def __repr__(self) -> str:
        return self.plain

    def __add__(self, other: Text | str) -> Text:
        right = text(other)
        return Text(self.markdown + right.markdown, self.plain + right.plain)

    def __radd__(self, other: str) -> Text:
        return text(other) + self


def text(value: Text | str) -> Text:
    """A piece of Markdown from plain words; what is Markdown already stays as it is."""
    if isinstance(value, Text):
        return value
    # Spaces at the ends matter where pieces are joined; `visible` takes them off.
    lead = " " if value[:1].isspace() else ""
    trail = " " if value[-1:].isspace() and value.strip() else ""
    return Text(lead + escape(value) + trail, lead + visible(value) + trail)


def join(pieces: Iterable[Text | str], between: str = "", last: str | None = None) -> Text:
    """Pieces in a row, ``between`` them a text, before the last one perhaps another (``" and "``)."""
    parts = [text(piece) for piece in pieces]
    result = parts[0] if parts else Text("", "")
    for number, part in enumerate(parts[1:], start=2):
        result = result + (last if last is not None and number == len(parts) else between) + part
    return result


def anchor(name: str) -> str:
    """A name as an identifier that Pandoc, HTML, addresses and Typst accept: lower-case letters, digits, hyphens.

    Letters outside ASCII become their code points, so that two names stay two anchors.
    """
    ascii_only = "".join(char if char.isascii() else f"u{ord(char):x}" for char in name.lower())
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def address(target: str) -> str | None:
    """A link's target, safe to stand in Markdown; None for schemes other than web addresses and the book's own."""
    if urlsplit(target).scheme not in ("", "http", "https"):
        return None
    return quote(target, safe="/#:?&=%+,;@~.-_")


def link(label: Text | str, target: str, *, title: str = "", classes: Sequence[str] = ()) -> Text:
    """A link; ``title`` is shown when the pointer rests on it. A target that is no address leaves the label alone."""
    shown, where = text(label), address(target)
    if where is None:
        return shown
    hover = f' "{escape(title)}"' if title else ""
    return Text(f"[{shown.markdown}]({where}{hover}){_attributes('', classes, {})}", shown.plain)


def span(label: Text | str, identifier: str = "", classes: Sequence[str] = ()) -> Text:
    """Words that can be linked to."""
    shown = text(label)
    return Text(f"[{shown.markdown}]{_attributes(identifier, classes, {}) or '{.plain}'}", shown.plain)


def emphasis(label: Text | str) -> Text:
    """Words set in italics."""
    shown = text(label)
    return Text(f"*{shown.markdown}*", shown.plain)


def strong(label: Text | str) -> Text:
    """Words set in bold."""
    shown = text(label)
    return Text(f"**{shown.markdown}**", shown.plain)


def quoted(label: Text | str) -> Text:
    """Words of a source between quotation marks."""
    shown = text(label)
    return Text(f"“{shown.markdown}”", f"“{shown.plain}”")


def cite(*keys: str) -> Text:
    """A citation of records by their keys; none gives nothing."""
    return Text(f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else "", ", ".join(keys))


def refer(label: str) -> Text:
    """A cross-reference by its label (``sec-…``, ``tbl-…``), which the renderer numbers and links.

    Raises
    ------
    ValueError
        If the label has other characters than letters, digits, hyphens and underscores.
    """
    if not REFERABLE.fullmatch(label):
        raise ValueError(f"`{label}` is no label that can be referred to")
    return Text(f"@{label}", label)


def pages(item: str, anchor_: str, chapter: str) -> Text:
    """Where a PDF prints the pages on which a section reports a checklist's item; nothing anywhere else."""
    values = {"prisma-pages": item, "prisma-section": anchor_, "prisma-chapter": chapter}
    return Text(f"[]{_attributes('', (), values)}", "")


def image(path: str, caption: Text | str, *, label: str, alt: str) -> Text:
    """A numbered figure with its text alternative."""
    shown = text(caption)
    return Text(f"![{shown.markdown}]({address(path)}){_attributes(label, (), {'fig-alt': alt})}", alt)


def drawing(html: str, path: str, caption: Text | str, *, label: str, alt: str) -> Text:
    """A numbered figure that a web page draws itself, and that other formats show from a file.

    ``html`` is markup made by the toolkit, with all words of sources escaped; shortcodes in it are taken apart.
    """
    shown = text(caption)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", html)), default=0))
    raw = html.replace("{{<", "{&#123;<")
    blocks = (
        f"::: {{#{label}}}",
        '::: {.content-visible when-format="html"}',
        f"{fence}{{=html}}\n{raw}\n{fence}",
        ":::",
        '::: {.content-visible unless-format="html"}',
        f"![]({address(path)}){_attributes('', (), {'fig-alt': alt})}",
        ":::",
        shown.markdown,
        ":::",
    )
    return Text("\n\n".join(blocks), alt)


def verbatim(words: str, *, classes: Sequence[str] = ()) -> Text:
    """Lines shown letter by letter, with every blank; control and reordering characters are named as elsewhere."""
    lines = [_line(line) for line in words.strip("\n").split("\n")]
    shown = "\n".join(lines)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", shown)), default=0))
    # Both renderers read shortcodes within code too; a third brace keeps one as it is written.
    kept = re.sub(r"\{\{<(.*?)>\}\}", r"{{{<\1>}}}", shown, flags=re.DOTALL)
    return Text(f"{fence}{_attributes('', ('text', *classes), {})}\n{kept}\n{fence}", shown)


def _line(line: str) -> str:
    return "".join(_shown(char) for char in line.replace("\r", "").replace("\t", "    "))


def bullets(items: Iterable[Text | str]) -> Text:
    """A list of points."""
    parts = [text(item) for item in items]
    return Text("\n".join(f"- {part.markdown}" for part in parts), "\n".join(f"• {part.plain}" for part in parts))


def paragraphs(blocks: Iterable[Text | str]) -> Text:
    """Blocks one below the other."""
    parts = [text(block) for block in blocks]
    return Text("\n\n".join(part.markdown for part in parts), "\n\n".join(part.plain for part in parts))


@dataclass(frozen=True, slots=True)
class Heading:
    """A table's column: its head, its share of the width, and whether it holds numbers (set to the right)."""

    title: str
    width: int = 10
    number: bool = False


def table(columns: Sequence[Heading], rows: Iterable[Sequence[Text | str]]) -> Text:
    """A pipe table whose columns share the page's width in the proportion of their ``width``.

    Raises
    ------
    ValueError
        If a row has another number of cells than there are columns.
    """
    cells = [[text(column.title) for column in columns], *([text(cell) for cell in row] for row in rows)]
    if any(len(row) != len(columns) for row in cells):
        raise ValueError("a row of the table has another number of cells than there are columns")
    lines = [_row(row) for row in cells]
    lines.insert(1, "|" + "|".join(_dashes(column, columns) for column in columns) + "|")
    return Text("\n".join(lines), "\n".join("\t".join(cell.plain for cell in row) for row in cells))


def _row(cells: Sequence[Text]) -> str:
    return "| " + " | ".join(cell.markdown for cell in cells) + " |"


def _dashes(column: Heading, columns: Sequence[Heading]) -> str:
    total = sum(other.width for other in columns)
    count = max(4, round(TABLE_WIDTH * column.width / total))
    return "-" * (count - 1) + ":" if column.number else ":" + "-" * (count - 1)


def _attributes(identifier: str, classes: Sequence[str], values: Mapping[str, str]) -> str:
    parts = [f"#{identifier}"] if identifier else []
    parts += [f".{name}" for name in classes]
    parts += [f'{key}="{escape(value)}"' for key, value in values.items()]
    return "{" + " ".join(parts) + "}" if parts else ""
