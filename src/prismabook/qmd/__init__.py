"""Quarto chapters as values: parsing without loss, includes, inline code, stored notebooks.

``load(root, name)`` reads a chapter from disk, expands its includes and parses it. The rest is pure:
``parse(text, name)`` makes a :class:`Chapter` of front matter and blocks (:class:`Markdown` text and code
:class:`Cell` s), ``unparse`` gives the very text back, ``inline_code`` finds the inline expressions in a stretch of
Markdown, ``expand`` replaces ``{{< include … >}}`` and ``from_notebook`` reads a stored ``.ipynb``.
"""

from prismabook.qmd.chapter import Block, Cell, Chapter, Markdown
from prismabook.qmd.include import Expanded, expand
from prismabook.qmd.inline import Inline, inline_code
from prismabook.qmd.load import decode, load
from prismabook.qmd.notebook import from_notebook
from prismabook.qmd.parse import parse, unparse

__all__ = [
    "Block",
    "Cell",
    "Chapter",
    "Expanded",
    "Inline",
    "Markdown",
    "decode",
    "expand",
    "from_notebook",
    "inline_code",
    "load",
    "parse",
    "unparse",
]
