"""The review's own documents, and made-up ones of the same layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from prismabook.bibliography import records
from prismabook.extraction import data
from prismabook.findings import Finding
from prismabook.model import Datum, Source
from prismabook.project import Decisions, Project, load_decisions
from prismabook.sources import read, read_all

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="session")
def sources() -> tuple[Source, ...]:
    return read_all(Project(ROOT))[0]


@pytest.fixture(scope="session")
def extracted(sources: tuple[Source, ...]) -> tuple[tuple[Datum, ...], tuple[Finding, ...]]:
    known, _ = records(sources, load_decisions(Project(ROOT)))
    return data(sources, known, Decisions())


@pytest.fixture(scope="session")
def made() -> dict[str, tuple[Source, tuple[Datum, ...], tuple[Finding, ...]]]:
    found = {}
    for path in sorted(DOCUMENTS.glob("*.txt")):
        (source,), _ = read(path, DOCUMENTS)
        found[path.stem] = (source, *data([source], [], Decisions()))
    return found
