"""Figures of results that are not pooled: albatross and harvest plots; and what all synthesis figures keep to."""

from __future__ import annotations

import re
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from scipy import stats

from prismabook.report import figures
from prismabook.report.figures import Direction, Reported
from prismabook.report.figures.albatross_layout import expected_size, signed_z
from prismabook.report.figures.albatross_layout import layout as albatross
from prismabook.report.figures.harvest_layout import layout as harvest
from prismabook.report.figures.synthesis_layout import layout as forest
from prismabook.synthesis import TwoByTwo, binary_effects, influence, pool

STUDIES = (
    Reported("A 2001", 0.04, 120),
    Reported("B 2002", 0.6, 45, False),
    Reported("C 2003", 1e-9, 4000),
    Reported("D", 0.5, 80, None),
)
ENTRIES = (
    Direction("A", "pain", 2.2, 1.3, 3.7, 1.0, 40),
    Direction("B", "pain", 1.1, 0.6, 1.9, 1.0, 500),
    Direction("A", "function", 0.4, 0.2, 0.8, 1.0, 40),
    Direction("C", "pain", 3.0, None, None, 1.0, 90),
)
WORDS = {"up": "more with it", "down": "less with it"}


@given(st.floats(0.05, 4), st.floats(0.05, 3))
def test_a_contour_of_a_mean_difference_is_where_a_z_test_finds_it(z: float, effect: float) -> None:
    size = expected_size(z, effect)
    assert effect / sqrt(1 / (size / 2) + 1 / (size / 2)) == pytest.approx(z)


@given(st.floats(0.05, 4), st.floats(0.05, 0.4), st.floats(1.05, 2.2))
def test_a_contour_of_a_ratio_is_where_its_logarithm_has_that_z(z: float, base: float, ratio: float) -> None:
    n = expected_size(z, ratio, "RR", base) / 2
    a, c = n * base * ratio, n * base
    assert log(ratio) / sqrt(1 / a - 1 / n + 1 / c - 1 / n) == pytest.approx(z)
    n = expected_size(z, ratio, "OR", base) / 2
    odds = base / (1 - base) * ratio
    a, c = n * odds / (1 + odds), n * base
    assert log(ratio) / sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (n - c)) == pytest.approx(z)


def test_a_p_value_stands_at_its_z_on_its_side() -> None:
    assert signed_z(Reported("x", 0.05, 10)) == pytest.approx(stats.norm.isf(0.025))
    assert signed_z(Reported("x", 0.05, 10, False)) == pytest.approx(-stats.norm.isf(0.025))
    assert signed_z(Reported("x", 0.05, 10, None)) == 0
    for p, size in ((-0.1, 10), (1.2, 10), (0.5, 0)):
        with pytest.raises(ValueError, match="cannot be drawn"):
            signed_z(Reported("x", p, size))


def test_an_albatross_tells_all_it_draws() -> None:
    said = figures.albatross_plot(STUDIES, **WORDS).alternative
    for words in (
        "4 studies that are not pooled",
        "A 2001: 120 participants, p = 0.0400, more with it",
        "p <0.0001",
        "direction not known",
    ):
        assert words in said
    with pytest.raises(ValueError, match="twice"):
        albatross((*STUDIES, STUDIES[0]), measure="SMD", **WORDS)
    with pytest.raises(ValueError, match="no risk"):
        albatross(STUDIES, measure="RR", baseline=0.9, **WORDS)
    with pytest.raises(ValueError, match="baseline"):
        albatross(STUDIES, measure="OR", **WORDS)


def test_a_harvest_stands_where_the_intervals_say() -> None:
    plot = harvest(ENTRIES, reason="They differ.", **WORDS)
    assert [(plot.outcomes[bar.row], bar.column, bar.number, bar.step) for bar in plot.bars] == [
        ("Pain", 2, 1, 0),
        ("Pain", 1, 2, 2),
        ("Function", 0, 1, 0),
        ("Pain", 1, 3, 1),
    ]
    assert "Pain, A: more with it, 2.20 (1.30 to 3.70)" in plot.alternative and "They differ." in plot.alternative
    with pytest.raises(ValueError, match="twice"):
        harvest((*ENTRIES, ENTRIES[0]), reason="", **WORDS)


def trials(number: int) -> list[tuple[str, TwoByTwo]]:
    return [(f"Trial {n}", TwoByTwo(3 + 7 * n % 25, 60, 4 + 11 * n % 25, 60)) for n in range(number)]


@pytest.mark.parametrize("number", [1, 2, 13, 60])
def test_a_forest_draws_each_study_once_with_the_numbers_of_its_table(number: int) -> None:
    effects, left = binary_effects(trials(number), "RR")
    analysis = pool(effects, left=left)
    plot = forest(analysis, arms=("Drug", "Placebo"), directions=("less", "more"))
    names = [line.label for line in plot.lines if line.kind == "study"]
    assert sorted(names) == sorted(name for name, _ in trials(number)) and len(set(names)) == number
    if number == 1:
        assert not analysis.pooled and analysis.refusal
    else:
        shown = f"{exp(analysis.estimate):.2f} ({exp(analysis.interval.low):.2f} to {exp(analysis.interval.high):.2f})"
        assert shown in plot.alternative
        assert sum(one.weight for one in analysis.studies) == pytest.approx(100)


def drawings() -> list[figures.Drawing]:
    effects, _ = binary_effects(trials(13), "RR")
    analysis = pool(effects)
    return [
        figures.forest_plot(analysis),
        figures.funnel_plot(analysis),
        figures.baujat_plot(influence(effects)),
        figures.direction_plot(ENTRIES, measure="risk ratio", reason="They differ.", **WORDS),
        figures.harvest_plot(ENTRIES, reason="They differ.", **WORDS),
        figures.albatross_plot(STUDIES, **WORDS),
    ]


def test_every_figure_is_the_same_each_time_and_speaks() -> None:
    for first, second in zip(drawings(), drawings(), strict=True):
        assert first == second
        assert len(first.alternative) > 60
        root = etree.fromstring(first.svg)
        width, height = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
        # all letters are shapes placed by a transform: none may begin beyond the edge
        for place in re.findall(rb'<g transform="translate\(([-\d.]+) ([-\d.]+)\)', first.svg):
            assert -1 <= float(place[0]) <= width + 1 and -1 <= float(place[1]) <= height + 1


def test_names_in_figures_are_text_and_nothing_else() -> None:
    evil = "<script>alert(1)</script> $x^2$ \u202e"
    drawn = figures.albatross_plot([Reported(evil, 0.1, 50)], **WORDS)
    assert b"<script" not in drawn.svg and "\u202e" not in drawn.alternative
    assert b"<script" not in figures.harvest_plot([Direction(evil, evil, 1.0, 0.5, 2.0)], reason="", **WORDS).svg
