"""Which records are the same one: identifiers first, then title, year, first author and pages with a stated score.

The score runs from 0 to 100: how alike the titles are (weight 60), the first author (15), the year (10), the first
page (10), journal with volume (5); what one of the two does not state is left out. From :data:`SAME` on two records
are merged, from :data:`NEAR` on a person decides. What speaks against it, whatever the score, tells :func:`against`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from prismabook.bibliography.keys import plain
from prismabook.bibliography.reports import Report, report
from prismabook.bibliography.sameness import same
from prismabook.model import Record
from prismabook.patterns import regex
from prismabook.sources.names import parted

SAME = 92.0
"""From this score on, two records are one."""
NEAR = 80.0
"""From this score on, a person decides."""
WEIGHTS = {"title": 60, "author": 15, "year": 10, "page": 10, "place": 5}
ALIKE = 60.0
"""Records with one identifier whose titles are less alike than this are not merged: one of the identifiers is wrong."""
CROWD = 60
"""In a block of more records than this, each is compared with its neighbours only: the key says too little."""
NEIGHBOURS = 20
"""How many records behind it, in the order of the titles from either end, one of a crowd is compared with."""
IDENTIFIERS = ("DOI", "PMID", "PMCID", "registration")
GENERIC = regex(
    r"(?:in |authors? |the authors? )?(?:repl(?:y|ies)|response)(?: to .{0,40})?|letters?(?: to the editor)?"
    r"|editorial(?: comment)?|comment(?:ary)?|correspondence|introduction|errat(?:um|a)|corrigendum|correction"
    r"|abstracts?|preface|foreword|obituary|news|untitled|poster(?: session)?|discussion|announcement"
    r"|acknowledg(?:e)?ments?|reviewers?|in memoriam"
)
_NUMBER = regex(r"\b(?:\d+(?:\.\d+)?|(?:part|phase|study|section|chapter|volume)\s+(?:[ivx]+|one|two|three|four))\b")


@dataclass(frozen=True)
class Seen:
    """A record as it is compared; everything is computed once."""

    record: Record
    place: int

    @cached_property
    def identifiers(self) -> dict[str, str]:
        """The identifiers that the record has, without regard to capitals."""
        return {name: value.casefold() for name in IDENTIFIERS if (value := self.record.get(name))}

    @cached_property
    def title(self) -> str:
        """The title in small letters without accents, marks and markup."""
        bare = re.sub(r"</?(?:i|b|sub|sup|em|strong|scp)>", "", self.record.get("title"))
        folded = unicodedata.normalize("NFKD", bare).casefold()
        letters = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
        return " ".join(letters.split())

    @cached_property
    def author(self) -> str:
        """The first author's family name in plain letters."""
        return plain(parted(self.record.authors[0].family)[0]) if self.record.authors else ""

    @cached_property
    def year(self) -> int:
        """The year, 0 if none is known."""
        year = self.record.get("issued")[:4]
        return int(year) if year.isdigit() else 0

    @cached_property
    def page(self) -> str:
        """The first page, without zeros before it."""
        return re.split(r"[-–,;\s]", self.record.get("page").casefold())[0].lstrip("0")

    @cached_property
    def kind(self) -> Report:
        """The kind of report."""
        return report(self.record)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that a title has: part 1 is not part 2."""
        return tuple(_NUMBER.findall(self.title))

    @cached_property
    def generic(self) -> bool:
        """Whether the title says so little that many reports have it."""
        return GENERIC.fullmatch(self.title) is not None or len(self.title) < 15


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records by their places in the sequence, with the score and what speaks for or against one record."""

    one: int
    other: int
    score: float
    why: str
    verdict: str
    """``same``, ``near`` (a person decides) or ``linked`` (reports of one study)."""


def pairs(records: Sequence[Record]) -> list[Pair]:
    """The pairs that are one record, may be one, or are two reports of one study, in the records' order."""
    seen = [Seen(record, place) for place, record in enumerate(records)]
    found = [judged for one, other in candidates(seen) if (judged := judge(one, other))]
    return sorted(found, key=lambda pair: (pair.one, pair.other))


def candidates(seen: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Pairs that share an identifier, the title's beginning, author and year, or journal, volume and page."""
    blocks: dict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for s in seen:
        for key in _keys(s):
            blocks[key].append(s)
    met: set[tuple[int, int]] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2) if len(block) <= CROWD else _neighbours(block):
            if (one.place, other.place) not in met:
                met.add((one.place, other.place))
                yield one, other


def _keys(s: Seen) -> Iterator[tuple[object, ...]]:
    yield from s.identifiers.items()
    if s.title:
        yield "title", s.title[:24]
        yield "end", s.title[-24:]
        if s.generic:
            return
    if s.author and s.year:
        yield "author", s.author, s.year, s.title[:3]
    if s.page and s.record.get("volume"):
        yield "page", s.page, s.record.get("volume").casefold(), s.author[:4]


def _neighbours(block: Sequence[Seen]) -> Iterator[tuple[Seen, Seen]]:
    """Pairs whose titles begin or end alike: as many as there are records, not as there are pairs of them."""
    for order in (block, sorted(block, key=lambda s: s.title), sorted(block, key=lambda s: s.title[::-1])):
        for place, one in enumerate(order):
            for other in order[place + 1 : place + 1 + (1 if order is block else NEIGHBOURS)]:
                yield (one, other) if one.place < other.place else (other, one)


