"""Bibliographic records: from sources and decisions, to BibTeX, CSL-JSON and the ledger's rows.

Public interface
----------------
``records(sources, decisions) -> tuple[tuple[Record, ...], tuple[Finding, ...]]``
    One record a source, those of the same record merged, in the sources' order; ``decisions`` are those of
    ``load_decisions(project)``.
    What a source states wins over a decision that contradicts it (with a finding); a decision completes what the
    source does not state. A source of unknown layout without a decision still has a record, with no fields.
``to_bibtex(records) -> str`` and ``to_csl_json(records) -> str``
    ``references.bib`` and its CSL-JSON twin; records without a title are left out: they cannot be cited.
``to_ris(records) -> str`` and ``to_screening_csv(records) -> str``
    RIS, and a table for screening tools. The readers of ``sources`` get back what these four write.
``record_rows(records, sources, designs, studies) -> tuple[dict[str, object], ...]``
    Rows of the ledger table ``records``; ``designs`` and ``studies`` map a citation key to the cell's text.
``record_field_rows(records, sources) -> tuple[dict[str, object], ...]``
    Rows of the ledger table ``record-fields``: where each field of each record comes from.
"""

from prismabook.bibliography.bibtex import to_bibtex
from prismabook.bibliography.csljson import to_csl_json
from prismabook.bibliography.making import records, stated_language
from prismabook.bibliography.pins import key_rows
from prismabook.bibliography.ris import to_ris
from prismabook.bibliography.rows import record_field_rows, record_rows
from prismabook.bibliography.screening import to_screening_csv, with_abstracts

__all__ = [
    "key_rows",
    "record_field_rows",
    "record_rows",
    "records",
    "stated_language",
    "to_bibtex",
    "to_csl_json",
    "to_ris",
    "to_screening_csv",
    "with_abstracts",
]
