"""Tables of judgement: risk of bias, the answers behind it, and the instruments it was judged with."""

from __future__ import annotations

from prismabook.agreement import Agreement
from prismabook.appraisal import Appraisal, Judgement, agreements
from prismabook.report.appraised import appraised
from prismabook.report.markdown import Heading, Text, emphasis, strong, table, text
from prismabook.report.numbers import decimal, interval
from prismabook.report.review import Review
from prismabook.report.values import NOT_COMPUTABLE


def risk_of_bias(review: Review, study: str) -> Text:
    """The judgements on one study, domain by domain, with their support.

    Where an algorithm proposes judgements, they stand beside the assessor's, and so does the reason for a difference.
    """
    mine = [a for a in appraised(review).appraisals if a.study == study]
    if not any(judgement.proposed for a in mine for judgement in a.judgements):
        columns = [Heading("Domain", 25), Heading("Judgement", 17), Heading("Support", 58)]
        return table(columns, [_judged(one) for a in mine for one in (*a.judgements, a.overall)])
    columns = [Heading("Domain", 20), Heading("Algorithm", 14), Heading("Judgement", 14), Heading("Support", 52)]
    return table(columns, [_beside(one) for a in mine for one in (*a.judgements, a.overall)])


def _judged(judgement: Judgement) -> list[Text | str]:
    if judgement.domain.id == "Overall":
        return [strong("Overall"), strong(judgement.answer), judgement.support]
    return [judgement.domain.topic, judgement.answer, judgement.support]


def _beside(judgement: Judgement) -> list[Text | str]:
    name, said, support = _judged(judgement)
    if judgement.departs:
        support = text(support) + " " + emphasis("Differs from the algorithm:") + f" {judgement.departure}"
    return [name, judgement.proposed or emphasis("none"), said, support]


def signalling(review: Review, study: str) -> Text:
    """The answers to the signalling questions on one study, domain by domain, with their support."""
    columns = (Heading("No.", 6), Heading("Question", 32), Heading("Answer", 9), Heading("Support", 53))
    mine = [a for a in appraised(review).appraisals if a.study == study and a.answers]
    return table(columns, [row for appraisal in mine for row in _answers(appraisal)])


def _answers(appraisal: Appraisal) -> list[list[Text | str]]:
    rows: list[list[Text | str]] = []
    for judgement in appraisal.judgements:
        rows.append([strong(judgement.domain.id), strong(judgement.domain.topic), "", ""])
        for question in judgement.domain.questions:
            given = appraisal.answers.get(question.id)
            said = (given.answer, given.support) if given else (emphasis("open"), "")
            rows.append([question.id, question.topic, *said])
    return rows


def assessors(review: Review) -> Text:
    """How far each two assessors agree on the domains of an instrument."""
    columns = (
        Heading("Instrument", 24),
        Heading("Assessors", 28),
        Heading("Judged alike", 16),
        Heading("Cohen’s kappa (95% CI)", 16, number=True),
        Heading("Gwet’s AC1 (95% CI)", 16, number=True),
    )
    found = agreements(appraised(review).appraisals)
    rows: list[list[Text | str]] = [
        [one.instrument, f"{one.first}, {one.second}", f"{percent.agreed} of {percent.n}", _shown(kappa), _shown(ac1)]
        for one in found
        for percent, kappa, ac1 in [one.measures]
    ]
    return table(columns, rows)


def _shown(measure: Agreement) -> Text:
    if measure.value is None:
        return emphasis(NOT_COMPUTABLE)
    limits = f" ({interval(measure.low, measure.high)})" if measure.low is not None and measure.high is not None else ""
    return text(decimal(measure.value) + limits)


def instruments(review: Review) -> Text:
    """The instruments used, with the studies each was used for and who judged."""
    found = appraised(review)
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
