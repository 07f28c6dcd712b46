"""What a funnel plot and a Baujat plot show; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.report.figures.axis import Axis, axis
from prismabook.report.markdown import visible
from prismabook.report.numbers import capital, decimal
from prismabook.synthesis import Influence, MetaAnalysis

FEW = 10
"""With fewer studies a funnel plot cannot show asymmetry."""

CONTOURS = ((0.10, "p > 0.10"), (0.05, "0.05 to 0.10"), (0.01, "0.01 to 0.05"))
"""Levels of significance whose regions are shaded, with their names (Peters JL et al., J Clin Epidemiol
2008;61:991)."""


@dataclass(frozen=True, slots=True)
class Point:
    """A study: its name, its effect on the scale of analysis, its standard error."""

    study: str
    value: float
    se: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """The studies, the pooled effect and the value of no effect on the scale of analysis, and the largest standard
    error."""

    points: tuple[Point, ...]
    centre: float | None
    null: float | None
    level: float
    highest: float
    axis: Axis
    measure: str
    logarithmic: bool
    caution: str
    alternative: str


def layout(analysis: MetaAnalysis) -> Funnel:
    """The funnel of a synthesis: effects against standard errors, contours of significance around no effect."""
    from math import exp

    points = tuple(Point(visible(w.effect.study), w.effect.value, w.effect.se) for w in analysis.studies)
    highest = 1.05 * max((p.se for p in points), default=1.0)
    logarithmic = analysis.of.logarithmic
    null = analysis.of.null
    ends = [p.value for p in points] + ([null] if null is not None else [])
    if analysis.estimate is not None:
        ends += [analysis.estimate - 1.96 * highest, analysis.estimate + 1.96 * highest]
    shown = [exp(x) for x in ends] if logarithmic else ends
    scale = axis(
        shown, shown, logarithmic=logarithmic, null=(exp(null) if logarithmic else null) if null is not None else None
    )
    caution = "" if analysis.k >= FEW else f"Only {analysis.k} studies: asymmetry cannot be told from chance."
    measure = capital(analysis.of.label)
    said = _alternative(analysis, points, measure, caution)
    return Funnel(points, analysis.estimate, null, analysis.level, highest, scale, measure, logarithmic, caution, said)


def _alternative(analysis: MetaAnalysis, points: Sequence[Point], measure: str, caution: str) -> str:
    parts = [f"Funnel plot of {len(points)} studies: {measure[:1].lower()}{measure[1:]} against standard error."]
    if analysis.estimate is not None:
        left = sum(p.value < analysis.estimate for p in points)
        centre = decimal(analysis.natural(analysis.estimate) or 0.0)
        parts.append(f"Pooled effect {centre}; {left} studies lie below it, {len(points) - left} above or on it.")
    if points:
        first, last = min(points, key=lambda p: p.se), max(points, key=lambda p: p.se)
        parts.append(
            f"Standard errors from {decimal(first.se, 3)} ({first.study}) to {decimal(last.se, 3)} ({last.study})."
        )
    return " ".join([*parts, caution]).strip()


@dataclass(frozen=True, slots=True)
class Baujat:
    """Each study's contribution to heterogeneity (x) and its influence on the pooled effect (y)."""

    points: tuple[tuple[str, float, float], ...]
    alternative: str


def baujat(found: Sequence[Influence]) -> Baujat:
    """The plot of Baujat B et al., Stat Med 2002;21:2641, from what :func:`prismabook.synthesis.influence` gives."""
    points = tuple((visible(one.study), one.baujat_x, one.baujat_y) for one in found)
    said = "; ".join(f"{name} {decimal(x)}, {decimal(y)}" for name, x, y in sorted(points, key=lambda p: -p[1] - p[2]))
    head = "Baujat plot: contribution to heterogeneity and influence on the pooled effect of each study"
    return Baujat(points, f"{head}. {said}.")
