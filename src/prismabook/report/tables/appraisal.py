"""Tables of judgement: the report against its registry record, and risk of bias."""

from __future__ import annotations

from prismabook.appraisal import INSTRUMENTS, Appraisal, appraise
from prismabook.model import Study
from prismabook.report.markdown import Heading, Text, cite, emphasis, join, strong, table, text
from prismabook.report.review import Review
from prismabook.report.tables.evidence import label
from prismabook.report.tables.matrix import SILENT
from prismabook.report.values import Row, Value


def concordance(review: Review, study: str) -> Text:
    """What a study's report and its registry record say of the same items, and whether that agrees."""
    mine = [row for row in review.concordance if row["study"] == study]
    columns = (Heading("Item", 18), Heading("Report", 32), Heading("Registry record", 32), Heading("Verdict", 18))
    pairs = dict.fromkeys((row["paper"], row["registry"]) for row in mine)
    rows: list[list[Text | str]] = []
    for paper, registry in pairs:
        rows.append([emphasis("Report"), cite(paper), cite(registry), ""])
        rows += [_compared(review, row) for row in mine if (row["paper"], row["registry"]) == (paper, registry)]
    return table(columns, rows)


def _compared(review: Review, row: Row) -> list[Text | str]:
    item = "Participants" if row["item"] == "sample_size" else label(row["item"])
    verdict = strong(row["verdict"]) if row["verdict"] == "differs" else text(row["verdict"])
    return [item, _said(review, row["paper_data"]), _said(review, row["registry_data"]), verdict]


def _said(review: Review, ids: str) -> Text:
    values = [review.datum(id=name.strip()) for name in ids.split(";") if name.strip()]
    return join([_with_time(value) for value in values], "; ") if values else emphasis(SILENT)


def _with_time(value: Value) -> Text:
    remarks = [value.row["time_point"], "uncertain" if value.row["status"] == "uncertain" else ""]
    said = ", ".join(filter(None, remarks))
    return value + f" ({said})" if said else text(value)


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
    found = appraise(review.project, _studies(review)).appraisals
    rows = [
        [
            appraisal.study,
            instrument.name,
            instrument.reference,
            appraisal.outcome or emphasis("the report as a whole"),
            appraisal.by or emphasis("proposal"),
        ]
        for instrument in INSTRUMENTS
        for appraisal in found
        if appraisal.instrument is instrument
    ]
    columns = (
        Heading("Study", 13),
        Heading("Instrument", 27),
        Heading("Reference", 22),
        Heading("Outcome", 18),
        Heading("Judged by", 20),
    )
    return table(columns, rows)
