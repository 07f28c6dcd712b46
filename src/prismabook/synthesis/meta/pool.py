"""One pooled effect from several studies, by a common-effect or a random-effects model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from prismabook.synthesis.effects import LEVEL, quantile
from prismabook.synthesis.measures.effect import MEASURES_OF_EFFECT, Effect, Left
from prismabook.synthesis.meta import intervals
from prismabook.synthesis.meta.analysis import Interval, MetaAnalysis, Weighted
from prismabook.synthesis.meta.heterogeneity import describe
from prismabook.synthesis.meta.linear import Array, Design, intercept_only
from prismabook.synthesis.meta.mantel_haenszel import mantel_haenszel_pool
from prismabook.synthesis.meta.tau import ESTIMATORS, estimate_tau2, log_likelihood
from prismabook.synthesis.meta.tau_intervals import TAU2_INTERVALS, tau2_interval
from prismabook.synthesis.meta.words import SMALL

COMMON: Mapping[str, str] = {
    "CE": "common effect, inverse variance",
    "MH": "Mantel–Haenszel",
    "PETO": "Peto",
}
"""Methods without a variance between studies."""


def method_named(name: str) -> str:
    """A method's short name, whatever its case; FE, EE and IV mean the common effect CE.

    Raises
    ------
    ValueError
        If there is no such method.
    """
    found = {"FE": "CE", "EE": "CE", "IV": "CE"}.get(name.upper(), name.upper())
    if found not in (*ESTIMATORS, *COMMON):
        raise ValueError(f"a method is one of {', '.join((*ESTIMATORS, *COMMON))}, not {name!r}")
    return found


def pool(
    effects: Iterable[Effect],
    method: str = "REML",
    *,
    ci: str = "",
    level: float = LEVEL,
    tau2_ci: str = "QP",
    prediction: str = "default",
    tau2: float | None = None,
    left: Sequence[Left] = (),
) -> MetaAnalysis:
    """Pool effects of one measure.

    Parameters
    ----------
    effects
        One effect a study; see :mod:`prismabook.synthesis.measures` for where they come from.
    method
        Random effects by the estimator of τ²: REML (default), DL, PM, ML, SJ, EB, HS, HE. Common effect: CE (also FE,
        EE, IV) by inverse variance; MH (Mantel–Haenszel: RR, OR, RD, IRR, IRD) and Peto from the studies' cells.
    ci
        Interval of the pooled effect: hksj (default for random effects), hksj-adhoc, wald (default for a common
        effect), t. All of them are in the result.
    level
        Confidence level of all intervals.
    tau2_ci
        Interval of τ²: QP (default), BJ, J, PL.
    prediction
        Prediction interval: default, riley, hts, k-1, normal. All of them are in the result.
    tau2
        A fixed τ² instead of an estimate.
    left
        Studies that did not enter, to be carried in the result.

    Returns
    -------
    MetaAnalysis
        With fewer than two studies nothing is pooled, and ``refusal`` says so.

    Raises
    ------
    ValueError
        If a name is unknown, effects are of several measures, or a study enters twice.

    Examples
    --------
    >>> effects = [Effect("A", 0.10, 0.01), Effect("B", 0.30, 0.04), Effect("C", 0.35, 0.09)]
    >>> found = pool(effects, "DL")
    >>> round(found.estimate, 4), found.tau2
    (0.1571, 0.0)
    """
    chosen_method = method_named(method)
    studies = tuple(effects)
    measure = _one_measure(studies)
    _checked(studies, level, tau2_ci, prediction)
    model = "common" if chosen_method in COMMON else "random"
    name = intervals.named(ci) if ci else ("wald" if model == "common" else "hksj")
    if len(studies) < 2:
        weights = tuple(Weighted(effect, 100.0) for effect in studies)
        return MetaAnalysis(measure, model, chosen_method, level, weights, tuple(left), refusal=_refusal(studies))
    if chosen_method == "MH":
        return mantel_haenszel_pool(studies, level=level, left=left)
    if chosen_method == "PETO" and measure != "PETO":
        raise ValueError(f"Peto’s method pools Peto odds ratios (measure PETO), not {measure}")
    if model == "common":
        return _common(studies, chosen_method, name, level, left)
    return _random(studies, chosen_method, name, level, tau2_ci, prediction, tau2, left)


def pool_arrays(yi: Any, vi: Any = None, *, sei: Any = None, method: str = "REML", **options: Any) -> MetaAnalysis:
    """Pool plain numbers: effects with their variances ``vi`` or standard errors ``sei``; options as in :func:`pool`.

    >>> round(pool_arrays([0.1, 0.3, 0.35], [0.01, 0.04, 0.09], method="CE").estimate, 4)
    0.1571
    """
    if (vi is None) == (sei is None):
        raise ValueError("give either variances (vi) or standard errors (sei)")
    spread = [float(v) for v in vi] if vi is not None else [float(s) ** 2 for s in sei]
    values = [float(y) for y in yi]
    names = options.pop("names", [f"Study {number}" for number in range(1, len(values) + 1)])
    measure = options.pop("measure", "GEN")
    return pool(
        [Effect(str(n), y, v, measure) for n, y, v in zip(names, values, spread, strict=True)], method, **options
    )


def _one_measure(studies: Sequence[Effect]) -> str:
    measures = sorted({effect.measure for effect in studies})
    if len(measures) > 1:
        raise ValueError(f"effects of several measures are not pooled: {', '.join(measures)}")
    return measures[0] if measures else "GEN"


def _checked(studies: Sequence[Effect], level: float, tau2_ci: str, prediction: str) -> None:
    quantile(level)
    if tau2_ci not in TAU2_INTERVALS:
        raise ValueError(f"an interval for τ² is one of {', '.join(TAU2_INTERVALS)}, not {tau2_ci!r}")
    if prediction not in intervals.PREDICTIONS:
        raise ValueError(f"a prediction interval is one of {', '.join(intervals.PREDICTIONS)}, not {prediction!r}")
    names = [effect.study for effect in studies if effect.study]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"a study enters a synthesis once: {', '.join(twice)}")


def _refusal(studies: Sequence[Effect]) -> str:
    if not studies:
        return "No study gives this effect: there is nothing to pool."
    return f"Only one study ({studies[0].study or 'without a name'}) gives this effect: there is nothing to pool."


def _design(studies: Sequence[Effect]) -> Design:
    return intercept_only([e.value for e in studies], [e.variance for e in studies])


def shares(studies: Sequence[Effect], weights: Array) -> tuple[Weighted, ...]:
    """Studies with their weights in per cent."""
    total = float(np.sum(weights))
    return tuple(Weighted(effect, 100 * float(w) / total) for effect, w in zip(studies, weights, strict=True))


def _common(studies: Sequence[Effect], method: str, ci: str, level: float, left: Sequence[Left]) -> MetaAnalysis:
    design = _design(studies)
    fit = design.fit()
    estimate, se = float(fit.coefficients[0]), float(fit.inverse[0, 0]) ** 0.5
    null = MEASURES_OF_EFFECT[studies[0].measure].null
    wanted = intervals.random_effects_intervals(estimate, se, fit.q / design.df, design.df, level, null)
    kept = tuple(i for i in wanted if i.method in ("wald", ci))
    return MetaAnalysis(
        studies[0].measure,
        "common",
        method,
        level,
        shares(studies, fit.w),
        tuple(left),
        estimate,
        se,
        describe(design, level),
        kept,
        ci,
        log_likelihood=log_likelihood(design, 0.0, restricted=False),
        cautions=tuple(_few(len(studies))),
    )


def _random(
    studies: Sequence[Effect],
    method: str,
    ci: str,
    level: float,
    tau2_ci: str,
    prediction: str,
    fixed: float | None,
    left: Sequence[Left],
) -> MetaAnalysis:
    from prismabook.synthesis.meta.tau import Tau2

    design = _design(studies)
    tau2 = Tau2(method, fixed, 0.0, fixed) if fixed is not None else estimate_tau2(design, method)
    fit = design.fit(tau2.value)
    estimate, se = float(fit.coefficients[0]), float(fit.inverse[0, 0]) ** 0.5
    null = MEASURES_OF_EFFECT[studies[0].measure].null
    found = intervals.random_effects_intervals(estimate, se, fit.q / design.df, design.df, level, null)
    chosen = next(i for i in found if i.method == ci)
    return MetaAnalysis(
        studies[0].measure,
        "random",
        method,
        level,
        shares(studies, fit.w),
        tuple(left),
        estimate,
        se,
        describe(design, level, tau2, tau2_interval(design, tau2_ci, level, method)),
        found,
        ci,
        intervals.predictions(estimate, se, chosen, tau2.value, len(studies), level),
        prediction,
        log_likelihood(design, tau2.value, restricted=method == "REML"),
        (*_few(len(studies)), *_narrow(found), *_nothing_between(tau2.value)),
    )


def _few(k: int) -> list[str]:
    if k > SMALL:
        return []
    return [
        f"Only {k} studies: τ² and every interval that rests on it are hardly known. Look at the Wald, the "
        "Hartung–Knapp and the prediction interval side by side, and do not rest a conclusion on one of them."
    ]


def _narrow(found: Sequence[Interval]) -> list[str]:
    by_name = {i.method: i for i in found}
    if by_name["hksj"].high - by_name["hksj"].low < by_name["wald"].high - by_name["wald"].low:
        return [
            "The Hartung–Knapp interval is narrower than Wald’s here, as happens where effects lie closer together "
            "than chance would have them; compare the one with the ad hoc guard (hksj-adhoc)."
        ]
    return []


def _nothing_between(tau2: float) -> list[str]:
    return [] if tau2 > 0 else ["τ² is estimated as zero; that is not a proof that the studies share one effect."]
