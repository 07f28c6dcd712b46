"""Effects and standard deviations from what papers print: intervals, standard errors, p, t and F.

Formulas of the Cochrane Handbook, version 6.5, chapter 6, unless another source is named.
"""

from __future__ import annotations

from math import exp, log, sqrt

from prismabook.synthesis.effects import LEVEL, quantile


def ratio_from_interval(ratio: float, low: float, high: float, level: float = LEVEL) -> tuple[float, float]:
    """Logarithm of a ratio and its standard error (ln high − ln low) / 2z (Handbook 6.3.2).

    Raises
    ------
    ValueError
        If the limits are not above zero, or do not hold the ratio.

    Examples
    --------
    >>> value, se = ratio_from_interval(0.70, 0.54, 0.91)
    >>> round(value, 4), round(se, 4)
    (-0.3567, 0.1331)
    """
    if not 0 < low <= ratio <= high or low == high:
        raise ValueError(f"{ratio:g} ({low:g} to {high:g}) is no ratio with its confidence interval")
    return log(ratio), (log(high) - log(low)) / (2 * quantile(level))


def value_from_interval(value: float, low: float, high: float, level: float = LEVEL) -> tuple[float, float]:
    """A value and its standard error (high − low) / 2z (Handbook 6.3.1)."""
    if not low <= value <= high or low == high:
        raise ValueError(f"{value:g} ({low:g} to {high:g}) is no value with its confidence interval")
    return value, (high - low) / (2 * quantile(level))


def ratio_from_p(ratio: float, p: float) -> tuple[float, float]:
    """Logarithm of a ratio and its standard error |ln ratio| / z, from a two-sided p of a z test (Handbook 6.3.2)."""
    if not ratio > 0:
        raise ValueError(f"{ratio:g} is no ratio")
    return log(ratio), se_from_p(log(ratio), p)


def se_from_p(value: float, p: float, df: float | None = None) -> float:
    """Standard error of a value from its two-sided p: |value| over the quantile of t with df, or normal without df.

    Raises
    ------
    ValueError
        If p does not lie between 0 and 1, or the value is zero: then p says nothing of the standard error.
    """
    if not 0 < p < 1:
        raise ValueError(f"p lies between 0 and 1, not at {p:g}")
    if value == 0:
        raise ValueError("no effect with its p says nothing of the standard error")
    return abs(value) / abs(t_from_p(p, df))


def t_from_p(p: float, df: float | None = None) -> float:
    """The statistic above zero whose two-sided p this is, of Student's t or, without df, of the normal distribution."""
    if df is None:
        return quantile(1 - p) if p > 1e-12 else _normal_tail(p)
    from scipy.stats import t

    return float(t.isf(p / 2, df))


def _normal_tail(p: float) -> float:
    from scipy.stats import norm

    return float(norm.isf(p / 2))


def logrank_from_ratio(log_ratio: float, se: float) -> tuple[float, float]:
    """O − E and V that a log hazard ratio and its standard error stand for: ln HR / se², 1 / se².

    Source: Parmar MKB, Torri V, Stewart L, Stat Med 1998;17:2815; Tierney JF et al., Trials 2007;8:16.
    """
    return log_ratio / se**2, 1 / se**2


def ratio_from_logrank(observed_minus_expected: float, variance: float) -> tuple[float, float]:
    """Log hazard ratio (O − E)/V and its standard error 1/√V (Tierney JF et al., Trials 2007;8:16)."""
    if not variance > 0:
        raise ValueError("the variance of O − E is above zero")
    return observed_minus_expected / variance, 1 / sqrt(variance)


def ratio_from_logrank_p(p: float, events1: float, events2: float, *, favours_group1: bool) -> tuple[float, float]:
    """Log hazard ratio and standard error from a two-sided log-rank p and the events of both groups.

    V is e₁e₂/(e₁ + e₂) for groups of about the same size; |O − E| is z√V, with its sign from the direction.

    Source: Tierney JF et al., Trials 2007;8:16, methods 7 to 9.
    """
    v = events1 * events2 / (events1 + events2)
    z = t_from_p(p)
    return (-1 if favours_group1 else 1) * z / sqrt(v), 1 / sqrt(v)


def sd_from_se(se: float, n: float) -> float:
    """Standard deviation se √n (Handbook 6.5.2.2).

    >>> round(sd_from_se(0.5, 25), 2)
    2.5
    """
    return se * sqrt(n)


def sd_from_interval(low: float, high: float, n: float, level: float = LEVEL, *, normal: bool = False) -> float:
    """Standard deviation of a mean with its interval: √n (high − low) / 2t, t with n − 1 degrees of freedom (6.5.2.2).

    ``normal`` takes the normal quantile in the place of t, which the Handbook does for groups of 60 or more.

    >>> round(sd_from_interval(30, 34.2, 25), 2)
    5.09
    """
    return sqrt(n) * (high - low) / (2 * _quantile(level, None if normal else n - 1))


