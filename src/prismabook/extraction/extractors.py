"""Two people who extract alone: how far they agree, and what they have to settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from prismabook.agreement import Agreement, agreement
from prismabook.extraction.codes import EXTRACTORS_AGREE, EXTRACTORS_AND_RULE, EXTRACTORS_DIFFER
from prismabook.extraction.naming import slug
from prismabook.extraction.notation import plain
from prismabook.findings import Finding, Place
from prismabook.model import Datum
from prismabook.project import ExtractionDecision, Extractor

Key = tuple[str, str, str, str, str]
"""Source, item, outcome, arm, time point."""
COLUMNS = ("source", "item", "outcome", "arm", "time_point")


@dataclass(frozen=True, slots=True)
class Compared:
    """What two or more people extracted, held against each other."""

    disagreements: tuple[dict[str, object], ...] = ()
    agreements: tuple[dict[str, object], ...] = ()
    findings: tuple[Finding, ...] = ()


def agreed(extractors: Sequence[Extractor]) -> tuple[ExtractionDecision, ...]:
    """The entries that every one of two or more people gives alike; the first person's words count."""
    if len(extractors) < 2:
        return ()
    first, *others = (_given(person) for person in extractors)
    return tuple(entry for key, entry in first.items() if all(key in o and _same(entry, o[key]) for o in others))


def without_known(
    entries: Sequence[ExtractionDecision], found: Sequence[Datum], decided: Sequence[ExtractionDecision]
) -> tuple[ExtractionDecision, ...]:
    """Agreed entries that neither a rule nor a decision has: these are added to the data."""
    if not entries:
        return ()
    known = {_key_of(d) for d in found} | {_key(e) for e in decided if e.action == "add"}
    return tuple(entry for entry in entries if _key(entry) not in known)


def compare(extractors: Sequence[Extractor], found: Sequence[Datum], decided: Sequence[ExtractionDecision]) -> Compared:
    """Every pair of people: agreement over all items and by item, disagreements, and values unlike the rules'.

    What only one of them has counts as a disagreement, with an empty value on the other side.
    """
    if len(extractors) < 2:
        return Compared()
    rows: list[dict[str, object]] = []
    tallies: list[dict[str, object]] = []
    findings: list[Finding] = []
    rules = _values(found)
    settled = {_key(e) for e in decided if e.action == "add" and e.decision.confirmed} | {
        _key_of(d) for d in found if d.how.startswith("decision:") and "/extraction/" not in d.how
    }
    for one, two in combinations(extractors, 2):
        mine, theirs = _given(one), _given(two)
        keys = list(dict.fromkeys((*mine, *theirs)))
        tallies += _tallies(one, two, keys, mine, theirs)
        findings += _summary(one, two, keys, mine, theirs)
        for key in keys:
            a, b = mine.get(key), theirs.get(key)
            if a and b and _same(a, b):
                findings += _unlike_rule(key, a, rules, settled)
                continue
            rows.append(_row(key, one, two, a, b, rules, key in settled))
            if key not in settled:
                findings.append(_difference(key, one, two, a, b))
    return Compared(tuple(rows), tuple(tallies), tuple(findings))


def _given(person: Extractor) -> dict[Key, ExtractionDecision]:
    found: dict[Key, ExtractionDecision] = {}
    for entry in person.entries:
        found.setdefault(_key(entry), entry)
    return found


def _key(entry: ExtractionDecision) -> Key:
    source, item, outcome, arm, time = (entry.values.get(column, "") for column in COLUMNS)
    return source, item, slug(outcome), slug(arm), slug(time)


def _key_of(datum: Datum) -> Key:
    return datum.quote.source, datum.item, slug(datum.outcome), slug(datum.arm), slug(datum.time_point)


def _values(found: Sequence[Datum]) -> Mapping[Key, str]:
    values: dict[Key, str] = {}
    for datum in found:
        values.setdefault(_key_of(datum), datum.value)
    return values


def _value(entry: ExtractionDecision | None) -> str:
    return entry.values["value"] if entry else ""


