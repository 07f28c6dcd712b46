"""Two people who extract alone, and proposals of other tools."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
import yaml

from prismabook import pipeline
from prismabook.cli import main
from prismabook.project import Project

ROOT = Path(__file__).resolve().parents[2]
SEED = "003_6c8f74dbc2f578eb.txt"
SAME = {"source": SEED, "item": "n_planned", "value": 60, "unit": "participants", "quote": "treat 60 patients"}
SHARE = {"source": SEED, "item": "result_percent", "outcome": "SRI-4 response", "arm": "IL-2", "time_point": "week 12",
         "value": "55.17", "unit": "percent", "quote": "55.17%", "nth": 1}  # fmt: skip
NEW = {"source": SEED, "item": "limitation", "value": "tolerated", "quote": "effective and tolerated"}


@pytest.fixture
def review(tmp_path: Path) -> Path:
    for name in ("_quarto.yml", "index.qmd"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("seeds", "review"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def write(review: Path, name: str, entries: list[dict[str, object]]) -> None:
    path = review / "review" / "decisions" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), "utf-8")


def test_two_people(review: Path) -> None:
    write(review, "extraction/anna.yml", [SAME, SHARE, NEW])
    write(review, "extraction/ben.yml", [{**SAME, "value": "60.0"}, {**SHARE, "value": 55.2}, NEW])
    built = pipeline.assemble(Project(review))
    codes = [f.code.id for f in built.findings]
    assert codes.count("PB315") == 1
    assert codes.count("PB314") == 1
    (row,) = built.compared.disagreements
    assert (row["first_value"], row["second_value"], row["ledger_value"], row["settled"]) == (
        "55.17",
        "55.2",
        "55.17",
        False,
    )
    overall = built.compared.agreements[0]
    assert (overall["data"], overall["agreed"]) == (3, 2)
    (added,) = [d for d in built.data if d.item == "limitation" and d.value == "tolerated"]
    assert added.how.startswith("decision:review/decisions/extraction/anna.yml:")


def test_what_is_settled_is_no_finding(review: Path) -> None:
    write(review, "extraction/anna.yml", [SHARE])
    write(review, "extraction/ben.yml", [{**SHARE, "value": 55.2}])
    datum = "he2020-result-percent-sri-4-response-il-2-week-12"
    settled = {"action": "correct", "datum": datum, "value": "55.17", "reason": "as printed", "confirmed": True}
    write(review, "extraction.yml", [settled])
    built = pipeline.assemble(Project(review))
    assert "PB315" not in [f.code.id for f in built.findings]
    assert built.compared.disagreements[0]["settled"] is True


def test_a_person_alone_changes_nothing(review: Path) -> None:
    write(review, "extraction/anna.yml", [NEW])
    built = pipeline.assemble(Project(review))
    assert built.compared.agreements == ()
    assert not [d for d in built.data if d.value == "tolerated"]


def test_a_moved_quote_is_told(review: Path) -> None:
    entry = {"action": "add", "source": SEED, "item": "limitation", "value": "x", "reason": "r", "confirmed": True}
    write(review, "extraction.yml", [
        {**entry, "quote": "might be effective and tolerated", "start": 3},
        {**entry, "quote": "might  be effective and toler-\nated"},
        {**entry, "quote": "was perhaps effective and tolerated"},
    ])  # fmt: skip
    built = pipeline.assemble(Project(review))
    told = [f.message for f in built.findings if f.code.id == "PB317"]
    assert len(told) == 2
    assert "stood at 3" in told[0]
    assert "are now “might be effective and tolerated”" in told[1]
    (lost,) = [f for f in built.findings if f.code.id == "PB304"]
    assert "nearest are “" in lost.message


def test_proposals_of_another_tool(review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "tool.csv"
    rows = [
        (SEED, "limitation", "tolerated", "might be effective and  tolerated", "", ""),
        (SEED, "n_planned", "60", "designed to treat 60 patients", "participants", ""),
        (SEED, "n_planned", "sixty", "treat 60 patients", "participants", ""),
        (SEED, "result_p", "0.05", "p=0.05", "", ""),
        (SEED, "safety", "x", "IL-2", "", ""),
        ("no.txt", "dose", "1", "one", "", ""),
    ]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("source", "item", "value", "quote", "unit", "note"), *rows])
    assert main(["import-data", str(table), str(review), "-q"]) == 1
    refused = capsys.readouterr().err
    assert refused.count("PB318") == 4
    assert "tool.csv:4" in refused
    entries = yaml.safe_load((review / "review/decisions/proposals/tool.yml").read_text("utf-8"))
    assert [(e["quote"], e["confirmed"]) for e in entries] == [("might be effective and tolerated", False)]
    built = pipeline.assemble(Project(review))
    (added,) = [d for d in built.data if d.value == "tolerated"]
    assert added.status == "uncertain"
    assert not [f for f in built.findings if f.code.id in ("PB304", "PB317", "PB803")]
    before = (review / "review/decisions/proposals/tool.yml").read_bytes()
    assert main(["import-data", str(table), str(review)]) == 1
    assert "0 proposed" in capsys.readouterr().out  # what is there already is not proposed twice
    assert (review / "review/decisions/proposals/tool.yml").read_bytes() == before
