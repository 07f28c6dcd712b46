"""The syntheses of a review's results: only what :func:`~prismabook.synthesis.poolable` lets in is ever pooled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prismabook.model import Study
from prismabook.synthesis.measures.binary import DEFAULT, Correction, binary_effects
from prismabook.synthesis.measures.effect import Left
from prismabook.synthesis.meta.analysis import MetaAnalysis
from prismabook.synthesis.meta.pool import pool
from prismabook.synthesis.pooling import Pooling, poolable
from prismabook.synthesis.result import Result


def synthesise(
    results: Sequence[Result],
    studies: Sequence[Study],
    measure: str = "RR",
    method: str = "REML",
    *,
    correction: Correction = DEFAULT,
    **options: Any,
) -> tuple[tuple[Pooling, MetaAnalysis], ...]:
    """For each outcome, time point and population, the decision whether to pool and the synthesis.

    A study enters once, whatever its number of reports; reviews of literature and registry records are no studies and
    never enter. What was left out stands in the synthesis with its reason; with fewer than two studies it is a refusal.
    Options as in :func:`~prismabook.synthesis.meta.pool.pool`.
    """
    by_id = {result.id: result for result in results}
    found = []
    for decision in poolable(results, studies):
        entering = [by_id[name] for name in decision.results]
        tables = [(result.study, result.table) for result in entering if result.table is not None]
        effects, undefined = binary_effects(tables, measure, correction)
        left = (*(Left(name, reason) for name, reason in decision.excluded), *undefined)
        found.append((decision, pool(effects, method, left=left, **options)))
    return tuple(found)
