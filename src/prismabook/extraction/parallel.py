"""Whether a parallel text gives the same numbers as the English one."""

from __future__ import annotations

from prismabook.findings import Finding
from prismabook.model import Source


def compare_languages(source: Source) -> tuple[Finding, ...]:
    """Where the numbers of the other language differ from the English ones, section by section."""
    return ()
