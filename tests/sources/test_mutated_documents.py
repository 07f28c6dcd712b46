"""A few hundred of the mutated documents that benchmarks/fuzz.py makes a hundred thousand of."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import fuzz

    return fuzz


def test_no_mutated_document_crashes_hangs_or_harms_a_neighbour(fuzz: object) -> None:
    failures, slowest, readers = sys.modules["fuzz"].run((20261125, 0, 300, 10))
    assert failures == []
    assert slowest[0] < sys.modules["fuzz"].GIVEN_UP
    assert sum(readers.values()) == 300
    assert len(readers) > 8, "the mutations leave most formats recognisable"


def test_an_input_is_the_same_for_the_same_number(fuzz: object) -> None:
    made = sys.modules["fuzz"].made
    assert made(1, 5) == made(1, 5)
    assert made(1, 5) != made(1, 6)
