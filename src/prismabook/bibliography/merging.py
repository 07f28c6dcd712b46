"""Records that are the same one become one record that keeps the origins of all; reports of one study are linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prismabook.bibliography.codes import (
    DECIDED_DUPLICATE_TWICE,
    DUPLICATE_DISAGREES,
    DUPLICATE_UNKNOWN,
    MAY_BE_SAME,
    MERGED,
    SAME_RECORD,
)
from prismabook.bibliography.duplicates import Pair, pairs
from prismabook.bibliography.sameness import more_precise, same
from prismabook.findings import Finding, Place
from prismabook.model import Field, Kind, Quote, Record, Source
from prismabook.project import DuplicateDecision

RANK = {Kind.ARTICLE: 0, Kind.ABSTRACT: 1, Kind.REGISTRY: 1, Kind.RECORD: 2, Kind.UNKNOWN: 3}
"""Of several sources of one record the one with the fullest text is extracted from."""
COMPARED = ("issued", "volume", "issue", "page", "DOI", "PMID", "PMCID", "registration", "type")


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports of one study, and why they are taken for that; by their sources' ids."""

    one: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The records after merging, in the order of their first sources, what was noticed, and links between reports."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    links: tuple[Link, ...]
    """By the sources' ids."""


def merge(records: Sequence[Record], sources: Sequence[Source], decided: Sequence[DuplicateDecision]) -> Merged:
    """Merge what is the same, as the scores or a person's decisions say.

    A decision wins over a score: ``same`` merges, ``different`` keeps apart what any score would merge.
    """
    by_id = {source.id: source for source in sources}
    findings: list[Finding] = []
    verdicts = _decisions(decided, by_id, findings)
    place = {record.source: n for n, record in enumerate(records)}
    found = pairs(records) if len(records) > 1 else []
    apart = {frozenset((place[a], place[b])) for (a, b), d in verdicts.items() if d.verdict == "different"}
    settled = {frozenset((place[a], place[b])) for a, b in verdicts}
    apart |= {frozenset((p.one, p.other)) for p in found if p.verdict == "near" and _contradicts(p)} - settled
    union = _Union(len(records), apart)
    for (one, other), decision in verdicts.items():
        if decision.verdict == "same":
            union.join(place[one], place[other])
    for pair in sorted(found, key=lambda p: -p.score):
        if pair.verdict == "same" and not union.kept_apart(pair.one, pair.other):
            union.join(pair.one, pair.other)
    groups = union.groups()
    for pair in found:
        if frozenset((pair.one, pair.other)) not in settled and union.root(pair.one) != union.root(pair.other):
            findings += _near(pair, records, by_id)
    made = [_one([records[n] for n in group], by_id, findings) for group in groups]
    findings += [
        Finding(
            MERGED,
            f"one record of {', '.join(records[n].source for n in group)}",
            by_id[records[group[0]].source].whole,
        )
        for group in groups
        if len(group) > 1
    ]
    links = [Link(records[p.one].source, records[p.other].source, p.why) for p in found if p.verdict == "linked"]
    return Merged(tuple(made), tuple(findings), tuple(links))


def _decisions(
    decided: Iterable[DuplicateDecision], by_id: Mapping[str, Source], findings: list[Finding]
) -> dict[tuple[str, str], DuplicateDecision]:
    """The valid decisions by pair; the first of two that differ is used."""
    verdicts: dict[tuple[str, str], DuplicateDecision] = {}
    for decision in decided:
        pair = (min(decision.one, decision.other), max(decision.one, decision.other))
        unknown = [name for name in (decision.one, decision.other) if name not in by_id]
        where = Place(decision.file, decision.line, " and ".join(pair)[:160])
        if unknown or pair[0] == pair[1]:
            message = f"there is no record {unknown[0]}" if unknown else "a record cannot be compared with itself"
            findings.append(Finding(DUPLICATE_UNKNOWN, message, where))
        elif pair in verdicts and verdicts[pair].verdict != decision.verdict:
            message = f"line {verdicts[pair].line} says: {verdicts[pair].verdict}"
            findings.append(Finding(DECIDED_DUPLICATE_TWICE, message, where))
        else:
            verdicts.setdefault(pair, decision)
    return verdicts


