"""How far two people agree who judged the same things: percent agreement, Cohen's kappa, Gwet's AC1.

Judgements are names without an order. All three come with a confidence interval from a large-sample standard error,
but for the percentage, whose interval is Wilson's. No input, no output, no libraries.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

Pairs = Iterable[tuple[Hashable, Hashable]]
"""The judgements of the first and the second person, one pair a thing judged."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient with its confidence interval; ``value`` is None where it is not defined, ``reason`` says why.

    ``agreed`` of ``n`` things were judged alike. ``low`` and ``high`` are None where no interval can be given. An
    interval never reaches beyond the coefficient's own bounds (0 or -1, and 1).
    """

    id: str
    label: str
    n: int
    agreed: int
    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


NO_PAIRS = "nothing was judged by both"


def percent(pairs: Pairs, level: float = 0.95) -> Agreement:
    """Share of the things that both judged alike, between 0 and 1, with Wilson's interval.

    Source: Wilson EB, J Am Stat Assoc 1927;22:209.
    """
    table = _Table(pairs)
    if not table.n:
        return Agreement("percent", "percent agreement", 0, 0, None, reason=NO_PAIRS)
    p, n, z = table.observed, table.n, _z(level)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    se = sqrt(p * (1 - p) / n)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Agreement("percent", "percent agreement", n, table.agreed, p, se, low, high)


def cohen_kappa(pairs: Pairs, level: float = 0.95) -> Agreement:
    """Cohen's kappa: agreement beyond what each person's own frequencies would give by chance, -1 to 1.

    Not defined where both gave one and the same judgement throughout: chance alone explains it then.
    Sources: Cohen J, Educ Psychol Meas 1960;20:37; standard error: Fleiss JL, Cohen J, Everitt BS, Psychol Bull
    1969;72:323, equation 13.
    """
    table = _Table(pairs)
    if not table.n:
        return Agreement("kappa", "Cohen’s kappa", 0, 0, None, reason=NO_PAIRS)
    chance = sum(table.first[k] * table.second[k] for k in table.names)
    if chance >= 1 - 1e-12:
        reason = "both gave the same judgement throughout"
        return Agreement("kappa", "Cohen’s kappa", table.n, table.agreed, None, reason=reason)
    kappa = (table.observed - chance) / (1 - chance)
    alike = sum(
        table.share[k, k] * ((1 - chance) - (table.first[k] + table.second[k]) * (1 - table.observed)) ** 2
        for k in table.names
    )
    unlike = sum(
        share * (table.second[one] + table.first[two]) ** 2 for (one, two), share in table.share.items() if one != two
    )
    rest = (table.observed * chance - 2 * chance + table.observed) ** 2
    variance = (alike + (1 - table.observed) ** 2 * unlike - rest) / (table.n * (1 - chance) ** 4)
    return _made("kappa", "Cohen’s kappa", table, kappa, variance, level)


def gwet_ac1(pairs: Pairs, level: float = 0.95) -> Agreement:
    """Gwet's AC1: like kappa, but steady where nearly all judgements are the same, -1 to 1.

    The number of possible judgements is the number of those given; with only one, all agree and AC1 is 1.
    Source: Gwet KL, Br J Math Stat Psychol 2008;61:29, equations 5 and 8 for two raters.
    """
    table = _Table(pairs)
    if not table.n:
        return Agreement("ac1", "Gwet’s AC1", 0, 0, None, reason=NO_PAIRS)
    q = len(table.names)
    if q == 1:
        return Agreement("ac1", "Gwet’s AC1", table.n, table.agreed, 1.0, reason="only one judgement was ever given")
    mean = {k: (table.first[k] + table.second[k]) / 2 for k in table.names}
    chance = sum(p * (1 - p) for p in mean.values()) / (q - 1)
    ac1 = (table.observed - chance) / (1 - chance)
    alike = sum(table.share[k, k] * (1 - mean[k]) for k in table.names) / (q - 1) - table.observed * chance
    spread = sum(share * (1 - (mean[one] + mean[two]) / 2) ** 2 for (one, two), share in table.share.items())
    rest = 1 - ac1
    variance = (
        table.observed * (1 - table.observed)
        - 4 * rest * alike
        + 4 * rest**2 * (spread / (q - 1) ** 2 - chance * chance)
    ) / (table.n * (1 - chance) ** 2)
    return _made("ac1", "Gwet’s AC1", table, ac1, variance, level)


def agreement(pairs: Pairs, level: float = 0.95) -> tuple[Agreement, Agreement, Agreement]:
    """All three coefficients of the same judgements."""
    known = tuple(pairs)
    return percent(known, level), cohen_kappa(known, level), gwet_ac1(known, level)


class _Table:
    """The judgements counted: shares of each pair, and of each person's judgements."""

    def __init__(self, pairs: Pairs) -> None:
        known = tuple(pairs)
        self.n = len(known)
        self.names = tuple(dict.fromkeys(name for pair in known for name in pair))
        self.agreed = sum(one == two for one, two in known)
        self.observed = self.agreed / self.n if self.n else 0.0
        counts: dict[tuple[Hashable, Hashable], int] = {(one, two): 0 for one in self.names for two in self.names}
        for pair in known:
            counts[pair] += 1
        self.share = {pair: count / self.n for pair, count in counts.items()}
        self.first = {k: sum(self.share[k, other] for other in self.names) for k in self.names}
        self.second = {k: sum(self.share[other, k] for other in self.names) for k in self.names}


def _made(id_: str, label: str, table: _Table, value: float, variance: float, level: float) -> Agreement:
    se = sqrt(max(0.0, variance))
    half = _z(level) * se
    return Agreement(id_, label, table.n, table.agreed, value, se, max(-1.0, value - half), min(1.0, value + half))


def _z(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not at {level}")
    return NormalDist().inv_cdf((1 + level) / 2)
