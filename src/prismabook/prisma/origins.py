"""Where records were found, told by the file that they came in: a source's export names the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prismabook.findings import Finding, Place
from prismabook.model import Record
from prismabook.prisma.codes import EMPTY_EXPORT
from prismabook.project import Protocol

PROTOCOL = "review/protocol.yml"


def origins(protocol: Protocol, records: Sequence[Record]) -> tuple[dict[str, tuple[str, ...]], tuple[Finding, ...]]:
    """The origins of each record as the ledger would have them (``database: PubMed``), by its key.

    An information source of the protocol names the files of ``seeds/`` that hold its records. A record that was merged
    from several files has an origin for each. A file that gave no record is a finding.
    """
    named = list(_named(protocol))
    kind_of = {file: origin for file, origin, _ in named}
    files = {record.key: [_file(source) for source in _sources(record)] for record in records}
    found = {key: tuple(kind_of[name] for name in mine if name in kind_of) for key, mine in files.items()}
    held = {name for mine in files.values() for name in mine}
    empty = tuple(
        Finding(EMPTY_EXPORT, f"{origin}: no record comes from {file}", Place(PROTOCOL, line), topic=file)
        for file, origin, line in named
        if file not in held
    )
    return found, empty


def _named(protocol: Protocol) -> Iterator[tuple[str, str, int]]:
    """File, origin and line of each file that an information source names."""
    node = protocol.node
    for entry in node["information_sources"] if node is not None and "information_sources" in node else ():
        kind, files = entry.get("kind"), entry.get("files", [])
        for file in files if kind and isinstance(files, list) else ():
            yield str(file), f"{kind}: {entry.get('name')}", entry["files"].line


def _sources(record: Record) -> tuple[str, ...]:
    """The ids of all documents that a record was made from."""
    return (record.source, *record.also)


def _file(source: str) -> str:
    """The file of a source: several records of one file have numbers behind its name."""
    return source.partition("#")[0]
