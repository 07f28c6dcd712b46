"""The ledger as pandas frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from prismabook.ledger import TABLES
from prismabook.ledger.schema import RESULTS
from prismabook.report import Review
from prismabook.report.frames import DTYPES, frame

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_of_this_review_is_a_typed_frame(table) -> None:
    found = Review.open(ROOT).frame(table.name)
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == {c.name: DTYPES[c.type] for c in table.columns}
    assert len(found) == (ROOT / "review" / "data" / table.file).read_text("utf-8").count("\n") - 1


def test_an_empty_cell_is_missing_and_not_nought() -> None:
    rows = [dict.fromkeys(RESULTS.names, "") | {"id": "a", "events_comparator": "0", "risk_ratio": "0.5"}]
    found = frame(RESULTS, rows).iloc[0]
    assert found["events_comparator"] == 0
    assert found["risk_ratio"] == 0.5
    assert found["events_intervention"] is pd.NA
