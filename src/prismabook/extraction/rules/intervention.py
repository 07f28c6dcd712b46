"""Interventions: what was given, against what, how much, how, how often, how long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from prismabook.extraction.arms import Arm, arms
from prismabook.extraction.cue import cue
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.mentions import Mention
from prismabook.extraction.nature import case_sentence
from prismabook.extraction.notation import DURATION, NUMBER, SMALL, SPELLED, UNITS, amounts, plain
from prismabook.extraction.proposal import EVERY, REPORTS, Proposal, rule
from prismabook.extraction.subject import is_common, studied, treated
from prismabook.patterns import regex

_GIVEN = cue(
    " administ| given | inject| infus| receiv| treated | treatment | assigned | allocated | dose| dosage ",
    regex(
        r"\b(?:administ\w+|given|inject\w+|infus\w+|receiv\w+|treated|treatment with|assigned|allocated"
        r"|dos(?:e|ed|age))\b"
    ),
)
_SPAN = rf"(?:{NUMBER}|{SPELLED})[\s-](?:{UNITS})s?"


@rule("arms", "intervention", "comparator", kinds=EVERY)
def named_arms(document: Document) -> Iterator[Proposal]:
    """The arms that the study's participants were allotted to."""
    for arm in arms(document):
        item = "comparator" if arm.comparator else "intervention"
        yield Proposal(item, arm.name, arm.start, arm.end, arm=arm.name, doubt=arm.doubt)


_WITH = cue(
    " treated | treatment | therapy ",
    regex(r"\b(?:treated|treatment|therapy) with (?P<x>(?:(?:low|high)-dose )?[A-Za-z][\w-]*\w)(?=[\s,.;)]|$)"),
)


@rule("therapy-named", "intervention", kinds=REPORTS)
def therapy_named(document: Document) -> Iterator[Proposal]:
    """The therapy that a document without arms speaks of most, at least twice."""
    if named := studied(document):
        yield Proposal("intervention", named.name, named.start, named.end)


@rule("case-treatment", "intervention", kinds=REPORTS)
def case_treatment(document: Document) -> Iterator[Proposal]:
    """The substance that a case report's patient was treated with, where it is named once."""
    if not case_sentence(document):
        return
    found = [(m["x"], s, m) for s in document.having(_WITH) for m in _WITH.finditer(s.text) if not is_common(m["x"])]
    if len({name.casefold() for name, *_ in found}) == 1:
        name, sentence, match = found[0]
        yield Proposal("intervention", name, *_phrase(sentence, match.start(), match.end()))


