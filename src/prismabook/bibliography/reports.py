"""What kind of report a record is of, as far as its type, journal and wording tell."""

from __future__ import annotations

import re
from enum import StrEnum

from prismabook.model import Record
from prismabook.patterns import regex
from prismabook.sources.identifiers import registry


class Report(StrEnum):
    """A kind of report; two of different kinds are never one record."""

    ARTICLE = "article"
    ABSTRACT = "conference abstract"
    REGISTRY = "registry record"
    PREPRINT = "preprint"
    NOTICE = "notice about another report"


_PREPRINT = regex(
    r"\b(?:bio|med|chem|psy|soc)?(?:r|a)xiv\b|research square|\bssrn\b|preprints?\b|authorea|osf preprints",
    re.IGNORECASE,
)
_PREPRINT_DOI = regex(r"10\.(?:1101/(?:19|20)\d\d\.|1101/\d{6}|21203/rs\.|2139/ssrn|20944/preprints|22541/au\.)")
_MEETING = regex(r"\b(?:conference|meeting|congress) (?:abstract|paper)|^congress$|abstract from", re.IGNORECASE)
_NOTICES = ("retraction notice", "expression of concern", "erratum")


def report(record: Record) -> Report:
    """The kind of report that a record is of."""
    genre, container = record.get("genre"), record.get("container-title")
    if any(status in record.get("status") for status in _NOTICES):
        return Report.NOTICE
    if record.get("registration") and record.type == "dataset" and registry(record.get("registration")):
        return Report.REGISTRY
    if (
        re.search("preprint", genre, re.IGNORECASE)
        or _PREPRINT.search(container)
        or _PREPRINT_DOI.match(record.get("DOI"))
    ):
        return Report.PREPRINT
    if record.type == "paper-conference" or any(_MEETING.search(part) for part in genre.split("; ")):
        return Report.ABSTRACT
    if _in_a_supplement(record):
        return Report.ABSTRACT
    return Report.ARTICLE


def _in_a_supplement(record: Record) -> bool:
    """One page of a supplement: how journals print the abstracts of a meeting."""
    first, _, last = record.get("page").partition("-")
    within = re.search(r"suppl", record.get("issue") + record.get("volume"), re.IGNORECASE)
    return bool(within and first and last in ("", first))
