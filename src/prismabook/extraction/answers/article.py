"""A source prepared for questions: its tables taken apart, its abbreviations, what its figures are in general."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from prismabook.extraction.answers.known import known_in
from prismabook.extraction.answers.panels import Panel, panels
from prismabook.extraction.answers.stated import PLUS_MINUS
from prismabook.extraction.answers.words import tokens
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.notation import declared
from prismabook.model import Source
from prismabook.patterns import regex

_NOTE = regex(
    r"\b([A-Z][\w/+-]{0,11})(?: [Gg]roups?)?\s?(?:[,:==]| denotes?| indicates?| means| stands for)\s?(?:the )?"
    r"([A-Za-z][^;.,:=()]{3,70})"
)
_PRIMARY = regex(
    r"\b[Pp]rimary (?:composite |efficacy |study )?(?:end[ -]?point|outcome)(?: measure)?"
    r" (?:was|is) (?:the |an? )?(?P<what>[^.;]{4,160})"
)


@dataclass(frozen=True)
class Article:
    """A source prepared for questions."""

    source: Source
    document: Document
    panels: tuple[Panel, ...]
    abbreviations: dict[str, str]
    declared: tuple[str, ...]
    """What its methods say that figures are: ``mean-sd``…"""
    topic: frozenset[str]


@lru_cache(maxsize=4)
def prepared(source: Source) -> Article:
    """A source with its tables taken apart; the last few are remembered, since questions come together."""
    return of_document(Document(source))


def of_document(document: Document) -> Article:
    """A document with its tables taken apart."""
    source = document.source
    known = known_in(source.text) | document.abbreviations
    for table in source.tables:
        for note in table.notes:
            for short, long in _NOTE.findall(source.text[note.start : note.end]):
                if short[0].lower() in {word[0].lower() for word in long.split()}:
                    known.setdefault(short, long.strip())
    title = next((stated.value for stated in source.stated if stated.name == "title"), "")
    said = {(*declared(s.text), "±" in s.text or "+/" in s.text) for s in document.within("methods")}
    kinds = {f"mean-{kind.lower()}{PLUS_MINUS if plus else ''}" for _, kind, plus in said if kind in ("SD", "SE")}
    return Article(source, document, panels(source), known, tuple(sorted(kinds)), tokens(title))


def primary(sentences: Sequence[Sentence]) -> str:
    """What an article first says that its primary outcome is; empty if it says nothing."""
    return next((match["what"] for s in sentences if (match := _PRIMARY.search(s.text))), "")


__all__ = ["Article", "of_document", "prepared", "primary"]
