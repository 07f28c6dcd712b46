"""Power of a design: against R's documented example, SciPy's distributions and the level itself."""

import pytest
from scipy import stats

from prismabook.synthesis import TwoByTwo, fisher, pearson
from prismabook.synthesis.power import detectable, power


def test_power_as_published():
    """R's power.prop.test(n = 50, p1 = .50, p2 = .75) gives 0.740 by approximation; the exact power is close to it."""
    assert power(50, 50, 0.50, 0.75) == pytest.approx(0.740, abs=0.03)


@pytest.mark.parametrize("test", [pearson, fisher])
def test_power_by_hand(test):
    n1, n2, risk1, risk2 = 9, 7, 0.8, 0.25
    expected = sum(
        stats.binom.pmf(k1, n1, risk1) * stats.binom.pmf(k2, n2, risk2)
        for k1 in range(n1 + 1)
        for k2 in range(n2 + 1)
        if (p := test(TwoByTwo(k1, n1, k2, n2)).p) is not None and p <= 0.05
    )
    assert power(n1, n2, risk1, risk2, test) == pytest.approx(expected, rel=1e-9)


def test_an_exact_test_keeps_its_level():
    assert all(power(30, 30, risk / 10, risk / 10, fisher) <= 0.05 for risk in range(11))


@pytest.mark.parametrize("wanted", [0.8, 0.9])
def test_the_smallest_detectable_risk(wanted):
    found = detectable(30, 30, 0.3, wanted)
    assert power(30, 30, found, 0.3) >= wanted > power(30, 30, found - 0.001, 0.3)
    assert detectable(3, 3, 0.5) is None


def test_no_design():
    with pytest.raises(ValueError, match="no design"):
        power(30, 30, 1.2, 0.3)
