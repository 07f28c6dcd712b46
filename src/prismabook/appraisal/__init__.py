"""Risk of bias and quality of the included studies, as people judged it, with instruments as data."""

from prismabook.appraisal.appraise import Appraisal, Appraisals, Judgement, appraise, check, texts_of
from prismabook.appraisal.instruments import INSTRUMENTS, JBI_CASE_REPORT, ROB2, Domain, Instrument

__all__ = [
    "INSTRUMENTS",
    "JBI_CASE_REPORT",
    "ROB2",
    "Appraisal",
    "Appraisals",
    "Domain",
    "Instrument",
    "Judgement",
    "appraise",
    "check",
    "texts_of",
]
