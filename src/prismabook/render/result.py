"""What a renderer hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from prismabook.findings import Finding

Progress = Callable[[str], None]
"""Takes one line that tells a person what is going on."""


def silent(line: str) -> None:
    """Progress for callers that want none."""
    del line


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished book.

    ``engine`` is ``quarto`` or ``embedded``; ``book`` is the output folder; ``html`` is the site's first page, ``pdf``
    the PDF and ``docx`` the Word document, each None where it was not asked for.
    """

    engine: str
    book: Path
    html: Path | None = None
    pdf: Path | None = None
    findings: tuple[Finding, ...] = ()
    docx: Path | None = None
