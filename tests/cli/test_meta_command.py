"""`prismabook meta` as a user meets it: columns of many names, wrong rows, refusals, formats, figures."""

from __future__ import annotations

import csv
import io
import json
from math import log
from pathlib import Path

import pytest

from prismabook.cli import main
from prismabook.synthesis import TwoByTwo, binary_effects, pool

TABLE = "study,ai,n1i,ci,n2i\nA,4,123,11,139\nB,6,306,29,303\nC,3,231,11,220\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def go(table: str, *options: str) -> tuple[int, str, str]:
        path = tmp_path / "data.csv"
        path.write_text(table, "utf-8")
        status = main(["meta", str(path), *options])
        said = capsys.readouterr()
        return status, said.out, said.err

    return go


def numbers(run, table: str, *options: str) -> dict:
    status, out, _ = run(table, "--format", "json", *options)
    assert status == 0
    return json.loads(out)


@pytest.mark.parametrize(
    "header",
    [
        "study,ai,n1i,ci,n2i",
        "studlab,event.e,n.e,event.c,n.c",
        "Study;Events1;Total1;Events2;Total2",
        "author\tevents_intervention\ttotal_intervention\tevents_comparator\ttotal_comparator",
        "trial,e1,n1,e2,n2",
    ],
)
def test_columns_are_known_by_many_names(run, header: str) -> None:
    mark = next(m for m in ",;\t" if m in header)
    found = numbers(run, header + "\n" + TABLE.partition("\n")[2].replace(",", mark), "--measure", "RR")
    counts = [("A", TwoByTwo(4, 123, 11, 139)), ("B", TwoByTwo(6, 306, 29, 303)), ("C", TwoByTwo(3, 231, 11, 220))]
    assert found["estimate"] == pool(binary_effects(counts, "RR")[0]).estimate
    assert found["k"] == 3


def test_events_and_others_give_the_same(run) -> None:
    table = "study,ai,bi,ci,di\nA,4,119,11,128\nB,6,300,29,274\nC,3,228,11,209\n"
    assert numbers(run, table, "--measure", "OR") == numbers(run, TABLE, "--measure", "OR")


def test_json_and_csv_tell_the_same(run) -> None:
    found = numbers(run, TABLE, "--measure", "RR", "--leave-one-out")
    _, out, _ = run(TABLE, "--measure", "RR", "--format", "csv", "--leave-one-out")
    flat = dict(csv.reader(io.StringIO(out)))
    assert float(flat["estimate"]) == found["estimate"]
    assert float(flat["predictions.hts.low"]) == found["predictions"]["hts"]["low"]
    assert float(flat["leave_one_out.2.tau2"]) == found["leave_one_out"][1]["tau2"]
    assert set(found["intervals"]) == {"hksj", "hksj-adhoc", "wald", "t"}


def test_wrong_rows_are_named_with_their_lines(run) -> None:
    status, out, err = run("study,ai,n1i,ci,n2i\nA,4,123,11,139\nB,400,306,1,9\nC,x,231,11,220\n", "--measure", "RR")
    assert (status, out) == (1, "")
    assert "data.csv:3: error PB504: B: 400 of 306" in err
    assert "data.csv:4: error PB504: ai is no number “x”" in err


def test_unknown_numbers_leave_a_study_out_and_name_it(run) -> None:
    found = numbers(run, TABLE + "D,NA,10,1,10\n", "--measure", "RR")
    assert found["k"] == 3
    assert found["left_out"] == [{"study": "D", "reason": "not known: ai", "line": 5}]


def test_a_study_that_stands_twice_is_refused(run) -> None:
    status, _, err = run(TABLE + "A,1,10,1,10\n", "--measure", "RR")
    assert status == 1
    assert "PB505" in err and ":5:" in err and "line 2 already" in err


def test_authors_may_repeat_and_years_tell_them_apart(run) -> None:
    table = "author,year,yi,vi\nComstock,1974,0.1,0.1\nComstock,1976,0.2,0.1\nComstock,1976,0.3,0.2\n"
    found = numbers(run, table)
    assert [s["study"] for s in found["studies"]] == [
        "Comstock 1974",
        "Comstock 1976 (line 3)",
        "Comstock 1976 (line 4)",
    ]
    assert "counts twice" in found["cautions"][0]


@pytest.mark.parametrize("rows", [0, 1])
def test_fewer_than_two_studies_are_not_pooled(run, tmp_path: Path, rows: int) -> None:
    figure = tmp_path / "forest.svg"
    status, out, _ = run("\n".join(TABLE.splitlines()[: rows + 1]) + "\n", "--measure", "RR", "--forest", str(figure))
    assert status == 0
    assert "nothing to pool" in out
    assert figure.read_bytes().startswith(b"<?xml")


def test_two_to_four_come_with_a_caution_and_all_intervals(run) -> None:
    _, out, _ = run(TABLE, "--measure", "RR")
    assert "Caution: Only 3 studies" in out
    assert all(word in out for word in ("CI, wald", "CI, hksj ", "PI, default"))


def test_asymmetry_is_refused_with_few_studies(run) -> None:
    status, out, _ = run(TABLE, "--measure", "RR", "--bias")
    assert status == 0
    assert "at least 10 studies, and there are 3" in out


@pytest.mark.parametrize(
    ("table", "options", "said"),
    [
        ("", (), "PB502"),
        ("study,a\nA,1\n", ("--measure", "RR"), "PB503"),
        (TABLE, ("--measure", "XX"), "no measure is called"),
        (TABLE, ("--measure", "RR", "--method", "XX"), "a method is one of"),
        (TABLE, ("--measure", "RR", "--ci", "XX"), "hksj-adhoc"),
        (TABLE, ("--measure", "RR", "--level", "95"), "between 0 and 1"),
        (TABLE, ("--measure", "RR", "--subgroup", "nowhere"), "there is no column"),
        (TABLE, ("--measure", "RR", "--correction", "some"), "treatment-arm"),
        ('study,ai,n1i,ci,n2i\n"A,4,123,11,139\n', ("--measure", "RR"), "PB502"),
        (TABLE + "D,1,2\n", ("--measure", "RR"), "3 cells"),
    ],
)
def test_what_cannot_be_done_is_said(run, table: str, options: tuple[str, ...], said: str) -> None:
    status, out, err = run(table, *options)
    assert (status, out) == (1, "")
    assert said in err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["meta", str(tmp_path / "none.csv")]) == 1
    assert "PB502" in capsys.readouterr().err


def test_other_kinds_of_data(run) -> None:
    means = "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,55,47,155,75,64,156\nB,27,7,31,29,4,32\n"
    assert numbers(run, means, "--measure", "SMD", "--variance", "UB")["k"] == 2
    ratios = "study,hr,lower,upper\nA,0.7,0.5,0.98\nB,0.9,0.6,1.35\n"
    weights = [1 / ((log(high) - log(low)) / 3.919927969080108) ** 2 for low, high in ((0.5, 0.98), (0.6, 1.35))]
    mean = (weights[0] * log(0.7) + weights[1] * log(0.9)) / sum(weights)
    assert numbers(run, ratios, "--measure", "HR", "--method", "CE")["estimate"] == pytest.approx(mean, rel=1e-9)
    assert numbers(run, "study,oe,v\nA,-5,20\nB,-2,15\n", "--measure", "HR", "--method", "CE")["estimate"] == -0.2
    assert numbers(run, "study,xi,ni\nA,5,20\nB,2,15\n", "--measure", "PFT")["natural"]["estimate"] > 0.1
