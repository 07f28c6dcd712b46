"""Whether a sentence speaks of the therapy that the document studies."""

from __future__ import annotations

import re

from prismabook.extraction.arms import arms
from prismabook.extraction.document import Document
from prismabook.extraction.rules.intervention import therapy_named


def therapy(document: Document) -> re.Pattern[str] | None:
    """A pattern for the names of the therapy that the document studies; None if it names none."""
    return document.once(_therapy)


def _therapy(document: Document) -> re.Pattern[str] | None:
    names = [arm.name for arm in arms(document) if not arm.comparator]
    names += [p.value for p in therapy_named(document) if p.item == "intervention"]
    cores = {re.sub(r"^(?:low|high|standard|medium)-do(?:s|)es? ", "", n.split(" plus ")[0], flags=re.I) for n in names}
    longs = {long for short, long in document.abbreviations.items() if short in cores}
    words = sorted(filter(None, cores | longs), key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE) if words else None