def judge(one: Seen, other: Seen) -> Pair | None:
    """The verdict on two records, None if they have nothing to do with one another."""
    shared = [n for n, value in one.identifiers.items() if other.identifiers.get(n) == value]
    if not shared and one.kind is other.kind and settled(one, other) and not (one.generic or other.generic):
        return None  # two records, whatever the score: most candidates
    points = score(one, other)
    reasons = against(one, other)
    if shared and (one.kind is other.kind or {"PMID", "PMCID"} & set(shared)):
        alike = title_score(one, other)
        if alike >= ALIKE or not (one.title and other.title):
            return Pair(one.place, other.place, 100.0, f"the same {shared[0]}", "same")
        return Pair(one.place, other.place, points, f"the same {shared[0]}, but other titles", "near")
    if one.kind is not other.kind:
        return _linked(one, other, points, shared)
    if one.generic or other.generic:
        sure = bool(points >= 99 and one.author and one.year and one.page and other.page and not reasons)
        return Pair(one.place, other.place, points, "title, author, year and page", "same") if sure else None
    if points < NEAR:
        return None
    if not reasons and points >= SAME and _corroborated(one, other):
        return Pair(one.place, other.place, points, _told(one, other), "same")
    if any(reason.startswith("!") for reason in reasons):
        return None
    why = "; ".join([_told(one, other), *reasons])
    return Pair(one.place, other.place, points, why, "near")


def _linked(one: Seen, other: Seen, points: float, shared: Sequence[str]) -> Pair | None:
    """Two reports of different kinds: linked if their titles and first authors are the same, never merged."""
    authors = not (one.author and other.author) or one.author == other.author
    close = title_score(one, other) >= 90 and not one.generic and one.numbers == other.numbers
    if Report.NOTICE in (one.kind, other.kind):
        return None
    if (close and authors and (one.author or other.author)) or shared:
        return Pair(one.place, other.place, points, f"{one.kind} and {other.kind} of one title", "linked")
    return None


def title_score(one: Seen, other: Seen) -> float:
    """How alike two titles are, from 0 to 100 (normalised indel similarity)."""
    from rapidfuzz import fuzz  # only where there is something to compare

    return float(fuzz.ratio(one.title, other.title))


def score(one: Seen, other: Seen) -> float:
    """The score of two records, from 0 to 100; 0 where a title is missing."""
    if not (one.title and other.title):
        return 0.0
    parts = {"title": title_score(one, other)}
    if one.author and other.author:
        parts["author"] = 100.0 if one.author == other.author else 0.0
    if one.year and other.year:
        parts["year"] = {0: 100.0, 1: 70.0}.get(abs(one.year - other.year), 0.0)
    if one.page and other.page:
        parts["page"] = 100.0 if one.page == other.page else 0.0
    volumes = one.record.get("volume"), other.record.get("volume")
    if all(volumes):
        parts["place"] = 100.0 if volumes[0].casefold() == volumes[1].casefold() else 0.0
    return round(sum(WEIGHTS[n] * v for n, v in parts.items()) / sum(WEIGHTS[n] for n in parts), 1)


def against(one: Seen, other: Seen) -> list[str]:
    """What speaks against two records being one; a reason with ``!`` before it settles that they are two."""
    reasons = settled(one, other)
    if _differ(one, other, "DOI"):
        reasons.append("other DOIs")
    if one.author and other.author and one.author != other.author:
        reasons.append("other first authors")
    if abs(one.year - other.year) > 1 and one.year and other.year:
        reasons.append("years apart")
    if one.page and other.page and one.page != other.page:
        reasons.append("other pages")
    languages = one.record.get("language"), other.record.get("language")
    if all(languages) and languages[0] != languages[1]:
        reasons.append("other languages")
    containers = one.record.get("container-title"), other.record.get("container-title")
    if all(containers) and not same("container-title", *containers) and _initials(one) != _initials(other):
        reasons.append("other journals")
    return reasons


def settled(one: Seen, other: Seen) -> list[str]:
    """What settles that two records are two, each with ``!`` before it."""
    reasons = [f"!other {name}s" for name in ("PMID", "registration") if _differ(one, other, name)]
    return [*reasons, "!other numbers in the titles"] if one.numbers != other.numbers else reasons


def _differ(one: Seen, other: Seen, name: str) -> bool:
    a, b = one.identifiers.get(name), other.identifiers.get(name)
    return a is not None and b is not None and a != b


def _initials(s: Seen) -> str:
    words = [
        w for w in re.findall(r"\w+", s.record.get("container-title").casefold()) if w not in ("the", "of", "and", "in")
    ]
    return "".join(w[0] for w in words)


def _corroborated(one: Seen, other: Seen) -> bool:
    """Whether something besides the title is stated by both and agrees: author and year, or page and volume."""
    author = bool(one.author) and one.author == other.author
    year = bool(one.year) and abs(one.year - other.year) <= 1
    page = bool(one.page) and one.page == other.page
    return (author and year) or (page and (author or year))


def _told(one: Seen, other: Seen) -> str:
    parts = [f"titles {title_score(one, other):.0f}% alike"]
    parts += ["the same first author"] * (bool(one.author) and one.author == other.author)
    parts += ["the same year"] * (bool(one.year) and one.year == other.year)
    parts += ["the same first page"] * (bool(one.page) and one.page == other.page)
    return ", ".join(parts)
