"""Inline expressions: `` `{python} expr` `` in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prismabook.qmd.fences import FENCE

_STEP = re.compile(r"\\[\s\S]|<!--|(?P<fence>^[ \t]*(?:`{3,}(?=[^`\n]*$)|~{3,}))|`+", re.MULTILINE)
_INLINE = re.compile(r"\{python\}[ \t\r\n]+(.*)", re.DOTALL)
_BLANK = re.compile(r"\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline expression: its code on one line, and the offsets of all of it, backticks included."""

    start: int
    end: int
    code: str


def inline_code(text: str) -> tuple[Inline, ...]:
    """The inline expressions of a stretch of Markdown, in order.

    Those in verbatim blocks, in comments and inside longer code spans are shown, not run.
    """
    found = []
    at = 0
    while step := _STEP.search(text, at):
        word = step.group()
        if word.startswith("\\"):
            at = step.end()
        elif word == "<!--":
            at = _after(text, "-->", step.end())
        elif step["fence"]:
            at = _after_fence(text, step.start())
        else:
            at, code = _span(text, step.end(), len(word))
            if code is not None:
                found.append(Inline(step.start(), at, code))
    return tuple(found)


def _after(text: str, mark: str, start: int) -> int:
    """Behind the next mark; a comment that is never closed is none."""
    end = text.find(mark, start)
    return start if end < 0 else end + len(mark)


def _after_fence(text: str, start: int) -> int:
    """Behind a fenced block that begins at an offset; one that is never closed reaches to the end."""
    first, _, rest = text[start:].partition("\n")
    match = FENCE.match(first)
    if match is None:
        return start + max(1, len(first))
    mark = match["mark"]
    close = re.search(rf"^[ \t]*{mark[0]}{{{len(mark)},}}[ \t]*\r?$", rest, re.MULTILINE)
    return start + len(first) + 1 + close.end() if close else len(text)


def _span(text: str, start: int, ticks: int) -> tuple[int, str | None]:
    """Behind a code span whose opening backticks end at an offset, and its expression if it is one."""
    close = re.compile(rf"(?<!`)`{{{ticks}}}(?!`)").search(text, start)
    if close is None or _BLANK.search(text, start, close.start()):
        return start, None
    match = _INLINE.fullmatch(text[start : close.start()]) if ticks == 1 else None
    code = " ".join(match[1].split()) if match and "\n" in match[1] else match[1].strip() if match else ""
    return close.end(), code or None
