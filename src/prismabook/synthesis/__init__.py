"""Effect measures, tests, pooling, and the decision whether to pool; pure functions.

What the build needs uses the standard library only. Everything else is imported when it is first asked for, as NumPy
and SciPy take their time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from prismabook.synthesis.effects import (
    LEVEL,
    MEASURES,
    Estimate,
    odds_ratio,
    proportion,
    risk_difference,
    risk_ratio,
    wilson,
)
from prismabook.synthesis.one_sided import fisher_mid_p_one_sided, fisher_one_sided, one_sided_tests
from prismabook.synthesis.pooling import Pooling, let_in, poolable, pooled_studies, pooling_findings
from prismabook.synthesis.result import Result
from prismabook.synthesis.significance import (
    TESTS,
    Test,
    all_tests,
    fisher,
    fisher_mid_p,
    likelihood_ratio,
    mantel_haenszel,
    pearson,
    pearson_corrected,
    unpooled_z,
)
from prismabook.synthesis.table import TwoByTwo
from prismabook.synthesis.unconditional import (
    UNCONDITIONAL,
    barnard,
    barnard_unpooled,
    boschloo,
    boschloo_two_sided,
)

if TYPE_CHECKING:
    from prismabook.synthesis.data.reading import Studies as Studies
    from prismabook.synthesis.data.reading import read_effects as read_effects
    from prismabook.synthesis.data.rows import Settings as Settings
    from prismabook.synthesis.exact import odds_ratio_conditional as odds_ratio_conditional
    from prismabook.synthesis.intervals import estimate as estimate
    from prismabook.synthesis.intervals import estimate_proportion as estimate_proportion
    from prismabook.synthesis.measures.binary import Correction as Correction
    from prismabook.synthesis.measures.binary import binary_effects as binary_effects
    from prismabook.synthesis.measures.continuous import SMD_VARIANCES as SMD_VARIANCES
    from prismabook.synthesis.measures.continuous import TwoMeans as TwoMeans
    from prismabook.synthesis.measures.continuous import continuous_effect as continuous_effect
    from prismabook.synthesis.measures.continuous import small_sample_factor as small_sample_factor
    from prismabook.synthesis.measures.effect import MEASURES_OF_EFFECT as MEASURES_OF_EFFECT
    from prismabook.synthesis.measures.effect import Effect as Effect
    from prismabook.synthesis.measures.effect import Left as Left
    from prismabook.synthesis.measures.effect import Measure as Measure
    from prismabook.synthesis.measures.effect import measure_named as measure_named
    from prismabook.synthesis.measures.medians import Recovered as Recovered
    from prismabook.synthesis.measures.medians import Summary as Summary
    from prismabook.synthesis.measures.medians import mean_and_sd as mean_and_sd
    from prismabook.synthesis.measures.paired import Paired as Paired
    from prismabook.synthesis.measures.paired import correlation_of as correlation_of
    from prismabook.synthesis.measures.paired import paired_effect as paired_effect
    from prismabook.synthesis.measures.reported import combined_groups as combined_groups
    from prismabook.synthesis.measures.reported import d_from_f as d_from_f
    from prismabook.synthesis.measures.reported import d_from_p as d_from_p
    from prismabook.synthesis.measures.reported import d_from_t as d_from_t
    from prismabook.synthesis.measures.reported import log_from_raw as log_from_raw
    from prismabook.synthesis.measures.reported import logrank_from_ratio as logrank_from_ratio
    from prismabook.synthesis.measures.reported import (
        pooled_sd_from_difference_interval as pooled_sd_from_difference_interval,
    )
    from prismabook.synthesis.measures.reported import pooled_sd_from_difference_se as pooled_sd_from_difference_se
    from prismabook.synthesis.measures.reported import pooled_sd_from_f as pooled_sd_from_f
    from prismabook.synthesis.measures.reported import pooled_sd_from_p as pooled_sd_from_p
    from prismabook.synthesis.measures.reported import pooled_sd_from_t as pooled_sd_from_t
    from prismabook.synthesis.measures.reported import ratio_from_interval as ratio_from_interval
    from prismabook.synthesis.measures.reported import ratio_from_logrank as ratio_from_logrank
    from prismabook.synthesis.measures.reported import ratio_from_logrank_p as ratio_from_logrank_p
    from prismabook.synthesis.measures.reported import ratio_from_p as ratio_from_p
    from prismabook.synthesis.measures.reported import raw_from_log as raw_from_log
    from prismabook.synthesis.measures.reported import risk_from_odds_ratio as risk_from_odds_ratio
    from prismabook.synthesis.measures.reported import risk_from_ratio as risk_from_ratio
    from prismabook.synthesis.measures.reported import sd_from_interval as sd_from_interval
    from prismabook.synthesis.measures.reported import sd_from_se as sd_from_se
    from prismabook.synthesis.measures.reported import se_from_p as se_from_p
    from prismabook.synthesis.measures.reported import value_from_interval as value_from_interval
    from prismabook.synthesis.measures.single import correlation_effect as correlation_effect
    from prismabook.synthesis.measures.single import mean_effect as mean_effect
    from prismabook.synthesis.measures.single import proportion_effect as proportion_effect
    from prismabook.synthesis.measures.single import rate_effect as rate_effect
    from prismabook.synthesis.measures.single import rates_effect as rates_effect
    from prismabook.synthesis.meta.analysis import Heterogeneity as Heterogeneity
    from prismabook.synthesis.meta.analysis import Interval as Interval
    from prismabook.synthesis.meta.analysis import MetaAnalysis as MetaAnalysis
    from prismabook.synthesis.meta.analysis import Prediction as Prediction
    from prismabook.synthesis.meta.analysis import Share as Share
    from prismabook.synthesis.meta.analysis import Weighted as Weighted
    from prismabook.synthesis.meta.asymmetry import Asymmetry as Asymmetry
    from prismabook.synthesis.meta.asymmetry import begg as begg
    from prismabook.synthesis.meta.asymmetry import egger as egger
    from prismabook.synthesis.meta.asymmetry import egger_random as egger_random
    from prismabook.synthesis.meta.asymmetry import peters as peters
    from prismabook.synthesis.meta.fill import Limit as Limit
    from prismabook.synthesis.meta.fill import TrimAndFill as TrimAndFill
    from prismabook.synthesis.meta.fill import limit_analysis as limit_analysis
    from prismabook.synthesis.meta.fill import trim_and_fill as trim_and_fill
    from prismabook.synthesis.meta.permutation import permuted_regression as permuted_regression
    from prismabook.synthesis.meta.pool import pool as pool
    from prismabook.synthesis.meta.pool import pool_arrays as pool_arrays
    from prismabook.synthesis.meta.regression import Coefficient as Coefficient
    from prismabook.synthesis.meta.regression import Regression as Regression
    from prismabook.synthesis.meta.regression import meta_regression as meta_regression
    from prismabook.synthesis.meta.report import Asked as Asked
    from prismabook.synthesis.meta.report import Report as Report
    from prismabook.synthesis.meta.report import analyse as analyse
    from prismabook.synthesis.meta.report import small_study_effects as small_study_effects
    from prismabook.synthesis.meta.review import synthesise as synthesise
    from prismabook.synthesis.meta.sensitivity import Influence as Influence
    from prismabook.synthesis.meta.sensitivity import Step as Step
    from prismabook.synthesis.meta.sensitivity import cumulative as cumulative
    from prismabook.synthesis.meta.sensitivity import influence as influence
    from prismabook.synthesis.meta.sensitivity import leave_one_out as leave_one_out
    from prismabook.synthesis.meta.subgroups import Subgroups as Subgroups
    from prismabook.synthesis.meta.subgroups import subgroups as subgroups
    from prismabook.synthesis.meta.tau import ESTIMATORS as ESTIMATORS
    from prismabook.synthesis.needed import NumberNeeded as NumberNeeded
    from prismabook.synthesis.needed import difference_from_ratio as difference_from_ratio
    from prismabook.synthesis.needed import number_needed as number_needed
    from prismabook.synthesis.score import odds_ratio_score as odds_ratio_score
    from prismabook.synthesis.score import risk_difference_score as risk_difference_score
    from prismabook.synthesis.score import risk_ratio_score as risk_ratio_score

_LATER = {
    "meta.review": "synthesise",
    "exact": "odds_ratio_conditional",
    "intervals": "estimate estimate_proportion",
    "measures.medians": "Recovered Summary mean_and_sd",
    "needed": "NumberNeeded difference_from_ratio number_needed",
    "score": "odds_ratio_score risk_difference_score risk_ratio_score",
    "measures.reported": (
        "combined_groups d_from_f d_from_p d_from_t log_from_raw logrank_from_ratio "
        "pooled_sd_from_difference_interval pooled_sd_from_difference_se pooled_sd_from_f "
        "pooled_sd_from_p pooled_sd_from_t ratio_from_interval ratio_from_logrank ratio_from_logrank_p "
        "ratio_from_p raw_from_log risk_from_odds_ratio risk_from_ratio sd_from_interval sd_from_se "
        "se_from_p value_from_interval"
    ),
    "meta.asymmetry": "Asymmetry begg egger egger_random peters",
    "meta.fill": "Limit TrimAndFill limit_analysis trim_and_fill",
    "meta.permutation": "permuted_regression",
    "meta.regression": "Coefficient Regression meta_regression",
    "meta.report": "Asked Report analyse small_study_effects",
    "meta.sensitivity": "Influence Step cumulative influence leave_one_out",
    "meta.tau": "ESTIMATORS",
    "data.reading": "Studies read_effects",
    "data.rows": "Settings",
    "measures.binary": "Correction binary_effects",
    "measures.continuous": "SMD_VARIANCES TwoMeans continuous_effect small_sample_factor",
    "measures.effect": "MEASURES_OF_EFFECT Effect Left Measure measure_named",
    "measures.paired": "Paired correlation_of paired_effect",
    "measures.single": "correlation_effect mean_effect proportion_effect rate_effect rates_effect",
    "meta.analysis": "Heterogeneity Interval MetaAnalysis Prediction Share Weighted",
    "meta.pool": "pool pool_arrays",
    "meta.subgroups": "Subgroups subgroups",
}
"""Modules with the names that are imported from them when they are first asked for."""

_PLACES = {name: module for module, names in _LATER.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})


__all__ = [
    "ESTIMATORS",
    "LEVEL",
    "MEASURES",
    "MEASURES_OF_EFFECT",
    "SMD_VARIANCES",
    "TESTS",
    "UNCONDITIONAL",
    "Asked",
    "Asymmetry",
    "Coefficient",
    "Correction",
    "Effect",
    "Estimate",
    "Heterogeneity",
    "Influence",
    "Interval",
    "Left",
    "Limit",
    "Measure",
    "MetaAnalysis",
    "NumberNeeded",
    "Paired",
    "Pooling",
    "Prediction",
    "Recovered",
    "Regression",
    "Report",
    "Result",
    "Settings",
    "Share",
    "Step",
    "Studies",
    "Subgroups",
    "Summary",
    "Test",
    "TrimAndFill",
    "TwoByTwo",
    "TwoMeans",
    "Weighted",
    "all_tests",
    "analyse",
    "barnard",
    "barnard_unpooled",
    "begg",
    "binary_effects",
    "boschloo",
    "boschloo_two_sided",
    "combined_groups",
    "continuous_effect",
    "correlation_effect",
    "correlation_of",
    "cumulative",
    "d_from_f",
    "d_from_p",
    "d_from_t",
    "difference_from_ratio",
    "egger",
    "egger_random",
    "estimate",
    "estimate_proportion",
    "fisher",
    "fisher_mid_p",
    "fisher_mid_p_one_sided",
    "fisher_one_sided",
    "influence",
    "leave_one_out",
    "let_in",
    "likelihood_ratio",
    "limit_analysis",
    "log_from_raw",
    "logrank_from_ratio",
    "mantel_haenszel",
    "mean_and_sd",
    "mean_effect",
    "measure_named",
    "meta_regression",
    "number_needed",
    "odds_ratio",
    "odds_ratio_conditional",
    "odds_ratio_score",
    "one_sided_tests",
    "paired_effect",
    "pearson",
    "pearson_corrected",
    "permuted_regression",
    "peters",
    "pool",
    "pool_arrays",
    "poolable",
    "pooled_sd_from_difference_interval",
    "pooled_sd_from_difference_se",
    "pooled_sd_from_f",
    "pooled_sd_from_p",
    "pooled_sd_from_t",
    "pooled_studies",
    "pooling_findings",
    "proportion",
    "proportion_effect",
    "rate_effect",
    "rates_effect",
    "ratio_from_interval",
    "ratio_from_logrank",
    "ratio_from_logrank_p",
    "ratio_from_p",
    "raw_from_log",
    "read_effects",
    "risk_difference",
    "risk_difference_score",
    "risk_from_odds_ratio",
    "risk_from_ratio",
    "risk_ratio",
    "risk_ratio_score",
    "sd_from_interval",
    "sd_from_se",
    "se_from_p",
    "small_sample_factor",
    "small_study_effects",
    "subgroups",
    "synthesise",
    "trim_and_fill",
    "unpooled_z",
    "value_from_interval",
    "wilson",
]
