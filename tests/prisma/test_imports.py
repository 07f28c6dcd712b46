"""Decisions from screening tools: what their exports say, and what of it reaches the ledger.

The forms of the exports: Rayyan's notes (rayyan.ai, CSV of 2024), Covidence's reference lists, ASReview LAB 1 to 3.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prismabook.bibliography.matching import Known, Wanted
from prismabook.cli import LISTS as OFFERED_LISTS
from prismabook.cli import TOOLS as OFFERED_TOOLS
from prismabook.cli import main
from prismabook.model import Decision, Field, Record
from prismabook.prisma.imports import TOOLS, Mapping, imported, load_mapping, read_export, with_rows
from prismabook.prisma.imports.tools import LISTS
from prismabook.project import ScreeningDecision, parse_rows
from prismabook.project.screening import COLUMNS, screening_decisions


def record(key, **fields):
    origin = Decision("records.yml", 1, "book")
    return Record(key, f"{key}.txt", "article-journal", (), tuple(Field(k, v, origin) for k, v in fields.items()))


RECORDS = [
    record("a2020", title="Low-dose interleukin-2 in lupus", DOI="10.1000/ABC", issued="2020-05"),
    record("b2021", title="A trial of aldesleukin in people", PMID="123", issued="2021"),
    record("c2022", title="Regulatory T cells: a cohort", issued="2022"),
    record("d2022", title="Regulatory T cells: a cohort", issued="2022"),
    record("e2019", title="Old news of interleukin"),
]
CRITERIA = ("wrong-design", "not-in-people")

RAYYAN = """\
key,title,year,notes,doi,pubmed_id
rayyan-1,Other words,2020,"RAYYAN-INCLUSION: {""Kofi""=>""Included"", ""Ama""=>""Maybe""} | RAYYAN-LABELS: ML",https://doi.org/10.1000/abc,
rayyan-2,x,2021,"RAYYAN-INCLUSION: {""Kofi""=>""Excluded""} | RAYYAN-LABELS: mice | RAYYAN-EXCLUSION-REASONS: Wrong design,odd | USER-NOTES: {""Kofi""=>[""see, p. 2""]}",,123
rayyan-3,Nobody knows this record,2020,"RAYYAN-INCLUSION: {""Kofi""=>""Excluded""}",,
rayyan-4,Regulatory T cells - a cohort,2022,"RAYYAN-INCLUSION: {""Kofi""=>""Included""}",,
rayyan-5,Old news of interleukin,2019,,,
"""  # noqa: E501
MAPPING = Mapping(
    reasons={"wrong design": "wrong-design"}, labels={"mice": "not-in-people"}, people={"kofi": "K. Mensah"}
)


def take(text, tool, name="export.csv", mapping=MAPPING, ledger=()):
    judged, unread = read_export(text, tool, name, mapping)
    found = imported(judged, RECORDS, ledger, mapping, CRITERIA, name)
    return found, [(f.code.id, f.place.line) for f in (*unread, *found.findings)]


def told(found):
    return [(row.record, row.stage, row.verdict, row.reason, row.by) for row in found.rows]


def test_rayyan():
    found, findings = take(RAYYAN, "rayyan")
    assert told(found) == [
        ("a2020", "screening", "include", "", "K. Mensah"),
        ("a2020", "screening", "unclear", "", "Ama"),
        ("b2021", "screening", "exclude", "wrong-design; not-in-people", "K. Mensah"),
    ]
    assert found.rows[2].note == "see, p. 2"
    assert findings == [("PB442", 6), ("PB438", 4), ("PB439", 5), ("PB440", 3)]


def test_rayyan_in_ris():
    text = (
        "TY  - JOUR\nT1  - Other words\nDO  - 10.1000/abc\nN1  - a note\n"
        'N1  - RAYYAN-INCLUSION: {"Kofi"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: wrong design\nER  - \n'
    )
    found, findings = take(text, "rayyan", "export.ris")
    assert told(found) == [("a2020", "screening", "exclude", "wrong-design", "K. Mensah")]
    assert findings == []


COVIDENCE = """\
Title,Authors,Abstract,Published Year,Published Month,Journal,Volume,Issue,Pages,\
Accession Number,DOI,Ref,Covidence #,Study,Notes,Tags
Low-dose interleukin-2 in lupus,"A, B",,2020,,,,,,,10.1000/abc,1,7,A 2020,Exclusion reason: Wrong design; ,
A trial of aldesleukin in people,C,,2021,,,,,,,,2,8,C 2021,Exclusion reason: No full text; ,
"""


def test_covidence_lists_say_what_being_in_them_means():
    mapping = Mapping(reasons={"wrong design": "wrong-design", "no full text": "not retrieved"}, by="A; B")
    found, findings = take(COVIDENCE, "covidence", "review_283729_excluded_csv_20240320131744.csv", mapping)
    assert findings == []
    assert told(found) == [
        ("a2020", "screening", "include", "", "A; B"),
        ("a2020", "retrieval", "include", "", "A; B"),
        ("a2020", "eligibility", "exclude", "wrong-design", "A; B"),
        ("b2021", "screening", "include", "", "A; B"),
        ("b2021", "retrieval", "not retrieved", "", "A; B"),
    ]
    irrelevant, _ = take(COVIDENCE, "covidence", mapping=Mapping(list="irrelevant"))
    assert {(row.stage, row.verdict, row.proposal) for row in irrelevant.rows} == {("screening", "exclude", True)}
    _, findings = take(COVIDENCE, "covidence", "export.csv")
    assert findings == [("PB441", None)]


ASREVIEW = """\
title,doi,year,asreview_label,asreview_time,asreview_note
Low-dose interleukin-2 in lupus,10.1000/abc,2020,1,2025-09-07T11:00:00Z,good
Old news of interleukin,,,0,,
A trial of aldesleukin in people,,2021,,,
"""


def test_asreview():
    found, findings = take(ASREVIEW, "asreview", mapping=Mapping(by="A"))
    assert told(found) == [
        ("a2020", "screening", "include", "", "A"),
        ("e2019", "screening", "exclude", "", "A"),
    ]
    assert (found.rows[0].date, found.rows[0].note) == ("2025-09-07", "good")
    assert findings == [("PB442", 4)]
    older, _ = take(ASREVIEW.replace("asreview_label", "included"), "asreview")
    assert [row.verdict for row in older.rows] == ["include", "exclude"]


def test_asreview_in_ris():
    text = "".join(
        f"TY  - JOUR\nTI  - {title}\nN1  - ASReview_{label}\nER  -\n"
        for title, label in (("Old news of interleukin", "irrelevant"), ("Something else here", "not_seen"))
    )
    found, findings = take(text, "asreview", "x.ris")
    assert told(found) == [("e2019", "screening", "exclude", "", "")]
    assert findings == [("PB442", 5)]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("text", ["", "title,doi\nx,y\n", "no table at all", 'a,"b\n'])
def test_other_files_are_told(tool, text):
    _, findings = take(text, tool)
    assert [code for code, _ in findings] == ["PB441"]


def test_the_ledger_is_never_overwritten():
    ledger = [
        ScreeningDecision("a2020", "screening", "exclude", "", "K. Mensah", "", "", 2),
        ScreeningDecision("b2021", "screening", "exclude", "", "K. Mensah", "", "", 3),
    ]
    found, findings = take(RAYYAN, "rayyan", ledger=ledger)
    assert [(row.record, row.by) for row in found.rows] == [("a2020", "Ama")]
    assert found.known == 1
    assert ("PB443", 2) in findings


def test_records_are_told_by_number_and_title():
    known = Known.of(RECORDS)
    assert known.find(Wanted(doi="doi: 10.1000/abc")) == ("a2020",)
    assert known.find(Wanted(title="LOW-DOSE Interleukin 2 in lupus.", year="2021")) == ("a2020",)
    assert known.find(Wanted(title="Low-dose interleukin-2 in lupus", year="2024")) == ()
    assert known.find(Wanted(title="Low-dose interleukin-2 in lupus", doi="10.1000/other")) == ()
    assert known.find(Wanted(title="A trial of aldesleukin in people", pmid="9")) == ()
    assert known.find(Wanted(title="short")) == known.find(Wanted()) == ()


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), max_size=12)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=5))
def test_added_rows_are_read_back(cells):
    rows = [
        ScreeningDecision(f"r{i}", "screening", "exclude", reason, by, "", note, 2)
        for i, (reason, by, note) in enumerate(cells)
    ]
    start = "record,stage,decision,reason,by,date,note,role\nx,screening,include,,A,,old,consensus"
    text = with_rows(start, rows)
    assert text.startswith(start)
    table, problems = parse_rows(text, "s.csv", COLUMNS)
    found, more = screening_decisions(table, "s.csv")
    assert not problems and not more
    assert [(r.reason, r.by, r.note) for r in found[1:]] == [(r.reason, r.by, r.note) for r in rows]
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in text.split("\n")[2:] for cell in line.split(","))


def test_a_ledger_can_begin_with_an_import():
    text = with_rows("", [ScreeningDecision("a", "screening", "include", "", "A", "", "", 2)])
    assert text == f"{','.join(COLUMNS)}\na,screening,include,,A,,\n"


def test_mappings_say_what_is_wrong_in_them(tmp_path):
    path = tmp_path / "map.yml"
    path.write_text("stage: screening\nreasons:\n  Wrong Design: wrong-design\n  other: 5\n")
    mapping, findings = load_mapping(path, "map.yml")
    assert [(f.code.id, f.place.line) for f in findings] == [("PB803", 4)] and mapping == Mapping()
    path.write_text("reasons:\n  Wrong Design: wrong-design\nby: A\n")
    mapping, findings = load_mapping(path, "map.yml")
    assert (mapping.reason("wrong design "), mapping.by, findings) == ("wrong-design", "A", ())
    assert load_mapping(tmp_path / "none.yml", "none.yml")[1][0].code.id == "PB805"


def test_the_command_offers_what_there_is():
    assert set(OFFERED_TOOLS) == set(TOOLS) and set(OFFERED_LISTS) == set(LISTS)


ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    import shutil

    for name in ("seeds", "review/decisions"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("_quarto.yml", "review/protocol.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_command_adds_rows_once(folder, capsys):
    export = folder / "asreview.csv"
    export.write_text("title,pmid,asreview_label\nx,30562181,0\n")
    ledger = folder / "review/decisions/screening.csv"
    before = ledger.read_text()
    call = ["import-screening", str(export), "--from", "asreview", "--project", str(folder), "--by", "A. Person"]
    assert main([*call, "--dry-run"]) == 0 and ledger.read_text() == before
    assert main(call) == 0
    assert ledger.read_text() == before + "humrich2019,screening,exclude,,A. Person,,\n"
    assert main(call) == 0
    assert "0 decisions added" in capsys.readouterr().out
    export.write_text("title,doi,asreview_label\nUnknown to everybody,,0\n")
    assert main(call) == 1


def test_the_flow_command_writes_and_reads(folder, capsys):
    table, drawing = folder / "flow.csv", folder / "flow.svg"
    assert main(["flow", str(folder), "--csv", str(table), "--svg", str(drawing), "--narrow"]) == 0
    assert drawing.read_bytes().startswith(b"<svg")
    counted = capsys.readouterr().out
    assert "       5  Documents handed over (records)" in counted
    assert main(["flow", "--import", str(table)]) == 0
    assert capsys.readouterr().out == counted.partition("wrote")[0]
    table.write_text(table.read_text().replace(",NA,3\n", ",NA,4\n"))
    assert main(["flow", "--import", str(table)]) == 1
    assert main(["flow", "--import", str(folder / "none.csv")]) == 1
