"""Authors and affiliations, in whichever of Quarto's forms they are written, as one plain form for templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def people(authors: Any, shared: Any) -> list[dict[str, Any]]:
    """Authors as mappings: ``name`` and, where given, ``given``, ``family``, ``email``, ``orcid``, ``url``,
    ``corresponding`` and ``affiliations`` (a list of mappings with at least ``name``).

    Parameters
    ----------
    authors
        A name, a mapping, or a list of these.
    shared
        The document's ``affiliations``, which an author's ``ref`` names by ``id``.
    """
    known = {str(place.get("id")): place for place in _list(shared) if isinstance(place, Mapping)}
    return [person for person in (_person(author, known) for author in _list(authors)) if person["name"]]


def affiliations(authors: list[dict[str, Any]], shared: Any) -> list[dict[str, Any]]:
    """All affiliations, each once: the authors' own in order, then those that only the document lists."""
    found: list[dict[str, Any]] = []
    for place in [place for author in authors for place in author["affiliations"]] + list(map(_place, _list(shared))):
        if place not in found:
            found.append(place)
    return found


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _person(author: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(author, Mapping):
        return {"name": str(author), "affiliations": []}
    person: dict[str, Any] = {}
    name = author.get("name", "")
    if isinstance(name, Mapping):
        parts = [name.get(key, "") for key in ("given", "dropping-particle", "non-dropping-particle", "family")]
        person |= {key: str(name[key]) for key in ("given", "family") if name.get(key)}
        name = name.get("literal") or " ".join(str(part) for part in parts if part)
    person["name"] = str(name)
    person |= {key: author[key] for key in ("email", "orcid", "url", "corresponding", "degrees") if author.get(key)}
    places = _list(author.get("affiliations", author.get("affiliation")))
    person["affiliations"] = [_place(_resolved(place, known)) for place in places]
    return person


def _resolved(place: Any, known: Mapping[str, Any]) -> Any:
    reference = place.get("ref") if isinstance(place, Mapping) else None
    return known.get(str(reference), place) if reference is not None else place


def _place(place: Any) -> dict[str, Any]:
    if not isinstance(place, Mapping):
        return {"name": str(place)}
    kept = {key: str(value) for key, value in place.items() if key != "id" and value is not None}
    return {"name": kept.pop("name", kept.pop("ref", "")), **kept}
