"""Regression, sensitivity and small-study effects against metafor's values, and against derivations of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from reference_values import FOLDER, analyses, effects_of, reference
from scipy.stats import chi2, linregress

from prismabook.synthesis import (
    Effect,
    begg,
    cumulative,
    egger,
    egger_random,
    influence,
    leave_one_out,
    limit_analysis,
    meta_regression,
    permuted_regression,
    peters,
    pool,
    read_effects,
    subgroups,
    trim_and_fill,
)

CLOSE = {"rel": 1e-6, "abs": 1e-8}
STOPPED = {"rel": 2e-2, "abs": 2e-4}
"""Where metafor fits anew with its own limit (τ² changes by less than 1e-5), which shows where τ² itself is small."""
LARGE = [
    cell for cell in analyses() if "regtest_lm" in cell and cell["data"] in ("bcg", "magnesium", "writing", "smoke")
]


def name(cell: dict) -> str:
    return f"{cell['data']}-{cell['measure']}-{cell['correction']}"


def regression_effects(data: str, measure: str) -> tuple[Effect, ...]:
    return read_effects((FOLDER / "data" / f"{data}.csv").read_text("utf-8"), measure).effects


@pytest.mark.parametrize(
    "cell", reference()["regressions"], ids=lambda c: f"{c['data']}-{c['columns']}-{c['method']}-{c['test']}"
)
def test_regression(cell: dict) -> None:
    columns = [cell["columns"]] if isinstance(cell["columns"], str) else cell["columns"]
    ci = {"z": "wald", "knha": "hksj"}[cell["test"]]
    found = meta_regression(regression_effects(cell["data"], cell["measure"]), columns, cell["method"], ci=ci)
    assert [c.value for c in found.coefficients] == pytest.approx(cell["b"], **CLOSE)
    for ours, theirs in (("se", "se"), ("low", "low"), ("high", "high"), ("statistic", "statistic"), ("p", "p")):
        assert [getattr(c.interval, ours) for c in found.coefficients] == pytest.approx(cell[theirs], **CLOSE)
    h = found.heterogeneity
    assert (h.tau2.value, h.tau2.se) == pytest.approx((cell["tau2"], cell["se.tau2"]), **CLOSE)
    assert (h.q, h.p, found.qm, found.qm_p) == pytest.approx(
        (cell["QE"], cell["QEp"], cell["QM"], cell["QMp"]), **CLOSE
    )
    assert (h.i2.value, h.h2.value, found.r2) == pytest.approx((cell["I2"], cell["H2"], cell["R2"]), **CLOSE)
    assert found.log_likelihood == pytest.approx(cell["ll"], **CLOSE)


@pytest.mark.parametrize("cell", LARGE, ids=name)
def test_sensitivity(cell: dict) -> None:
    effects = effects_of(cell)
    if "loo" in cell:
        steps = leave_one_out(effects, ci="wald")
        assert [s.analysis.estimate for s in steps] == pytest.approx(cell["loo"]["estimate"], **CLOSE)
        assert [s.analysis.tau2 for s in steps] == pytest.approx(cell["loo"]["tau2"], **CLOSE)
    steps = cumulative(effects, "DL", ci="wald")
    assert [s.analysis.estimate for s in steps[1:]] == pytest.approx(cell["cumul"]["estimate"][1:], **CLOSE)
    assert steps[0].analysis.refusal
    if "influence" in cell:
        found = influence(effects, ci="wald")
        for ours, theirs in (
            ("residual", "rstudent"),
            ("dffits", "dffits"),
            ("cook", "cook.d"),
            ("cov_ratio", "cov.r"),
        ):
            expected = cell["influence"][theirs]
            assert [getattr(i, ours) for i in found] == pytest.approx(expected, rel=1e-5, abs=1e-7), theirs
        assert [i.tau2 for i in found] == pytest.approx(cell["influence"]["tau2.del"], **CLOSE)
        assert [i.q for i in found] == pytest.approx(cell["influence"]["QE.del"], **CLOSE)
        assert [i.baujat_x for i in found] == pytest.approx(cell["baujat"]["x"], rel=1e-5, abs=1e-7)
        assert [i.baujat_y for i in found] == pytest.approx(cell["baujat"]["y"], rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("cell", LARGE, ids=name)
def test_asymmetry(cell: dict) -> None:
    effects = effects_of(cell)
    for found, theirs, near in (
        (egger(effects), cell["regtest_lm"], CLOSE),
        (egger_random(effects), cell["regtest_rma"], STOPPED),
    ):
        assert (found.statistic, found.p) == pytest.approx((theirs["statistic"], theirs["p"]), **near)
        limits = (theirs["limit"], theirs["limit_low"], theirs["limit_high"])
        assert (found.limit, found.limit_low, found.limit_high) == pytest.approx(limits, **near)
    rank = begg(effects)
    assert rank.bias == pytest.approx(cell["ranktest"]["tau"], **CLOSE)
    if len({e.variance for e in effects}) == len(effects):
        assert rank.p == pytest.approx(cell["ranktest"]["p"], rel=1e-4)
    for key in (k for k in cell if k.startswith("trimfill")):
        _, estimator, method = key.split("_")
        theirs = cell[key]
        found = trim_and_fill(effects, "CE" if method == "EE" else method, estimator=estimator, ci="wald")
        assert (found.missing, found.side) == (theirs["k0"], theirs["side"]), key
        limits = (found.analysis.estimate, found.analysis.interval.low, found.analysis.interval.high)
        near = STOPPED if method == "REML" else CLOSE
        assert limits == pytest.approx((theirs["estimate"], theirs["low"], theirs["high"]), **near)
        assert found.se == pytest.approx(theirs["se_k0"], **CLOSE)


def test_eggers_mixed_effects_form_is_a_regression_on_the_standard_error() -> None:
    effects = [replace(e, moderators={"se": repr(e.se)}) for e in bcg()]
    other = meta_regression(effects, ["se"], ci="wald").coefficients[1]
    found = egger_random(bcg())
    assert (found.bias, found.se, found.p) == pytest.approx(
        (other.value, other.interval.se, other.interval.p), rel=1e-9
    )


def bcg(measure: str = "RR") -> tuple[Effect, ...]:
    return regression_effects("bcg_moderators", measure)


def test_exact_permutation_p_is_metafors() -> None:
    found = permuted_regression(bcg()[:6], ["ablat"], "DL", most=720, ci="wald")
    expected = reference()["permutations"]["bcg6"]
    assert found.permutations == "all 360"  # two studies share a latitude, and are not told apart
    assert found.permutation_p == pytest.approx((*expected["p"], expected["QMp"]))


def test_random_permutations_repeat_with_their_seed_and_are_never_zero() -> None:
    first, second = (permuted_regression(bcg(), ["ablat"], "DL", most=60, seed=3) for _ in range(2))
    assert first.permutation_p == second.permutation_p
    assert all(1 / 60 <= p <= 1 for p in first.permutation_p)


def test_eggers_test_is_the_classical_regression_of_standardised_effects_on_precision() -> None:
    """The second form, by scipy: the intercept of y/se on 1/se."""
    y, se = (np.array([getattr(e, part) for e in bcg()]) for part in ("value", "se"))
    other = linregress(1 / se, y / se)
    found = egger(bcg())
    assert (found.bias, found.se) == pytest.approx((other.intercept, other.intercept_stderr), rel=1e-9)


def test_peters_by_hand() -> None:
    """The definition: weighted least squares by the normal equations."""
    effects = bcg("OR")
    cells = np.array([e.cells for e in effects])
    events, others = cells[:, 0] + cells[:, 2], cells[:, 1] + cells[:, 3]
    w, x = 1 / (1 / events + 1 / others), 1 / cells.sum(axis=1)
    y, design = np.array([e.value for e in effects]), np.column_stack([np.ones(len(x)), x])
    inverse = np.linalg.inv(design.T @ (design * w[:, None]))
    b = inverse @ design.T @ (w * y)
    spread = float(np.sum(w * (y - design @ b) ** 2)) / (len(y) - 2)
    found = peters(effects)
    assert (found.bias, found.se) == pytest.approx((b[1], (inverse[1, 1] * spread) ** 0.5), rel=1e-7)


def test_the_limit_analysis_by_its_definition() -> None:
    effects, found = bcg(), limit_analysis(bcg())
    tau2 = pool(effects).tau2
    root = np.array([1 / (e.variance + tau2) ** 0.5 for e in effects])
    slope, intercept = np.polyfit(root, root * np.array([e.value for e in effects]), 1)
    assert found.estimate == pytest.approx(slope + tau2**0.5 * intercept, rel=1e-8)
    assert found.interval.se == pytest.approx(1 / (np.std(root, ddof=1) * (len(effects) - 1) ** 0.5), rel=1e-8)


@pytest.mark.parametrize("test", [egger, egger_random, peters, begg, trim_and_fill, limit_analysis])
def test_fewer_than_ten_studies_are_refused_with_the_reason(test) -> None:
    with pytest.raises(ValueError, match="at least 10 studies, and there are 9"):
        test(bcg()[:9])


def test_subgroups_with_one_tau2_are_a_regression_on_the_subgroup() -> None:
    effects = [replace(e, group=e.moderators["alloc"]) for e in bcg()]
    found = subgroups(effects, separate=False, ci="wald")
    other = meta_regression(effects, ["alloc"], ci="wald")
    assert found.q == pytest.approx(other.qm, rel=1e-9)
    assert found.p == pytest.approx(other.qm_p, rel=1e-9)


def test_subgroups_with_their_own_tau2() -> None:
    effects = [replace(e, group=e.moderators["alloc"]) for e in bcg()]
    found = subgroups(effects, ci="wald")
    parts = [(a.estimate, a.se) for _, a in found.groups]
    assert parts == [(pool([e for e in effects if e.group == g]).estimate, a.se) for g, a in found.groups]
    weights = [1 / se**2 for _, se in parts]
    mean = np.average([m for m, _ in parts], weights=weights)
    q = sum(w * (m - mean) ** 2 for (m, _), w in zip(parts, weights, strict=True))
    assert (found.q, found.p) == pytest.approx((q, chi2.sf(q, 2)))
    assert "subgroup differences" in str(found)
