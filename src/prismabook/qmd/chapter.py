"""What a chapter is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from prismabook.findings import Finding, Place
from prismabook.project import Node


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text between cells, exactly as it stands; ``line`` is the 1-based number of its first line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """An executable code cell.

    ``text`` is all of it, fences included, exactly as it stands. ``source`` is what a kernel gets: option lines and
    code, without the cell's indentation, lines ended by ``\\n``, no line end at the end. ``line`` is the line of the
    opening fence, so line ``n`` of ``source`` is line ``line + n`` of the chapter. ``stored`` holds the outputs
    (nbformat's dictionaries) that a notebook brought along; None means that the cell is to be executed.
    """

    text: str
    line: int
    language: str
    source: str
    options: Mapping[str, Node] = field(default_factory=dict)
    option_lines: int = 0
    indent: str = ""
    stored: tuple[Mapping[str, Any], ...] | None = None

    @property
    def code(self) -> str:
        """The source without its option lines."""
        return "\n".join(self.source.split("\n")[self.option_lines :])

    @property
    def option_source(self) -> tuple[str, ...]:
        """The option lines as they stand."""
        return tuple(self.source.split("\n")[: self.option_lines])

    def get(self, key: str, default: Any = None) -> Any:
        """An option's plain value."""
        return self.options[key].plain() if key in self.options else default

    @property
    def label(self) -> str:
        """The cell's label without a number sign, empty where it has none."""
        return str(self.get("label") or "").removeprefix("#")


Block: TypeAlias = Markdown | Cell


@dataclass(frozen=True, slots=True)
class Chapter:
    """A parsed chapter.

    ``name`` is its path from the project's root with forward slashes. ``front`` is the front matter with its
    delimiters exactly as it stands (empty where there is none), ``meta`` its plain value. ``origins`` gives for each
    line of the text the file and line it came from, where includes were expanded.
    """

    name: str
    front: str
    blocks: tuple[Block, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    origins: tuple[tuple[str, int], ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The code cells in order."""
        return tuple(block for block in self.blocks if isinstance(block, Cell))

    @property
    def is_stored(self) -> bool:
        """Whether the chapter is a notebook whose stored outputs are used as they are."""
        return self.name.endswith(".ipynb")

    def place(self, line: int, quote: str = "") -> Place:
        """Where a line of the text stands on disk."""
        if 0 < line <= len(self.origins):
            file, line = self.origins[line - 1]
            return Place(file, line, quote)
        return Place(self.name, line, quote)
