"""The rules, one module per subject."""

from prismabook.extraction.proposal import Rule

RULES: tuple[Rule, ...] = ()
"""All rules, in the order in which they are tried."""
