"""Decision tables with their lines."""

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


def test_files(tmp_path):
    assert load_rows(tmp_path / "none.csv", "none.csv", ("a",)) == ((), ())
    (tmp_path / "latin.csv").write_bytes(b"a\n\xe9\n")
    rows, findings = load_rows(tmp_path / "latin.csv", "latin.csv", ("a",))
    assert rows == ()
    assert findings[0].code.id == "PB804"
    (tmp_path / "bom.csv").write_bytes(b"\xef\xbb\xbfa\n1\n")
    assert load_rows(tmp_path / "bom.csv", "bom.csv", ("a",))[0][0]["a"] == "1"
