"""From a review's folder to its ledger: the one place where the rooms are joined.

Documents are taken in one by one (``prismabook.intake``): their texts are let go once their data are drafted and every
quote is verified. The data are gone through study by study (``prismabook.evidence``), and none of them is held.

Public interface
----------------
``assemble(project, progress) -> Assembled``
    Read, complete, extract, group and audit; writes nothing.
``write(review, project) -> tuple[Path, ...]``
    The bibliography and the ledger; gives the files that changed.
``uncollected()``
    A context in which a build runs faster: its values hold no cycles.
``finding_rows(findings, records)``, ``checklist_is_current(project)``
    Rows of the ledger table ``findings``; whether the table ``checklist`` says what the chapters say.
"""

from prismabook.pipeline.assembling import Assembled, assemble, uncollected
from prismabook.pipeline.finding_rows import finding_rows
from prismabook.pipeline.writing import checklist_is_current, write

__all__ = ["Assembled", "assemble", "checklist_is_current", "finding_rows", "uncollected", "write"]
