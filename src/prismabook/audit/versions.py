"""An abstract held against its full text, and numbers that a review quotes against the study they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from prismabook.audit.codes import ABSTRACT_DIFFERS, QUOTED_OTHERWISE
from prismabook.audit.percentages import percentage
from prismabook.audit.places import LONGEST, Places
from prismabook.audit.printed import Printed, printed
from prismabook.findings import Finding, Place
from prismabook.model import Datum, Record, Role, Section, Source, Status, Study
from prismabook.patterns import regex
from prismabook.sources.identifiers import registry

NUMERIC = regex(r"result_(?:percent|events|total|mean|sd|effect|effect_low|effect_high)|n_(?:randomised|analysed)")


def abstract_against_text(data: Sequence[Datum], sources: Mapping[str, Source], places: Places) -> Iterable[Finding]:
    """Numbers that the abstract gives once and the text never, although the text gives the same item.

    Numbers agree if one is the other, rounded. ``data`` are those of one report, ``sources`` all by their ids: their
    sections are asked for only where two numbers of one item differ, as that may mean reading a file again.
    """
    found: dict[tuple[str, str, str, str], list[Datum]] = {}
    for datum in data:
        if NUMERIC.fullmatch(datum.item) and datum.status is Status.CERTAIN and printed(datum.value):
            found.setdefault((datum.item, datum.outcome, datum.arm, datum.time_point), []).append(datum)
    for (item, outcome, arm, time_point), said in found.items():
        if all(agree(said[0].value, datum.value) for datum in said[1:]):
            continue
        abstract, text = _parted(said, sources)
        if len(abstract) == 1 and text and not any(agree(abstract[0].value, d.value) for d in text):
            what = ", ".join(filter(None, (item.replace("_", " "), outcome, arm, time_point)))
            message = f"{what}: {abstract[0].value} in the abstract, {text[0].value} in the text"
            yield Finding(ABSTRACT_DIFFERS, message, places.of(abstract[0]), topic=what, other=places.of(text[0]))


def agree(one: str, two: str) -> bool:
    """Whether two printed numbers may be the same, the coarser being the other rounded."""
    a, b = printed(one), printed(two)
    if a is None or b is None:
        return one == two
    coarse, fine = (a, b) if a.unit >= b.unit else (b, a)
    return coarse.agrees(fine.value)


def _parted(data: Iterable[Datum], sources: Mapping[str, Source]) -> tuple[list[Datum], list[Datum]]:
    """The data of the abstract, and those of the text."""
    abstract: list[Datum] = []
    text: list[Datum] = []
    for datum in data:
        source = sources.get(datum.quote.source)
        (abstract if source is not None and _in_abstract(datum, source) else text).append(datum)
    return abstract, text


def _in_abstract(datum: Datum, source: Source) -> bool:
    named = (s.name for s in source.outline if s.start <= datum.quote.start < s.end)
    return any(name.split(":")[0].split("/")[0] == "abstract" for name in named)


def quoted_by_reviews(
    data: Callable[[str], Sequence[Datum]],
    studies: Sequence[Study],
    records: Sequence[Record],
    sources: Sequence[Source],
) -> Iterable[Finding]:
    """Percentages in a review's sentence that names a study's registration, held against those of the study's reports.

    Only a sentence that names exactly one study is read, and only percentages close to one that the study prints
    (within a tenth of it, or with two digits turned round) but not equal to it are told: others may be of other
    outcomes. ``data`` gives those of a report.
    """
    included = {key for study in studies for key in study.reports}
    kept = {record.source for record in records if record.key in included}
    keys = {record.source: record.key for record in records}
    places = Places(sources)
    numbers = {number for study in studies for number in study.registrations}
    usual = all(registry(number) for number in numbers)
    for source in sources:
        if source.id in kept or source.id not in keys:
            continue
        if source.spent and usual and numbers.isdisjoint(named(source)):
            continue  # nor need its text be read again
        for section in source.having(Role.BODY):
            for match in re.finditer(r"[^.!?\n]*(?:[.!?](?=\d)[^.!?\n]*)*", source.words(section)):
                yield from _sentence(match, section, source, keys[source.id], studies, data, places)


def named(source: Source) -> Iterator[str]:
    """The trials' numbers that a source names, as it writes them and in their normal form."""
    for stated in source.stated:
        if stated.name.startswith("registration"):
            yield stated.value
            yield stated.quote.exact


def _sentence(
    match: re.Match[str],
    section: Section,
    source: Source,
    review: str,
    studies: Sequence[Study],
    data: Callable[[str], Sequence[Datum]],
    places: Places,
) -> Iterable[Finding]:
    named = [study for study in studies if any(number in match[0] for number in study.registrations)]
    if len(named) != 1:
        return
    primary = [d for key in named[0].reports for d in data(key) if d.item == "result_percent"]
    known = [(d, p) for d in primary if (p := printed(d.value))]
    for found in re.finditer(r"(\d+(?:\.\d+)?)\s?%(?!\s*(?:CI|confidence))", match[0]):
        value = printed(found[1])
        if value is None or percentage(found[1]) is None or any(agree(found[1], d.value) for d in primary):
            continue
        near = [d for d, p in known if _mistaken(value, p)]
        if near:
            start = section.start + match.start() + found.start()
            words = match[0].strip()
            shown = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
            message = f"{review} quotes {found[0]} of {named[0].id}, which prints {near[0].value}%"
            place = Place(source.path, source.line(start), shown)
            yield Finding(QUOTED_OTHERWISE, message, place, topic=found[0], other=places.of(near[0]))


def _mistaken(value: Printed, known: Printed) -> bool:
    """Whether one number looks like a slip of the other: close to it, or the same digits in another order."""
    close = abs(value.value - known.value) <= known.value / 10
    digits = sorted(value.text.replace(".", "")) == sorted(known.text.replace(".", ""))
    return close or (digits and len(value.text) > 2)
