"""Tables of judgement: risk of bias, and the instruments it was judged with."""

from __future__ import annotations

from prismabook.appraisal import Appraisal, appraise
from prismabook.model import Study
from prismabook.report.markdown import Heading, Text, emphasis, strong, table
from prismabook.report.review import Review


def _studies(review: Review) -> tuple[Study, ...]:
    return tuple(Study(row["study"], row["design"], tuple(row["reports"].split(";"))) for row in review.studies)


def risk_of_bias(review: Review, study: str) -> Text:
    """The judgements on one study, domain by domain, with their support."""
    mine = [a for a in appraise(review.project, _studies(review)).appraisals if a.study == study]
    columns = (Heading("Domain", 25), Heading("Judgement", 17), Heading("Support", 58))
    return table(columns, [row for appraisal in mine for row in _judged(appraisal)])


def _judged(appraisal: Appraisal) -> list[list[Text | str]]:
    domains: list[list[Text | str]] = [[j.domain.topic, j.answer, j.support] for j in appraisal.judgements]
    overall: list[Text | str] = [strong("Overall"), strong(appraisal.overall.answer), appraisal.overall.support]
    return [*domains, overall]


def instruments(review: Review) -> Text:
    """The instruments used, with the studies each was used for and who judged."""
    found = appraise(review.project, _studies(review))
    rows = [
        [
            appraisal.study,
            instrument.name,
            instrument.reference,
            appraisal.outcome or emphasis("the report as a whole"),
            appraisal.by or emphasis("proposal"),
        ]
        for instrument in found.instruments
        for appraisal in found.appraisals
        if appraisal.instrument.id == instrument.id
    ]
    columns = (
        Heading("Study", 13),
        Heading("Instrument", 27),
        Heading("Reference", 22),
        Heading("Outcome", 18),
        Heading("Judged by", 20),
    )
    return table(columns, rows)
