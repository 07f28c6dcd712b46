"""Sources made by hand, for tests of rules."""

from __future__ import annotations

import hashlib

from prismabook.extraction import RULES, Document, Proposal
from prismabook.model import Kind, Role, Section, Source


def source(*parts: tuple[str, str], kind: Kind = Kind.ABSTRACT, id_: str = "made.txt") -> Source:
    """A source of named sections; a name ending in ``:zh`` is a parallel Chinese one."""
    text, sections = "", []
    for name, words in parts:
        start = len(text)
        text += words + "\n\n"
        chinese = name.endswith(":zh")
        role = Role.PARALLEL if chinese else Role.BODY
        language = "zh" if chinese else "en"
        sections.append(Section(name.removesuffix(":zh"), role, start, start + len(words), language))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(id_, f"seeds/{id_}", digest, kind, "made", text, sections=tuple(sections))


def trial(
    results: str, methods: str = "Patients were randomised to receive drugazole (n=30) or placebo (n=30)."
) -> Source:
    """An abstract of a trial of drugazole against placebo."""
    return source(("methods", methods), ("results", results))


def proposals(made: Source, *items: str) -> list[Proposal]:
    """What all rules propose for these items."""
    document = Document(made)
    return [p for rule in RULES for p in rule(document) if p.item in items]


def rows(made: Source, *items: str) -> list[tuple[str, ...]]:
    """Outcome, arm, time point and value of what all rules propose for these items."""
    return [(p.outcome, p.arm, p.time_point, p.value) for p in proposals(made, *items)]


def values(made: Source, item: str) -> list[str]:
    """The values that all rules propose for an item."""
    return [p.value for p in proposals(made, item)]
