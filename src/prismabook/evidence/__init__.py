"""What the reports give: their data after people's decisions, grouped into studies and audited, study by study.

Public interface
----------------
``Evidence(project, intake, records, decisions, book)``
    The data of a review, report by report, fetched when they are asked for: ``data()`` and ``data(report)``, and
    ``telling``, the few that every build needs at hand.
``Evidence.audited(studies) -> Audited``
    Results, concordance and findings of all studies, and what is told across them. What follows from one study is
    kept between builds: only a study of which a document or a decision changed is gone through again.
``Evidence.lines(table) -> Iterator[str]``
    The lines of the ledger tables ``extraction`` and ``results``, after that.
"""

from prismabook.evidence.evidence import Audited, Evidence

__all__ = ["Audited", "Evidence"]
