"""Figures: what they say, where their boxes stand, and the same bytes each time."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from prismabook.report import Review, figures
from prismabook.report.figures import flow_layout, forest_layout


def rows(**numbers: str) -> list[dict[str, str]]:
    """Rows of a flow table."""
    return [{"data": key, "boxtext": key.replace("_", " "), "description": "", "n": n} for key, n in numbers.items()]


DATABASES = rows(
    database_results="100",
    register_results="20",
    duplicates="30",
    records_screened="90",
    records_excluded="60",
    dbr_sought_reports="30",
    dbr_notretrieved_reports="1",
    dbr_assessed="29",
    dbr_excluded="Wrong population, 20; No results, 5",
)
OTHER = rows(citations_results="3", other_sought_reports="3", other_assessed="3", other_excluded="Old, 1")
INCLUDED = rows(new_studies="6", new_reports="6")


def test_the_alternative_tells_all_counts_in_order(review: Review) -> None:
    assert flow_layout.layout(review.flow).alternative == (
        "PRISMA 2020 flow diagram. "
        "Identification: Records identified from: Documents handed over (n = 5). "
        "Screening: Reports sought for retrieval (n = 5). Reports not retrieved (n = 0). "
        "Reports assessed for eligibility (n = 5). Reports excluded: Review of literature (n = 2). "
        "Included: New studies included (n = 2); Reports of new studies included (n = 3)."
    )


@pytest.mark.parametrize("table", [DATABASES + INCLUDED, OTHER + INCLUDED, DATABASES + OTHER + INCLUDED, INCLUDED])
def test_boxes_stand_apart_and_inside(table: list[dict[str, str]]) -> None:
    diagram = flow_layout.layout(table)
    for box in diagram.boxes:
        assert box.x >= 0 and box.x + box.size.width <= diagram.width + 1e-9
        assert box.y >= -1e-9 and box.y + box.height <= diagram.height + 1e-9
    for a, b in combinations(diagram.boxes, 2):
        apart_x = a.x + a.size.width <= b.x or b.x + b.size.width <= a.x
        assert apart_x or a.y >= b.y + b.height or b.y >= a.y + a.height, (a.key, b.key)
    keys = {box.key for box in diagram.boxes}
    assert all({start, end} <= keys for start, end in diagram.arrows)
    targets = {end for _, end in diagram.arrows}
    assert keys - targets <= {"identified", "other-identified"} or len(keys) == 1


def test_a_way_that_was_not_taken_is_left_out() -> None:
    keys = {box.key for box in flow_layout.layout(rows(database_results="0") + OTHER + INCLUDED).boxes}
    assert "screened" not in keys and "other-sought" in keys


def test_one_single_reason_is_fine() -> None:
    (box,) = (b for b in flow_layout.layout(OTHER + INCLUDED).boxes if b.key == "other-reasons")
    assert box.lines == ("Reports excluded:", "Old (n\u00a0=\u00a01)")


def test_the_flow_is_written_beside_the_chapters(review: Review, root: Path) -> None:
    shown = figures.flow(review, label="fig-flow", caption="Flow")
    assert shown.markdown.startswith("![Flow](figures/fig-flow.svg){#fig-flow fig-alt=")
    first = (root / "review/figures/fig-flow.svg").read_bytes()
    figures.flow(review, label="fig-flow", caption="Flow")
    assert (root / "review/figures/fig-flow.svg").read_bytes() == first
    svg = ET.fromstring(first)
    assert svg.tag.endswith("svg")
    names = {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert "text" not in names and "image" not in names and "path" in names
    assert b"date" not in first.lower()


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
