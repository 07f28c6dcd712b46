"""Records as CSL-JSON, the form in which citation processors exchange them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from prismabook.bibliography.bibtex import clean
from prismabook.model import Name, Record
from prismabook.sources.names import parted

PLAIN = (
    "title",
    "container-title",
    "container-title-short",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "page",
    "DOI",
    "PMID",
    "PMCID",
    "ISSN",
    "ISBN",
    "URL",
    "language",
    "genre",
    "status",
    "keyword",
    "abstract",
)


def to_csl_json(records: Iterable[Record]) -> str:
    """The records as a JSON array; one without a title cannot be cited and is left out."""
    return json.dumps([_item(r) for r in records if r.get("title")], ensure_ascii=False, indent=2) + "\n"


def _person(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": clean(name.family)}
    family, suffix = parted(clean(name.family))
    person = {"family": family, "given": clean(name.given)}
    return person | {"suffix": suffix} if suffix and f"{family} {suffix}" == clean(name.family) else person


def _item(record: Record) -> dict[str, object]:
    item: dict[str, object] = {"id": record.key, "type": record.type}
    if record.authors:
        item["author"] = [_person(n) for n in record.authors]
    item |= {name: clean(record.get(name)) for name in PLAIN if record.get(name)}
    if record.get("registration"):
        item["number"] = clean(record.get("registration"))
    if record.get("issued"):
        item["issued"] = {"date-parts": [[int(part) for part in record.get("issued").split("-")]]}
    return item