def _normal(value: str) -> str:
    """A value as it is compared: words without regard to capitals, numbers without trailing zeros."""
    bare = " ".join(plain(value).casefold().split())
    try:
        return f"{float(bare):g}"
    except ValueError:
        return bare


def _same(one: ExtractionDecision, two: ExtractionDecision) -> bool:
    return _normal(_value(one)) == _normal(_value(two))


Given = Mapping[Key, ExtractionDecision]


def _pairs(keys: Sequence[Key], mine: Given, theirs: Given) -> list[tuple[str, str]]:
    return [(_normal(_value(mine.get(key))), _normal(_value(theirs.get(key)))) for key in keys]


def _tallies(
    one: Extractor, two: Extractor, keys: Sequence[Key], mine: Given, theirs: Given
) -> Iterator[dict[str, object]]:
    for item in ("", *sorted({key[1] for key in keys})):
        own = [key for key in keys if item in ("", key[1])]
        yield _tally(one, two, item, agreement(_pairs(own, mine, theirs)))


def _tally(one: Extractor, two: Extractor, item: str, found: Sequence[Agreement]) -> dict[str, object]:
    row: dict[str, object] = {"first": one.name, "second": two.name, "item": item, "data": found[0].n}
    row["agreed"] = found[0].agreed
    for each in found:
        for part, value in (("", each.value), ("_low", each.low), ("_high", each.high)):
            row[f"{each.id}{part}"] = None if value is None else round(value, 4)
    return row


def _summary(one: Extractor, two: Extractor, keys: Sequence[Key], mine: Given, theirs: Given) -> Iterator[Finding]:
    share, kappa, ac1 = agreement(_pairs(keys, mine, theirs))
    if share.value is None:
        return
    words = [f"{a.label} {a.value:.2f}" for a in (kappa, ac1) if a.value is not None]
    message = f"{one.name} and {two.name} agree on {share.agreed} of {share.n} data ({share.value:.0%}"
    yield Finding(EXTRACTORS_AGREE, f"{message}; {', '.join(words)})" if words else f"{message})", Place(one.file))


def _row(
    key: Key,
    one: Extractor,
    two: Extractor,
    a: ExtractionDecision | None,
    b: ExtractionDecision | None,
    rules: Mapping[Key, str],
    settled: bool,
) -> dict[str, object]:
    shown = a or b
    values = shown.values if shown else {}
    return {
        **{column: values.get(column, "") for column in COLUMNS},
        "first": one.name,
        "first_value": _value(a),
        "first_line": a.decision.line if a else None,
        "second": two.name,
        "second_value": _value(b),
        "second_line": b.decision.line if b else None,
        "ledger_value": rules.get(key, ""),
        "settled": settled,
    }


def _difference(
    key: Key, one: Extractor, two: Extractor, a: ExtractionDecision | None, b: ExtractionDecision | None
) -> Finding:
    shown = a or b
    what = ", ".join(filter(None, (shown.values.get(column, "") for column in COLUMNS[1:]))) if shown else ""
    said = [f"{p.name} has {_value(e)!r}" if e else f"{p.name} has nothing" for p, e in ((one, a), (two, b))]
    place = Place(shown.decision.file, shown.decision.line, shown.values.get("quote", "")) if shown else None
    return Finding(EXTRACTORS_DIFFER, f"{what}: {'; '.join(said)}", place, about=key[0], topic=" ".join(key[1:]))


def _unlike_rule(key: Key, entry: ExtractionDecision, rules: Mapping[Key, str], settled: set[Key]) -> Iterator[Finding]:
    if key in rules and key not in settled and _normal(rules[key]) != _normal(_value(entry)):
        message = f"{key[1]}: both people have {_value(entry)!r}, the rules {rules[key]!r}"
        place = Place(entry.decision.file, entry.decision.line, entry.values.get("quote", ""))
        yield Finding(EXTRACTORS_AND_RULE, message, place, about=key[0], topic=" ".join(key[1:]))
