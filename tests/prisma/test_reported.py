"""The ledger's table ``checklist``: what the chapters' marks say, without what a sentence more or less would change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prismabook.ledger import from_csv, to_csv
from prismabook.ledger.schema import CHECKLIST
from prismabook.pipeline import Assembled, assemble, checklist_is_current, write
from prismabook.prisma import ITEMS, Reported, checklist_of, checklist_rows, reported
from prismabook.project import Project, find_project

CONFIG = 'project: {type: book}\nbook: {title: "A systematic review", chapters: [index.qmd, a.qmd]}\n'
A = (
    '# A, *b* “c” {#sec-a prisma="5"}\n\nWords, and [more]{prisma="16a, 17"} of them.\n\n'
    '## Bare {.unnumbered prisma="17"}\n\nx\n'
)
REMARKS = (
    "- {item: 7, status: not done, reason: 'no; nothing, “was” searched'}\n"
    "- {item: 5, status: not applicable, reason: y}\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for folder in ("seeds", "review/data", "review/decisions"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "_quarto.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "index.qmd").write_text("# Start\n\nWords.\n", "utf-8")
    (tmp_path / "a.qmd").write_text(A, "utf-8")
    (tmp_path / "review/protocol.yml").write_text("title: A question\n", "utf-8")
    (tmp_path / "review/decisions/checklist.yml").write_text(REMARKS, "utf-8")
    return find_project(tmp_path)


def shown(row: Reported) -> object:
    """What of a row a checklist shows."""
    places = tuple(replace(mark, line=0, own="") for mark in row.places)
    remark = row.remark and (row.remark.status, row.remark.reason, row.remark.confirmed)
    return row.item, places, remark


def test_the_table_says_what_the_chapters_say(project: Project) -> None:
    rows, findings = reported(project)
    assert not findings
    back = checklist_of(from_csv(to_csv(CHECKLIST, checklist_rows(rows)), CHECKLIST))
    assert list(map(shown, back)) == list(map(shown, rows))
    places = {row.item.number: [mark.heading for mark in row.places] for row in back if row.places}
    assert [title[:2] for title in places["17"]] == ["A,", "Ba"]
    assert len(back) == len(ITEMS)


def test_only_an_edit_that_the_table_tells_of_changes_it(project: Project) -> None:
    assert not checklist_is_current(project)
    write(assemble(project), project)
    assert checklist_is_current(project)
    chapter = project.root / "a.qmd"
    chapter.write_text("A paragraph more.\n\n" + A.replace("Words", "Other words"), "utf-8")
    assert checklist_is_current(project)
    chapter.write_text(A.replace("16a", "16b"), "utf-8")
    assert not checklist_is_current(project)


def test_a_chapter_that_cannot_be_read_stops_no_build(project: Project) -> None:
    (project.root / "index.qmd").unlink()
    built: Assembled = assemble(project)
    assert [finding.code.id for finding in built.unread] == ["PB667"]
    assert not set(built.unread) & set(built.findings)
    assert [mark.chapter for row in built.reported for mark in row.marks if row.item.number == "5"] == ["a.qmd"]
