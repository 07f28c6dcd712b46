"""Which comparison of a table answers a question: by the outcome's words, then by time and population."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.extraction.answers.compare import Candidate
from prismabook.extraction.answers.labels import meaning
from prismabook.extraction.answers.model import OutcomeType
from prismabook.extraction.answers.siblings import UNIT, Scored, amiss, by_letter, narrower, one_of_several, parted
from prismabook.extraction.answers.words import Lexicon, fold, measures, timeless, tokens
from prismabook.patterns import regex

LEAST = 0.45
"""How well labels must fit the outcome's words."""
MARGIN = 0.08
"""How much better than the next outcome."""

_BASELINE = regex(
    r"\bbaseline\b|\bdemographic|\bon admission\b|\bat (?:entry|enrol\w*|inclusion|recruitment)\b"
    r"|\bbefore (?:treatment|intervention)"
)
_CHARACTERISTICS = regex(r"\bcharacteristics\b(?: of (?P<whose>.{0,60}))?")
_PEOPLE = regex(
    r"\b(?:patients|participants|subjects|sample|population|women|men|children|infants|mothers|groups?|cohort|study|eyes"
    r"|arms?|trial|clusters|schools|practices)\b"
)
_WHILE = regex(
    r"(?<=\w )(?:before|after|during|following|since|until|due to|because of|owing to|leading to|caused by) .*",
    re.IGNORECASE | re.DOTALL,
)
"""The circumstances in a label, after what it names."""
_AFTER_COMMA = regex(
    r",\s(?:[a-zµμ°%]{1,5}(?:\s?[/·.]\s?[a-zA-Z\d.²³³]{1,6}){0,3}|mean|median|years|months|weeks|days|hours|minutes|score)\s*$"
)
"""A unit after the name: ``Weight, kg``."""
_CHANGE = regex(r"\bchanges?\b|\breduc|\bimprov|\bdecreas|\bincreas|\bgain\b|\bloss\b|\bfrom baseline\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate that answers, or why none does."""

    candidate: Candidate | None = None
    score: float = 0.0
    reason: str = ""


def fits(candidate: Candidate, outcome: str, lexicon: Lexicon) -> float:
    """How well a candidate's labels fit the words of an outcome, from 0 to 1."""
    named = candidate.own or candidate.group
    own = " ".join(_AFTER_COMMA.sub(" ", UNIT.sub(" ", _untimed(label, outcome))) for label in named)
    context = (*candidate.group, candidate.panel.corner, candidate.panel.caption)
    own_words = lexicon.bare(own) - measures()
    outcome = timeless(outcome) if tokens(timeless(outcome)) else outcome
    wanted = lexicon.bare(outcome)
    everything = lexicon.covered(outcome, own, *candidate.own, *context)
    if not own_words:
        return 0.95 * lexicon.covered(outcome, *candidate.own, *context)
    near = lexicon.covered(outcome, *candidate.own, *candidate.group, candidate.panel.corner)
    if not near:
        return 0.0
    bag = lexicon.bag(outcome)
    first = lexicon.bare(" ".join(_WHILE.sub(" ", label) for label in named)) - measures()
    if first and not candidate.group and not any(lexicon.held(t, bag) for t in first):
        return 0.0  # ``Pressure after intubation`` is nothing about ``time to intubation``
    precise = sum(lexicon.weight(t) * lexicon.held(t, bag) for t in own_words)
    precise /= lexicon.mass(own_words) or 1.0
    if not precise and candidate.group:  # the rows above name the outcome, the row a part of it
        precise = 0.3
    return 0.35 * everything + 0.35 * near + 0.3 * precise if wanted else 0.0


def _untimed(label: str, outcome: str) -> str:
    """A label without times, and thresholds that are not asked for, where anything is left: ``Apgar <7 at 5 min``."""
    rest = timeless(label) if _THRESHOLD.search(outcome) else _THRESHOLD.sub(" ", timeless(label))
    return rest if tokens(rest) - measures() else label


_THRESHOLD = regex(r"[<>≤≥]\s?=?\s?\d+(?:\.\d+)?")


def usable(candidate: Candidate, type_: OutcomeType) -> bool:
    """Whether both sides hold figures of the kind that the outcome needs."""
    readings = [side.reading for side in candidate.sides.values()]
    if type_ is OutcomeType.BINARY:
        sure = all(r.sure for r in readings) or _counting(candidate) or _proved(candidate) or _all_whole(candidate)
        return sure and all((r.events or r.percent) and not (r.mean and r.sure) and not r.other for r in readings)
    return all(
        r.mean and (r.sure or r.sd) and not r.other and not _looks_counted(r.mean, r.sd, r.events) for r in readings
    )


def _proved(candidate: Candidate) -> bool:
    """Whether each bracket is, to its last digit, the percentage that the number before it is of the arm's size."""
    return all(
        (size := side.size or side.known).isdecimal()
        and side.reading.events.isdecimal()
        and side.reading.percent
        and abs(100 * int(side.reading.events) / max(1, int(size)) - float(side.reading.percent))
        <= 0.51 * 10.0 ** -len(side.reading.percent.partition(".")[2])
        for side in candidate.sides.values()
    )


_WHOLE = regex(r"\s*\d+(?:\s?\(\s?\d+(?:\.\d+)?\s?%?\s?\))?\s*[*†‡§¶a-d]?\s*")


def _all_whole(candidate: Candidate) -> bool:
    """Whether the arms' columns hold nothing but whole numbers no larger than the arms: a table of events."""
    heads = {e.heads for side in candidate.sides.values() for e in side.entries}
    cells = [e.text for e in candidate.panel.entries if e.heads in heads]
    sizes = [side.size or side.known for side in candidate.sides.values()]
    events = [side.reading.events for side in candidate.sides.values()]
    return (
        len(cells) >= 6
        and all(_WHOLE.fullmatch(text) for text in cells)
        and all(n.isdecimal() and e.isdecimal() and int(e) <= int(n) for n, e in zip(sizes, events, strict=True))
    )


def _counting(candidate: Candidate) -> bool:
    text = fold(" ".join((candidate.panel.caption, candidate.panel.notes, *candidate.own, *candidate.group)))
    return bool(
        re.search(
            r"\bn\s?\(\s?%|\bno\.? \(%|number|adverse|events|complication|incidence|frequency|patients with", text
        )
    )


def _looks_counted(mean: str, sd: str, events: str) -> bool:
    """Whether an unexplained pair may as well be a count with its percentage."""
    return bool(events) and bool(sd) and mean == events


def choose(candidates: Sequence[Candidate], outcome: str, type_: OutcomeType, lexicon: Lexicon) -> Choice:
    """The candidate that answers; none where two fit alike and say different things."""
    scored = [Scored(c, fits(c, outcome, lexicon)) for c in candidates]
    every = [s for s in scored if s.score >= LEAST - MARGIN and not _before(s.candidate, outcome)]
    scored = [s for s in every if s.score >= LEAST]
    if not scored:
        return Choice(reason="no table names this outcome for both arms")
    right = [s for s in scored if usable(s.candidate, type_)]
    best = max(s.score for s in scored)
    if not right or max(s.score for s in right) < best - 0.15:
        return Choice(score=best, reason="the table gives other figures for this outcome than the question needs")
    top = max(s.score for s in right)
    if parted([s for s in every if usable(s.candidate, type_)], top, outcome, lexicon):
        return Choice(score=top, reason="rows or columns share the outcome's words between them, and none has all")
    near = [s for s in right if s.score >= top - MARGIN]
    near = _by_change(_by_population(_main(near, outcome), outcome), outcome)
    if len({_where(s.candidate) for s in near}) < len({_where(s.candidate, columns=True) for s in near}):
        near = _asked_for(near, outcome, lexicon)
        if not near:
            return Choice(score=top, reason="the table gives several groups of participants, and none together")
    near = _by_time([s for s in near if s.score >= top - MARGIN], outcome)
    if not near:
        return Choice(score=top, reason="the table gives several times, and does not say which is the one asked for")
    exact = by_letter([s for s in near if s.score >= max(s.score for s in near) - 1e-9], outcome)
    if amiss(exact, outcome, lexicon):
        return Choice(score=top, reason="the row that fits best names something else than the question")
    if one_of_several(exact, right, outcome, lexicon):
        return Choice(score=top, reason="several rows are parts of what the question asks for, and none is the whole")
    if narrower(exact, every, outcome, lexicon):
        return Choice(
            score=top, reason="the question asks for a kind of this outcome that the table does not tell apart"
        )
    if len({_numbers(s.candidate) for s in exact}) > 1:
        return Choice(score=top, reason=f"{len(exact)} rows or columns fit this outcome alike")
    if len({_numbers(s.candidate) for s in near}) > 1 and len({s.candidate.own + s.candidate.group for s in near}) > 1:
        close = [s for s in near if s.score < exact[0].score - 1e-9]
        if close and max(s.score for s in close) > max(s.score for s in exact) - MARGIN / 2:
            return Choice(score=top, reason="several rows or columns fit this outcome nearly alike")
    return Choice(exact[0].candidate, top)


def _where(candidate: Candidate, *, columns: bool = False) -> tuple[object, ...]:
    """The row's labels, and with the columns' what tells populations apart."""
    return (candidate.panel, candidate.rows, candidate.group, candidate.columns if columns else ())


def _asked_for(scored: Sequence[Scored], outcome: str, lexicon: Lexicon) -> list[Scored]:
    """Of columns that differ in more than arm and time, those with the question's words; none if that is not clear."""
    wanted = lexicon.bare(outcome)
    hits = {s: len(lexicon.shared(wanted, lexicon.bag(" ".join(s.candidate.columns)))) for s in scored}
    most = max(hits.values())
    best = [s for s in scored if hits[s] == most]
    if len({s.candidate.columns for s in best}) == 1:
        return best
    plain = [s for s in best if not s.candidate.columns]
    return plain if most == 0 and plain else []


def _numbers(candidate: Candidate) -> tuple[object, ...]:
    return tuple(
        (role, s.reading.events, s.reading.percent, s.reading.mean, s.reading.sd)
        for role, s in sorted(candidate.sides.items())
    )


def _before(candidate: Candidate, outcome: str) -> bool:
    """Whether these are values from before the treatment."""
    return "baseline" not in outcome.lower() and is_baseline(candidate)


def is_baseline(candidate: Candidate) -> bool:
    """Whether labels or caption say that these are values from before the treatment."""
    when = candidate.when
    if when is not None and when.kind == "before":
        return not candidate.change
    if when is not None and when.kind != "at":
        return False
    heads = (label for row in candidate.panel.heads for label in row)
    if candidate.change or any((w := meaning(label).when) and w.kind == "before" for label in heads):
        return False  # columns of their own hold the values from before
    caption = fold(candidate.panel.caption)
    told = _CHARACTERISTICS.search(caption)
    people = bool(told and (not told["whose"] or _PEOPLE.search(told["whose"])))  # not ``of spinal block``
    return bool(people or _BASELINE.search(caption)) and not _OUTCOMES.search(caption)


_OUTCOMES = regex(r"\bafter\b|post|follow|outcome|result|change")


def _by_population(scored: Sequence[Scored], outcome: str) -> list[Scored]:
    """Of the same outcome in several populations, the one asked for, else all together."""
    totals = [s for s in scored if s.candidate.totals]
    if totals and len(totals) < len(scored):
        wanted = tokens(outcome)
        rest = [s for s in scored if not s.candidate.totals]
        told = frozenset().union(*(_words(s) for s in totals))
        if any((_words(s) & wanted) - told - measures() for s in rest):
            return list(scored)  # ``Total cholesterol`` is no total of ``LDL cholesterol``
        special = [s for s in rest if any(tokens(label) & wanted - measures() for label in s.candidate.own)]
        return totals if not special or max(s.score for s in totals) >= max(s.score for s in special) - 0.2 else special
    return list(scored)


def _words(scored: Scored) -> frozenset[str]:
    """The words of all that a candidate's rows and columns are called."""
    return tokens(" ".join((*scored.candidate.own, *scored.candidate.group)))


_PART = regex(
    r"\bsub-?groups?\b|\bper[- ]protocol\b|\bsensitivity analys|\b(?:on|as)[- ]treated\b|\bstrat(?:a|um|ified)\b"
    r"|\bcompleters?\b|\bcomplete cases?\b|\bimputed\b|^\W*(?:wom[ae]n|m[ae]n|fe?males?|boys|girls|male sex)\b"
    r"|^\W*(?:age|aged)\b|^\W*(?:adults|children|nulliparous|multiparous|smokers|non-?smokers)\b"
)
"""Rows above that tell of some of the participants only, or of another analysis than the main one."""


def _main(scored: Sequence[Scored], outcome: str) -> list[Scored]:
    """Without those of a part of the participants, or of a further analysis, unless the question asks for it."""
    wanted = tokens(outcome)
    whole = [
        s
        for s in scored
        if not any(
            _PART.search(fold(label)) and not (tokens(label) - measures()) <= wanted for label in s.candidate.group
        )
    ]
    return whole or list(scored)


def _by_time(scored: Sequence[Scored], outcome: str) -> list[Scored]:
    """The time asked for; else the end of the treatment; else the last one."""
    if not scored:
        return []
    asked = meaning(outcome).when
    times = {s: s.candidate.when for s in scored}
    if asked is not None and asked.end:
        for tolerance in (0.03, 0.12):  # twelve weeks and three months
            same = [s for s in scored if (w := times[s]) and w.end and abs(w.end - asked.end) <= tolerance * asked.end]
            if same:
                return same
        if len({w.end for s in scored if (w := times[s])}) > 1:
            return []
    timed = [s for s in scored if times[s] is not None]
    if not timed:
        return list(scored)
    after = [s for s in timed if (w := times[s]) and w.kind == "after"]
    if after:
        return after
    if asked is not None and asked.kind == "after" and len({(w.end, w.kind) for s in timed if (w := times[s])}) > 1:
        return []  # which of several times is the end of the treatment is not said
    at = [s for s in timed if (w := times[s]) and w.kind == "at"] or timed
    last = max((w.end, w.span) for s in at if (w := times[s]))
    return [s for s in at if (w := times[s]) and (w.end, w.span) == last]


def _by_change(scored: Sequence[Scored], outcome: str) -> list[Scored]:
    """Values at the end, unless the question asks for the change."""
    changes = [s for s in scored if s.candidate.change]
    ends = [s for s in scored if not s.candidate.change]
    if changes and ends:
        return changes if _CHANGE.search(fold(outcome)) else ends
    return list(scored)
