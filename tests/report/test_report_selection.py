"""Tables of the selection: numbers that lead to lists, near-misses, linked reports, agreement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from report_reading import read

from prismabook.report import Review, tables
from prismabook.report.tables import selection

SCREENING = """\
record,stage,decision,reason,by,date,note,near_miss
he2020,identification,include,handed over,A,,,
he2020,retrieval,include,,A,,,
he2020,eligibility,exclude,population,A; B,,the *wrong* people,{}
nct1,identification,include,handed over,A,,,
nct1,retrieval,include,,A,,,
nct1,eligibility,exclude,population,,,,
"""


def reopened(root: Path, mark: str) -> Review:
    (root / "review/decisions/screening.csv").write_text(SCREENING.format(mark))
    return Review.open(root)


def test_each_number_leads_to_its_list(review: Review) -> None:
    shown = tables.flow_counts(review)
    assert "[5](/review/selection.qmd#box-other-identified)" in shown.markdown
    lists = tables.flow_lists(review).markdown
    targets = {part.split(")")[0] for part in shown.markdown.split("selection.qmd#")[1:]}
    assert all(f"{{#{target}}}" in lists for target in targets)


def test_lists_name_everyone_with_the_reason(review: Review) -> None:
    shown = tables.flow_lists(review)
    assert "review1\t" in shown.plain and "Review of literature, proposal" in shown.plain
    assert "he2020 [@he2020]" in shown.markdown.replace("\\", "")
    assert "Citation searching: 0 records." in shown.plain


def test_long_lists_are_told_in_short(review: Review) -> None:
    row = next(row for row in review.flow_records if row["box"] == "other_excluded" and row["member"])
    many = tuple({**row, "member": f"r{i}"} for i in range(selection.LONG + 1))
    rows = (*(r for r in review.flow_records if r["box"] != "other_excluded"), *many)
    shown = tables.flow_lists(replace(review, flow_records=rows))
    assert "61 reports." in shown.plain
    assert "Review of literature (61): r0, r1, " in shown.plain


def test_near_misses_are_cited_with_reasons(root: Path) -> None:
    _, *rows = read(tables.near_misses(reopened(root, "")))
    assert [row[1] for row in rows] == ["people with SLE", "people with SLE"]
    assert [row[3] for row in rows] == ["A; B", "proposal"]
    assert rows[0][2] == "the *wrong* people"
    _, *rows = read(tables.near_misses(reopened(root, "yes")))
    assert len(rows) == 1 and rows[0][0].startswith("he2020")


def test_studies_show_their_reports(review: Review) -> None:
    _, *rows = read(tables.linked_reports(review))
    assert rows[0][0] == "he2020"


def test_agreement_and_conflicts(review: Review) -> None:
    _, *rows = read(tables.agreement(review))
    assert rows == [
        ["Title and abstract", "A and B", "Percent agreement", "19 of 20", "95.0% (76.0% to 99.0%)"],
        ["Title and abstract", "A and B", "Cohen’s kappa", "19 of 20", "both gave the same judgement throughout"],
    ]
    _, *rows = read(tables.conflicts(review))
    assert [row[3] for row in rows] == ["include (A; B)", "open"]
    nobody = replace(review, screening_agreement=(), screening_conflicts=())
    assert "no agreement can be computed" in tables.agreement(nobody).plain
    assert "disagreed on no record" in tables.conflicts(nobody).plain
