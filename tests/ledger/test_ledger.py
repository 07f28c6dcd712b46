"""Tables as CSV and the data dictionary."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.ledger import TABLES, datapackage, from_csv, to_csv
from prismabook.ledger.schema import EXTRACTION, RESULTS, STUDIES

cells = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(STUDIES.names, cells)), max_size=4))
def test_text_comes_back_as_it_was(rows: list[dict[str, str]]) -> None:
    assert from_csv(to_csv(STUDIES, rows), STUDIES) == rows


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "'=1"])
def test_a_formula_is_disarmed_and_comes_back(formula: str) -> None:
    text = to_csv(STUDIES, [{"study": formula}])
    cell = text.splitlines()[1].lstrip('"')
    assert cell.startswith("'")
    assert from_csv(text, STUDIES)[0]["study"] == formula


def test_numbers_stay_numbers() -> None:
    text = to_csv(RESULTS, [{"id": "r", "risk_difference": -0.1, "total_comparator": 30, "p_fisher": None}])
    row = from_csv(text, RESULTS)[0]
    assert (row["risk_difference"], row["total_comparator"], row["p_fisher"]) == ("-0.1", "30", "")


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(ValueError, match="no column valeu"):
        to_csv(EXTRACTION, [{"valeu": "60"}])
    with pytest.raises(ValueError, match="other columns"):
        from_csv("a,b\n1,2\n", EXTRACTION)


def test_every_column_of_every_table_is_described() -> None:
    package = json.loads(datapackage("x", "X", {table.file: (1, "0" * 64) for table in TABLES}))
    described = {r["path"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    assert described == {table.file: list(table.names) for table in TABLES}
    assert all(len(f["description"]) > 3 for r in package["resources"] for f in r["schema"]["fields"])
    for table in TABLES:
        assert len(set(table.names)) == len(table.names)
        assert not table.key or table.key in table.names
