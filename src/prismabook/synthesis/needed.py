"""Numbers needed to treat, in Altman's form where the interval holds no difference; absolute effects per thousand."""

from __future__ import annotations

from dataclasses import dataclass

from prismabook.synthesis.effects import Estimate


@dataclass(frozen=True, slots=True)
class NumberNeeded:
    """A number needed to treat for one to benefit (NNTB) or to be harmed (NNTH).

    ``value`` is None where the difference is zero. ``near`` and ``far`` are the limits nearest to one and furthest from
    it on the estimate's side; ``far`` is None where the interval runs through infinity, and ``other`` is then the limit
    on the other side.
    """

    benefit: bool
    value: float | None
    near: float | None
    far: float | None
    other: float | None
    level: float
    method: str

    def __str__(self) -> str:
        """In words, as Altman writes it: NNTB 10 (NNTB 4 to ∞ to NNTH 20)."""
        side, across = ("NNTB", "NNTH") if self.benefit else ("NNTH", "NNTB")
        if self.value is None:
            return "no difference: the number needed to treat is infinite"
        if self.near is None:
            return f"{side} {self.value:.1f} (no interval)"
        if self.other is not None:
            return f"{side} {self.value:.1f} ({side} {self.near:.1f} to ∞ to {across} {self.other:.1f})"
        end = "∞" if self.far is None else f"{self.far:.1f}"
        return f"{side} {self.value:.1f} ({side} {self.near:.1f} to {end})"


def number_needed(difference: Estimate, *, events_are_good: bool = False) -> NumberNeeded:
    """Number needed to treat from a risk difference with its interval.

    Parameters
    ----------
    difference
        Risk in the intervention group minus risk in the comparator group.
    events_are_good
        Whether the event is wanted (a response); else fewer events are a benefit.

    Source: Altman DG, BMJ 1998;317:1309.

    Examples
    --------
    >>> difference = Estimate("risk difference", -0.10, -0.25, 0.05, "Wald")
    >>> print(number_needed(difference))
    NNTB 10.0 (NNTB 4.0 to ∞ to NNTH 20.0)
    """
    if difference.value is None:
        raise ValueError(difference.reason or "there is no risk difference")
    sign = 1.0 if events_are_good else -1.0
    gain = sign * difference.value
    benefit = gain >= 0
    value = None if gain == 0 else 1 / abs(gain)
    if difference.low is None or difference.high is None:
        return NumberNeeded(benefit, value, None, None, None, difference.level, difference.method)
    ends = sorted((sign * difference.low, sign * difference.high))
    towards, away = (ends[1], ends[0]) if benefit else (-ends[0], -ends[1])
    near = 1 / towards if towards > 0 else None
    far, other = (1 / away, None) if away > 0 else (None, 1 / -away if away < 0 else None)
    return NumberNeeded(benefit, value, near, far, other, difference.level, difference.method)


def difference_from_ratio(baseline: float, ratio: Estimate) -> Estimate:
    """The risk difference that a risk ratio or odds ratio means at a comparator's risk, with its limits.

    Only the ratio's uncertainty is in the interval, not that of the baseline risk (Cochrane Handbook 15.4.4).

    Raises
    ------
    ValueError
        If the baseline is no risk, or the ratio is neither.
    """
    from prismabook.synthesis.measures.reported import risk_from_odds_ratio, risk_from_ratio

    if not 0 <= baseline <= 1:
        raise ValueError(f"a risk lies between 0 and 1, not at {baseline:g}")
    turn = {"risk ratio": risk_from_ratio, "odds ratio": risk_from_odds_ratio}.get(ratio.measure)
    if turn is None:
        raise ValueError(f"a {ratio.measure} is no ratio of risks or odds")
    value, low, high = (
        None if x is None else turn(baseline, x) - baseline for x in (ratio.value, ratio.low, ratio.high)
    )
    return Estimate("risk difference", value, low, high, f"from the {ratio.measure}", ratio.level, ratio.reason)
