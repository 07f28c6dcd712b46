"""The review's figures: computed from the ledger, drawn as vectors, each with a computed text alternative."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from prismabook.project import write_files
from prismabook.report.appraised import settled_with
from prismabook.report.figures import flow_groups, forest_layout, rob_layout
from prismabook.report.figures.albatross_layout import Reported
from prismabook.report.figures.direction_layout import Direction
from prismabook.report.figures.synthesis_figures import (
    Drawing,
    albatross_plot,
    baujat_plot,
    direction_plot,
    forest_plot,
    funnel_plot,
    harvest_plot,
)
from prismabook.report.markdown import Text, drawing, image
from prismabook.report.review import Review

FOLDER = "figures"
"""Below ``review/``, beside the chapters that show figures."""

LISTS = "review/selection.qmd"
"""The chapter that lists the records of each box; without it boxes lead nowhere."""
BOX = "box-"
"""What the anchor of a box's list begins with."""

__all__ = [
    "Direction",
    "Drawing",
    "Reported",
    "albatross_plot",
    "baujat_plot",
    "direction_plot",
    "directions",
    "flow",
    "forest",
    "forest_plot",
    "funnel_plot",
    "harvest_plot",
    "risk_of_bias",
    "risk_of_bias_summary",
    "show",
]


def flow(review: Review, *, label: str, caption: Text | str) -> Text:
    """The PRISMA 2020 flow diagram, counted from the screening ledger.

    A page shows it in its own colours, with a link from each box to the list of its records in
    ``review/selection.qmd``, and in one column where there is little room; elsewhere it is a file of shapes.
    """
    from prismabook.report.figures import flow_layout, flow_narrow, flow_svg  # letters are measured with matplotlib

    diagram, note = review.selected, review.proposals.plain
    said = flow_groups.alternative(diagram, note)
    page = flow_layout.page(diagram, note)
    title = "PRISMA 2020 flow diagram"
    path = _written(review, label, flow_svg.file_svg(page, title, said))
    drawings = [
        flow_svg.page_svg(drawing, title, said, partial(_address, review), label)
        for drawing in (page, flow_narrow.narrow(diagram, note))
    ]
    shown = "\n".join(['<div class="prisma-flow">', f"<style>{flow_svg.style()}</style>", *drawings, "</div>"])
    return drawing(shown, path, caption, label=label, alt=said)


def _address(review: Review, box: str) -> str:
    """Where a box's records are listed, from the chapter that runs."""
    lists = review.project.root / LISTS
    return f"{_seen_from_chapter(lists.with_suffix('.html'), review)}#{BOX}{box}" if lists.is_file() else ""


def forest(review: Review, *, study: str, label: str, caption: Text | str) -> Text:
    """A forest plot of one study's outcomes; they are not pooled, for they share their participants."""
    from prismabook.report.figures.draw import draw_forest

    plot = forest_layout.layout([row for row in review.results if row["study"] == study])
    return _figure(review, label, caption, draw_forest(plot), plot.alternative)


def risk_of_bias(review: Review, *, tool: str, label: str, caption: Text | str) -> Text:
    """The judgements with one instrument as traffic lights: a row a study, a sign for each judgement."""
    from prismabook.report.figures.rob_draw import draw_lights

    plot = rob_layout.lights(*settled_with(review, tool))
    return _figure(review, label, caption, draw_lights(plot), plot.alternative)


def risk_of_bias_summary(review: Review, *, tool: str, label: str, caption: Text | str) -> Text:
    """The shares of the judgements with one instrument, studies by their weights: a bar a domain."""
    from prismabook.report.figures.rob_draw import draw_bars

    plot = rob_layout.bars(*settled_with(review, tool))
    return _figure(review, label, caption, draw_bars(plot), plot.alternative)


def show(review: Review, figure: Drawing, *, label: str, caption: Text | str) -> Text:
    """Any figure (a forest plot of a synthesis, a funnel plot) beside the chapters."""
    return _figure(review, label, caption, figure.svg, figure.alternative)


def directions(
    review: Review, *, label: str, caption: Text | str, reason: str, up: str = "", down: str = "", study: str = ""
) -> Text:
    """The directions of the risk ratios of the results table, of one study or of all, for results that are not pooled.

    ``reason`` says why they are not; ``up`` and ``down`` are words for ratios above and below one, by default from the
    first result's arms.
    """
    rows = [row for row in review.results if study in ("", row["study"])]
    arms = (rows[0]["intervention"], rows[0]["comparator"]) if rows else ("the intervention", "the comparator")
    found = direction_plot(
        [_direction(row) for row in rows],
        measure="risk ratio",
        up=up or f"more often with {arms[0]}",
        down=down or f"more often with {arms[1]}",
        reason=reason,
    )
    return show(review, found, label=label, caption=caption)


def _direction(row: Mapping[str, str]) -> Direction:
    value, low, high = (float(row[name]) if row[name] else None for name in RISK_RATIO)
    counts = [row[f"total_{side}"] for side in ("intervention", "comparator")]
    size = sum(int(count) for count in counts) if all(counts) else None
    among = f" (among {row['population']})" if row["population"] else ""
    outcome = ", ".join(filter(None, (row["outcome"], row["time_point"]))) + among
    return Direction(row["study"], outcome, value, low, high, 1.0, size)


RISK_RATIO = ("risk_ratio", "risk_ratio_low", "risk_ratio_high")
"""Columns of the results table."""


def _figure(review: Review, label: str, caption: Text | str, svg: bytes, alternative: str) -> Text:
    """Write the drawing beside the chapters and show it.

    A file, because Quarto's cell options cannot hold a computed text alternative, and an image inside the address
    (``data:``) fails in its Typst format.
    """
    return image(_written(review, label, svg), caption, label=label, alt=alternative)


def _written(review: Review, label: str, svg: bytes) -> str:
    file = review.project.root / "review" / FOLDER / f"{label}.svg"
    write_files({file: svg})
    return _seen_from_chapter(file, review)


def _seen_from_chapter(file: Path, review: Review) -> str:
    """A file's address from the chapter that runs, which Quarto and the embedded renderer run in its own folder.

    Elsewhere, for example in a test, it is that from ``review/``, where most chapters stand.
    """
    root, here = review.project.root.resolve(), Path.cwd().resolve()
    folder = here if here.is_relative_to(root) else root / "review"
    return Path(os.path.relpath(file.resolve(), folder)).as_posix()
