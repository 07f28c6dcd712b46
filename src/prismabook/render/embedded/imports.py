"""Which modules chapters import, so that a worker can import them once for all."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable

from prismabook.qmd import Chapter


def imported(chapters: Iterable[Chapter]) -> list[str]:
    """The modules that chapters import at any place, the standard library's left out.

    Importing those of the standard library again costs nothing, and some of them print.
    """
    found: set[str] = set()
    for chapter in chapters:
        for cell in chapter.cells:
            found |= _modules(cell.source)
    return sorted(name for name in found if name.split(".")[0] not in sys.stdlib_module_names)


def _modules(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):  # magics, or an error that the cell itself will report
        return set()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            # A name may be a module of the package; one that is none fails to import, which does no harm.
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found
