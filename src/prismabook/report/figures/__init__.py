"""The review's figures: computed from the ledger, drawn as vectors, each with a computed text alternative."""

from __future__ import annotations

from prismabook.project import write_files
from prismabook.report.figures import flow_layout, forest_layout
from prismabook.report.markdown import Text, image
from prismabook.report.review import Review

FOLDER = "figures"
"""Below ``review/``, beside the chapters that show figures."""

__all__ = ["flow", "forest"]


def flow(review: Review, *, label: str, caption: Text | str) -> Text:
    """The PRISMA 2020 flow diagram; every count comes from ``prisma-flow.csv``."""
    from prismabook.report.figures.draw import draw_flow  # matplotlib takes its time; only figures need it

    diagram = flow_layout.layout(review.flow)
    return _figure(review, label, caption, draw_flow(diagram), diagram.alternative)


def forest(review: Review, *, study: str, label: str, caption: Text | str) -> Text:
    """A forest plot of one study's outcomes; they are not pooled, for they share their participants."""
    from prismabook.report.figures.draw import draw_forest

    plot = forest_layout.layout([row for row in review.results if row["study"] == study])
    return _figure(review, label, caption, draw_forest(plot), plot.alternative)


def _figure(review: Review, label: str, caption: Text | str, svg: bytes, alternative: str) -> Text:
    """Write the drawing beside the chapters and show it.

    A file, because Quarto's cell options cannot hold a computed text alternative, and an image inside the address
    (``data:``) fails in its Typst format. The address is relative to ``review/``, where chapters with figures stand.
    """
    name = f"{label}.svg"
    write_files({review.project.root / "review" / FOLDER / name: svg})
    return image(f"{FOLDER}/{name}", caption, label=label, alt=alternative)
