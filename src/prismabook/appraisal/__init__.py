"""Risk of bias, quality and certainty as people judged them, checked against the instruments and the results."""

from prismabook.appraisal.appraise import Appraisal, Appraisals, Judgement, appraise, check, texts_of
from prismabook.appraisal.certainty import Certainties, Certainty, Step, certainty
from prismabook.appraisal.instruments import INSTRUMENTS, JBI_CASE_REPORT, ROB2, Domain, Instrument

__all__ = [
    "INSTRUMENTS",
    "JBI_CASE_REPORT",
    "ROB2",
    "Appraisal",
    "Appraisals",
    "Certainties",
    "Certainty",
    "Domain",
    "Instrument",
    "Judgement",
    "Step",
    "appraise",
    "certainty",
    "check",
    "texts_of",
]
