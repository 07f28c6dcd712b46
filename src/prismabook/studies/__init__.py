"""Studies: reports of the same investigation are brought together and never counted twice.

Public interface
----------------
``studies(records, data, sources=()) -> tuple[tuple[Study, ...], tuple[Finding, ...]]``
    Reports grouped by the registry numbers they name; reviews of literature are no studies.
``assigned(data, studies) -> tuple[Datum, ...]``
    The data with their study filled in.
``study_rows(studies, records) -> tuple[dict[str, object], ...]``
    Rows of the ledger table ``studies``.
``designs(records, data) -> dict[str, str]`` and ``study_of(records, studies) -> dict[str, str]``
    For the ledger table ``records``: citation key to design, and to study (empty for reviews of literature).
``TELLING``
    The items of those data that all this rests on.
"""

from prismabook.studies.group import TELLING, assigned, designs, studies, study_of, study_rows

__all__ = ["TELLING", "assigned", "designs", "studies", "study_of", "study_rows"]
