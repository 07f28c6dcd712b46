"""Where a datum stands, for findings."""

from __future__ import annotations

from collections.abc import Iterable

from prismabook.findings import Place
from prismabook.model import Datum, Source

LONGEST = 160
"""Longest quote that a finding shows; the datum keeps the whole."""


class Places:
    """File, line and words of data, looked up in the sources they were taken from."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._sources = {source.id: source for source in sources}

    def of(self, datum: Datum) -> Place:
        """The place of a datum's quote; without a line if its source was not passed in."""
        quote = datum.quote
        words = quote.exact if len(quote.exact) <= LONGEST else quote.exact[: LONGEST - 1].rstrip() + "…"
        source = self._sources.get(quote.source)
        if source is None:
            return Place(quote.source, None, words)
        return source.at(quote.start, words)