def pooled_sd_from_difference_se(se: float, n1: float, n2: float) -> float:
    """Standard deviation within groups from a mean difference's standard error: se / √(1/n₁ + 1/n₂) (6.5.2.3)."""
    return se / sqrt(1 / n1 + 1 / n2)


def pooled_sd_from_difference_interval(low: float, high: float, n1: float, n2: float, level: float = LEVEL) -> float:
    """Standard deviation within groups from a mean difference's interval, t with n₁ + n₂ − 2 (6.5.2.3)."""
    return pooled_sd_from_difference_se((high - low) / (2 * _quantile(level, n1 + n2 - 2)), n1, n2)


def pooled_sd_from_t(difference: float, t: float, n1: float, n2: float) -> float:
    """Standard deviation within groups from a mean difference and its t (6.5.2.3).

    >>> round(pooled_sd_from_t(3.8, 2.78, 25, 22), 2)
    4.68
    """
    if t == 0 or difference == 0:
        raise ValueError("no difference, or a t of zero, says nothing of the standard deviation")
    return pooled_sd_from_difference_se(abs(difference / t), n1, n2)


def pooled_sd_from_p(difference: float, p: float, n1: float, n2: float) -> float:
    """Standard deviation within groups from a mean difference and the two-sided p of its t test (6.5.2.3)."""
    return pooled_sd_from_difference_se(se_from_p(difference, p, n1 + n2 - 2), n1, n2)


def pooled_sd_from_f(difference: float, f: float, n1: float, n2: float) -> float:
    """Standard deviation within groups from a mean difference and the F of two groups, which is t²."""
    if not f > 0:
        raise ValueError("an F of zero says nothing of the standard deviation")
    return pooled_sd_from_t(difference, sqrt(f), n1, n2)


def d_from_t(t: float, n1: float, n2: float) -> float:
    """Cohen's d from the t of two groups: t √(1/n₁ + 1/n₂) (Borenstein M et al., 2009, chapter 7)."""
    return t * sqrt(1 / n1 + 1 / n2)


def d_from_f(f: float, n1: float, n2: float, *, favours_group1: bool = True) -> float:
    """Cohen's d from the F of two groups, with its sign from the direction."""
    return (1 if favours_group1 else -1) * d_from_t(sqrt(f), n1, n2)


def d_from_p(p: float, n1: float, n2: float, *, favours_group1: bool = True) -> float:
    """Cohen's d from the two-sided p of a t test, with its sign from the direction."""
    return (1 if favours_group1 else -1) * d_from_t(t_from_p(p, n1 + n2 - 2), n1, n2)


def d_from_log_odds_ratio(log_odds_ratio: float, variance: float) -> tuple[float, float]:
    """Cohen's d and its variance from a log odds ratio: times √3/π and 3/π² (Chinn S, Stat Med 2000;19:3127)."""
    from math import pi

    return log_odds_ratio * sqrt(3) / pi, 3 * variance / pi**2


def combined_groups(
    mean1: float, sd1: float, n1: float, mean2: float, sd2: float, n2: float
) -> tuple[float, float, float]:
    """Mean, standard deviation and size of two groups taken as one (Handbook 6.5.2.10, table 6.5.a)."""
    n = n1 + n2
    mean = (n1 * mean1 + n2 * mean2) / n
    squares = (n1 - 1) * sd1**2 + (n2 - 1) * sd2**2 + n1 * n2 / n * (mean1 - mean2) ** 2
    return mean, sqrt(squares / (n - 1)), n


def risk_from_ratio(baseline: float, ratio: float) -> float:
    """The risk with the intervention from the comparator's risk and a risk ratio, not above 1."""
    return min(1.0, baseline * ratio)


def risk_from_odds_ratio(baseline: float, ratio: float) -> float:
    """The risk with the intervention from the comparator's risk and an odds ratio (Handbook 15.4.4.2)."""
    return baseline * ratio / (1 - baseline + baseline * ratio)


def log_from_raw(mean: float, sd: float) -> tuple[float, float]:
    """Mean and standard deviation of logarithms from those of raw values that are log-normal.

    Source: Higgins JPT, White IR, Anzures-Cabrera J, Stat Med 2008;27:6072, method 1.
    """
    spread = log(1 + (sd / mean) ** 2)
    return log(mean) - spread / 2, sqrt(spread)


def raw_from_log(mean: float, sd: float) -> tuple[float, float]:
    """Mean and standard deviation of raw values from those of their logarithms, the other way round."""
    raw = exp(mean + sd**2 / 2)
    return raw, raw * sqrt(exp(sd**2) - 1)


def _quantile(level: float, df: float | None) -> float:
    return t_from_p(1 - level, df)
