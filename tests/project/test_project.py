"""A review's folder, its YAML and its decisions."""

import os
from pathlib import Path

import pytest

from prismabook.findings import PrismabookError
from prismabook.model import Name
from prismabook.project import (
    Project,
    find_project,
    load_decisions,
    load_protocol,
    parse_yaml,
    write_files,
)
from prismabook.sources import read_all
from prismabook.sources.codes import NOT_A_FILE


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "_quarto.yml").write_text("project: {type: book}\n", "utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "review" / "decisions").mkdir(parents=True)
    return Project(tmp_path)


def test_a_project_is_found_from_below(project: Project) -> None:
    assert find_project(project.decisions).root == project.root.resolve()


def test_no_project_is_an_error_that_helps(tmp_path: Path) -> None:
    with pytest.raises(PrismabookError, match="PB801"):
        find_project(tmp_path)


def test_documents_are_ordered_and_hidden_files_left_out(project: Project) -> None:
    for name in ("b.txt", ".gitattributes", "a.txt", "sub/c.txt"):
        path = project.seeds / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    assert [project.relative(p) for p in project.documents()] == ["seeds/a.txt", "seeds/b.txt", "seeds/sub/c.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_what_cannot_be_read_is_a_document_all_the_same(project: Project) -> None:
    os.mkfifo(project.seeds / "pipe.txt")
    (project.seeds / "lost.txt").symlink_to("nowhere")
    (project.seeds / "folder.txt").mkdir()
    assert [project.relative(p) for p in project.documents()] == ["seeds/lost.txt", "seeds/pipe.txt"]
    _, findings = read_all(project)
    assert [str(finding.place) for finding in findings if finding.code is NOT_A_FILE] == [
        "seeds/lost.txt",
        "seeds/pipe.txt",
    ]


def test_yaml_knows_its_lines_and_keeps_dates_as_text() -> None:
    node, findings = parse_yaml("a: 1\nlist:\n  - issued: 2020-01\n  - day: 2020-01-02\n", "x.yml")
    assert node is not None
    assert not findings
    assert node["list"][1]["day"].line == 4
    assert node.plain() == {"a": 1, "list": [{"issued": "2020-01"}, {"day": "2020-01-02"}]}


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1\nb: 2\n", 2), ("a: 1\na: 2\n", 2), ("a: &x [1]\nb: *x\n", None), ("a:\n\t- b\n", 2), ("? [a]\n: b\n", 1)],
)
def test_broken_yaml_is_a_finding_with_its_line(text: str, line: int | None) -> None:
    node, (finding,) = parse_yaml(text, "x.yml")
    assert node is None
    assert finding.code.id == "PB802"
    assert finding.place is not None
    assert line is None or finding.place.line == line


def test_a_yaml_bomb_is_refused() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(9)
    )
    node, findings = parse_yaml(bomb, "x.yml")
    assert node is None
    assert "alias" in findings[0].message


def test_record_decisions_with_their_lines(project: Project) -> None:
    (project.decisions / "records.yml").write_text(
        "- source: a.txt\n  origin: https://example.org\n  confirmed: true\n"
        "  fields:\n    issued: 2015-04\n  authors: ['He, Jing', 'WHO']\n"
        "- source: b.txt\n  origin: x\n  fields: {colour: red}\n",
        "utf-8",
    )
    decisions = load_decisions(project)
    (record,) = decisions.records
    assert record.fields == (("issued", "2015-04", 5),)
    assert record.authors == (Name("He", "Jing"), Name("WHO"))
    assert (record.decision.line, record.decision.confirmed) == (1, True)
    (finding,) = decisions.findings
    assert (finding.code.id, str(finding.place)) == ("PB803", "review/decisions/records.yml:9")
    assert "colour" in finding.message


def test_extraction_decisions_need_a_quote_to_add(project: Project) -> None:
    (project.decisions / "extraction.yml").write_text(
        "- {action: add, source: a.txt, item: phase, value: 2, reason: r}\n"
        "- {action: reject, datum: x-phase, reason: not ours}\n",
        "utf-8",
    )
    decisions = load_decisions(project)
    assert [d.action for d in decisions.extraction] == ["reject"]
    assert decisions.extraction[0].values == {"datum": "x-phase"}
    assert "quote" in decisions.findings[0].message


def test_screening_rows_keep_their_neighbours(project: Project) -> None:
    (project.decisions / "screening.csv").write_text(
        "record,stage,decision,reason,by,date,note\n"
        "he2020,screening,include,,,,\n"
        "he2020,sreening,include,,,,\n"
        "humrich2019,eligibility,exclude,design,A. Person,2026-01-01,\n",
        "utf-8",
    )
    decisions = load_decisions(project)
    assert [(d.record, d.line) for d in decisions.screening] == [("he2020", 2), ("humrich2019", 4)]
    assert str(decisions.findings[0].place) == "review/decisions/screening.csv:3"


def test_stages_may_be_called_as_people_call_them(project: Project) -> None:
    (project.decisions / "screening.csv").write_text(
        "record,stage,decision,reason,by,date,note\nhe2020,Title/abstract,include,,,,\nhe2020,full text,include,,,,\n",
        "utf-8",
    )
    decisions = load_decisions(project)
    assert [d.stage for d in decisions.screening] == ["screening", "eligibility"] and not decisions.findings


def test_a_screening_row_of_the_wrong_length_loses_nothing_silently(project: Project) -> None:
    (project.decisions / "screening.csv").write_text(
        "record,stage,decision,reason,by,date,note\n"
        "he2020,screening,include,,,,note, with a comma\n"
        "he2020,retrieval,include,\n"
        "humrich2019,eligibility,exclude,design,A. Person,2026-01-01,\n",
        "utf-8",
    )
    decisions = load_decisions(project)
    assert [(d.record, d.line, d.by) for d in decisions.screening] == [("humrich2019", 4, "A. Person")]
    assert [(str(f.place), f.severity.value) for f in decisions.findings] == [
        ("review/decisions/screening.csv:2", "error"),
        ("review/decisions/screening.csv:3", "error"),
    ]


def test_files_that_are_not_text_are_findings(project: Project) -> None:
    for name in ("records.yml", "screening.csv"):
        (project.decisions / name).write_bytes(b"\xff\xfe\x00\xd8")
    assert [f.code.id for f in load_decisions(project).findings] == ["PB804", "PB804"]


def test_a_missing_protocol_is_a_finding(project: Project) -> None:
    protocol = load_protocol(project)
    assert protocol.findings[0].code.id == "PB805"
    assert protocol.get("question", "text") is None


def test_an_invalid_protocol_is_reported_with_its_line(project: Project) -> None:
    project.protocol.write_text(
        "title: T\nquestion: {text: q}\neligibility:\n  - {id: a, kind: maybe, text: t}\n", "utf-8"
    )
    protocol = load_protocol(project)
    assert protocol.get("question", "text") == "q"
    assert {str(f.place) for f in protocol.findings} >= {"review/protocol.yml:4"}


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.csv"
    assert write_files({path: b"1"}) == (path,)
    before = path.stat().st_mtime_ns
    assert write_files({path: b"1"}) == ()
    assert path.stat().st_mtime_ns == before


def test_nothing_is_replaced_if_one_file_cannot_be_written(tmp_path: Path) -> None:
    good, blocked = tmp_path / "a.csv", tmp_path / "file" / "b.csv"
    good.write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"not a folder")
    with pytest.raises(PrismabookError, match="PB807"):
        write_files({good: b"new", blocked: b"x"})
    assert good.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "file"]
