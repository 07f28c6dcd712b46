"""All that was asked of a table of studies, in one value: what the command line and notebooks print."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from prismabook.findings import Finding, Place, PrismabookError
from prismabook.synthesis.codes import COLUMN_MISSING, NOT_ANALYSED
from prismabook.synthesis.data.reading import read_effects
from prismabook.synthesis.data.rows import Settings
from prismabook.synthesis.effects import LEVEL
from prismabook.synthesis.measures.effect import Effect
from prismabook.synthesis.meta.analysis import MetaAnalysis
from prismabook.synthesis.meta.asymmetry import Asymmetry, TooFew, begg, egger, egger_random, enough, peters
from prismabook.synthesis.meta.fill import Limit, TrimAndFill, limit_analysis, trim_and_fill
from prismabook.synthesis.meta.permutation import permuted_regression
from prismabook.synthesis.meta.pool import pool
from prismabook.synthesis.meta.regression import Regression, meta_regression
from prismabook.synthesis.meta.sensitivity import Influence, Step, cumulative, influence, leave_one_out
from prismabook.synthesis.meta.subgroups import Subgroups, subgroups
from prismabook.synthesis.meta.words import number


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted; each is told in :func:`~prismabook.synthesis.meta.pool.pool` or in docs/meta-analysis.md."""

    measure: str = "GEN"
    settings: Settings = field(default_factory=Settings)
    method: str = "REML"
    ci: str = ""
    level: float = LEVEL
    tau2_ci: str = "QP"
    prediction: str = "default"
    tau2: float | None = None
    subgroup: str = ""
    separate: bool = True
    moderators: tuple[str, ...] = ()
    permutations: int = 0
    seed: int = 1
    leave_one_out: bool = False
    cumulative: str | None = None
    influence: bool = False
    bias: bool = False

    @property
    def pooling(self) -> dict[str, Any]:
        """The options of :func:`~prismabook.synthesis.meta.pool.pool`."""
        return {"ci": self.ci, "level": self.level, "tau2_ci": self.tau2_ci, "prediction": self.prediction}


