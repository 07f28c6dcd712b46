"""Lines, fences and comments: what Pandoc takes literally."""

from __future__ import annotations

import re
from dataclasses import dataclass

FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>[^\n]*?)[ \t]*\r?$")
"""A line that opens (or closes) a fenced block; a backtick fence has no backtick in its info."""

CELL = re.compile(r"^[ \t]*\{(?P<language>[A-Za-z][\w+#-]*)(?P<extra>[ \t,][^}]*)?\}$")
"""The info of an executable cell: ``{python}``, not ``{.python}``, ``{{python}}`` or ``{=html}``."""

_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")


def lines(text: str) -> list[str]:
    """The lines of a text with their ends; joined they are the text."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


@dataclass(frozen=True, slots=True)
class Fence:
    """An opening fence."""

    indent: str
    mark: str
    info: str

    @property
    def language(self) -> str:
        """The language of an executable cell, empty for a block that is shown as it stands."""
        match = CELL.match(self.info) if self.mark.startswith("`") else None
        return match["language"] if match else ""

    def closed_by(self, line: str) -> bool:
        """Whether a line ends the block."""
        bare = line.strip()
        return len(bare) >= len(self.mark) and not bare.strip(self.mark[0])


def fence(line: str) -> Fence | None:
    """The fence that a line opens, if any."""
    match = FENCE.match(line.rstrip("\n"))
    return Fence(match["indent"], match["mark"], match["info"]) if match else None


def comment_opens(line: str, inside: bool) -> bool:
    """Whether an HTML comment is open after a line, given whether it was before."""
    rest = line if inside else _SPAN.sub("", line)
    while True:
        mark = "-->" if inside else "<!--"
        _, found, rest = rest.partition(mark)
        if not found:
            return inside
        inside = not inside
