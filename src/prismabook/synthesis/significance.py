"""Two-sided tests of a two-by-two table: those that a paper may have used.

Exact sums are done in whole numbers, so that ties are ties.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import comb, erfc, exp, fsum, lgamma, log, sqrt

from prismabook.synthesis.table import TwoByTwo

EXACT = 2_000
"""Most participants whose tables are summed in whole numbers; beyond it in logarithms, with R's tolerance for ties."""
LARGEST = 200_000
"""Most participants of an exact test: what is larger is a register, or no number of people."""


@dataclass(frozen=True, slots=True)
class Test:
    """A test's result; ``p`` is two-sided, None where the table does not define it, and ``reason`` says why."""

    __test__ = False  # not a test case, whatever pytest thinks of its name

    id: str
    label: str
    p: float | None
    reason: str = ""


def chi2_tail(statistic: float) -> float:
    """Upper tail of the chi-squared distribution with one degree of freedom: erfc(√(x/2)).

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4 (χ²₁ is a squared standard normal).
    """
    return erfc(sqrt(statistic / 2))


def pearson(table: TwoByTwo) -> Test:
    """Pearson's chi-squared test without continuity correction; the same p as the pooled z test.

    Source: Pearson K, Philos Mag 1900;50:157; n(ad − bc)² / (n₁ n₂ m₁ m₂).
    """
    return _chi_squared(table, "chi2", "Pearson χ²", 0)


def pearson_corrected(table: TwoByTwo) -> Test:
    """Pearson's chi-squared test with Yates's continuity correction, which never overshoots zero.

    Source: Yates F, J R Stat Soc Suppl 1934;1:217.
    """
    return _chi_squared(table, "chi2_corrected", "Pearson χ² with Yates’s correction", table.total / 2)


def likelihood_ratio(table: TwoByTwo) -> Test:
    """Likelihood ratio (G) test: 2 Σ O log(O/E).

    Source: Wilks SS, Ann Math Stat 1938;9:60; Agresti A, Categorical Data Analysis, 3rd ed., section 3.2.1.
    """
    name, label = "likelihood_ratio", "likelihood ratio χ²"
    if reason := _one_sided_margin(table):
        return Test(name, label, None, reason)
    rows = ((table.cells[0], table.cells[1], table.total1), (table.cells[2], table.cells[3], table.total2))
    columns = (table.events, table.total - table.events)
    observed = ((row[i], row[2] * columns[i] / table.total) for row in rows for i in (0, 1))
    return Test(name, label, chi2_tail(max(0.0, 2 * sum(o * log(o / e) for o, e in observed if o))))


def unpooled_z(table: TwoByTwo) -> Test:
    """Wald's z test of the risk difference with the unpooled standard error.

    Source: Fleiss JL, Levin B, Paik MC, Statistical Methods for Rates and Proportions, 3rd ed., section 3.3.
    """
    name, label = "unpooled_z", "z test, unpooled"
    variance = table.risk1 * (1 - table.risk1) / table.total1 + table.risk2 * (1 - table.risk2) / table.total2
    if variance == 0:
        return Test(name, label, None, "no variation within either group")
    return Test(name, label, chi2_tail((table.risk1 - table.risk2) ** 2 / variance))


def mantel_haenszel(table: TwoByTwo) -> Test:
    """The chi-squared test with N − 1, which is the Mantel–Haenszel (CMH) statistic of one table without correction.

    Sources: Mantel N, Haenszel W, J Natl Cancer Inst 1959;22:719; Campbell I, Stat Med 2007;26:3661.
    """
    name, label = "chi2_n_minus_1", "Mantel–Haenszel χ² (N − 1)"
    if reason := _one_sided_margin(table):
        return Test(name, label, None, reason)
    return Test(name, label, chi2_tail(_statistic(table) * (table.total - 1) / table.total))


