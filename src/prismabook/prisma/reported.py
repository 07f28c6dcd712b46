"""The checklists as rows of the ledger's table ``checklist``, one for each place that reports an item, and back.

Chapters that show a checklist read the table. If they read the chapters themselves, every edit of a sentence would
execute them again; the table has no lines of files, so that it changes only when what it tells does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from prismabook.findings import Finding, PrismabookError
from prismabook.prisma.checklist import Reported, checklist
from prismabook.prisma.items import ITEMS
from prismabook.prisma.marks import Mark
from prismabook.prisma.remarks import Remark, load_remarks
from prismabook.project import Project, load_yaml
from prismabook.qmd import Chapter, load
from prismabook.qmd.book import chapter_names


def reported(project: Project) -> tuple[tuple[Reported, ...], tuple[Finding, ...]]:
    """The checklists as the chapters of ``_quarto.yml`` fill them, and the chapters that cannot be read.

    What else is wrong with the chapters' marks is told by :func:`prismabook.report.chapters.check_book`.
    """
    node, _ = load_yaml(project.config, project.relative(project.config))
    config = node.plain() if node is not None and isinstance(node.value, dict) else {}
    chapters: list[Chapter] = []
    findings: list[Finding] = []
    for name in chapter_names(config):
        try:
            chapters.append(load(project.root, name))
        except PrismabookError as error:
            findings += error.findings
    return checklist(chapters, load_remarks(project)[0], config or None)[0], tuple(findings)


def checklist_rows(rows: Iterable[Reported]) -> Iterator[dict[str, object]]:
    """A row for each place of each item; an item without a place has one row without a place."""
    for row in rows:
        remark = row.remark
        said = {"status": remark.status, "reason": remark.reason, "confirmed": remark.confirmed} if remark else {}
        for mark in row.places or (None,):
            yield {"item": row.item.number, **_place(mark), **said}


def _place(mark: Mark | None) -> dict[str, object]:
    if mark is None:
        return {}
    return {"chapter": mark.chapter, "anchor": mark.anchor, "heading": mark.heading, "numbered": mark.numbered}


def checklist_of(rows: Iterable[Mapping[str, str]]) -> tuple[Reported, ...]:
    """The checklists that these rows were written from, all 54 items, without lines of files."""
    marks: dict[str, list[Mark]] = {}
    remarks: dict[str, Remark] = {}
    for row in rows:
        item = row["item"]
        if row["chapter"]:
            numbered = row["numbered"] == "true"
            marks.setdefault(item, []).append(Mark(item, row["chapter"], 0, row["anchor"], row["heading"], numbered))
        if row["status"]:
            remarks[item] = Remark(item, row["status"], row["reason"], row["confirmed"] == "true", "", 0)
    return tuple(Reported(item, tuple(marks.get(item.number, ())), remarks.get(item.number)) for item in ITEMS)
