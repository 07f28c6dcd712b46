"""Risk of bias, quality and certainty as people judged them, checked against the instruments and the results.

``appraise(project, studies, records, sources) -> Appraisals`` reads the instruments, the judgements and the answers to
signalling questions; ``settled(appraisals)`` gives the one that counts where several people judged; ``certainty``
reads the ratings of certainty.
"""

from prismabook.appraisal.appraise import appraise, check, texts_of
from prismabook.appraisal.assessors import Between, agreements, settled
from prismabook.appraisal.certainty import Baseline, Certainties, Certainty, Step, Thresholds, certainty, load_ratings
from prismabook.appraisal.instrument import Domain, Instrument, Question, instruments, load_instruments
from prismabook.appraisal.values import Answer, Appraisal, Appraisals, Judgement

__all__ = [
    "Answer",
    "Appraisal",
    "Appraisals",
    "Baseline",
    "Between",
    "Certainties",
    "Certainty",
    "Domain",
    "Instrument",
    "Judgement",
    "Question",
    "Step",
    "Thresholds",
    "agreements",
    "appraise",
    "certainty",
    "check",
    "instruments",
    "load_instruments",
    "load_ratings",
    "settled",
    "texts_of",
]
