"""What the WHO's list of trials states in fields that its registries fill in as they like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.proposal import REGISTRIES, Proposal, rule
from prismabook.extraction.registry_page import lines
from prismabook.extraction.rules.registry import frame_points
from prismabook.patterns import regex

_FIELDS = {
    "listed:country": "country",
    "listed:min-age": "minimum_age",
    "listed:max-age": "maximum_age",
    "listed:start": "study_start",
    "listed:first-posted": "first_posted",
}
_FRAME = regex(r"(?<!\s)\s*+[\[(]?\s*+Time ?(?:Frame|points?)\s*+:\s*(?P<frame>[^\])]+)[\])]?\.?", re.IGNORECASE)


@rule("trial-list-field", *_FIELDS.values(), kinds=REGISTRIES)
def fields(document: Document) -> Iterator[Proposal]:
    """Countries, ages and dates: one field each."""
    for name, item in _FIELDS.items():
        for line in lines(document, name):
            yield Proposal(item, line.text, line.start, line.end)


@rule("trial-list-outcomes", "outcome_primary", "outcome_secondary", kinds=REGISTRIES)
def outcomes(document: Document) -> Iterator[Proposal]:
    """Each outcome of the list, with the time points that it names in brackets."""
    for rank in ("primary", "secondary"):
        for line in lines(document, f"listed:{rank}-outcomes"):
            yield from _outcome(line, f"outcome_{rank}")


def _outcome(line: Sentence, item: str) -> Iterator[Proposal]:
    frame = _FRAME.search(line.text)
    name = line.text[: frame.start()].strip(" .;,") if frame else line.text
    if name:
        times = frame_points(frame["frame"]) or [frame["frame"].strip()] if frame else [""]
        yield from (Proposal(item, name, line.start, line.end, time_point=time) for time in times)


@rule("trial-list-interventions", "intervention", kinds=REGISTRIES)
def interventions(document: Document) -> Iterator[Proposal]:
    """Each part of the field for the interventions; registries do not tell there which is the comparator."""
    doubt = "the list does not tell arms, interventions and comparators apart"
    for line in lines(document, "listed:interventions"):
        yield Proposal("intervention", line.text, line.start, line.end, doubt=doubt)


RULES = (fields, outcomes, interventions)
