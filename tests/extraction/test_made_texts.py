"""Made-up documents of many kinds: exactly the data that a person wrote down for them, and no others."""

from __future__ import annotations

import pytest

from made_texts import NOT_HELD, Made, made, names, row
from prismabook.extraction import verify
from prismabook.findings import errors


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return tmp_path_factory.mktemp("made")


@pytest.mark.parametrize("name", names())
def test_exactly_the_data_written_by_hand(name: str, folder) -> None:  # type: ignore[no-untyped-def]
    document: Made = made(name, folder)
    found = [row(d) for d in document.data if d.item not in NOT_HELD]
    assert sorted(found) == sorted(document.expected)
    assert not [m for m in document.missed if any(f.startswith(m) for f in found)], "found now: move it to expected"
    assert verify(document.data, [document.source]) == ()
    assert errors(document.findings) == ()


def test_there_are_enough_of_every_kind() -> None:
    assert len(names()) >= 35
