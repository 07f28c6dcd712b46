"""Results of continuous outcomes: means and medians of each arm with their spread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prismabook.extraction.arms import Arm
from prismabook.extraction.comparison import attribute
from prismabook.extraction.document import Document
from prismabook.extraction.mentions import Mention, mentions
from prismabook.extraction.nature import is_review, is_single_group
from prismabook.extraction.notation import (
    SIGNED,
    Spread,
    amounts,
    declared,
    is_main,
    may_spread,
    p_values,
    shares,
    signed,
    sizes,
    spreads,
)
from prismabook.extraction.notation import TIME as TIME_POINT
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.extraction.rules.clauses import BASELINE, masked, of_a_part, one_time, result_clauses
from prismabook.extraction.wording import clean, is_name
from prismabook.patterns import regex

VALUE, ARM = "\ue000", "\ue001"
"""Stand for a value and an arm in a clause's skeleton, so that patterns see its wording only."""
_WORD = r"[\w≥≤/+.'’-]+"
_NAME = rf"(?<![\w≥≤/+.'’-])(?P<o>{_WORD}(?: {_WORD}){{0,9}}?)"
_CENTRE = r"(?:[Mm]eans?|[Mm]edians?|[Aa]verage)(?:\s?(?:±|\+/-)\s?\w{2,3}|\s?[(\[][^()\[\]]{1,24}[)\]])?"
_IN_ARM = rf"(?:(?:in|for|with|on|among|of) (?:the |those (?:on|in) )?{ARM}(?:[ -](?:groups?|arms?|patients))?)"
_CHANGES = {
    "decreased": "decrease",
    "fell": "decrease",
    "declined": "decline",
    "dropped": "decrease",
    "increased": "increase",
    "rose": "increase",
    "improved": "improvement",
    "changed": "change",
}
_VERB = rf"(?:(?:was|were) )?(?:\w+ly )?(?P<v>{'|'.join(_CHANGES)}|reduced)(?: \w+ly)?"
_NAMES = (
    regex(rf"{_CENTRE} {_NAME},? (?:{_IN_ARM} )?(?:was|were|of|averaged|[:=])(?: only)? {VALUE}"),
    regex(rf"{_NAME} {_VERB} by (?:an? )?(?:{_CENTRE} )?(?:of )?{VALUE}"),
    regex(rf"(?:^|, ){_NAME},? (?:{_IN_ARM} )?(?:was|were|averaged)(?: only)? {VALUE}"),
    regex(rf"{_CENTRE} {_NAME} for {ARM} (?:and|versus|vs\.?) {ARM} (?:was|were) {VALUE}"),
    regex(rf"{_CENTRE} {_NAME} (?:was|were) (?:\w+ly )?(?:lower|higher|shorter|longer|greater|smaller) \D*?{VALUE}"),
)
_FROM_TO = regex(
    rf"(?:{_CENTRE} )?{_NAME} (?:{_IN_ARM} )?{_VERB} (?:{_IN_ARM} )?from (?:an? )?(?:{_CENTRE} )?(?:of )?{VALUE}"
    rf"(?P<base> at baseline)?(?: {_IN_ARM})? to {VALUE}"
)
_UNIT = (
    r"(?:\s(?P<unit>%|days?|weeks?|months?|years?|hours?|points?|mm ?Hg|kg/m2|kg/m²|kg|mm|cm|[mµμ]?g/d?[Ll]|mmol/L))?\b"
)
_BARE = regex(rf"(?<![\w.,-])(?P<v>{SIGNED})(?![\w.]*\w){_UNIT}")


