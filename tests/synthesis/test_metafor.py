"""Effects, pooling and all that follows against R's metafor, whose values are in reference/metafor.json."""

from __future__ import annotations

import pytest
from reference_values import RANDOM, analyses, compare, effects_of, reference

# What is known to differ, and why: docs/validation.md tells more.
DOUBLE_ZERO = {"stjohnswort", "catheters", "rehydration", "betablockers"}
"""Q of the Mantel–Haenszel risk difference: metafor leaves out studies without events, which its estimate keeps."""


def name(cell: dict) -> str:
    return f"{cell['data']}-{cell['measure']}-{cell.get('correction') or cell.get('variance')}"


@pytest.mark.parametrize("cell", reference()["analyses"], ids=name)
def test_effects_and_variances(cell: dict) -> None:
    ours = effects_of(cell)
    assert [e.value for e in ours] == pytest.approx([y for y in cell["yi"] if y is not None], rel=1e-11, abs=1e-13)
    assert [e.variance for e in ours] == pytest.approx([v for v in cell["vi"] if v is not None], rel=1e-11, abs=1e-16)


@pytest.mark.parametrize("cell", analyses(), ids=name)
def test_pooling(cell: dict) -> None:
    compared = 0
    for method in (*RANDOM, "CE", "MH"):
        if method not in cell:
            continue
        for found in compare(cell, method):
            compared += 1
            if method == "MH" and cell["measure"] == "RD" and cell["data"] in DOUBLE_ZERO and "Q" in found.quantity:
                continue
            assert found.difference < 1e-6, found
    assert compared > 200
