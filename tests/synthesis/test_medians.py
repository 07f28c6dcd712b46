"""Means and standard deviations from medians: held against order statistics' published constants and by simulation.

Wan X et al., BMC Med Res Methodol 2014;14:135; Luo D et al., Stat Methods Med Res 2018;27:1785; Shi J et al., Res Synth
Methods 2020;11:641 and Stat Methods Med Res 2023;32:1338. Their claims are what is tried: on normal samples the
estimates are nearly unbiased, Shi's test rejects about one in twenty, and on skewed samples it rejects most.
"""

from __future__ import annotations

import numpy as np
import pytest

from prismabook.synthesis.measures.medians import Recovered, Summary, mean_and_sd

SAMPLES = 1500


def summaries(draws: np.ndarray, which: str) -> list[Summary]:
    """Five numbers of each sample, the quartiles, or the range."""
    low, q1, median, q3, high = np.quantile(draws, [0, 0.25, 0.5, 0.75, 1], axis=1)
    rows = zip(low, q1, median, q3, high, strict=True)
    size = draws.shape[1]
    kept = {"all": (True, True), "quartiles": (True, False), "range": (False, True)}[which]
    return [
        Summary(
            size, float(m), q1=float(b) if kept[0] else None, q3=float(d) if kept[0] else None,
            low=float(a) if kept[1] else None, high=float(e) if kept[1] else None,
        )
        for a, b, m, d, e in rows
    ]  # fmt: skip


@pytest.mark.parametrize(("n", "d2"), [(5, 2.326), (10, 3.078), (15, 3.472), (25, 3.931)])
def test_the_range_of_normal_values_is_the_control_charts_constant(n: int, d2: float) -> None:
    """d₂ of control charts (Montgomery, Introduction to Statistical Quality Control): the exact expected range.

    Wan's closed form comes within 1.5% of it from ten values on, as their figure 1 has it.
    """
    found = mean_and_sd(Summary(n, 0.0, low=-d2 / 2, high=d2 / 2))
    assert found.sd == pytest.approx(1, abs=0.03 if n < 10 else 0.015)


@pytest.mark.parametrize("which", ["all", "quartiles", "range"])
@pytest.mark.parametrize("size", [21, 101])
@pytest.mark.parametrize(("mean", "sd"), [("luo", "wan"), ("wan", "wan"), ("luo", "shi")])
def test_on_normal_samples_both_are_nearly_unbiased(which: str, size: int, mean: str, sd: str) -> None:
    draws = np.random.default_rng(size).normal(50, 10, (SAMPLES, size))
    found = [mean_and_sd(one, mean=mean, sd=sd) for one in summaries(draws, which)]
    assert np.mean([one.mean for one in found]) == pytest.approx(50, abs=0.35)
    assert np.mean([one.sd for one in found]) == pytest.approx(10, abs=0.35)


@pytest.mark.parametrize("which", ["all", "quartiles", "range"])
def test_luos_mean_is_closer_than_the_plain_one_or_as_close(which: str) -> None:
    draws = np.random.default_rng(7).normal(0, 1, (SAMPLES, 101))

    def error(how: str) -> float:
        return float(np.mean([mean_and_sd(one, mean=how).mean ** 2 for one in summaries(draws, which)]))

    assert error("luo") <= 1.02 * error("wan")


@pytest.mark.parametrize("which", ["all", "quartiles", "range"])
def test_skew_is_flagged_on_skewed_samples_and_seldom_on_normal_ones(which: str) -> None:
    random = np.random.default_rng(11)

    def share(draws: np.ndarray) -> float:
        found: list[Recovered] = [mean_and_sd(one) for one in summaries(draws, which)]
        return float(np.mean([one.skewed for one in found]))

    assert share(random.normal(0, 1, (SAMPLES, 101))) == pytest.approx(0.05, abs=0.025)
    power = share(np.exp(random.normal(0, 1, (SAMPLES, 101))))
    assert power > (0.6 if which == "quartiles" else 0.9), "quartiles alone tell less of the tail"


def test_hand_made_numbers_of_luos_weights() -> None:
    """By hand: n = 16 makes n^0.75 = 8, so the weight of the range is 4/12."""
    assert mean_and_sd(Summary(16, 10.0, low=4.0, high=22.0)).mean == pytest.approx(13 / 3 + 20 / 3)
    assert mean_and_sd(Summary(39, 10.0, q1=8.0, q3=13.0)).mean == pytest.approx(0.71 * 10.5 + 0.29 * 10)
