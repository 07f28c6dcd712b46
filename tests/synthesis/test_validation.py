"""The page on validation is fresh and does not shrink; printed values and independent implementations agree."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import numpy as np
import pytest
import validation
from published import PRINTED, replay
from reference_values import FOLDER, analyses, effects_of, reference
from scipy.optimize import minimize_scalar
from statsmodels.stats.contingency_tables import StratifiedTable

from prismabook.synthesis import pool
from prismabook.synthesis.meta.linear import intercept_only
from prismabook.synthesis.meta.tau import log_likelihood

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "validation.md").read_text("utf-8")
GENERIC = [
    cell for cell in analyses() if cell["measure"] in ("RR", "GEN", "MD", "PLO") and cell["correction"] == "only0"
]


@pytest.mark.parametrize("printed", PRINTED, ids=lambda p: f"{p.data}-{p.measure}-{p.quantity}")
def test_printed_values(printed) -> None:
    ours, _ = replay(printed, (FOLDER / "data" / f"{printed.data}.csv").read_text("utf-8"))
    if printed.off:
        assert 0.5 * 10**-printed.places < abs(ours - printed.value) < 2 * 10**-printed.places
    else:
        assert round(ours, printed.places) == pytest.approx(printed.value, abs=1e-9)


def test_the_page_is_fresh_where_it_is_looked_at() -> None:
    for cell in [c for c in analyses() if c["data"] in ("bcg", "two", "stroke", "statins")]:
        assert validation.lines(cell)[0] in PAGE, "run `make docs`"
    for row in validation.printed_lines():
        assert row in PAGE, "run `make docs`"


def test_the_page_names_every_analysis_and_does_not_shrink() -> None:
    for cell in analyses():
        assert f"| {cell['data']}, {cell['measure']}, {cell['correction']} |" in PAGE
    total = int(re.search(r"([\d,]+) values of (\d+) analyses", PAGE).group(1).replace(",", ""))
    assert total > 20000
    assert len(analyses()) >= 60
    assert len(reference()["sources"]) >= 20


@pytest.mark.parametrize("cell", GENERIC, ids=lambda c: f"{c['data']}-{c['measure']}")
def test_tau2_by_a_search_of_the_likelihood(cell) -> None:
    """An own second derivation: the likelihood is maximised as it is, without its slope."""
    design = intercept_only(cell["yi"], cell["vi"])
    for method, restricted in (("REML", True), ("ML", False)):
        ours = pool(effects_of(cell), method).tau2
        top = log_likelihood(design, ours, restricted=restricted)
        high = 10 * ours + float(np.var(cell["yi"])) + 1e-6
        found = minimize_scalar(
            lambda t, r=restricted: -log_likelihood(design, t, restricted=r),
            bounds=(0, high),
            method="bounded",
            options={"xatol": 1e-10},
        )
        assert top >= -found.fun - 1e-9


@pytest.mark.parametrize("cell", [c for c in GENERIC if c["k"] > 5][:6], ids=lambda c: f"{c['data']}-{c['measure']}")
@pytest.mark.filterwarnings("ignore")
def test_tau2_against_pymare(cell) -> None:
    from pymare.estimators import DerSimonianLaird, Hedges, VarianceBasedLikelihoodEstimator

    gc.collect()  # PyMARE leaves a file open when it is imported; that warning ends here
    y, v = np.array(cell["yi"])[:, None], np.array(cell["vi"])[:, None]
    x = np.ones_like(y)
    for method, estimator, near in (
        ("DL", DerSimonianLaird(), 1e-8),
        ("HE", Hedges(), 1e-8),
        ("REML", VarianceBasedLikelihoodEstimator(method="REML"), 2e-3),  # its search stops early
    ):
        estimator.fit(y=y, v=v, X=x)
        theirs = float(np.squeeze(estimator.params_["tau2"]))
        assert pool(effects_of(cell), method).tau2 == pytest.approx(theirs, rel=near, abs=near)


def test_the_mantel_haenszel_odds_ratio_against_statsmodels() -> None:
    cell = next(c for c in analyses() if c["data"] == "bcg" and c["measure"] == "OR")
    tables = [np.array(e.cells).reshape(2, 2) for e in effects_of(cell)]
    other, found = StratifiedTable(tables), pool(effects_of(cell), "MH")
    assert found.estimate == pytest.approx(other.logodds_pooled, rel=1e-10)
    assert found.interval.se == pytest.approx(other.logodds_pooled_se, rel=1e-10)
