"""Effect measures of one arm against another, with their intervals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prismabook.extraction.arms import arms
from prismabook.extraction.document import Document
from prismabook.extraction.mentions import mentions
from prismabook.extraction.nature import is_review
from prismabook.extraction.notation import Effect, is_main, p_values
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.extraction.rules.clauses import effects_in, of_a_part, one_time, result_clauses
from prismabook.extraction.rules.continuous import ARM, measured
from prismabook.extraction.rules.results import Comparison, comparisons
from prismabook.extraction.wording import clean, is_name
from prismabook.patterns import regex

_WORD = r"[\w≥≤/+.'’-]+"
_NAME = rf"(?P<o>{_WORD}(?: {_WORD}){{0,7}}?)"
_OF = regex(
    rf"^(?:for|of|in)\s(?:the )?(?:risk of |rate of |incidence of )?{_NAME}"
    rf"(?=$|,|\s(?:with|in|for|of|between|comparing|was|were|is|at)\b|\s?[:=(])"
)
_LESS = regex(
    rf"(?:^|, |\band ){_NAME} (?:was|were|is|occurred) (?:\w+ly )?(?:lower|higher|less|more|fewer|reduced|increased"
    rf"|similar"
    r"|shorter|longer|greater|better|worse|improved|lowered|decreased)\b"
)
_DID = regex(
    rf"{ARM}(?:[ -](?:group|arm|therapy|treatment))? (?:\w+ly )?(?:reduced|lowered|improved|increased|decreased"
    rf"|prolonged"
    rf"|halved|raised) (?:the )?(?:(?:risk|rate|incidence|odds|hazard|number|likelihood) of )?{_NAME}"
    rf"(?=\s(?:compared|versus|vs|than|by|over|relative)\b|\s?[,(;]|$)"
)
_WAS = regex(rf"(?:^|, )(?:[Tt]he )?{_NAME} (?:was|were)(?: only)? \d")
_RATIOS = ("OR", "RR", "HR", "IRR")


@rule(
    "effects",
    "result_effect",
    "result_effect_measure",
    "result_effect_low",
    "result_effect_high",
    "result_effect_level",
    kinds=REPORTS,
)
def effect_measures(document: Document) -> Iterator[Proposal]:
    """``odds ratio 2.20, 95% CI 1.48 to 3.27``, of the outcome that the clause names."""
    if is_review(document):
        return
    for start, text in result_clauses(document):
        found = effects_in(document, text)
        for effect in found:
            yield from _rows(document, start, text, effect, found)


def _rows(document: Document, start: int, text: str, effect: Effect, found: Sequence[Effect]) -> Iterator[Proposal]:
    counted = next((c for c in comparisons(document) if c.start == start), None)
    name = _outcome(document, start, text, effect, counted)
    time, late = one_time(text)
    arm, which = _arm(document, text)
    unnamed = "" if name else "the clause does not name the outcome"
    again = sum((e.measure, e.adjusted, e.about) == (effect.measure, effect.adjusted, effect.about) for e in found) > 1
    several = "the clause gives more than one such effect" if again else ""
    part = of_a_part(document, text)
    doubt = "; ".join(filter(None, (unnamed, which, late, several, part, _against(effect, counted))))
    note = "adjusted" if effect.adjusted else ""
    measure = _measure(effect)
    unit = "percent" if effect.unit == "%" else effect.unit
    place = (start, start + len(text), name, arm, time)
    yield Proposal("result_effect", effect.value, *place, unit, doubt, note)
    yield Proposal("result_effect_measure", measure, *place, "", doubt, note)
    if effect.low:
        yield Proposal("result_effect_low", effect.low, *place, unit, doubt, note)
        yield Proposal("result_effect_high", effect.high, *place, unit, doubt, note)
    if effect.level:
        yield Proposal("result_effect_level", effect.level, *place, "percent", doubt, note)


def _measure(effect: Effect) -> str:
    """A difference in percent or percentage points is one of risks."""
    risk = effect.measure == "MD" and (effect.unit == "%" or effect.unit.startswith("percentage"))
    return "RD" if risk and "mean" not in effect.name.lower() else effect.measure


def _outcome(document: Document, start: int, text: str, effect: Effect, counted: Comparison | None) -> str:
    if match := _OF.match(effect.about):
        name = clean(match["o"])
        if is_name(name) and not mentions(document, name) and not re.search(r"\b(?:groups?|arms?)$", name):
            return name
    if counted:
        return counted.outcome
    if clause := next((m for m in measured(document) if m.start == start), None):
        return clause.outcome
    return _worded(document, text[: effect.start])


def _worded(document: Document, before: str) -> str:
    """``X was lower with A than with B``; ``A reduced X``."""
    words = before
    for mention in reversed(mentions(document, before)):
        words = words[: mention.start] + ARM + words[mention.end :]
    for pattern in (_DID, _LESS, _WAS):
        for match in pattern.finditer(words):
            name = clean(match["o"])
            if ARM not in name and is_name(name):
                return name
    return ""


def _arm(document: Document, text: str) -> tuple[str, str]:
    """The arm whose effect it is, where there are more than two; and a doubt where that is not clear."""
    every = arms(document)
    if len(every) == 2:
        return "", ""
    if not every:
        return "", "the document's arms are not clear"
    active = {m.arm.name for m in mentions(document, text) if not m.arm.comparator}
    if len(active) == 1:
        return active.pop(), ""
    return "", "the clause does not say which arms it compares"


def _against(effect: Effect, counted: Comparison | None) -> str:
    """A doubt where an effect points the other way than the percentages printed with it."""
    if counted is None or len(counted.pairs) != 2 or len({arm.comparator for _, arm in counted.pairs}) != 2:
        return ""
    percents = {arm.comparator: share.percent for share, arm in counted.pairs}
    if not all(percents.values()):
        return ""
    difference = float(percents[False]) - float(percents[True])
    ratio = _measure(effect) in _RATIOS
    effect_size = float(effect.value) - (1 if ratio else 0)
    if difference * effect_size < 0 and (ratio or _measure(effect) == "RD"):
        return (
            "the effect points the other way than the percentages; it may be of the comparator against the intervention"
        )
    return ""


@rule("p-of-effects", "result_p", kinds=REPORTS)
def p_of_effects(document: Document) -> Iterator[Proposal]:
    """The one p-value of a clause with one effect whose arms are neither counted nor measured there."""
    if is_review(document):
        return
    known = {c.start for c in comparisons(document)} | {m.start for m in measured(document)}
    for start, text in result_clauses(document):
        found = effects_in(document, text)
        if start in known or len(found) != 1:
            continue
        ps = list(p_values(text))
        if len(ps) != 1 or not is_main(text, *ps[0][:2]):
            continue
        name = _outcome(document, start, text, found[0], None)
        time, doubt = one_time(text)
        arm, which = _arm(document, text)
        unnamed = "" if name else "the clause does not name the outcome"
        doubt = "; ".join(filter(None, (doubt, which, of_a_part(document, text), unnamed)))
        yield Proposal("result_p", ps[0][2], start, start + len(text), name, arm, time, "", doubt)


RULES = (effect_measures, p_of_effects)
