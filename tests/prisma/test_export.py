"""Finished checklists: numbers and pages from what was made, and the files that journals take."""

import csv
import io
import json

import docx
import pytest

from prismabook.prisma import ITEMS, Remark, checklist
from prismabook.prisma.export import FILES, FORMATS, as_csv, as_docx, as_json, files_to_come
from prismabook.prisma.printed import Printed, entries
from prismabook.qmd import parse

CHAPTERS = [
    parse('# Home {#sec-home .unnumbered}\n\n[Words.]{prisma="A3"}\n', "index.qmd"),
    parse(
        '# Methods {#sec-methods}\n\n## Criteria {#sec-a prisma="5"}\n\nWords.\n\n[W.]{#w prisma="5"}\n', "review/m.qmd"
    ),
    parse('# Extra {#sec-x prisma="5"}\n\nWords.\n', "review/x.qmd"),
]
REMARKS = (Remark("7", "not done", "No search; =HYPERLINK", False, "f", 1),)
PRINTED = (
    Printed("", "pb-title", "", "", "1"),
    Printed("A3", "sec-home", "", "Home", "2"),
    Printed("5", "sec-a", "1.1", "Criteria", "4"),
    Printed("5", "sec-a", "1.1", "Criteria", "5"),
    Printed("5", "sec-x", "B", "Extra", "9"),
)
NUMBERS = {("index.qmd", "sec-home"): "", ("review/m.qmd", "sec-a"): "1.1", ("review/x.qmd", "sec-x"): "B"}


def made(printed=PRINTED, numbers=NUMBERS):
    rows, _ = checklist(CHAPTERS, REMARKS, {"book": {"title": "A systematic review"}})
    return entries(rows, printed, numbers)


def shown(finished):
    return {entry.item.number: str(entry) for entry in finished}


def test_places_have_the_numbers_and_pages_of_the_pdf():
    finished, findings = made()
    assert findings == ()
    said = shown(finished)
    assert said["5"] == "Section 1.1 (Criteria), pp. 4, 5; Appendix B (Extra), p. 9"
    assert said["1"] == "Title, p. 1"
    assert said["A3"] == "Home, p. 2"
    assert said["7"] == "Not done: No search; =HYPERLINK (proposal)"
    assert said["8"] == "Nowhere"


def test_without_a_pdf_the_pages_give_the_numbers():
    finished, findings = made(printed=None)
    assert findings == ()
    assert shown(finished)["5"] == "Section 1.1 (Criteria); Appendix B (Extra)"


def test_a_place_that_the_pdf_does_not_print_is_told():
    _, findings = made(printed=[p for p in PRINTED if p.section != "sec-x"])
    assert [(f.code.id, str(f.place)) for f in findings] == [("PB477", "review/x.qmd:1")]


def test_two_numbers_of_one_section_are_told():
    _, findings = made(numbers={**NUMBERS, ("review/x.qmd", "sec-x"): "A"})
    (finding,) = findings
    assert (finding.code.id, finding.message) == ("PB478", "“Extra” is A on the pages and B in the PDF")


def test_the_table_has_a_row_for_every_item_and_no_formula():
    finished, _ = made()
    rows = list(csv.DictReader(io.StringIO(as_csv(finished).decode())))
    assert [(row["checklist"], row["item"]) for row in rows] == [
        ("abstract" if item.number.startswith("A") else "main", item.number.removeprefix("A")) for item in ITEMS
    ]
    five = next(row for row in rows if row["item"] == "5" and row["checklist"] == "main")
    assert (five["sections"], five["pages"]) == ("1.1;B", "4,5;9")
    assert five["addresses"] == "review/m.html#sec-a;review/x.html#sec-x"


def test_json_holds_the_same():
    told = json.loads(as_json(made()[0], "T"))
    assert [len(told["checklists"][name]) for name in ("main", "abstract")] == [42, 12]
    five = next(item for item in told["checklists"]["main"] if item["item"] == "5")
    assert [(p["section"], p["pages"]) for p in five["places"]] == [("1.1", ["4", "5"]), ("B", ["9"])]
    seven = next(item for item in told["checklists"]["main"] if item["item"] == "7")
    assert (seven["status"], seven["confirmed"]) == ("not done", False)


def test_word_holds_the_same():
    finished, _ = made()
    document = docx.Document(io.BytesIO(as_docx(finished, "T")))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    said = shown(finished)
    assert {(c[0], c[2]) for c in cells} >= {(i.number.removeprefix("A"), said[i.number]) for i in ITEMS}
    assert len(document.tables) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_checklist_has_the_same_bytes(name):
    assert FORMATS[name](made()[0], "T") == FORMATS[name](made()[0], "T")


@pytest.mark.parametrize(
    ("hook", "coming"),
    [("prismabook checklist", 3), (["x", "prismabook checklist"], 3), ("other", 0), (None, 0)],
)
def test_the_files_are_told_of_where_a_hook_writes_them(hook, coming):
    assert len(files_to_come({"project": {"post-render": hook}})) == coming
    assert set(FILES.values()) == set(FORMATS)