def fisher(table: TwoByTwo) -> Test:
    """Fisher's exact test, two-sided by summing all tables that are no more probable than the observed.

    Source: Fisher RA, J R Stat Soc 1935;98:39; the two-sided rule is that of R's fisher.test.
    """
    if table.total > EXACT:
        return _fisher_large(table, "fisher", "Fisher’s exact", 0)
    return Test("fisher", "Fisher’s exact", float(_as_extreme(table)))


def fisher_mid_p(table: TwoByTwo) -> Test:
    """Fisher's exact test with mid-p: half the probability of the observed table is taken off.

    Source: Lancaster HO, J Am Stat Assoc 1961;56:223; Lydersen S, Fagerland MW, Laake P, Stat Med 2009;28:1159.
    """
    if table.total > EXACT:
        return _fisher_large(table, "fisher_mid_p", "Fisher’s exact, mid-p", 0.5)
    return Test("fisher_mid_p", "Fisher’s exact, mid-p", float(_as_extreme(table) - _probability(table) / 2))


TESTS: tuple[Callable[[TwoByTwo], Test], ...] = (
    pearson,
    pearson_corrected,
    mantel_haenszel,
    fisher,
    fisher_mid_p,
    likelihood_ratio,
    unpooled_z,
)
"""Every test that a printed p is held against, the ledger's first."""
SHOWN = TESTS[:4]
"""The tests whose p the ledger's table has."""


def all_tests(table: TwoByTwo) -> tuple[Test, ...]:
    """All tests of a table."""
    return tuple(test(table) for test in TESTS)


def _chi_squared(table: TwoByTwo, name: str, label: str, correction: float) -> Test:
    if reason := _one_sided_margin(table):
        return Test(name, label, None, reason)
    return Test(name, label, chi2_tail(_statistic(table, correction)))


def _statistic(table: TwoByTwo, correction: float = 0) -> float:
    """Pearson's statistic; ``correction`` is taken off the cross-product difference, N/2 for Yates."""
    a, b, c, d = table.cells
    distance = max(0.0, abs(a * d - b * c) - correction)
    margins = table.total1 * table.total2 * table.events * (table.total - table.events)
    return table.total * distance**2 / margins


def _one_sided_margin(table: TwoByTwo) -> str:
    if table.events == 0:
        return "no events in either group"
    return "everyone in both groups had the event" if table.events == table.total else ""


def _as_extreme(table: TwoByTwo) -> Fraction:
    """Hypergeometric probability of all tables with these margins that are no more probable than the observed."""
    n1, n2, events = table.total1, table.total2, table.events
    ways = (comb(n1, k) * comb(n2, events - k) for k in range(max(0, events - n2), min(n1, events) + 1))
    observed = comb(n1, table.events1) * comb(n2, table.events2)
    return Fraction(sum(w for w in ways if w <= observed), comb(n1 + n2, events))


def _probability(table: TwoByTwo) -> Fraction:
    observed = comb(table.total1, table.events1) * comb(table.total2, table.events2)
    return Fraction(observed, comb(table.total, table.events))


def _fisher_large(table: TwoByTwo, name: str, label: str, off: float) -> Test:
    """Fisher's test in floating point; ties are those of R's fisher.test (relative 1e-7)."""
    if table.total > LARGEST:
        return Test(name, label, None, "the groups are too large for this exact test")
    logs = hypergeometric(table)
    observed = logs[table.events1 - max(0, table.events - table.total2)]
    extreme = fsum(exp(one) for one in logs if one <= observed + 1e-7)
    return Test(name, label, min(1.0, max(0.0, extreme - off * exp(observed))))


def hypergeometric(table: TwoByTwo) -> list[float]:
    """Logarithms of the probabilities of all tables with the same margins, by events in group 1."""
    n1, n2, events = table.total1, table.total2, table.events
    whole = _log_comb(n1 + n2, events)
    return [
        _log_comb(n1, k) + _log_comb(n2, events - k) - whole for k in range(max(0, events - n2), min(n1, events) + 1)
    ]


def _log_comb(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
