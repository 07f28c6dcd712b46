"""What a rule is and what it proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prismabook.extraction.document import Document
from prismabook.model import Kind, Source


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that a rule read between two offsets of a source.

    ``doubt`` is the reason why a person should look; a proposal without one is certain. ``note`` says how the
    value was made from the quote, where it is not printed as it stands.
    """

    item: str
    value: str
    start: int
    end: int
    outcome: str = ""
    arm: str = ""
    time_point: str = ""
    unit: str = ""
    doubt: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reading of documents of some kinds; it may propose the items listed and no others."""

    name: str
    items: tuple[str, ...]
    kinds: frozenset[Kind]
    read: Callable[[Document], Iterable[Proposal]]

    def __call__(self, source: Source | Document) -> Iterator[Proposal]:
        """The rule's proposals; none for a document of another kind."""
        document = source if isinstance(source, Document) else Document(source)
        if document.source.kind in self.kinds:
            yield from self.read(document)


EVERY = frozenset({Kind.ARTICLE, Kind.ABSTRACT, Kind.REGISTRY})
REPORTS = frozenset({Kind.ARTICLE, Kind.ABSTRACT})
REGISTRIES = frozenset({Kind.REGISTRY})


def rule(
    name: str, *items: str, kinds: frozenset[Kind] = EVERY
) -> Callable[[Callable[[Document], Iterable[Proposal]]], Rule]:
    """Make a rule of a function."""

    def make(read: Callable[[Document], Iterable[Proposal]]) -> Rule:
        return Rule(name, items, kinds, read)

    return make
