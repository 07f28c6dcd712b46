"""What tells an article from other texts, for the formats that say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prismabook.findings import Finding, Place
from prismabook.model import Kind
from prismabook.sources.codes_files import NOT_AN_ARTICLE
from prismabook.sources.kept import Kept

SECTIONS = frozenset(
    re.findall(
        r"\S+",
        "abstract background objectives methods results findings discussion conclusions references purpose summary",
    )
)


def about_kind(kept: Kept, met: Iterable[str], path: str) -> list[Finding]:
    """Settle whether a document is an article: two of an article's headings say so; else a finding tells."""
    if len(SECTIONS.intersection(met)) >= 2:
        kept.kind = Kind.ARTICLE
        return []
    message = "fewer than two of an article's headings (Abstract, Methods, Results…) stand in it"
    return [Finding(NOT_AN_ARTICLE, message, Place(path))]
