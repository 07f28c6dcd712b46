"""The flow diagram as a figure: its words, where its boxes stand, and what a page and a file show of it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from prismabook.prisma import Flow, read_flow
from prismabook.report import Review, figures
from prismabook.report.figures import flow_groups, flow_layout, flow_narrow, flow_svg
from prismabook.report.figures.flow_layout import Diagram
from prismabook.report.figures.letters import width

DATABASES = {
    "database_results": "1,980",
    "database_specific_results": "PubMed, 1200; Embase, 780",
    "register_results": "120",
    "duplicates": "640",
    "excluded_automatic": "30",
    "excluded_other": "0",
    "records_screened": "1430",
    "records_excluded": "1200",
    "title_abstract_reasons": "Not in people, 1000; Wrong population, 200",
    "dbr_sought_reports": "230",
    "dbr_notretrieved_reports": "10",
    "dbr_assessed": "220",
    "dbr_excluded": "Wrong design, 160; No results, 20",
}
OTHER = {
    "website_results": "0",
    "citations_results": "3",
    "other_sought_reports": "3",
    "other_notretrieved_reports": "0",
    "other_assessed": "3",
    "other_excluded": "Old, 1",
}
INCLUDED = {"new_studies": "37", "new_reports": "42"}
UPDATED = {"previous_studies": "5", "previous_reports": "6", "total_studies": "42", "total_reports": "48"}
LONG = "The participants met neither the classification criteria of 1997 nor those of 2019, " * 3
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TEMPLATES = {
    "new, databases": DATABASES | INCLUDED,
    "new, other too": DATABASES | OTHER | INCLUDED,
    "updated, databases": DATABASES | INCLUDED | UPDATED,
    "updated, other too": DATABASES | OTHER | INCLUDED | UPDATED,
    "other alone": OTHER | INCLUDED,
    "long words": DATABASES | OTHER | INCLUDED | {"dbr_excluded": f"{LONG}, 1234567; {WORD}, 2"},
    "nothing found": dict.fromkeys(DATABASES, "0") | {"database_results": "1"} | dict.fromkeys(INCLUDED, "0"),
    "in meta-analysis": DATABASES | INCLUDED | {"total_studies_ma": "6", "total_reports_ma": "7"},
}


def diagram(template: dict[str, str]) -> Flow:
    found, findings = read_flow([{"data": key, "boxtext": "", "n": n} for key, n in template.items()], "flow.csv")
    assert findings == ()
    return found


def drawings(template: dict[str, str]) -> tuple[Diagram, Diagram]:
    flow = diagram(template)
    return flow_layout.page(flow, "A note."), flow_narrow.narrow(flow, "A note.")


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_boxes_stand_apart_and_hold_their_words(template: dict[str, str]) -> None:
    for drawing in drawings(template):
        for box in drawing.boxes:
            assert box.x >= 0 and box.right <= drawing.width
            assert box.y >= 0 and box.bottom <= drawing.height
            for line in box.lines:
                assert line.x + width(line.words, drawing.size, bold=line.bold) <= box.right - 4, line.words
                assert box.y < line.y - drawing.size * 0.7 and line.y <= box.bottom - 4, line.words
        for a, b in combinations(drawing.boxes, 2):
            beside = a.right <= b.x or b.right <= a.x
            assert beside or a.y >= b.bottom or b.y >= a.bottom, (a.group.key, b.group.key)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_box_is_led_to_and_no_arrow_crosses_one(template: dict[str, str]) -> None:
    for drawing in drawings(template):
        ends = [points[-1] for points in drawing.arrows]
        starting = {"previous", "identified", "other-identified"}
        for box in drawing.boxes:
            led = any(box.x - 1 <= x <= box.right + 1 and box.y - 1 <= y <= box.bottom + 1 for x, y in ends)
            assert led or box.group.key in starting, box.group.key
        for points in drawing.arrows:
            for (x0, y0), (x1, y1) in pairwise(points):
                assert x0 == x1 or y0 == y1, "an arrow is slanted"
                for box in drawing.boxes:
                    inside_x = min(x0, x1) < box.right - 0.5 and max(x0, x1) > box.x + 0.5
                    inside_y = min(y0, y1) < box.bottom - 0.5 and max(y0, y1) > box.y + 0.5
                    assert not (inside_x and inside_y), (box.group.key, points)


def test_letters_are_large_enough() -> None:
    page, narrow = drawings(TEMPLATES["updated, other too"])
    points_on_16_cm = page.size * 16 / 2.54 * 72 / page.width
    assert points_on_16_cm >= 7
    assert narrow.width <= 328 and narrow.size >= 13  # pixels on a screen 360 pixels wide


def test_a_long_word_breaks_and_every_letter_stays() -> None:
    page, _ = drawings(TEMPLATES["long words"])
    (box,) = (box for box in page.boxes if box.group.key == "excluded")
    said = "".join(line.words for line in box.lines).replace(" ", "")
    assert WORD in said and LONG.replace(" ", "").rstrip(",") in said


def test_a_single_reason_and_noughts() -> None:
    flow = diagram(TEMPLATES["other alone"])
    said = {group.key: [line.words for line in group.lines] for group in flow_groups.groups(flow)}
    n = "n\u00a0=\u00a0"
    assert said["other-excluded"] == [f"Reports excluded ({n}1):", f"Old ({n}1)"]
    assert said["other-identified"] == ["Records identified from:", f"Citation searching ({n}3)"]
    nothing = {g.key: [line.words for line in g.lines] for g in flow_groups.groups(diagram(TEMPLATES["nothing found"]))}
    assert nothing["removed"] == [
        "Records removed before screening:",
        f"Duplicate records ({n}0)",
        f"Records marked as ineligible by automation tools ({n}0)",
        f"Records removed for other reasons ({n}0)",
    ]
    assert nothing["excluded"] == [f"Reports excluded ({n}0)"]


def test_the_alternative_tells_all_counts_in_order() -> None:
    assert flow_groups.alternative(diagram(TEMPLATES["updated, other too"]), "A note.") == (
        "PRISMA 2020 flow diagram of an updated review. Previous studies: Studies included in previous version of "
        "review (n = 5); Reports of studies included in previous version of review (n = 6). Identification of new "
        "studies via databases and registers: Records identified from: Databases (n = 1,980): PubMed (n = 1,200); "
        "Embase (n = 780); Registers (n = 120). Records removed before screening: Duplicate records (n = 640); "
        "Records marked as ineligible by automation tools (n = 30). Records screened (n = 1,430). Records excluded "
        "(n = 1,200): Not in people (n = 1,000); Wrong population (n = 200). Reports sought for retrieval (n = 230). "
        "Reports not retrieved (n = 10). Reports assessed for eligibility (n = 220). Reports excluded (n = 180): "
        "Wrong design (n = 160); No results (n = 20). Identification of new studies via other methods: Records "
        "identified from: Citation searching (n = 3). Reports sought for retrieval (n = 3). Reports not retrieved "
        "(n = 0). Reports assessed for eligibility (n = 3). Reports excluded (n = 1): Old (n = 1). Included: New "
        "studies included in review (n = 37); Reports of new included studies (n = 42). Total studies included in "
        "review (n = 42); Reports of total included studies (n = 48). A note."
    )


def test_the_file_is_made_of_shapes_and_the_same_each_time(review: Review, root: Path) -> None:
    figures.flow(review, label="fig-flow", caption="Flow")
    first = (root / "review/figures/fig-flow.svg").read_bytes()
    figures.flow(review, label="fig-flow", caption="Flow")
    assert (root / "review/figures/fig-flow.svg").read_bytes() == first
    svg = ET.fromstring(first)
    names = {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert "text" not in names and "image" not in names and {"path", "title", "desc"} <= names


def test_a_page_draws_it_with_links_to_the_lists(review: Review, root: Path) -> None:
    (root / "review/selection.qmd").write_text("# Lists\n")
    shown = figures.flow(review, label="fig-flow", caption="Flow").markdown
    assert shown.startswith("::: {#fig-flow}") and "![](figures/fig-flow.svg){fig-alt=" in shown
    pages = [ET.fromstring(part) for part in re.findall(r"<svg.*?</svg>", shown, re.DOTALL)]
    space = "{http://www.w3.org/2000/svg}"
    assert [page.get("class") for page in pages] == ["flow-page", "flow-narrow"]
    for page in pages:
        links = [link.get("href") for link in page.iter(f"{space}a")]
        assert links == [f"selection.html#box-{group.key}" for group in flow_groups.groups(review.selected)]
        assert (page.findtext(f"{space}desc") or "").endswith(
            "The only decision is a proposal that no person has confirmed."
        )
        colours = {element.get("stroke") for element in page.iter()} | {element.get("fill") for element in page.iter()}
        assert colours <= {"currentColor", "none", None}
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_without_the_lists_boxes_lead_nowhere(review: Review) -> None:
    assert "<a " not in figures.flow(review, label="fig-flow", caption="Flow").markdown


def test_words_of_a_ledger_cannot_leave_the_drawing() -> None:
    evil = '</text><script>alert(1)</script>{{< include x >}} ``` "\u202e & é'
    flow = diagram(DATABASES | INCLUDED | {"dbr_excluded": f"{evil}, 1"})
    page = flow_layout.page(flow)
    html = flow_svg.page_svg(page, evil, flow_groups.alternative(flow), lambda _: "", "fig-x")
    assert "<script" not in html and "\u202e" not in flow_groups.alternative(flow)
    assert ET.fromstring(html) is not None
    assert ET.fromstring(flow_svg.file_svg(page, evil, "d")) is not None


def test_a_letter_without_a_shape_stays_a_letter() -> None:
    page = flow_layout.page(diagram(DATABASES | INCLUDED | {"dbr_excluded": "研究, 1"}))
    assert "研究" in flow_svg.file_svg(page, "t", "d").decode()
