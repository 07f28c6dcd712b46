"""The rules, one module per subject."""

from prismabook.extraction.proposal import Rule
from prismabook.extraction.rules import (
    background,
    claims,
    context,
    continuous,
    counted,
    design,
    effects,
    eligibility,
    intervention,
    outcomes,
    participants,
    registry,
    results,
    reviews,
    safety,
    single_group,
    statements,
    trial_list,
    trial_record,
    trial_results,
)

RULES: tuple[Rule, ...] = (
    *design.RULES,
    *registry.RULES,
    *trial_list.RULES,
    *trial_record.RULES,
    *trial_results.RULES,
    *participants.RULES,
    *eligibility.RULES,
    *intervention.RULES,
    *background.RULES,
    *outcomes.RULES,
    *results.RULES,
    *counted.RULES,
    *continuous.RULES,
    *effects.RULES,
    *single_group.RULES,
    *safety.RULES,
    *statements.RULES,
    *claims.RULES,
    *reviews.RULES,
    *context.RULES,
)
"""All rules, in the order in which they are tried."""
