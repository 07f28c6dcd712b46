"""Registry numbers of studies in a text."""

from __future__ import annotations

from collections.abc import Iterator

from prismabook.sources.identifiers import REGISTRIES, Found, find


def registrations(text: str) -> Iterator[Found]:
    """The registry numbers that a text names, in order."""
    return (found for found in find(text) if found.scheme in REGISTRIES and found.valid)