def _phrase(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    return sentence.start + start, sentence.start + end


def _about(document: Document, sentence: Sentence) -> tuple[Mention, ...]:
    """The arms that a sentence on treatment speaks of; none where results are told."""
    if sentence.section in ("results", "conclusions", "summary", "objectives", "purpose"):
        return ()
    return treated(document, sentence.text) if _GIVEN.search(sentence.text) else ()


def each(found: Iterable[Mention]) -> tuple[Arm, ...]:
    """The arms mentioned, each once."""
    return tuple(dict.fromkeys(m.arm for m in found))


_TO_ARM = regex(
    r"^\s?(?:,\s)?(?:(?:injection|tablets?|capsules?|therapy|treatment)\s)?(?:therapy "
    r"|treatment )?(?:(?:was|were) (?:started|given|administered|initiated) )?(?:\(|at (?:a|the) (?:fixed "
    r"|daily )?doses? of |at |in (?:a|the) dose of )?$"
)
_OF_ARM = regex(r"^(?: dose)? (?:of )?(?:oral |subcutaneous |intravenous |low-dose |high-dose )?$")


@rule("dose", "dose", kinds=EVERY)
def dose(document: Document) -> Iterator[Proposal]:
    """An amount that stands right next to an arm's name, or with ``at a dose of`` where one arm is not a placebo."""
    for sentence, found in treatment(document):
        for start, end, number, unit in amounts(sentence.text):
            arm = _owner(sentence.text, start, end, found)
            if arm and not _SHAM.search(arm.name):
                first = min(m.start for m in found if m.arm is arm and (m.end <= start or m.start >= end))
                place = _phrase(sentence, min(first, start), max(end, first))
                yield Proposal("dose", number, *place, arm=arm.name, unit=unit)


@rule("dose-in-name", "dose", kinds=EVERY)
def dose_in_name(document: Document) -> Iterator[Proposal]:
    """An amount that tells arms apart: ``drugazole 10 mg`` and ``drugazole 20 mg``."""
    for arm in arms(document):
        found = list(amounts(arm.name))
        if len(found) == 1:
            _, _, number, unit = found[0]
            yield Proposal("dose", number, arm.start, arm.end, arm=arm.name, unit=unit, note="part of the arm's name")


def _owner(text: str, start: int, end: int, found: Sequence[Mention]) -> Arm | None:
    before = [m for m in found if m.end <= start and _TO_ARM.match(text[m.end : start])]
    if before:
        return before[-1].arm
    after = [m for m in found if m.start >= end and _OF_ARM.match(text[end : m.start])]
    return after[0].arm if after else None


_ROUTES = {
    "subcutaneous": r"subcutaneous(?:ly)?|\bs\.?c\.?(?= )",
    "intravenous": r"intravenous(?:ly)?|\bi\.?v\.?(?= )",
    "intramuscular": r"intramuscular(?:ly)?",
    "oral": r"oral(?:ly)?|by mouth|per os",
    "intranasal": r"intranasal(?:ly)?",
    "inhaled": r"inhaled|by inhalation",
    "topical": r"topical(?:ly)?",
    "sublingual": r"sublingual(?:ly)?",
    "transdermal": r"transdermal(?:ly)?",
    "rectal": r"rectal(?:ly)?",
    "intrathecal": r"intrathecal(?:ly)?",
    "intravitreal": r"intravitreal(?:ly)?",
}
ROUTES = {name: regex(rf"\b(?:{pattern})(?![\w])", re.IGNORECASE) for name, pattern in _ROUTES.items()}
_ANY_ROUTE = cue(
    " subcutaneous| s| intra| i| oral| by | per | inhaled | topical| sublingual| transdermal| rectal", *ROUTES.values()
)
"""One look instead of a dozen at the many sentences without a route."""
SCHEDULE = cue(
    " every | once | twice | times | thrice | on |weekly | fortnightly | daily | monthly ",
    r"\b(?:every other (?:day|week|month)|every (?:second|third|fourth) (?:day|week|month)"
    rf"|every (?:{NUMBER}|{SMALL}) (?:{UNITS})s?"
    r"|(?:once|twice|(?:two|three|four|five|2|3|4|5) times|thrice)[ -](?:a |per |every )?(?:day|daily|week"
    r"|weekly|month|monthly|year)"
    r"|on days? \d+(?:(?:, | and |, and )\d+)*(?! after)|(?:once|twice)-daily|bi-?weekly|fortnightly|daily"
    r"|weekly|monthly)\b",
)


@rule("route", "route", kinds=EVERY)
def route(document: Document) -> Iterator[Proposal]:
    """The one route of a sentence that says how arms were treated, for each arm that it names."""
    for sentence, found in treatment(document):
        routes = [
            (name, m)
            for name, pattern in (ROUTES.items() if document.search(_ANY_ROUTE, sentence) else ())
            for m in pattern.finditer(sentence.text)
        ]
        if len({name for name, _ in routes}) == 1:
            name, match = routes[0]
            for arm, start, end in _owners(sentence, found, match):
                yield Proposal("route", name, start, end, arm=arm.name)


@rule("schedule", "schedule", kinds=EVERY)
def schedule(document: Document) -> Iterator[Proposal]:
    """The one frequency of a sentence that says how arms were treated, for each arm that it names."""
    for sentence, found in treatment(document):
        matches = list(document.finditer(SCHEDULE, sentence))
        if len({m[0].lower() for m in matches}) == 1:
            for arm, start, end in _owners(sentence, found, matches[0]):
                yield Proposal("schedule", matches[0][0], start, end, arm=arm.name)


_DONE = regex(r"\b(?:was|were|is|are) (?:\w+ )?(?:administered|given|injected|infused|taken|started)\b", re.IGNORECASE)
_SHAM = regex(r"\b(?:placebo|sham|vehicle)\b", re.IGNORECASE)


def _owners(sentence: Sentence, found: Sequence[Mention], match: re.Match[str]) -> Iterator[tuple[Arm, int, int]]:
    """The arms that a route or schedule belongs to, with offsets in the source from the arm to these words.

    Words after all arms belong to all of them if a verb stands between or all but one are placebos; words between
    two arms, or before the first, belong to the arm that they stand next to, and to a placebo joined to it.
    """
    before = [m for m in found if m.end <= match.start()]
    after = [m for m in found if m.start >= match.end() or m.start <= match.start() < m.end]
    active = [m for m in found if not _SHAM.search(m.arm.name)]
    if not after:
        shared = _DONE.search(sentence.text, before[-1].end) or len({m.arm for m in active}) <= 1
        owners = before if shared else []
    elif before:
        owners = [before[-1], *(m for m in after[:1] if _SHAM.search(m.arm.name))]
    else:
        owners = [after[0], *(m for m in after[1:2] if _SHAM.search(m.arm.name))]
    first: dict[Arm, Mention] = {}
    for mention in owners:
        first.setdefault(mention.arm, mention)
    for arm, mention in first.items():
        start, end = min(mention.start, match.start()), max(mention.end, match.end())
        yield arm, sentence.start + start, sentence.start + end


def treatment(document: Document) -> tuple[tuple[Sentence, tuple[Mention, ...]], ...]:
    """The sentences that say how arms were treated, with the arms that they name."""
    return document.once(_treating)


def _treating(document: Document) -> tuple[tuple[Sentence, tuple[Mention, ...]], ...]:
    return tuple((sentence, found) for sentence in document.having(_GIVEN) if (found := _about(document, sentence)))


def with_arms(sentence: Sentence, found: Sequence[Mention], match: re.Match[str]) -> tuple[int, int]:
    """From the first arm named to the words matched."""
    return _phrase(sentence, min(found[0].start, match.start()), max(match.end(), found[0].end))


_CYCLE = cue(
    " followed ",
    rf"\bfor (?P<on>{_SPAN}),? (?:and "
    rf"|then )?(?:followed by )(?:an? )?(?P<off>{_SPAN})(?: of)?[\s-](?:break|rest|pause|wash-?out|off"
    r"|interval|treatment-free)"
    r"[^.;]{0,60}?(?:cycles?|(?=[.;]|$))",
)


@rule("cycle", "cycle", kinds=EVERY)
def cycle(document: Document) -> Iterator[Proposal]:
    """``for 2 weeks, followed by a 2-week break``."""
    for sentence, found in treatment(document):
        if match := document.search(_CYCLE, sentence):
            on, off = (re.sub(r"(?<=\d)-", " ", match[key]) for key in ("on", "off"))
            for arm in each(found):
                yield Proposal(
                    "cycle",
                    f"{_plural(on)} of treatment, {_plural(off)} of break",
                    *with_arms(sentence, found, match),
                    arm=arm.name,
                    note="put together from the quote",
                )


def _plural(span: str) -> str:
    number, unit = re.split(r"[\s-]", span, maxsplit=1)
    unit = unit.rstrip("s")
    return f"{plain(number)} {unit}" if plain(number) == "1" else f"{plain(number)} {unit}s"


DURATION_OF = regex(
    rf"\b(?:for|over|during)(?: a (?:period|total) of)?(?: up to)? {DURATION}(?!(?:,)? (?:and "
    r"|then )?followed by| after| before)",
    re.IGNORECASE,
)
_FOLLOWED = cue(
    " follow",
    r"\b(?:follow(?:ed|ing)?[ -]?up|followed)(?: period)?(?: (?:for|of|over|was"
    rf"|lasted))?(?: an?)?(?P<more> additional| further| another)? {DURATION}"
    rf"|\b(?P<length2>(?<![\w.-])(?:{NUMBER})|{SPELLED})[- ](?P<unit2>{UNITS})s?(?: of)? follow-up\b",
)


@rule("treatment-duration", "treatment_duration", kinds=EVERY)
def treatment_duration(document: Document) -> Iterator[Proposal]:
    """``received A or B for 12 weeks``, for each arm that the sentence names."""
    for sentence, found in treatment(document):
        followed = [m.span() for m in document.finditer(_FOLLOWED, sentence)]
        matches = [
            m
            for m in DURATION_OF.finditer(sentence.text)
            if not any(a <= m.start() < b for a, b in followed)
            and m.start() > found[0].start
            and not re.search(r"\bat least|\bhistory", sentence.text[: m.start()])
        ]
        if len({m[0].lower() for m in matches}) == 1:
            length, unit = plain(matches[0]["length"]), matches[0]["unit"].lower()
            # ``A for 1 year or to observation``: the observed were not treated for a year.
            theirs = [m for m in found if m.end <= matches[0].start() or _SHAM.search(m.arm.name)]
            for arm in each(theirs):
                place = with_arms(sentence, found, matches[0])
                yield Proposal("treatment_duration", length, *place, arm=arm.name, unit=f"{unit}s")


@rule("follow-up", "follow_up", kinds=EVERY)
def follow_up(document: Document) -> Iterator[Proposal]:
    """``followed up for additional 12 weeks``."""
    for sentence in document.having(_FOLLOWED):
        if sentence.section in ("objectives", "purpose", "conclusions", "summary"):
            continue
        for match in _FOLLOWED.finditer(sentence.text):
            length, unit = match["length"] or match["length2"], match["unit"] or match["unit2"]
            note = "in addition to the treatment" if match["more"] else ""
            place = _phrase(sentence, match.start(), match.end())
            yield Proposal("follow_up", plain(length), *place, unit=f"{unit.lower()}s", note=note)


RULES = (
    named_arms,
    therapy_named,
    case_treatment,
    dose,
    dose_in_name,
    route,
    schedule,
    cycle,
    treatment_duration,
    follow_up,
)
