"""Subgroups of studies and the test whether they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from prismabook.synthesis.measures.effect import Effect
from prismabook.synthesis.meta.analysis import MetaAnalysis
from prismabook.synthesis.meta.pool import method_named, pool


@dataclass(frozen=True, slots=True)
class Subgroups:
    """A synthesis in each subgroup, over all of them, and the test of interaction.

    ``q``, ``df`` and ``p`` are None where fewer than two subgroups have a pooled effect; ``reason`` says so. With
    ``separate`` each subgroup has its own τ², else all share one.
    """

    groups: tuple[tuple[str, MetaAnalysis], ...]
    overall: MetaAnalysis
    separate: bool
    q: float | None = None
    df: int | None = None
    p: float | None = None
    reason: str = ""
    extras: dict[str, Any] = field(default_factory=dict)

    def numbers(self) -> dict[str, Any]:
        """Every quantity by name."""
        return {
            "tau2": "separate" if self.separate else "common",
            "groups": {name: analysis.numbers() for name, analysis in self.groups},
            "Q_between": self.q,
            "Q_between_df": self.df,
            "Q_between_p": self.p,
            "reason": self.reason or None,
        }

    def __str__(self) -> str:
        from prismabook.synthesis.meta.words import number, p_words

        parts = [f"Subgroup {name}\n{analysis}" for name, analysis in self.groups]
        said = self.reason or f"Q between = {number(self.q)}, {self.df} df, {p_words(self.p)}"
        kind = "a τ² of their own" if self.separate else "one τ²"
        return "\n\n".join([*parts, f"Test of subgroup differences ({kind}): {said}"])


def subgroups(effects: Sequence[Effect], method: str = "REML", *, separate: bool = True, **options: Any) -> Subgroups:
    """Pool within each value of ``Effect.group``, and test whether the subgroups' effects differ.

    Q between is Σ wⱼ(μⱼ − μ̄)² with weights 1/seⱼ² by the models' standard errors, against χ² with one degree of
    freedom fewer than there are subgroups.

    Parameters
    ----------
    effects
        Effects whose ``group`` is set; the order of subgroups is that of their first study.
    method
        As in :func:`~prismabook.synthesis.meta.pool.pool`.
    separate
        Each subgroup its own τ² (default, as RevMan and R's meta do); else one τ² for all, estimated from the studies'
        differences within subgroups.
    **options
        What else :func:`~prismabook.synthesis.meta.pool.pool` takes.

    Source: Borenstein M et al., Introduction to Meta-Analysis, 2009, chapter 19.
    """
    names = list(dict.fromkeys(effect.group for effect in effects))
    members = {name: [e for e in effects if e.group == name] for name in names}
    shared = None
    if not separate and method_named(method) not in ("CE", "MH", "PETO"):
        shared = common_tau2(list(members.values()), method)
    groups = tuple((name, pool(members[name], method, tau2=shared, **options)) for name in names)
    return _tested(groups, pool(effects, method, **options), separate=separate)


def common_tau2(groups: Sequence[Sequence[Effect]], method: str) -> float:
    """τ² within subgroups, one for all: that of a regression on the subgroup."""
    import numpy as np

    from prismabook.synthesis.meta.linear import Design
    from prismabook.synthesis.meta.tau import estimate_tau2

    everyone = [e for group in groups for e in group]
    x = np.array([[1.0 if e in group else 0.0 for group in groups] for e in everyone])
    y, v = np.array([e.value for e in everyone]), np.array([e.variance for e in everyone])
    return estimate_tau2(Design(y, v, x), method_named(method)).value


def _tested(groups: tuple[tuple[str, MetaAnalysis], ...], overall: MetaAnalysis, *, separate: bool) -> Subgroups:
    from scipy.stats import chi2

    known = [(a.estimate, a.se**2) for _, a in groups if a.estimate is not None and a.se is not None]
    lone = [(w.effect.value, w.effect.variance) for _, a in groups if a.k == 1 for w in a.studies]
    pairs = known + lone  # a subgroup of one study enters the test with its own effect, though nothing is pooled in it
    if len(pairs) < 2:
        return Subgroups(groups, overall, separate, reason="a test needs two subgroups with an effect")
    weights = [1 / variance for _, variance in pairs]
    mean = sum(w * value for w, (value, _) in zip(weights, pairs, strict=True)) / sum(weights)
    q = sum(w * (value - mean) ** 2 for w, (value, _) in zip(weights, pairs, strict=True))
    df = len(pairs) - 1
    return Subgroups(groups, overall, separate, q, df, float(chi2.sf(q, df)))
