"""Means, SDs and effects of one report held against each other and against the printed p.

A p beside two means may come from a model, from changes or from ranks. It is told only where it stands on the other
side of the usual threshold, and far from what every test of the means gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prismabook.audit.codes import (
    IMPOSSIBLE_MEAN,
    INTERVAL_SKEWED,
    INTERVAL_WITHOUT_ESTIMATE,
    P_AND_INTERVAL,
    P_AND_MEANS,
    SD_OR_SE,
)
from prismabook.audit.counts import arm_size, whole
from prismabook.audit.grim import Consistency, grimmer
from prismabook.audit.intervals import holds_estimate, symmetric
from prismabook.audit.means import Group, PRange, interval_p, means_p, mixed_up, reproduced_by, spread_named
from prismabook.audit.places import Places
from prismabook.audit.pvalues import PrintedP, printed_p
from prismabook.audit.scales import whole_numbers
from prismabook.findings import Finding
from prismabook.model import Datum, Status
from prismabook.patterns import regex

MEASURES: Mapping[str, str] = {
    "RR": "risk ratio",
    "OR": "odds ratio",
    "HR": "hazard ratio",
    "IRR": "rate ratio",
    "RD": "risk difference",
    "MD": "mean difference",
    "SMD": "standardised mean difference",
}
"""Effect measures as the extraction names them, and as this room does."""

_MODELLED = regex(
    r"\b(?:adjusted|ANCOVA|covariance|mixed|repeated measures|Mann|Wilcoxon|rank|median|change[sd]?|paired|regression"
    r"|baseline|within|log|bootstrap\w*|permutation)\b",
    re.IGNORECASE,
)
"""Words that say that a p or an interval does not come from the plain means."""


@dataclass(frozen=True, slots=True)
class _Key:
    outcome: str
    time_point: str

    @property
    def words(self) -> str:
        return ", ".join(filter(None, (self.outcome, self.time_point))) or "an unnamed outcome"


def continuous(data: Sequence[Datum], places: Places) -> Iterable[Finding]:
    """What does not fit among the means, SDs, effects and intervals of one report."""
    sure = [d for d in data if d.status is Status.CERTAIN]
    of: dict[tuple[str, str], list[Datum]] = {}
    for datum in sure:
        of.setdefault((datum.outcome, datum.time_point), []).append(datum)
    for key in dict.fromkeys(_Key(d.outcome, d.time_point) for d in sure if d.item.startswith("result_")):
        mine = of[key.outcome, key.time_point]
        arms = [arm for arm in dict.fromkeys(d.arm for d in mine if d.item == "result_mean") if arm]
        for arm in arms:
            yield from _arm(key, arm, mine, data, places)
        yield from _compared(key, arms, mine, data, places)
        for arm in dict.fromkeys(d.arm for d in mine if d.item == "result_effect"):
            yield from _effect(key, [d for d in mine if d.arm == arm], places)


def _one(data: Sequence[Datum], item: str, arm: str | None = None) -> Datum | None:
    """The only datum of an item; None if there is none, or several that differ."""
    found = [d for d in data if d.item == item and arm in (None, d.arm)]
    return found[0] if len({d.value for d in found}) == 1 else None


def _group(data: Sequence[Datum], arm: str, every: Sequence[Datum]) -> Group | None:
    mean, sd, total = (_one(data, item, arm) for item in ("result_mean", "result_sd", "result_total"))
    size = total or arm_size(every, arm)
    n = whole(size.value) if size else None
    if mean is None or sd is None or n is None:
        return None
    try:
        return Group.of(mean.value, sd.value, n)
    except ValueError:
        return None


def _arm(key: _Key, arm: str, data: Sequence[Datum], every: Sequence[Datum], places: Places) -> Iterable[Finding]:
    group, mean, sd = _group(data, arm, every), _one(data, "result_mean", arm), _one(data, "result_sd", arm)
    if group is None or mean is None or sd is None:
        return
    what = f"{arm}, {key.words}"
    if scale := whole_numbers(key.outcome, f"{mean.quote.prefix} {mean.quote.exact}"):
        tested = [grimmer(group.mean.text, group.sd.text, group.n, scale, divisor=d) for d in (1, 0)]
        if all(found.verdict is Consistency.INCONSISTENT for found in tested) and _exact(every, arm, group.n):
            message = f"{what}: mean {mean.value}, SD {sd.value} of {group.n}: {tested[0].words} (GRIM and GRIMMER)"
            yield Finding(IMPOSSIBLE_MEAN, message, places.of(mean), topic=what)
    low, high = _one(data, "result_ci_low", arm), _one(data, "result_ci_high", arm)
    if low and high and _named_se(low, high, sd, group.n):
        message = f"{what}: SD {sd.value} beside the interval {low.value} to {high.value} of {group.n} participants"
        words = f"{message} is the size of a standard error"
        yield Finding(SD_OR_SE, words, places.of(sd), topic=what, other=places.of(low))


def _named_se(low: Datum, high: Datum, sd: Datum, n: int) -> bool:
    """Whether what is called an SD fits its mean's interval only as a standard error."""
    try:
        return spread_named(low.value, high.value, sd.value, n) == ("SE",)
    except ValueError:
        return False


