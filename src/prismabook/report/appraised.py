"""The appraisals of a review, for tables and figures."""

from __future__ import annotations

from collections.abc import Sequence

from prismabook.appraisal import Appraisal, Appraisals, Instrument, appraise, settled
from prismabook.findings import Finding, PrismabookError
from prismabook.model import Study
from prismabook.report.codes_appraised import NOTHING_APPRAISED
from prismabook.report.review import Review


def appraised(review: Review) -> Appraisals:
    """The appraisals of the review's studies."""
    studies = [Study(row["study"], row["design"], tuple(row["reports"].split(";"))) for row in review.studies]
    return appraise(review.project, studies)


def settled_with(review: Review, tool: str) -> tuple[Sequence[Appraisal], Instrument]:
    """What counts for each study among the appraisals with one instrument, and the instrument.

    Raises
    ------
    PrismabookError
        If no study has been appraised with it, or assessors differ on all of them (PB640).
    """
    found = appraised(review)
    final = [appraisal for appraisal in settled(found.appraisals) if appraisal.instrument.id == tool]
    if not final:
        known = ", ".join(dict.fromkeys(a.instrument.id for a in settled(found.appraisals))) or "none"
        raise PrismabookError(Finding(NOTHING_APPRAISED, f"“{tool}”; instruments with settled appraisals: {known}"))
    return final, final[0].instrument
