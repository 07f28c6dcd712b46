"""What a forest plot of several studies shows; nothing is drawn here.

Every number is taken from the synthesis itself, so that tables, text and figure cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prismabook.report.figures.axis import Axis, axis
from prismabook.report.markdown import visible
from prismabook.report.numbers import capital, decimal, p_value
from prismabook.synthesis import Interval, MetaAnalysis, Subgroups, Weighted
from prismabook.synthesis.meta.words import SMALL


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plot: a heading, a study, a pooled effect (a diamond), a prediction interval, or words alone."""

    kind: str
    label: str
    columns: tuple[str, ...] = ()
    effect: tuple[float, float, float] | None = None
    weight: float | None = None
    shown: str = ""
    indent: bool = False


@dataclass(frozen=True, slots=True)
class Forest:
    """The lines with their axis; ``headings`` are those of the columns between label and plot."""

    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    measure: str
    per_cent: str
    axis: Axis
    directions: tuple[str, str]
    alternative: str
    weighted: bool


def layout(
    analysis: MetaAnalysis | Subgroups, *, directions: tuple[str, str] = ("", ""), arms: tuple[str, str] = ("", "")
) -> Forest:
    """The forest plot of a synthesis, with subgroups if it has some.

    ``directions`` are words for the left and the right of no effect ("favours drug"); ``arms`` name both groups.
    """
    whole = analysis.overall if isinstance(analysis, Subgroups) else analysis
    lines = tuple(_grouped(analysis) if isinstance(analysis, Subgroups) else _plain(analysis))
    effects = [line.effect for line in lines if line.effect]
    null = whole.of.back(whole.of.null, 0) if whole.of.null is not None else None
    scale = axis(
        [line.effect[0] for line in lines if line.effect and line.kind in ("study", "pooled")],
        [limit for effect in effects for limit in effect[1:]],
        logarithmic=whole.of.logarithmic,
        null=null,
    )
    per_cent = f"{100 * whole.level:g}%"
    measure = capital(whole.of.label.partition(", by")[0])
    said = _alternative(lines, measure, per_cent)
    weighted = any(line.weight is not None for line in lines)
    left, right = (visible(words) for words in directions)
    return Forest(lines, _headings(whole, arms), measure, per_cent, scale, (left, right), said, weighted)


def _plain(analysis: MetaAnalysis) -> Iterator[Line]:
    for weighted in analysis.studies:
        yield _study(analysis, weighted)
    yield from _pooled(analysis, "Pooled")


def _grouped(found: Subgroups) -> Iterator[Line]:
    overall = {w.effect.study: w for w in found.overall.studies}
    for name, analysis in found.groups:
        yield Line("heading", visible(name or "No subgroup named"))
        for weighted in analysis.studies:
            yield _study(analysis, overall.get(weighted.effect.study, weighted), indent=True)
        yield from _pooled(analysis, "Subtotal", indent=True, predicted=False)
    yield from _pooled(found.overall, "All studies")
    said = found.reason or f"Q = {decimal(found.q or 0)}, df = {found.df}, {_p(found.p)}"
    yield Line("words", f"Test of subgroup differences: {said}")


def _study(analysis: MetaAnalysis, weighted: Weighted, *, indent: bool = False) -> Line:
    effect = analysis.study_interval(weighted)
    weight = weighted.weight if analysis.pooled or analysis.k > 1 else None
    name = visible(weighted.effect.study or "Study")
    return Line("study", name, _columns(weighted), effect, weight, _estimate(effect, analysis), indent)


def _pooled(analysis: MetaAnalysis, label: str, *, indent: bool = False, predicted: bool = True) -> Iterator[Line]:
    if analysis.refusal:
        yield Line("words", f"Not pooled. {visible(analysis.refusal)}", indent=indent)
        return
    few = analysis.model == "random" and analysis.k <= SMALL
    shown_names = {analysis.chosen, "hksj", "wald"} if few else {analysis.chosen}
    found = sorted(
        (i for i in analysis.intervals if i.method in shown_names), key=lambda i: i.method != analysis.chosen
    )
    effects = [_natural(analysis, interval) for interval in found]
    for number, (interval, one) in enumerate(zip(found, effects, strict=True)):
        how = f"{label} ({analysis.method}, {NAMES.get(interval.method, interval.method)})"
        kind = "other" if number else "pooled"
        yield Line(kind, how, (), one, None, _estimate(one, analysis), indent)
    effect, guess = effects[0], analysis.prediction
    if predicted and guess is not None and guess.low is not None and guess.high is not None:
        ends = (effect[0], float(analysis.natural(guess.low) or 0), float(analysis.natural(guess.high) or 0))
        kind = "normal" if guess.df is None else f"t, {guess.df:g} df"
        shown = f"{_number(ends[1], analysis)} to {_number(ends[2], analysis)}"
        yield Line("prediction", f"Prediction interval ({kind})", (), ends, None, shown, indent)
    if heterogeneity := _heterogeneity(analysis):
        yield Line("words", heterogeneity, indent=indent)


