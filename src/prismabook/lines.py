"""Lines of a text and their numbers."""

from __future__ import annotations

import re
from bisect import bisect_right

LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line in a source; form feeds and Unicode's separators do not."""


class Lines:
    """Line numbers of many offsets in one text; counts the line ends once."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def number(self, offset: int) -> int:
        """The 1-based number of the line that an offset stands in."""
        return bisect_right(self._starts, offset)
