"""Documents taken in one by one: read, their data drafted, every quote verified; then the text is let go.

Public interface
----------------
``take_in(project, book, progress) -> Intake``
    All documents in the order of their paths, as sources without their texts, and what was noticed.
``Intake.harvests``
    The drafts of their data, which are put away and fetched source by source, so that memory does not grow with them.
``Intake.sources``
    A source that somebody asks for its text reads its file again (:class:`~prismabook.intake.recall.Recalled`).
"""

from prismabook.intake.harvests import Harvests
from prismabook.intake.taking import Intake, take_in

__all__ = ["Harvests", "Intake", "take_in"]
