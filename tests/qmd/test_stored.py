"""Stored notebooks as chapters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prismabook.findings import PrismabookError
from prismabook.qmd import Markdown, from_notebook, load

CASE = Path(__file__).parents[1] / "conformance" / "cases" / "27-notebook"


def test_the_conformance_case() -> None:
    chapter = load(CASE, "review/stored.ipynb")
    assert chapter.is_stored
    assert [cell.label for cell in chapter.cells] == ["", "fig-dots", "tbl-stored", ""]
    assert chapter.cells[1].get("echo") is False
    stored = chapter.cells[0].stored
    assert stored is not None
    assert stored[0]["data"] == {"text/plain": ["99, as stored"]}


def test_front_matter_and_tags() -> None:
    cells = [
        {"cell_type": "raw", "metadata": {}, "source": "---\ntitle: Stored\n---"},
        {"cell_type": "code", "metadata": {"tags": ["hide-code"]}, "source": "1", "outputs": [], "execution_count": 1},
        {"cell_type": "markdown", "metadata": {}, "source": ["End\n", "here"]},
    ]
    chapter = from_notebook(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "a.ipynb")
    assert chapter.meta == {"title": "Stored"}
    assert chapter.cells[0].get("echo") is False
    assert chapter.blocks[-1] == Markdown("End\nhere\n\n", 1)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"cells": [], "nbformat": 3}', '{"cells": [{}], "nbformat": 4}'])
def test_what_is_no_notebook(text: str) -> None:
    with pytest.raises(PrismabookError, match="PB666"):
        from_notebook(text, "a.ipynb")
