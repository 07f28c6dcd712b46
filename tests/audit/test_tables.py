"""A hand-made table of summaries, row by row, and the command that reads it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.audit.grim import Consistency
from prismabook.audit.tables import COLUMNS, check_row, check_table
from prismabook.cli import main

DOC = Path(__file__).parents[2] / "docs" / "audit-a-table.md"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"data": "whole", "mean": "5.19", "n": "28"}, {"GRIM": "inconsistent"}),
        ({"mean": "5.19", "n": "28"}, {}),
        ({"data": "whole", "mean": "3.44", "sd": "2.47", "n": "18"}, {"GRIM": "consistent", "GRIMMER": "inconsistent"}),
        ({"data": "binary", "mean": "0.35", "sd": "0.18", "n": "20"}, {"DEBIT": "inconsistent"}),
        ({"percent": "55.17", "total": "29"}, {"percentage": "consistent"}),
        ({"percent": "55.17", "total": "30"}, {"percentage": "inconsistent"}),
        ({"percent": "20.6", "events": "6", "total": "29"}, {"percentage": "inconsistent"}),
        ({"percent": "120", "total": "29"}, {"percentage": "inconsistent"}),
        ({"subgroup": "31", "total": "30"}, {"subgroup within its group": "inconsistent"}),
        ({"parts": "29; 30", "sum": "60"}, {"parts and total": "inconsistent"}),
        ({"percents": "33.3;33.3;33.3"}, {"percentages add up": "consistent"}),
        ({"earlier": "2016-01", "later": "2015"}, {"dates in order": "inconsistent"}),
        ({"parts": "29; x", "sum": "60"}, {"parts, sum": "not testable"}),
        ({"estimate": "2.0", "low": "0.2", "high": "3.8", "measure": "mean difference", "p": "0.03"},
         {"estimate in its interval": "consistent", "interval is symmetric": "consistent",
          "p of an interval": "consistent"}),
    ],
)  # fmt: skip
def test_what_a_row_allows(cells, expected):
    assert {tested.test: tested.verdict.value for tested in check_row(cells)} == expected


def test_p_values_of_counts_and_means():
    counts = {"events1": "7", "n1": "13", "events2": "2", "n2": "12", "p": "0.036"}
    (tested,) = check_row(counts)
    assert tested.verdict is Consistency.INCONSISTENT
    assert "by a one-sided test: Fisher’s exact, mid-p" in tested.words
    (tested,) = check_row({**counts, "p": "0.053"})
    assert tested.words == "p 0.053 is reproduced by Pearson χ²"
    means = {"mean1": "10.0", "sd1": "3.0", "n1": "40", "mean2": "12.0", "sd2": "3.0", "n2": "40", "p": "0.004"}
    (tested,) = check_row(means)
    assert tested.verdict is Consistency.CONSISTENT
    (tested,) = check_row({**means, "sd1": "0.47", "sd2": "0.47"})
    assert "standard errors" in tested.words


@given(st.dictionaries(st.sampled_from(sorted(COLUMNS)), st.text(max_size=8)))
def test_no_cells_break_a_row(cells):
    for line in check_table([(2, cells)]):
        assert line.tested.verdict in Consistency


def written(folder, rows):
    path = folder / "summaries.csv"
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_command_tells_every_test_and_fails_on_what_does_not_fit(tmp_path, capsys):
    rows = [{"label": "fine", "percent": "50", "total": "10"}, {"label": "not\x1b[31m", "percent": "55", "total": "10"}]
    assert main(["audit", str(written(tmp_path, rows[:1]))]) == 0
    assert "summaries.csv:2 (fine): percentage: consistent: 50% of 10: 5/10" in capsys.readouterr().out
    assert main(["audit", "-q", str(written(tmp_path, rows))]) == 1
    out = capsys.readouterr().out
    assert out.startswith("summaries.csv:3 (not")
    assert "\x1b" not in out
    assert "fine" not in out


def test_unknown_columns_and_missing_tables_are_told(tmp_path, capsys):
    assert main(["audit", str(written(tmp_path, [{"labell": "x", "n": "1"}]))]) == 1
    assert "unknown columns: labell" in capsys.readouterr().err
    assert main(["audit", str(tmp_path / "none.csv")]) == 1
    assert "PB805" in capsys.readouterr().err


def test_the_documentation_tells_every_column():
    text = DOC.read_text("utf-8")
    assert all(f"`{column}`" in text for column in COLUMNS)