def _exact(data: Sequence[Datum], arm: str, n: int) -> bool:
    """Whether the participants behind a mean are counted, not only those randomised, of whom some may be missing."""
    return any(d.item in ("result_total", "n_analysed") and d.arm == arm and whole(d.value) == n for d in data)


def _compared(
    key: _Key, arms: Sequence[str], data: Sequence[Datum], every: Sequence[Datum], places: Places
) -> Iterable[Finding]:
    """Two arms' means against the p that is printed for their comparison."""
    groups = [_group(data, arm, every) for arm in arms]
    p_datum = _one(data, "result_p")
    p = printed_p(p_datum.value) if p_datum else None
    if len(arms) != 2 or groups[0] is None or groups[1] is None or p is None or p_datum is None:
        return
    one, two = groups[0], groups[1]
    if _MODELLED.search(f"{key.outcome} {p_datum.quote.prefix} {p_datum.quote.exact} {p_datum.quote.suffix}"):
        return
    ranges = means_p(one, two)
    if reproduced_by(p, ranges) or not all(_apart(p, found) for found in ranges if "one-sided" not in found.label):
        return
    said = " and ".join(f"{g.mean.text} (SD {g.sd.text}, n = {g.n})" for g in (one, two))
    tried = ", ".join(f"{found.label} {_range(found)}" for found in ranges)
    mean = next(d for d in data if d.item == "result_mean")
    if mixed_up(one, two, p):
        message = f"{key.words}: {said} give p = {p_datum.value} only if the SDs are standard errors; as SDs {tried}"
        yield Finding(SD_OR_SE, message, places.of(mean), topic=key.words, other=places.of(p_datum))
    else:
        message = f"{key.words}: p = {p_datum.value} is printed; {said} give {tried}"
        yield Finding(P_AND_MEANS, message, places.of(p_datum), topic=key.words, other=places.of(mean))


def _effect(key: _Key, data: Sequence[Datum], places: Places) -> Iterable[Finding]:
    """An effect against its own interval, and the interval against the p."""
    value, low, high = (_one(data, f"result_effect{end}") for end in ("", "_low", "_high"))
    if value is None or low is None or high is None:
        return
    said = (value.value, low.value, high.value)
    named = _one(data, "result_effect_measure")
    measure = MEASURES.get(named.value, "") if named else ""
    held = holds_estimate(*said)
    if not held:
        yield Finding(INTERVAL_WITHOUT_ESTIMATE, f"{key.words}: {held.words}", places.of(low), topic=key.words)
        return
    if measure and not (skewed := symmetric(*said, measure)):
        yield Finding(INTERVAL_SKEWED, f"{key.words}: {skewed.words}", places.of(value), topic=key.words)
    yield from _interval_and_p(key, data, said, measure, places)


def _interval_and_p(
    key: _Key, data: Sequence[Datum], said: tuple[str, str, str], measure: str, places: Places
) -> Iterable[Finding]:
    p_datum, level = _one(data, "result_p"), _one(data, "result_effect_level")
    p = printed_p(p_datum.value) if p_datum else None
    if p is None or p_datum is None or not measure or (level and level.value != "95"):
        return
    try:
        implied = interval_p(*said, ratio=measure.endswith("ratio"))
    except ValueError:
        return
    if not implied.reproduces(p) and _apart(p, implied):
        message = (
            f"{key.words}: p = {p_datum.value} is printed beside {measure} {said[0]} ({said[1]} to {said[2]}), "
            f"from which p {_range(implied)} follows"
        )
        low = next(d for d in data if d.item == "result_effect_low")
        yield Finding(P_AND_INTERVAL, message, places.of(p_datum), topic=key.words, other=places.of(low))


def _apart(p: PrintedP, found: PRange) -> bool:
    """Whether a printed p and a range stand on different sides of 0.05, each at least a factor of two away from it."""
    below = p.sign in "<≤=" and p.value <= 0.025
    above = p.sign in ">≥=" and (p.value >= 0.1 if p.sign == "=" else p.value >= 0.05)
    return (below and found.low >= 0.1) or (above and found.high <= 0.025)


def _range(found: PRange) -> str:
    ends = dict.fromkeys("<0.0001" if p < 0.0001 else f"{p:.4f}" for p in (found.low, found.high))
    return " to ".join(ends)
