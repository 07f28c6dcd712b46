"""Figures: what they say, where their boxes stand, and the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prismabook.report import Review, figures
from prismabook.report.figures import forest_layout


def test_the_forest_plot_tells_its_numbers(review: Review) -> None:
    plot = forest_layout.layout(review.results)
    assert plot.alternative == (
        "Forest plot of the risk ratios of one study with 95% confidence intervals, not pooled. "
        "SRI-4 response, week 12: IL-2 16/29, placebo 9/30, risk ratio 1.84 (0.97 to 3.48); "
        "Serious infection: IL-2 –, placebo –, risk ratio not computable."
    )
    assert plot.ticks == (0.5, 1.0, 2.0, 4.0)


def test_the_forest_plot_is_drawn_from_its_study_alone(review: Review, root: Path) -> None:
    other = {**review.results[0], "study": "other2020", "outcome": "elsewhere"}
    both = replace(review, results=(*review.results, other))
    shown = figures.forest(both, study="he2020", label="fig-forest", caption="Forest")
    assert "elsewhere" not in shown.plain
    assert (root / "review/figures/fig-forest.svg").stat().st_size > 1000


def test_extreme_limits_stay_on_the_axis() -> None:
    wide = {"outcome": "o", "time_point": "", "intervention": "a", "comparator": "b"}
    wide |= {f"{count}_{arm}": "1" for count in ("events", "total") for arm in ("intervention", "comparator")}
    wide |= {"risk_ratio": "5", "risk_ratio_low": "0.0001", "risk_ratio_high": "90000"}
    assert forest_layout.layout([wide]).ticks[0] == 1 / 64
    assert forest_layout.layout([wide]).ticks[-1] == 64
    assert forest_layout.layout([]).lines == ()


def test_a_figure_is_found_from_the_chapter_that_shows_it(
    review: Review, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def address(folder: Path) -> str:
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(folder)
        return figures.forest(review, study="he2020", label="fig-forest", caption="F").markdown.rpartition("](")[2]

    assert address(root).startswith("review/figures/fig-forest.svg")
    assert address(root / "review").startswith("figures/fig-forest.svg")
    assert address(root / "parts" / "one").startswith("../../review/figures/fig-forest.svg")
