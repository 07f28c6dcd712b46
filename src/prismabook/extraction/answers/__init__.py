"""Answers to questions about a full article's numbers: an intervention, a comparator, an outcome.

Public interface
----------------
``answer(source, question, within=REPORTED) -> Answer``
    The numbers of both arms with their quotes and rules, or the reason why they are withheld.
``Question``, ``OutcomeType``, ``Answer``, ``ArmFigures``, ``Figure``
    The values.
"""

from prismabook.extraction.answers.find import REPORTED, WHOLE, answer
from prismabook.extraction.answers.model import Answer, ArmFigures, Figure, OutcomeType, Question

__all__ = ["REPORTED", "WHOLE", "Answer", "ArmFigures", "Figure", "OutcomeType", "Question", "answer"]
