"""Numbers as readers see them; the examples in the module are run too."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.report import numbers


def test_the_examples_hold() -> None:
    results = doctest.testmod(numbers)
    assert results.attempted >= 6 and results.failed == 0


@pytest.mark.parametrize(("value", "places", "shown"), [(-0.001, 2, "0.00"), (-0.5, 0, "0"), (-0.006, 2, "−0.01")])
def test_nought_has_no_sign(value: float, places: int, shown: str) -> None:
    assert numbers.decimal(value, places) == shown


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_a_number_reads_back(value: float, places: int) -> None:
    shown = numbers.decimal(value, places).replace(numbers.MINUS, "-").replace(",", "")
    assert float(shown) == pytest.approx(round(value, places), abs=10**-places)
