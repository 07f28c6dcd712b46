"""GRIM, GRIMMER and DEBIT against the published examples, and against data that were really there."""

from fractions import Fraction
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prismabook.audit import Consistency, Scale, debit, grim, grimmer
from prismabook.audit.printed import Rounding, printed, shown


@pytest.mark.parametrize(
    ("mean", "n", "items", "verdict"),
    [
        # Brown and Heathers 2017: 28 people cannot have 5.19; 145/28 is 5.18 and 146/28 is 5.21
        ("5.19", 28, 1, "inconsistent"),
        ("5.18", 28, 1, "consistent"),
        ("5.21", 28, 1, "consistent"),
        # The documentation of the R package scrutiny: grim("5.27", 43) is FALSE; the first rows of pigs1
        ("5.27", 43, 1, "inconsistent"),
        ("7.22", 32, 1, "consistent"),
        ("4.74", 25, 1, "inconsistent"),
        ("5.23", 29, 1, "inconsistent"),
        ("2.57", 24, 1, "inconsistent"),
        # Two items halve the grain: 139/40 = 3.475
        ("3.48", 20, 2, "consistent"),
        ("3.48", 20, 1, "inconsistent"),
        ("3.48", 500, 1, "not testable"),
        ("3", 12, 1, "not testable"),
    ],
)
def test_grim_as_published(mean, n, items, verdict):
    assert grim(mean, n, Scale(items)).verdict == verdict


def test_grim_names_the_possible_means_next_to_it():
    words = grim("5.19", 28).words
    assert "5.18 (145/28)" in words
    assert "5.21 (146/28)" in words


@pytest.mark.parametrize(
    ("mean", "sd", "n", "verdict"),
    [
        # Tests and documentation of the R packages rsprite2 and scrutiny (GRIMMER_test, grimmer)
        ("5.21", "1.6", 28, "consistent"),
        ("3.44", "2.47", 18, "inconsistent"),
        ("7.3", "2.51", 12, "inconsistent"),
        ("5.23", "2.55", 35, "inconsistent"),
        ("2.57", "2.57", 30, "consistent"),
        # Means of the set pigs5 that GRIM rules out already
        ("7.22", "5.30", 38, "inconsistent"),
        ("4.74", "6.55", 31, "consistent"),
        ("6.77", "2.18", 33, "inconsistent"),
        ("5.00", "2.18", 31, "consistent"),
    ],
)
def test_grimmer_as_published(mean, sd, n, verdict):
    assert grimmer(mean, sd, n).verdict == verdict


@pytest.mark.parametrize(
    ("mean", "sd", "n", "verdict"),
    [
        # The documentation of the R package scrutiny: debit(), and its set pigs3, of which one row does not fit
        ("0.35", "0.18", 20, "inconsistent"),
        ("0.53", "0.50", 1683, "consistent"),
        ("0.44", "0.50", 1683, "consistent"),
        ("0.77", "0.42", 1683, "consistent"),
        ("0.19", "0.35", 1683, "inconsistent"),
        ("0.34", "0.47", 1683, "consistent"),
        ("0.93", "0.25", 1683, "consistent"),
        ("0.12", "0.33", 1683, "consistent"),
    ],
)
def test_debit_as_published(mean, sd, n, verdict):
    assert debit(mean, sd, n).verdict == verdict


def moments(values, divisor=1):
    n = len(values)
    mean = Fraction(sum(values), n)
    return mean, float(sum((v - mean) ** 2 for v in values) / (n - divisor)) ** 0.5


@settings(max_examples=200)
@given(st.data(), st.integers(2, 60), st.integers(1, 5), st.integers(0, 3), st.integers(0, 3), st.sampled_from([0, 1]))
def test_what_was_measured_is_never_flagged(data, n, items, mean_digits, sd_digits, divisor):
    """Whole numbers, averaged over items, truthfully rounded, whatever their scale and their SD's divisor."""
    answers = st.lists(st.integers(0, 7), min_size=items, max_size=items)
    people = data.draw(st.lists(answers, min_size=n, max_size=n))
    mean, sd = moments([Fraction(sum(person), items) for person in people], divisor)
    said = (shown(mean, mean_digits), shown(sd, sd_digits), n)
    for scale in (Scale(items), Scale(items, 0, 7)):
        assert grim(said[0], n, scale)
        assert grimmer(*said, scale, divisor=divisor)


@settings(max_examples=100)
@given(st.integers(2, 300), st.integers(0, 300), st.integers(1, 3), st.integers(1, 3))
def test_yes_and_no_are_never_flagged(n, yes, mean_digits, sd_digits):
    yes = min(yes, n)
    mean, sd = moments([1] * yes + [0] * (n - yes))
    assert debit(shown(mean, mean_digits), shown(sd, sd_digits), n)


@pytest.mark.parametrize("n", [4, 5])
def test_grimmer_finds_all_and_only_the_possible_pairs(n):
    """Every mean and SD of n answers from 0 to 4 by brute force: at three decimals nothing else passes but what the
    sum of squares alone cannot tell."""
    people = list(combinations_with_replacement(range(5), n))
    possible = {(shown(m, 3), shown(s, 3)) for m, s in map(moments, people)}
    means, sds = sorted({m for m, _ in possible}), sorted({s for _, s in possible})
    passed = {(m, s) for m in means for s in sds if grimmer(m, s, n, Scale(1, 0, 4))}
    assert possible <= passed
    assert len(passed - possible) <= 0.2 * len(possible)


@pytest.mark.parametrize("broken", ["", "abc", "5,19", "1.2.3", "५.१", "1" * 80, "nan"])
def test_what_is_no_number(broken):
    assert printed(broken) is None
    with pytest.raises(ValueError, match="no number"):
        grim(broken, 10)


def test_impossible_questions():
    with pytest.raises(ValueError, match="too few"):
        grimmer("1.0", "1.0", 1)
    with pytest.raises(ValueError, match="negative"):
        grimmer("1.0", "-1.0", 5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        debit("1.5", "0.5", 5)
    with pytest.raises(ValueError, match="at least one item"):
        Scale(0)
    assert grim("8.0", 5, Scale(1, 1, 7)).verdict is Consistency.INCONSISTENT


@given(st.fractions(-1000, 1000), st.integers(0, 5))
def test_a_rounded_number_agrees_with_what_it_was(value, decimals):
    number = printed(shown(value, decimals))
    assert number is not None
    assert number.agrees(value)
    assert number.decimals == decimals


def test_digits_that_were_cut_off():
    number = printed("21.4")
    assert number.agrees(Fraction(2149, 100), Rounding.CUT)
    assert not number.agrees(Fraction(2149, 100))
    assert printed("−0.7").value == Fraction(-7, 10)
    assert printed("1,234").value == 1234


def test_huge_groups_are_no_work():
    assert grimmer("5.00", "1.00", 10**15).verdict is Consistency.NOT_TESTABLE
    assert debit("0.5", "0.5", 10**15).verdict is Consistency.NOT_TESTABLE
    assert grim("5.00", 10**30).verdict is Consistency.NOT_TESTABLE
