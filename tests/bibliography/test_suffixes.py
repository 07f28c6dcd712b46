"""Suffixes of names: they stay with the family name, and are no part of keys and comparisons."""

from __future__ import annotations

import json

import pytest

from prismabook.bibliography import records, to_bibtex, to_csl_json, to_ris
from prismabook.bibliography.keys import base_key
from prismabook.model import Name
from prismabook.project import Decisions
from prismabook.sources import read_bytes
from prismabook.sources.names import parted


@pytest.mark.parametrize(
    ("family", "wanted"),
    [
        ("King Jr", ("King", "Jr")),
        ("King, Jr.", ("King", "Jr.")),
        ("van der Berg III", ("van der Berg", "III")),
        ("Ford 3rd", ("Ford", "3rd")),
        ("Junior", ("Junior", "")),
        ("Jr", ("Jr", "")),
        ("Group II Investigators", ("Group II Investigators", "")),
    ],
)
def test_parted(family: str, wanted: tuple[str, str]) -> None:
    assert parted(family) == wanted


def test_keys_have_no_suffix() -> None:
    assert base_key((Name("King Jr", "Martin L"),), "Dreams", "1963", "", "x") == "king1963"


RIS = "TY  - JOUR\nTI  - Dreams of owls\nAU  - King, Martin L, Jr\nPY  - 1963\nER  -\n"


@pytest.mark.parametrize("export", [to_bibtex, to_csl_json, to_ris])
def test_suffixes_go_out_and_come_back(export: object) -> None:
    made, _ = records(read_bytes(RIS.encode(), "x.ris", "seeds/x.ris")[0], Decisions())
    assert made[0].authors == (Name("King Jr", "Martin L"),)
    text = export(made)  # type: ignore[operator]
    back, _ = records(read_bytes(text.encode(), "y", "seeds/y")[0], Decisions())
    assert back[0].authors == made[0].authors
    assert back[0].key == "king1963"


def test_csl_has_a_field_for_suffixes() -> None:
    made, _ = records(read_bytes(RIS.encode(), "x.ris", "seeds/x.ris")[0], Decisions())
    assert json.loads(to_csl_json(made))[0]["author"] == [{"family": "King", "given": "Martin L", "suffix": "Jr"}]
