"""The view in a terminal: brackets and numbers that say all without colour, colours where they are wanted."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from prismabook.model import LINE_END
from prismabook.report.explain.view import LABEL, READ, Explained, Part, Passage, Piece, rows
from prismabook.report.markdown import visible

_OPEN = {"certain": "⟦", "uncertain": "⟦?", "decided": "⟦!"}
_STYLES = {
    "certain": "\x1b[4m\x1b[36m",
    "uncertain": "\x1b[4m\x1b[33m",
    "decided": "\x1b[4m\x1b[32m",
    "untaken": "\x1b[1m\x1b[35m",
    "aside": "\x1b[2m",
    "head": "\x1b[1m",
}
_RESET = "\x1b[0m"


def in_terminal(view: Explained, *, colour: bool = False, width: int = 100) -> Iterator[str]:
    """The lines to print.

    Quoted passages stand in ``⟦ … ⟧`` with their number, uncertain ones begin with ``⟦?``, those that a person gave
    with ``⟦!``; numbers that no datum has stand in ``‹ ›``. Nothing of the document reaches the terminal as a control
    character.
    """
    paint = _Paint(colour)
    yield from _head(view, paint)
    for part in view.parts:
        yield from _part(part, paint, width)
    yield ""
    yield paint("DATA", "head")
    for passage in view.passages:
        yield from _data(view, passage, paint, width)
    if view.findings:
        yield ""
        yield paint("FINDINGS", "head")
        for finding in view.findings:
            line = f"{finding.severity} {finding.code.id}: {visible(finding.message)}"
            yield from textwrap.wrap(line, width, subsequent_indent="  ")


class _Paint:
    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if self._colour and text.strip() else text


def _head(view: Explained, paint: _Paint) -> Iterator[str]:
    source = view.source
    data = sum(len(p.data) for p in view.passages)
    yield paint(visible(source.id), "head")
    yield f"{source.kind}, read as {source.reader or 'no known layout'}; {data} data from {len(view.passages)} passages"
    yield f"numbers in the parts that are read: {view.taken} taken, {view.untaken} not"
    legend = [
        paint("⟦taken⟧1", "certain"),
        paint("⟦?uncertain⟧2", "uncertain"),
        paint("⟦!decided by a person⟧3", "decided"),
        paint("‹number not taken›", "untaken"),
        paint("│ set aside", "aside"),
    ]
    yield "legend: " + "  ".join(legend)


def _part(part: Part, paint: _Paint, width: int) -> Iterator[str]:
    section = part.section
    if section is None:
        return
    aside = section.role not in READ
    language = f", {section.language}" if section.language not in ("", "en") else ""
    if section.name != LABEL:
        yield ""
        yield paint(f"── {visible(section.name)} ({section.role}{language})", "head")
    for line in LINE_END.split("".join(_marked(part.pieces, paint))):
        words = visible_line(line)
        if aside:
            yield from (paint(f"│ {one}", "aside") for one in textwrap.wrap(words, width - 2) or [""])
        else:
            yield from textwrap.wrap(words, width) or [""]


def visible_line(line: str) -> str:
    """A line without control characters but the terminal's own colours, which only this module writes."""
    pieces = line.split("\x1b[")
    return visible(pieces[0]) + "".join(_coloured(piece) for piece in pieces[1:]) if len(pieces) > 1 else visible(line)


def _coloured(piece: str) -> str:
    code, _, rest = piece.partition("m")
    lead = " " if rest[:1].isspace() else ""
    tail = " " if rest[-1:].isspace() and rest.strip() else ""
    return f"\x1b[{code}m{lead}{visible(rest)}{tail}"


def _marked(pieces: tuple[Piece, ...], paint: _Paint) -> Iterator[str]:
    for piece in pieces:
        opening = "".join(_OPEN[p.status] for p in piece.passages if p.start == piece.start)
        closing = "".join(f"⟧{p.number}" for p in reversed(piece.passages) if p.end == piece.start + len(piece.text))
        text = piece.text.replace("\x1b", "\ufffd")
        if piece.untaken:
            text = paint(f"‹{text}›", "untaken")
        elif piece.passages:
            text = paint(text, piece.passages[-1].status)
        yield f"{opening}{text}{closing}"


def _data(view: Explained, passage: Passage, paint: _Paint, width: int) -> Iterator[str]:
    for n, (label, about, value, how, note, uncertain) in enumerate(rows(view, passage)):
        number = f"{passage.number:>3}" if n == 0 else "   "
        words = f"{label}{f' ({about})' if about else ''}: {value}"
        words = words if len(words) <= 300 else words[:297] + "…"
        doubt = f" uncertain: {note}" if uncertain else f" {note}" if note else ""
        lines = textwrap.wrap(visible(f"{words} [{how}]{doubt}"), width - 4) or [""]
        style = "uncertain" if uncertain else passage.status
        yield f"{paint(number, style)} {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])
