"""Decision tables with their lines."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from prismabook.project import load_rows, parse_rows


def test_rows_know_the_line_they_begin_on():
    rows, findings = parse_rows('a,b\n1,"two\nlines"\n\n3,\n', "t.csv", ("a",))
    assert findings == ()
    assert [(row.line, row["a"], row["b"]) for row in rows] == [(2, "1", "two\nlines"), (5, "3", "")]
    assert rows[0]["none"] == ""


def test_a_missing_column_is_a_finding():
    rows, findings = parse_rows("a\n1\n", "t.csv", ("a", "b"))
    assert rows == ()
    assert str(findings[0].place) == "t.csv:1"


def test_a_row_with_too_many_cells_leaves_its_neighbours_alone():
    rows, findings = parse_rows("a,b\n1,2,3\n4,5\n", "t.csv", ("a",))
    assert [row["a"] for row in rows] == ["4"]
    assert str(findings[0].place) == "t.csv:2"


def test_a_row_with_too_few_cells_is_a_finding_with_its_line():
    rows, findings = parse_rows("a,b\n1\n4,5\n", "t.csv", ("a",))
    assert [row["a"] for row in rows] == ["4"]
    assert [(f.code.id, f.severity, str(f.place), f.place.quote) for f in findings] == [
        ("PB803", "error", "t.csv:2", "1")
    ]


def test_an_open_quote_is_told_where_it_begins_and_costs_only_what_it_swallows():
    rows, findings = parse_rows('a,b\n1,2\n3,"4\n5,6\n', "t.csv", ("a",))
    assert [row["a"] for row in rows] == ["1"]
    assert str(findings[0].place) == "t.csv:3"


def test_a_quote_in_the_middle_costs_its_row_only():
    rows, findings = parse_rows('a,b\n"1"x,2\n3,4\n', "t.csv", ("a",))
    assert [row["a"] for row in rows] == ["3"]
    assert [str(f.place) for f in findings] == ["t.csv:2"]


def test_a_column_that_stands_twice_is_a_finding():
    rows, findings = parse_rows("a,b,a\n1,2,3\n", "t.csv", ("a",))
    assert rows == ()
    assert str(findings[0].place) == "t.csv:1"


@given(st.lists(st.lists(st.text('ab,"\n ', max_size=4), max_size=4), max_size=5))
def test_no_row_is_lost_silently(table):
    text = io.StringIO()
    csv.writer(text).writerows([["a", "b"], *table])
    rows, findings = parse_rows(text.getvalue(), "t.csv", ("a",))
    filled = [row for row in table if any(cell.strip() for cell in row)]
    assert len(rows) + len(findings) == len(filled)
    assert [[row["a"], row["b"]] for row in rows] == [[c.strip() for c in row] for row in filled if len(row) == 2]


def test_files(tmp_path):
    assert load_rows(tmp_path / "none.csv", "none.csv", ("a",)) == ((), ())
    (tmp_path / "latin.csv").write_bytes(b"a\n\xe9\n")
    rows, findings = load_rows(tmp_path / "latin.csv", "latin.csv", ("a",))
    assert rows == ()
    assert findings[0].code.id == "PB804"
    (tmp_path / "bom.csv").write_bytes(b"\xef\xbb\xbfa\n1\n")
    assert load_rows(tmp_path / "bom.csv", "bom.csv", ("a",))[0][0]["a"] == "1"
