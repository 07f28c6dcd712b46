"""The arithmetic behind derived counts."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from prismabook.audit import denominators, fitting, percentage


@pytest.mark.parametrize(
    ("printed", "pairs"),
    [
        ("55.17", [(16, 29)]),
        ("65.52", [(19, 29)]),
        ("36.67", [(11, 30)]),
        ("30.00", [(3, 10), (6, 20), (9, 30)]),
        ("0", [(0, n) for n in range(1, 31)]),
        ("99.99", []),
    ],
)
def test_counts_that_fit_a_percentage(printed, pairs):
    assert list(fitting(percentage(printed), 30)) == pairs


def test_percentages_of_one_arm_share_a_denominator():
    assert denominators([percentage("30.00"), percentage("36.67")], 30) == (30,)
    assert denominators([percentage("55.17"), percentage("36.67")], 30) == ()


@pytest.mark.parametrize("text", ["", "abc", "120", "-3", "NaN", "Infinity", "1e400"])
def test_what_is_no_percentage(text):
    assert percentage(text) is None


def test_signs_around_a_percentage():
    assert percentage(" 30 % ").value == 30
    assert percentage("30·5").value == percentage("30.5").value


@given(st.data(), st.integers(1, 200), st.integers(0, 3))
def test_a_rounded_percentage_always_fits_its_own_counts(data, total, places):
    events = data.draw(st.integers(0, total))
    unit = Decimal(1).scaleb(-places)
    printed = str((Decimal(100) * events / total).quantize(unit, ROUND_HALF_UP))
    assert (events, total) in fitting(percentage(printed), total, total)


@given(st.decimals(0, 100, places=2), st.integers(1, 80))
def test_numerators_are_those_that_fit(value, total):
    percent = percentage(str(value))
    assume(percent is not None)
    assert percent.numerators(total) == tuple(k for k in range(total + 1) if percent.fits(k, total))
