"""What a report says of its primary outcome held against its own numbers; and its dates against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from prismabook.audit.codes import CONCLUSION_BEYOND_PRIMARY, DATES, PRIMARY_CLAIM, REGISTERED_LATE
from prismabook.audit.outcomes import same_time
from prismabook.audit.places import Places
from prismabook.audit.pvalues import PrintedP, printed_p
from prismabook.audit.spin import speaks_of_benefit
from prismabook.audit.sums import in_order
from prismabook.audit.vocabulary import alike
from prismabook.findings import Finding
from prismabook.model import Datum, Status
from prismabook.patterns import regex

THRESHOLD = 0.05
"""The usual two-sided threshold; a report that names another is not judged by this one."""
_OTHER_THRESHOLD = regex(
    r"\b(?:one-(?:sided|tailed)|non-?inferior\w*|equivalen\w+|alpha|significance level|Bonferroni|interim)\b",
    re.IGNORECASE,
)


def claims(data: Sequence[Datum], places: Places) -> Iterable[Finding]:
    """A primary outcome said to be met that was not by its p, and conclusions that pass over a missed one."""
    p = primary_p(data)
    for said in (d for d in data if d.item == "primary_outcome_met"):
        yield from _contradicted(said, p, places)
    missed = [d for d in data if d.item == "primary_outcome_met" and d.value.strip().lower() == "no"]
    stated = bool(missed)
    if not missed and p and _clearly_above(p[1]) and not any(d.item == "primary_outcome_met" for d in data):
        missed = [p[0]]
    for datum in (d for d in data if d.item == "conclusion") if missed else ():
        if speaks_of_benefit(datum.quote.exact):
            place = places.of(missed[0])
            where = f" (line {place.line})" if place.line else ""
            basis = f"the report says that its primary outcome was not met{where}"
            if not stated:
                basis = f"the p of the primary outcome is {missed[0].value}{where}"
            message = f"{basis}; its conclusion does not mention it"
            yield Finding(CONCLUSION_BEYOND_PRIMARY, message, places.of(datum), other=place)


def primary_p(data: Sequence[Datum]) -> tuple[Datum, PrintedP] | None:
    """The only p of the only primary outcome, matched by its name and time point; None if that is not clear."""
    primary = [d for d in data if d.item == "outcome_primary" and d.status is Status.CERTAIN]
    if len({(d.value, d.time_point) for d in primary}) != 1:
        return None
    first = primary[0]
    found = [
        d
        for d in data
        if d.item == "result_p" and alike(d.outcome, first.value) and same_time(d.time_point, first.time_point)
    ]
    p = printed_p(found[0].value) if len(found) == 1 else None
    return (found[0], p) if p else None


def _contradicted(said: Datum, p: tuple[Datum, PrintedP] | None, places: Places) -> Iterable[Finding]:
    if p is None or not same_time(said.time_point, p[0].time_point):
        return
    if _OTHER_THRESHOLD.search(f"{said.quote.exact} {p[0].quote.exact}"):
        return
    met = said.value.strip().lower()
    if (met == "yes" and _clearly_above(p[1])) or (met == "no" and _clearly_below(p[1])):
        words = "was met" if met == "yes" else "was not met"
        message = f"the report says that its primary outcome {words}; the p printed for it is {p[0].value}"
        yield Finding(PRIMARY_CLAIM, message, places.of(said), other=places.of(p[0]))


def _clearly_above(p: PrintedP) -> bool:
    return p.value - p.half_unit > THRESHOLD if p.sign == "=" else p.sign in ">≥" and p.value >= THRESHOLD


def _clearly_below(p: PrintedP) -> bool:
    return p.value + p.half_unit < THRESHOLD if p.sign == "=" else p.sign in "<≤" and p.value <= THRESHOLD


ORDER = (
    ("study_start", "primary_completion"),
    ("study_start", "study_completion"),
    ("primary_completion", "study_completion"),
)
"""Pairs of dates of a registry record, the earlier first."""


def dates(data: Sequence[Datum], places: Places) -> Iterable[Finding]:
    """Dates of a registry record out of order, and registration after the start."""
    items = {"first_posted", *(item for pair in ORDER for item in pair)}
    known = {d.item: d for d in data if d.item in items and _iso(d.value)}
    for one, two in ORDER:
        if one in known and two in known and not in_order(_iso(known[one].value), _iso(known[two].value)):
            label = f"{one.replace('_', ' ')} {known[one].value} and {two.replace('_', ' ')} {known[two].value}"
            message = f"{known[one].report}: {label}"
            yield Finding(DATES, message, places.of(known[one]), topic=f"{one} {two}", other=places.of(known[two]))
    posted, start = known.get("first_posted"), known.get("study_start")
    if posted and start and not in_order(_iso(posted.value)[:7], _iso(start.value)[:7]):
        message = f"{posted.report}: first posted {posted.value}, start {start.value}"
        yield Finding(REGISTERED_LATE, message, places.of(posted), other=places.of(start))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _iso(text: str) -> str:
    """A date as ISO 8601, as precise as it is; empty if it is written in a way that could mean two dates."""
    text = text.strip()
    if re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", text):
        return text
    match = re.fullmatch(r"(?P<month>[A-Za-z]{3,9})\.? (?:(?P<day>[0-9]{1,2}), ?)?(?P<year>[0-9]{4})", text)
    if match is None or match["month"][:3].lower() not in _MONTHS:
        return ""
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    return f"{match['year']}-{month:02d}" + (f"-{int(match['day']):02d}" if match["day"] else "")