@dataclass(frozen=True, slots=True)
class Bias:
    """Small-study effects, or why they were not looked at; ``notes`` tell which tests do not apply."""

    tests: tuple[Asymmetry, ...] = ()
    fills: tuple[TrimAndFill, ...] = ()
    limit: Limit | None = None
    refusal: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The synthesis with its further analyses; what was not asked for is None or empty."""

    analysis: MetaAnalysis
    subgroups: Subgroups | None = None
    regression: Regression | None = None
    leave_one_out: tuple[Step, ...] = ()
    cumulative: tuple[Step, ...] = ()
    influence: tuple[Influence, ...] = ()
    bias: Bias | None = None

    def numbers(self) -> dict[str, Any]:
        """Everything by name, ready for JSON."""
        found = self.analysis.numbers()
        if self.subgroups:
            found["subgroups"] = self.subgroups.numbers()
        if self.regression:
            found["regression"] = self.regression.numbers()
        for name, steps in (("leave_one_out", self.leave_one_out), ("cumulative", self.cumulative)):
            if steps:
                found[name] = [{"study": step.study, **step_numbers(step.analysis)} for step in steps]
        if self.influence:
            found["influence"] = [{n: getattr(one, n) for n in Influence.__slots__} for one in self.influence]
        if self.bias:
            found["bias"] = _bias_numbers(self.bias)
        return found

    def __str__(self) -> str:
        parts = [str(self.subgroups) if self.subgroups else "", str(self.analysis)]
        parts.append(str(self.regression) if self.regression else "")
        parts.append(_steps("Without each study in turn", "without", self.leave_one_out))
        parts.append(_steps("Study by study", "up to", self.cumulative))
        parts.append(_influences(self.influence))
        parts.append(_bias_words(self.bias) if self.bias else "")
        return "\n\n".join(part for part in parts if part)


STEP = ("k", "estimate", "se", "ci_low", "ci_high", "p", "tau2", "Q", "Q_p", "I2", "H2", "pi_low", "pi_high", "natural")


def step_numbers(analysis: MetaAnalysis) -> dict[str, Any]:
    """The quantities that one of a row of analyses is compared by."""
    found = analysis.numbers()
    return {name: found.get(name) for name in STEP}


def analyse(text: str, asked: Asked, file: str = "the table") -> Report:
    """A table's text to everything that was asked of it.

    Raises
    ------
    PrismabookError
        If the table or an option is not usable.
    """
    try:
        studies = read_effects(text, asked.measure, settings=asked.settings, group=asked.subgroup, file=file)
        return _analysed(studies.effects, studies.left, studies.cautions, asked)
    except ValueError as error:
        raise PrismabookError(Finding(NOT_ANALYSED, str(error), Place(file))) from error


def _analysed(effects: tuple[Effect, ...], left: Any, cautions: tuple[str, ...], asked: Asked) -> Report:
    from dataclasses import replace

    options = asked.pooling
    analysis = pool(effects, asked.method, tau2=asked.tau2, left=left, **options)
    analysis = replace(analysis, cautions=(*cautions, *analysis.cautions))
    return Report(
        analysis,
        subgroups(effects, asked.method, separate=asked.separate, **options) if asked.subgroup and effects else None,
        _regression(effects, asked) if asked.moderators else None,
        leave_one_out(effects, asked.method, **options) if asked.leave_one_out else (),
        cumulative(_ordered(effects, asked.cumulative), asked.method, **options)
        if asked.cumulative is not None
        else (),
        influence(effects, asked.method, **options) if asked.influence else (),
        small_study_effects(effects, asked.method, level=asked.level) if asked.bias else None,
    )


def _regression(effects: Sequence[Effect], asked: Asked) -> Regression:
    options: dict[str, Any] = {"ci": asked.ci, "level": asked.level, "tau2_ci": asked.tau2_ci}
    if asked.permutations:
        return permuted_regression(
            effects, asked.moderators, asked.method, most=asked.permutations, seed=asked.seed, **options
        )
    return meta_regression(effects, asked.moderators, asked.method, **options)


def _ordered(effects: Sequence[Effect], column: str) -> Sequence[Effect]:
    """Effects in the order of a column, by number if it holds numbers; as they are without a column."""
    if not column:
        return effects
    if any(column not in effect.moderators for effect in effects):
        raise PrismabookError(Finding(COLUMN_MISSING, f"there is no column {column!r}"))
    cells = [effect.moderators[column] for effect in effects]
    try:
        keys: Sequence[Any] = [float(cell) for cell in cells]
    except ValueError:
        keys = cells
    return [effect for _, effect in sorted(zip(keys, effects, strict=True), key=lambda pair: pair[0])]


def small_study_effects(effects: Sequence[Effect], method: str = "REML", *, level: float = LEVEL) -> Bias:
    """All tests of asymmetry and corrections that apply; a refusal with fewer than ten studies."""
    try:
        enough(effects, "A look at small-study effects")
    except TooFew as error:
        return Bias(refusal=str(error))
    model = "CE" if method.upper() in ("MH", "PETO") else method
    tests: Sequence[Callable[[], Asymmetry]] = (
        lambda: egger(effects, level=level),
        lambda: egger_random(effects, model, level=level),
        lambda: peters(effects, level=level),
        lambda: begg(effects),
    )
    done, notes = [], []
    for test in tests:
        try:
            done.append(test())
        except ValueError as error:
            notes.append(str(error))
    fills = tuple(trim_and_fill(effects, model, estimator=name, level=level) for name in ("L0", "R0"))
    return Bias(tuple(done), fills, limit_analysis(effects, model, level=level), notes=tuple(notes))


def _bias_numbers(bias: Bias) -> dict[str, Any]:
    return {
        "refusal": bias.refusal or None,
        "tests": {test.test: test.numbers() for test in bias.tests},
        "trim_and_fill": {fill.estimator: fill.numbers() for fill in bias.fills},
        "limit": bias.limit.numbers() if bias.limit else None,
        "notes": list(bias.notes),
    }


def _bias_words(bias: Bias) -> str:
    if bias.refusal:
        return f"Small-study effects: not looked at. {bias.refusal}."
    lines = ["Small-study effects", *(f"  {test}" for test in bias.tests), *(f"  {fill}" for fill in bias.fills)]
    if bias.limit:
        i = bias.limit.interval
        lines.append(f"  Limit meta-analysis: {number(bias.limit.estimate)} ({number(i.low)} to {number(i.high)})")
    return "\n".join([*lines, *(f"  Not done: {note}." for note in bias.notes)])


def _steps(title: str, word: str, steps: Sequence[Step]) -> str:
    if not steps:
        return ""
    lines = [title]
    for step in steps:
        a, i = step.analysis, step.analysis.interval
        if i is None:
            lines.append(f"  {word} {step.study}: {a.refusal}")
            continue
        values = [number(a.natural(x)) for x in (a.estimate, i.low, i.high)]
        tau2 = "" if a.tau2 is None else f", τ² = {number(a.tau2)}"
        lines.append(f"  {word} {step.study}: {values[0]} ({values[1]} to {values[2]}){tau2}")
    return "\n".join(lines)


def _influences(found: Sequence[Influence]) -> str:
    if not found:
        return ""
    lines = ["Influence: residual, DFFITS, Cook's distance, ratio of variances, τ² without, weight"]
    for one in found:
        values = (one.residual, one.dffits, one.cook, one.cov_ratio, one.tau2)
        lines.append(f"  {one.study}: {', '.join(number(x) for x in values)}, {one.weight:.1f}%")
    return "\n".join(lines)


def as_csv(report: Report) -> str:
    """Every quantity in a line of its own: its name, with dots between levels, and its value."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("quantity", "value"))
    writer.writerows(_flat("", report.numbers()))
    return out.getvalue().rstrip("\n")


def _flat(name: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _flat(f"{name}.{key}" if name else key, inner)]
    if isinstance(value, list):
        return [pair for place, inner in enumerate(value, 1) for pair in _flat(f"{name}.{place}", inner)]
    return [(name, "" if value is None else value)]