NAMES = {"hksj": "Hartung–Knapp", "hksj-adhoc": "Hartung–Knapp, guarded", "wald": "Wald", "t": "t"}


def _natural(analysis: MetaAnalysis, interval: Interval) -> tuple[float, float, float]:
    """The pooled effect with an interval on the natural scale."""
    value, low, high = (analysis.natural(v) for v in (analysis.estimate, interval.low, interval.high))
    assert value is not None and low is not None and high is not None  # what is pooled has an interval
    return value, low, high


def _estimate(effect: tuple[float, float, float], analysis: MetaAnalysis) -> str:
    value, low, high = (_number(number, analysis) for number in effect)
    return f"{value} ({low} to {high})"


def _number(value: float, analysis: MetaAnalysis) -> str:
    """Two decimals, more for small ratios, so that none looks like nought; powers of ten for huge ones."""
    if analysis.of.scale == "as it is" and analysis.measure not in ("RD", "PR", "IR", "IRD"):
        return decimal(value)
    if abs(value) >= 10000:
        return f"{value:.1e}"
    return decimal(value, 2 if abs(value) >= 0.095 or value == 0 else 3 if abs(value) >= 0.00095 else 4)


def _heterogeneity(analysis: MetaAnalysis) -> str:
    h = analysis.heterogeneity
    if h is None:
        return ""
    parts = [f"Q = {decimal(h.q)}, df = {h.df}, {_p(h.p)}", f"I² = {decimal(h.i2.value, 1)}%"]
    if h.tau2 is not None:
        parts.insert(0, f"τ² = {decimal(h.tau2.value, 4)}")
    return "Heterogeneity: " + "; ".join(parts)


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "p < 0.0001" if value < 0.0001 else f"p = {p_value(value)}"


def _columns(weighted: Weighted) -> tuple[str, ...]:
    """Counts, or means with standard deviations and sizes, as the study gave them."""
    effect, cells = weighted.effect, weighted.effect.cells
    if effect.measure in ("RR", "OR", "RD", "PETO", "AS") and len(cells) == 4:
        a, b, c, d = cells
        return f"{a:g}/{a + b:g}", f"{c:g}/{c + d:g}"
    if effect.measure in ("MD", "SMD", "SMDH", "SMD1", "ROM") and len(cells) == 6:
        m1, s1, n1, m2, s2, n2 = cells
        return f"{decimal(m1, 1)} ({decimal(s1, 1)}), {n1:g}", f"{decimal(m2, 1)} ({decimal(s2, 1)}), {n2:g}"
    if effect.measure in ("IRR", "IRD", "IRSD") and len(cells) == 4:
        return f"{cells[0]:g}/{cells[1]:g}", f"{cells[2]:g}/{cells[3]:g}"
    if effect.measure.startswith("P") and len(cells) == 2:
        return (f"{cells[0]:g}/{cells[1]:g}",)
    return ()


def _headings(analysis: MetaAnalysis, arms: tuple[str, str]) -> tuple[str, ...]:
    counts = {len(_columns(w)) for w in analysis.studies}
    if counts == {2}:
        first, second = (visible(name) for name in arms)
        return first or "Intervention", second or "Comparator"
    return ("Events/total",) if counts == {1} else ()


def _alternative(lines: Sequence[Line], measure: str, per_cent: str) -> str:
    count = sum(line.kind == "study" for line in lines)
    word = "study" if count == 1 else "studies"
    head = f"Forest plot of {count} {word}: {measure[:1].lower()}{measure[1:]} with {per_cent} confidence intervals."
    said = []
    for line in lines:
        if line.kind == "study":
            weight = f", weight {decimal(line.weight, 1)}%" if line.weight is not None else ""
            counts = f" {' against '.join(line.columns)}," if line.columns else ""
            said.append(f"{line.label}:{counts} {line.shown}{weight}")
        elif line.kind in ("pooled", "other", "prediction"):
            said.append(f"{line.label}: {line.shown}")
        else:
            said.append(line.label.rstrip("."))
    return f"{head} {'; '.join(said)}."
