"""The codebook as data and as a page; a review may add items of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from prismabook.extraction import RULES, Item, Type, codebook
from prismabook.extraction.codebook import parse_items

ROOT = Path(__file__).resolve().parents[2]


def test_every_item_is_complete_and_named_once() -> None:
    items = codebook().items
    assert len({item.id for item in items}) == len(items)
    for item in items:
        assert item.label
        assert item.definition
        assert item.kinds
        assert set(item.expected) <= set(item.kinds)


def test_every_item_has_a_rule() -> None:
    proposed = {item for rule in RULES for item in rule.items}
    assert {item.id for item in codebook().items} == proposed


def test_the_page_is_current() -> None:
    ran = subprocess.run([sys.executable, "tools/write_codebook.py", "--check"], cwd=ROOT, check=False)
    assert ran.returncode == 0


def test_a_review_adds_items_but_takes_no_id() -> None:
    mine = Item("renal_function", "Renal function", Type.TEXT, "As stated")
    assert codebook().extended([mine]).get("renal_function") == mine
    with pytest.raises(ValueError, match="taken"):
        codebook().extended([Item("dose", "Dose", Type.TEXT, "again")])


def test_a_broken_entry_is_refused() -> None:
    with pytest.raises(KeyError):
        parse_items("- {id: x}")
    with pytest.raises(ValueError, match="colour"):
        parse_items("- {id: x, label: X, type: colour, definition: d}")
