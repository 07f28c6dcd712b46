"""What readers do with tables, and what their devices ask for: the keyboard, a printer, less motion, forced colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from prismabook.cli import main

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

Open = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
PAGE = "review/results.html"
HIDDEN_IN_PRINT = ".site-header, .sidebar, .page-aside, .page-navigation, .table-filter, .skip-link, #search, #preview"


def barriers(page: Any, within: str | None = None) -> list[tuple[str, list[str]]]:
    report = Axe().run(page, context=within, options={"preload": False}).response
    assert report["passes"], "axe looked at something"
    return [(found["id"], [node["html"][:200] for node in found["nodes"]]) for found in report["violations"]]


def column(table: Any, number: int) -> list[str]:
    cells: list[str] = table.locator(f"tbody td:nth-child({number})").all_inner_texts()
    return cells


def table(rows: list[tuple[str, str]]) -> str:
    body = "".join(f"<tr><td>{first}</td><td>{second}</td></tr>" for first, second in rows)
    return f"<table><thead><tr><th>Outcome</th><th>Patients</th></tr></thead><tbody>{body}</tbody></table>"


@pytest.fixture
def page_with(site: Path) -> Iterator[Callable[[str], str]]:
    """Makes a page of the site whose text is what a test gives."""
    file = site / "page of a test.html"

    def made(html: str) -> str:
        soup = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")
        text = soup.select_one("main")
        assert text is not None
        text.clear()
        text.append(BeautifulSoup(html, "html.parser"))
        file.write_text(str(soup), encoding="utf-8")
        return file.name

    yield made
    file.unlink(missing_ok=True)


NUMBERS = [("death", "10"), ("flare", "9"), ("relapse", "1,200"), ("remission", "\u22123"), ("infection", "100")]


@pytest.mark.parametrize("way", ["click", "keyboard"])
def test_a_column_sorts_up_down_and_back(open_page: Open, page_with: Callable[[str], str], way: str) -> None:
    page = open_page(page_with(table(NUMBERS)))
    shown = page.locator("main table")
    button = shown.get_by_role("button", name="Patients")
    head = shown.locator("th").nth(1)
    told = []
    if way == "keyboard":
        shown.get_by_role("button", name="Outcome").focus()
        page.keyboard.press("Tab")
        assert button.evaluate("button => button === document.activeElement")
    for key in ("Enter", "Space", "Enter"):
        button.click() if way == "click" else page.keyboard.press(key)
        told.append((head.get_attribute("aria-sort"), column(shown, 2)))
    up = ["\u22123", "9", "10", "100", "1,200"]
    assert told == [("ascending", up), ("descending", up[::-1]), (None, [number for _, number in NUMBERS])]
    assert button.evaluate("button => button === document.activeElement"), "the focus stays on the button"


def test_rows_that_go_on_below_another_keep_their_place(open_page: Open, page_with: Callable[[str], str]) -> None:
    """An empty first cell belongs to the row above: no button offers to part them. With it filled, all sort."""
    parts = [("death", "10"), ("", "9"), ("relapse", "12"), ("", "3"), ("infection", "100")]
    whole = [(first or "same", second) for first, second in parts]
    page = open_page(page_with(table(parts) + table(whole) + table(whole[:4])))
    assert [page.locator("main table").nth(n).locator(".sort").count() for n in range(3)] == [0, 2, 0]
    assert column(page.locator("main table").first, 2) == [second for _, second in parts]


def test_a_filter_works_with_the_keyboard(open_page: Open, page_with: Callable[[str], str]) -> None:
    page = open_page(page_with(table([(f"outcome {n}", str(n * n)) for n in range(12)])))
    rows = page.locator("main tbody tr")
    page.locator("main").evaluate("main => { main.tabIndex = -1; main.focus() }")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.table-filter input')")
    page.keyboard.type("outcome 11")
    assert [rows.nth(n).is_visible() for n in range(12)] == [False] * 11 + [True]
    assert page.locator(".table-filter [role=status]").inner_text() == "1 of 12 rows"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("main th").first.get_attribute("aria-sort") == "ascending", "a filtered table sorts too"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert all(rows.nth(n).is_visible() for n in range(12))
    assert page.locator(".table-filter [role=status]").inner_text() == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_open_preview_has_no_barrier(open_page: Open, theme: str) -> None:
    page = open_page("review/trial-design.html", color_scheme=theme)
    page.keyboard.press("Tab")
    page.locator("main a.datum").first.focus()
    page.locator("#preview").wait_for(state="visible")
    assert barriers(page, "#preview") == []
    assert page.locator("#preview").is_visible(), "it was looked at while it was open"


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("explained") / "document.html"
    document = next((ROOT / "seeds").glob("*.txt"))
    assert main(["explain", document.name, str(ROOT), "--html", str(file), "--quiet"]) == 0
    return file


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_explained_document_has_no_barrier(open_page: Open, explained: Path, theme: str) -> None:
    page = open_page(str(explained), color_scheme=theme)
    assert page.locator("mark, .datum").count() > 0
    assert barriers(page) == []


def test_an_explained_document_fits_a_phone(open_page: Open, explained: Path) -> None:
    page = open_page(str(explained), viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


CONTRAST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number)
  const light = (colour) => parts(colour).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
  return [...document.querySelectorAll("main :is(h1, h2, h3, p, li, td, th, figcaption, caption, code, a)")]
    .filter(e => e.offsetParent && e.textContent.trim())
    .filter(e => 1.05 / (light(getComputedStyle(e).color) + 0.05) < 4.5)
    .map(e => `${e.tagName} ${e.className} ${getComputedStyle(e).color} ${e.textContent.trim().slice(0, 40)}`)
}"""
"""Texts that are too pale for white paper, by the Web Content Accessibility Guidelines 2.2, 1.4.3."""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_shows_dark_text_and_nothing_to_press(open_page: Open, theme: str) -> None:
    page = open_page("review/evidence.html", color_scheme=theme)
    page.emulate_media(media="print", color_scheme=theme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    pressed = "[...document.querySelectorAll(parts)].filter(e => e.getClientRects().length).map(e => e.outerHTML)"
    assert page.evaluate(f"parts => {pressed}", f"{HIDDEN_IN_PRINT}, button:not(.sort), input") == []
    assert page.locator("main table th").first.inner_text().strip()
    assert page.evaluate(CONTRAST)[:5] == []


def test_an_explained_document_prints_dark_text(open_page: Open, explained: Path) -> None:
    page = open_page(str(explained))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(CONTRAST)[:5] == []


def test_less_motion_means_none(open_page: Open) -> None:
    moving = """() => [...document.querySelectorAll("*")].map(e => getComputedStyle(e))
      .filter(s => parseFloat(s.transitionDuration) > 0 || s.animationName !== "none" || s.scrollBehavior === "smooth")
      .length"""
    page = open_page(PAGE, reduced_motion="reduce")
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0, "the test sees what moves"


def test_forced_colours_hide_nothing(open_page: Open) -> None:
    """What has lost its colours still has a line, a shape or words."""
    page = open_page(PAGE, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for name in ("Search", "Light or dark"):
        button = page.get_by_role("button", name=name)
        assert button.is_visible()
        assert button.evaluate("b => parseFloat(getComputedStyle(b).borderTopWidth)") >= 1
    ring = """b => { b.focus(); const s = getComputedStyle(b)
      return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) }"""
    page.keyboard.press("Tab")
    assert page.get_by_role("button", name="Search").evaluate(ring) >= 2
    number = page.locator("main a.datum").first
    assert "underline" in number.evaluate("a => getComputedStyle(a).textDecorationLine")
    number.focus()
    box = page.locator("#preview")
    box.wait_for(state="visible")
    assert box.evaluate("b => parseFloat(getComputedStyle(b).borderTopWidth)") >= 1
    same = """() => [...document.querySelectorAll("main :is(p, td, th, h1, h2, a)")]
      .filter(e => getComputedStyle(e).color === getComputedStyle(document.body).backgroundColor).length"""
    assert page.evaluate(same) == 0
