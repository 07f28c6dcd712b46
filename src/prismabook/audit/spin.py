"""Conclusions that go beyond the primary result, recognised by their words.

The idea of spin: Boutron I et al., JAMA 2010;303:2058. Words show where to look; a person judges.
"""

from __future__ import annotations

import re

from prismabook.patterns import regex

BENEFIT = regex(
    r"\b(?:in)?effective(?:ness|ly)?\b|\befficac\w+|\bbenefi\w+|\bimprov\w+|\bsuperior\w*|\bpromising\b|\bsuccess\w*",
    re.IGNORECASE,
)
DENIED = regex(r"\b(?:no|not|neither|without|fail\w*|ineffective\w*)\b", re.IGNORECASE)
PRIMARY = regex(r"\bprimary\b", re.IGNORECASE)


def speaks_of_benefit(conclusion: str) -> bool:
    """Whether a conclusion has a word of benefit, denies nothing, and is silent on the primary outcome."""
    return bool(BENEFIT.search(conclusion)) and not DENIED.search(conclusion) and not PRIMARY.search(conclusion)
