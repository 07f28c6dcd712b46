"""The summary of findings of a made review of three trials, and the studies its flow counts as pooled.

Independent values: statsmodels' inverse-variance synthesis of the log risk ratios, whose τ² is zero here.
"""

from dataclasses import replace
from math import exp, log

from numpy import array
from statsmodels.stats.meta_analysis import combine_effects

from prismabook.model import Study
from prismabook.report import Review, tables
from prismabook.synthesis import Result, TwoByTwo, let_in, poolable, pooled_studies

COUNTS = {"a": (30, 100, 20, 100), "b": (45, 150, 31, 150), "c": (24, 80, 15, 80)}
STUDIES = [Study(name, "randomised trial", (name,)) for name in (*COUNTS, "d")]


def result(study: str, counts: tuple[int, int, int, int] | None, outcome: str = "pain") -> Result:
    table = TwoByTwo(*counts) if counts else None
    return Result(f"{study}-{outcome}", study, study, outcome, "week 12", "", "drug", "placebo", table)


THREE = [result(name, counts) for name, counts in COUNTS.items()]


def row(found: Result) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in found.row().items()}


def independent() -> float:
    effects = [log(e1 / n1 / (e2 / n2)) for e1, n1, e2, n2 in COUNTS.values()]
    variances = [1 / e1 - 1 / n1 + 1 / e2 - 1 / n2 for e1, n1, e2, n2 in COUNTS.values()]
    return exp(combine_effects(array(effects), array(variances)).mean_effect_fe)


def test_the_table_holds_the_pooled_effect() -> None:
    review = Review.open()
    rows = [{**row(one), "outcome": "SRI-4 response"} for one in THREE]
    made = replace(review, results=tuple(rows), studies=tuple({"study": name} for name in COUNTS))
    line = tables.summary_of_findings(made).plain.splitlines()[1].split("\t")
    assert line[0] == "SRI-4 response, week 12; 660 (3)"
    assert line[1] == "200" and line[2].startswith(f"{200 * independent() - 200:.0f} more (")
    assert line[3].startswith(f"{independent():.2f} (")
    assert "pooled risk ratio" in tables.baselines(made).plain


def test_the_flow_counts_what_is_pooled() -> None:
    every = [*THREE, result("d", (0, 10, 0, 10)), result("d", (1, 10, 2, 10), "sleep")]
    assert pooled_studies(let_in(every, poolable(every, STUDIES)), STUDIES) == {"a", "b", "c"}
    lone = [every[0], every[-1]]
    assert pooled_studies(let_in(lone, poolable(lone, STUDIES)), STUDIES) == frozenset()