_DIGIT = regex(r"\d")


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of a clause with their arms and times, and what they are of."""

    start: int
    end: int
    text: str
    outcome: str
    rows: tuple[tuple[Spread, str, str], ...]
    """Each value with its arm and time point."""
    doubt: str = ""


def measured(document: Document) -> tuple[Measured, ...]:
    """The clauses in which values, arms and outcome are clear."""
    return document.once(_measured)


def _measured(document: Document) -> tuple[Measured, ...]:
    if is_review(document):
        return ()
    around = declared("\n".join(s.text for s in document.sentences if "mean" in s.text or "edian" in s.text))
    return tuple(found for start, text in result_clauses(document) if (found := _clause(document, start, text, around)))


def _clause(document: Document, start: int, text: str, around: tuple[str, str]) -> Measured | None:
    if not _DIGIT.search(text) or not (may_spread(text) or "verage" in text):
        return None
    bare = masked(document, text)
    named = mentions(document, text)
    found = tuple(s for s in spreads(bare, around) if s.centre)
    if not found and named and re.search(r"\b(?:[Mm]ean|[Mm]edian|[Aa]verage)\b", text):
        found = _plain(bare, named)
    if not found or BASELINE.search(text.replace("from baseline", "").replace("at baseline to", "")):
        return None
    words = _skeleton(text, found, named)
    if changed := _from_to(document, start, text, words, found, named):
        return changed
    owners = _owners(document, text, found, named)
    name = _name(words) if owners else ""
    if not name:
        return None
    time, doubt = one_time(text)
    doubt = "; ".join(filter(None, (doubt, of_a_part(document, text))))
    rows = tuple((value, arm, time) for value, arm in zip(found, owners, strict=True))
    return Measured(start, start + len(text), text, name, rows, doubt)


def _owners(document: Document, text: str, found: Sequence[Spread], named: Sequence[Mention]) -> tuple[str, ...]:
    if not named:
        return ("",) if len(found) == 1 and is_single_group(document) else ()
    if len({mention.arm for mention in named}) != len(found) or len({(s.centre, s.kind) for s in found}) != 1:
        return ()
    owners: tuple[Arm, ...] = attribute(text, found, named)
    return tuple(arm.name for arm in owners)


def _from_to(
    document: Document, start: int, text: str, words: str, found: Sequence[Spread], named: Sequence[Mention]
) -> Measured | None:
    """``decreased from A at baseline to B at week 24``, in one arm or a study without arms."""
    match = _FROM_TO.search(words) if " from " in words else None
    own = {m.arm.name for m in named} or ({""} if is_single_group(document) else set())
    name = re.sub(r"^(?:mean|median|average) ", "", clean(match["o"])) if match else ""
    if not match or len(found) != 2 or len(own) != 1 or not is_name(name):
        return None
    time, doubt = one_time(text.replace("at baseline", ""))
    before = "baseline" if match["base"] else ""
    doubt = doubt or ("" if before and time else "the clause does not say when both values were measured")
    arm = own.pop()
    rows = ((found[0], arm, before), (found[1], arm, time))
    return Measured(start, start + len(text), text, name, rows, doubt)


def _skeleton(text: str, found: Sequence[Spread], named: Sequence[Mention]) -> str:
    """The clause with a sign in the place of each value and each arm."""
    spans = [(s.start, s.end, VALUE) for s in found] + [(m.start, m.end, ARM) for m in named]
    for start, end, sign in sorted(spans, reverse=True):
        text = text[:start] + sign + text[end:]
    return text


def _name(words: str) -> str:
    for pattern in _NAMES:
        for match in pattern.finditer(words):
            name = clean(match["o"])
            if VALUE in name or ARM in name or not is_name(name):
                continue
            verb = match.groupdict().get("v")
            return f"{'reduction' if verb == 'reduced' else _CHANGES[verb]} in {name}" if verb else name
    return ""


def _plain(text: str, named: Sequence[Mention]) -> tuple[Spread, ...]:
    """Means or medians without a spread, ``12.3 months``: the numbers of a clause that are nothing else."""
    centre = re.search(r"\b(mean|median|average)\b", text, re.IGNORECASE)
    if not centre or any(shares(text)):
        return ()
    numbers = list(_BARE.finditer(text, centre.end()))
    if not numbers:
        return ()
    taken = [(start, end) for reader in (p_values, sizes, amounts) for start, end, *_ in reader(text)]
    taken += [m.span() for m in TIME_POINT.finditer(text)] + [(m.start, m.end) for m in named]
    kind = "median" if centre[1].lower() == "median" else "mean"
    return tuple(
        Spread(m.start(), m.end(), kind, signed(m["v"]), "none", unit=m["unit"] or "")
        for m in numbers
        if not any(start < m.end() and end > m.start() for start, end in taken)
    )


_ITEMS = {
    "SD": ("result_sd", ""),
    "SE": ("result_se", ""),
    "": ("result_spread", ""),
    "IQR": ("result_q1", "result_q3"),
    "range": ("result_min", "result_max"),
    "CI": ("result_ci_low", "result_ci_high"),
}
_UNEXPLAINED = "the document does not say whether ± is a standard deviation or a standard error"


@rule(
    "means",
    "result_mean",
    "result_median",
    *dict.fromkeys(item for items in _ITEMS.values() for item in items if item),
    kinds=REPORTS,
)
def means(document: Document) -> Iterator[Proposal]:
    """``12.3 (SD 4.5) with A and 14.1 (SD 5.0) with B``: each arm's mean or median with its spread."""
    for clause in measured(document):
        unit = next((s.unit for s, *_ in clause.rows if s.unit), "")
        unit = "percent" if unit == "%" else unit
        for spread, arm, time in clause.rows:
            place = (clause.start, clause.end, clause.outcome, arm, time, unit)
            yield Proposal(f"result_{spread.centre}", spread.value, *place, clause.doubt)
            low, high = _ITEMS.get(spread.kind, ("", ""))
            doubt = "; ".join(filter(None, (clause.doubt, _UNEXPLAINED if low == "result_spread" else "")))
            for item, value in ((low, spread.size or spread.low), (high, spread.high)):
                if item and value:
                    yield Proposal(item, value, *place, doubt)


@rule("p-of-means", "result_p", kinds=REPORTS)
def p_of_means(document: Document) -> Iterator[Proposal]:
    """The one p-value of a clause that compares the means or medians of two arms."""
    for clause in measured(document):
        found = list(p_values(clause.text))
        arms = {arm for _, arm, _ in clause.rows if arm}
        if len(found) == 1 and len(arms) == 2 and is_main(clause.text, *found[0][:2]):
            time = clause.rows[0][2]
            yield Proposal(
                "result_p", found[0][2], clause.start, clause.end, clause.outcome, "", time, "", clause.doubt
            )


RULES = (means, p_of_means)
