"""How medical papers write numbers: shares, p-values, effects, means, times, dates, doses.

Every reader takes a sentence and gives offsets in it. The time that each takes grows in step with its text.
``docs/notations.md`` shows what is read, by examples that are the tests too.
"""

from prismabook.extraction.notation.doses import FREQUENCY, amounts
from prismabook.extraction.notation.effects import MEASURES, Effect, effects
from prismabook.extraction.notation.numbers import (
    COUNT,
    NUMBER,
    SIGNED,
    SMALL,
    SPELLED,
    WORDS,
    from_words,
    plain,
    plain_range,
    signed,
)
from prismabook.extraction.notation.pvalues import P, is_main, p_values
from prismabook.extraction.notation.shares import PEOPLE, PERCENT, Share, shares, shares_and_others, sizes
from prismabook.extraction.notation.spread import Spread, declared, may_spread, spreads
from prismabook.extraction.notation.times import DURATION, TIME, UNITS, dates, time_points

__all__ = [
    "COUNT",
    "DURATION",
    "FREQUENCY",
    "MEASURES",
    "NUMBER",
    "PEOPLE",
    "PERCENT",
    "SIGNED",
    "SMALL",
    "SPELLED",
    "TIME",
    "UNITS",
    "WORDS",
    "Effect",
    "P",
    "Share",
    "Spread",
    "amounts",
    "dates",
    "declared",
    "effects",
    "from_words",
    "is_main",
    "may_spread",
    "p_values",
    "plain",
    "plain_range",
    "shares",
    "shares_and_others",
    "signed",
    "sizes",
    "spreads",
    "time_points",
]
