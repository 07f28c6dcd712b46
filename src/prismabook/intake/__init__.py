"""Documents taken in one by one: read, their data drafted, every quote verified; then the text is let go.

Public interface
----------------
``take_in(project, book, progress) -> Intake``
    All documents in the order of their paths, as sources without their texts, with drafts of their data and what was
    noticed. Memory grows with what was taken from the documents, not with the documents.
``Intake.sources``
    A source that somebody asks for its text reads its file again (:class:`~prismabook.intake.recall.Recalled`).
"""

from prismabook.intake.taking import Intake, take_in

__all__ = ["Intake", "take_in"]