def _near(pair: Pair, records: Sequence[Record], by_id: Mapping[str, Source]) -> list[Finding]:
    """A finding for a pair that a person should look at."""
    if pair.verdict == "linked":
        return []
    one, other = records[pair.one].source, records[pair.other].source
    code = SAME_RECORD if _contradicts(pair) else MAY_BE_SAME
    message = f"{other} may be the same record as {one} (score {pair.score:g}: {pair.why})"
    mend = f"Decide it in review/decisions/duplicates.csv: {one},{other},same (or different), with your reason."
    return [Finding(code, message, by_id[other].whole, mend, topic=one)]


def _contradicts(pair: Pair) -> bool:
    """Whether the two have an identifier in common that one of them cannot have: no third record joins them."""
    return pair.why.endswith("but other titles")


def _one(group: Sequence[Record], by_id: Mapping[str, Source], findings: list[Finding]) -> Record:
    """One record of several: the fullest text's fields first, completed by the others."""
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda r: _worth(by_id[r.source]))
    main, *others = ordered
    fields = {field.name: field for field in main.fields}
    for record in others:
        for field in record.fields:
            fields[field.name] = _chosen(fields.get(field.name), field, main, by_id[record.source], findings)
    authors = next((r for r in ordered if r.authors), main)
    also = tuple(record.source for record in others)
    names = [*dict.fromkeys([*(f.name for r in ordered for f in r.fields)])]
    return replace(
        main,
        also=also,
        authors=authors.authors,
        authors_origin=authors.authors_origin,
        fields=tuple(fields[name] for name in sorted(names, key=_order)),
    )


def _worth(source: Source) -> tuple[int, bool, int]:
    """What to extract from first: full texts, those that state their parts before pages, long before short."""
    return RANK[source.kind], source.reader == "PDF file", -_length(source) // 500


def _chosen(known: Field | None, field: Field, main: Record, source: Source, findings: list[Finding]) -> Field:
    """The field to keep; two values that disagree are told."""
    if known is None:
        return field
    if more_precise(field.name, field.value, known.value):
        return field
    if field.name in COMPARED and not same(field.name, known.value, field.value):
        where = replace(source.whole, quote=field.value[:160])
        if isinstance(field.origin, Quote):
            where = source.at(field.origin.start, field.origin.exact[:160])
        message = f"{source.id} gives “{field.value}” as {field.name}; “{known.value}” of {main.source} is used"
        findings.append(Finding(DUPLICATE_DISAGREES, message, where, topic=field.name))
    return known


def _order(name: str) -> int:
    from prismabook.bibliography.making import FIELDS

    return FIELDS.index(name)


class _Union:
    """Disjoint sets of places."""

    def __init__(self, size: int, apart: Iterable[frozenset[int]] = ()) -> None:
        self._parent = list(range(size))
        self._apart: dict[int, set[int]] = {}
        """The sets that each set never meets, by their least places."""
        for one, other in (pair for pair in apart if len(pair) == 2):
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def root(self, n: int) -> int:
        """The least place of a set."""
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def join(self, one: int, other: int) -> None:
        """Make two sets one."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return
        self._parent[b] = a
        for enemy in self._apart.pop(b, set()) - {a, b}:
            self._apart[enemy].discard(b)
            self._apart[enemy].add(a)
            self._apart.setdefault(a, set()).add(enemy)

    def kept_apart(self, one: int, other: int) -> bool:
        """Whether joining two sets would bring together a pair that a person keeps apart."""
        return self.root(other) in self._apart.get(self.root(one), ())

    def groups(self) -> list[list[int]]:
        """The sets, in the order of their least places."""
        found: dict[int, list[int]] = {}
        for n in range(len(self._parent)):
            found.setdefault(self.root(n), []).append(n)
        return list(found.values())


def _length(source: Source) -> int:
    """Characters of a source's text, told without it: texts may have been let go."""
    outline = source.outline
    return outline[-1].end if outline else 0


def linked(records: Sequence[Record], links: Iterable[Link]) -> tuple[Record, ...]:
    """The records with the keys of the other reports of their studies."""
    of = {name: record for record in records for name in (record.source, *record.also)}
    found: dict[str, dict[str, str]] = {}
    for link in links:
        one, other = of[link.one].key, of[link.other].key
        if one != other:
            found.setdefault(one, {}).setdefault(other, link.why)
            found.setdefault(other, {}).setdefault(one, link.why)
    return tuple(replace(r, linked=tuple(found[r.key].items())) if r.key in found else r for r in records)
