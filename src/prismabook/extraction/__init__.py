"""Extraction: rules read the English text of sources and propose data, each with the exact words it came from.

Public interface
----------------
``data(sources, records, decisions) -> tuple[tuple[Datum, ...], tuple[Finding, ...]]``
    All data of all sources (``decisions`` are those of ``load_decisions(project)``), verified, in the order of the
    sources and of the text; ``Datum.study`` is filled in later by ``prismabook.studies.assigned``.
``draft(source) -> Draft``
    What the rules propose for one source, verified; ``data`` takes drafts that were made before.
``named(data, report) -> list[Datum]``
    A draft's data with their report and ids.
``verify(data, sources) -> tuple[Finding, ...]``
    Every quote held against its source, character by character.
``extraction_rows(data, sources) -> Iterator[dict[str, object]]``
    Rows of the ledger table ``extraction``.
``codebook() -> Codebook``, ``validate_data(data, codebook)``
    What can be extracted, as data; `docs/codebook.md` is written from it.
``RULES``, ``Rule``, ``Proposal``, ``Document``
    The rules; ``rule(source)`` gives what one of them proposes.
``compare(extractors, data, decided) -> Compared``
    How far two people who extracted alone agree.
``compare_languages(source) -> tuple[Finding, ...]``
    Where the numbers of a parallel text differ from those of the English one.
"""

from prismabook.extraction.build import Draft, codebook_rows, data, draft, extraction_rows, named, verify
from prismabook.extraction.codebook import Codebook, Item, Type, codebook, validate_data
from prismabook.extraction.document import Document
from prismabook.extraction.extractors import Compared, compare
from prismabook.extraction.own import with_own
from prismabook.extraction.parallel import compare_languages
from prismabook.extraction.proposal import Proposal, Rule
from prismabook.extraction.rules import RULES

__all__ = [
    "RULES",
    "Codebook",
    "Compared",
    "Document",
    "Draft",
    "Item",
    "Proposal",
    "Rule",
    "Type",
    "codebook",
    "codebook_rows",
    "compare",
    "compare_languages",
    "data",
    "draft",
    "extraction_rows",
    "named",
    "validate_data",
    "verify",
    "with_own",
]
