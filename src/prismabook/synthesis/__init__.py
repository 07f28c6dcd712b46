"""Effect measures, tests and the decision to pool; pure functions, standard library only."""

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
from prismabook.synthesis.pooling import Pooling, poolable, pooling_findings
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

__all__ = [
    "LEVEL",
    "MEASURES",
    "TESTS",
    "UNCONDITIONAL",
    "Estimate",
    "Pooling",
    "Result",
    "Test",
    "TwoByTwo",
    "all_tests",
    "barnard",
    "barnard_unpooled",
    "boschloo",
    "boschloo_two_sided",
    "fisher",
    "fisher_mid_p",
    "fisher_mid_p_one_sided",
    "fisher_one_sided",
    "likelihood_ratio",
    "mantel_haenszel",
    "odds_ratio",
    "one_sided_tests",
    "pearson",
    "pearson_corrected",
    "poolable",
    "pooling_findings",
    "proportion",
    "risk_difference",
    "risk_ratio",
    "unpooled_z",
    "wilson",
]
