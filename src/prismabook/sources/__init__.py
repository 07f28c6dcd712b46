"""Reading documents: bytes become text, a layout is recognised by its content, its parts get names and places.

Public interface
----------------
``read(path, root) -> tuple[tuple[Source, ...], tuple[Finding, ...]]``
    One file: a :class:`~prismabook.model.Source` for each record in it. A file keeps its place: what cannot be read
    or recognised has ``kind`` unknown, an empty ``reader`` and no body, and a finding says why.
``read_all(project, progress=None) -> tuple[tuple[Source, ...], tuple[Finding, ...]]``
    All documents of a review in the order of ``project.documents()``; ``progress(done, total, name)`` is called
    after each. A reader that fails becomes a finding; its neighbours are unharmed.
``content(path, root) -> bytes | tuple[Code, str]``
    A file's bytes, or the code and message of the finding that says why there are none.
``identifiers``
    DOI, PMID, PMCID, ISSN, ORCID and registry numbers: ``find(text)``, and one function per scheme that gives the
    normal form or None.

What readers promise
--------------------
``Source.id`` is the path below ``seeds/`` (the file's name, unless it stands in a subfolder), with ``#`` and a number
where the file holds several records. ``Source.text`` is the decoded text without its byte order mark and with no other
change or, for formats that are no text to read, the text that the reader kept (``kept.Kept``), whose ``places`` lead
back to the file; sections and quotes count its characters.
Sections are in order, do not overlap, begin and end with a non-blank character, and together cover every
non-blank character.

A heading or label (``METHODS``, ``• Funding``, ``- Status``) is a section ``label`` of its own (boilerplate), not
part of the section it names. What no reader knows is set aside as ``unrecognised``, with a finding.

``Source.stated`` holds, in the order of the text, each bibliographic field with its exact words. Names: ``title``,
``title:zh``, ``author`` (one each; the value is ``Family, Given``), ``affiliation`` (one each), ``correspondence``,
``container-title``, ``issued`` (ISO 8601, as precise as stated), ``available-date`` (Epub), ``collection-date``,
``volume``, ``issue``, ``page``, ``DOI``, ``PMID``, ``PMCID``, ``ISSN``, ``URL``, ``registration`` (of a registry page:
its own number; the first is the main one), ``registration-named`` (numbers an article or abstract names), ``sponsor``.
Of a full article also ``subtitle``, ``title:<language>``, ``publisher``, ``license`` (its address where it has one),
``publication-type``, ``funding`` and ``competing-interests``.
``Source.tables`` holds a full article's tables with every cell's place; their text has the role ``TABLE``.
``container-title`` and ``URL`` of a registry page follow from its number, whose words they quote.
"""

from prismabook.sources.reading import content, read, read_all, read_bytes

__all__ = ["content", "read", "read_all", "read_bytes"]
