"""How wide letters are and what shape they have; the fonts are those that come with matplotlib."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

FAMILY = "DejaVu Sans"
SPARE = 0.6
"""Widths in ems of a letter that the font lacks; East Asian ones are a full em."""


@cache
def _font(bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    path = findfont(FontProperties(family=FAMILY, weight="bold" if bold else "normal"))
    font = FT2Font(path)
    font.set_size(1000, 72)
    return font


@cache
def _advance(char: str, bold: bool) -> float:
    """The width of a letter in ems."""
    from matplotlib.ft2font import LoadFlags

    font = _font(bold)
    if unicodedata.combining(char):
        return 0.0
    if not font.get_char_index(ord(char)):
        return 1.0 if unicodedata.east_asian_width(char) in "WF" else SPARE
    width: int = font.load_char(ord(char), flags=LoadFlags.NO_HINTING).linearHoriAdvance
    return width / 65536 / 1000


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How much room words take, in the unit of their size."""
    return size * sum(_advance(char, bold) for char in words)


def outline(words: str, x: float, y: float, size: float, *, bold: bool = False) -> str:
    """The shape of words as an SVG path whose base line begins at x and y."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    path = TextPath((0, 0), words, size=size, prop=FontProperties(family=FAMILY, weight="bold" if bold else "normal"))
    commands = []
    for points, code in path.iter_segments(simplify=False, curves=True):
        pairs = [f"{_n(x + px)} {_n(y - py)}" for px, py in zip(points[::2], points[1::2], strict=True)]
        commands.append({1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}[int(code)] + ("" if code == 79 else " ".join(pairs)))
    return "".join(commands)


def _n(value: float) -> str:
    """A coordinate to a hundredth."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def drawable(words: str) -> bool:
    """Whether the font has a shape for every letter."""
    return all(_font(False).get_char_index(ord(char)) for char in words)


def wrapped(words: str, room: float, size: float, *, bold: bool = False, hanging: float = 0) -> list[str]:
    """Words in lines that fit the room; lines after the first have less of it by ``hanging``.

    Breaks stand at blanks, and within a word only where it is wider than a line. A no-break space does not break.
    """
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        tried = f"{line} {word}" if line else word
        if width(tried, size, bold=bold) <= room - (hanging if lines else 0):
            line = tried
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size, bold=bold) > (least := room - (hanging if lines else 0)):
            cut = _fitting(line, least, size, bold)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _fitting(word: str, room: float, size: float, bold: bool) -> int:
    """How many letters of a word fit, at least one."""
    total = 0.0
    for number, char in enumerate(word):
        total += size * _advance(char, bold)
        if total > room:
            return max(1, number)
    return len(word)
