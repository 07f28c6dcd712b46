"""How many people each arm has by a table's caption and notes, at the time of its cells if they name times."""

from __future__ import annotations

from collections.abc import Iterator

from prismabook.extraction.answers.compare import Candidate
from prismabook.extraction.answers.each import Size, number
from prismabook.extraction.answers.labels import visits, when
from prismabook.extraction.answers.naming import one_role, tail
from prismabook.extraction.answers.panels import Panel
from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION, Roles
from prismabook.extraction.answers.words import fold
from prismabook.extraction.document import Sentence
from prismabook.patterns import regex

_NOTED = regex(
    r"(?:(?P<name>[^()\[\];:,.=]{1,50}?)\s?[,:(\[]?\s?[nN]\s?[==]\s?(?P<n>\d+)\b(?! (?:for|in|of)\b)"
    r"|[nN]\s?[==]\s?(?P<m>\d+) (?:for|in|of) (?:the )?(?P<of>[^()\[\];:,.=]{1,50}?)(?=,|;|\.|\)| and\b|$))"
)
_VISIT = regex(r"\bT\d\b")
_CLAUSES = regex(r"(?<=[;.])\s+|(?<=[;.])$|;")


def noted(candidate: Candidate, roles: Roles) -> dict[str, Size]:
    """The sizes that a table's caption or notes give for both arms, at the candidate's own time if they name times."""
    for clause in _clauses(candidate.panel):
        found: dict[str, Size] = {}
        visit = _VISIT.search(clause.text)
        time = visits(candidate.panel.caption, candidate.panel.notes).get(visit[0]) if visit else None
        time = time or when(fold(clause.text))
        own = candidate.when
        if time is not None and (own is None or (time.kind, time.end) != (own.kind, own.end)):
            continue
        matches = list(_NOTED.finditer(clause.text))
        if len(matches) != 2:
            continue
        named = [one_role(roles, tail(match["of"] or match["name"])) for match in matches]
        if named.count(None) == 1:
            named = [role or (COMPARATOR if INTERVENTION in named else INTERVENTION) for role in named]
        for role, match in zip(named, matches, strict=True):
            group = "m" if match["m"] else "n"
            if role and (n := number(match[group])):
                start, end = (clause.start + offset for offset in match.span(group))
                found[role] = Size(role, n, start, end, "table-note-n")
        if len(found) == 2:
            return found
    return {}


def _clauses(panel: Panel) -> Iterator[Sentence]:
    """The caption and the notes, apart at semicolons and full stops."""
    for said in panel.about():
        begin = 0
        for cut in (*(m.end() for m in _CLAUSES.finditer(said.text)), len(said.text)):
            if said.text[begin:cut].strip():
                yield Sentence(said.text[begin:cut], said.start + begin, said.section)
            begin = cut
