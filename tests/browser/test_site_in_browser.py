"""The review's site as people use it: with the keyboard, with a screen reader, on a phone, in the dark, from disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

# One worker runs them all, so that the site is rendered once.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

Open = Callable[..., Any]
WIDTHS = {"phone": 360, "tablet": 800, "desktop": 1280}


def names(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_barrier(open_page: Open, site: Path, theme: str) -> None:
    found = []
    page = open_page("index.html", color_scheme=theme)
    for name in names(site):
        page.goto((site / name).as_uri())
        report = Axe().run(page, options={"preload": False}).response
        found += [(name, v["id"], [node["html"][:200] for node in v["nodes"]]) for v in report["violations"]]
    assert found == []


def test_the_theme_switch_is_remembered(open_page: Open) -> None:
    page = open_page("index.html", color_scheme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert before != dark == page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_search_finds_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("index.html")
    page.keyboard.press("/")
    page.keyboard.type("nephritis remission")
    page.wait_for_selector("#search li a")
    assert "result" in page.locator("#search [role=status]").inner_text()
    page.keyboard.press("ArrowDown")
    target = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert "nephritis" in page.locator("main").inner_text()


def test_search_says_when_there_is_nothing(open_page: Open) -> None:
    page = open_page("review/results.html")
    page.get_by_role("button", name="Search").click()
    page.locator("#search input").fill("xylophone")
    page.wait_for_function("document.querySelector('#search [role=status]').textContent === 'No results'")
    page.keyboard.press("Escape")
    assert not page.locator("#search").is_visible()


def test_a_number_shows_its_words_on_focus(open_page: Open) -> None:
    page = open_page("review/trial-design.html")
    number = page.locator("main a.datum").first
    page.keyboard.press("Tab")
    number.focus()
    box = page.locator("#preview")
    box.wait_for(state="visible")
    assert number.get_attribute("aria-describedby") == "preview"
    assert "line" in box.inner_text()
    assert "evidence.html#ev-" in (box.locator(".preview-more a").get_attribute("href") or "")
    page.keyboard.press("Escape")
    assert not box.is_visible()


@pytest.mark.parametrize("kind", ["a.quarto-xref", ".citation a"])
def test_references_show_what_they_lead_to(open_page: Open, kind: str) -> None:
    page = open_page("review/results.html")
    link = page.locator(f"main {kind}").first
    link.hover()
    page.locator("#preview").wait_for(state="visible")
    assert len(page.locator("#preview").inner_text()) > 20


def test_tables_filter_and_sort(open_page: Open) -> None:
    page = open_page("review/evidence.html")
    field = page.locator(".table-filter input").first
    every = page.locator("main table:visible").nth(1).locator("tbody tr")
    total = every.count()
    field.fill("uncertain")
    shown = sum(every.nth(row).is_visible() for row in range(total))
    assert 0 < shown < total
    assert page.locator(".table-filter [role=status]").first.inner_text() == f"{shown} of {total} rows"
    counts = page.locator("main table").first
    counts.get_by_role("button", name="Data").click()
    cells = [int(text) for text in counts.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert cells[:-1] == sorted(cells[:-1]), "the row of totals stays last"
    assert sum(cells[:-1]) == cells[-1]


def test_a_table_in_sections_keeps_its_order(open_page: Open) -> None:
    page = open_page("review/checklist.html")
    assert page.locator("main table tbody tr").count() > 40
    assert page.locator("main table .sort").count() == 0


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    pages = {name: BeautifulSoup((site / name).read_text("utf-8"), "html.parser") for name in names(site)}
    ids = {name: {tag["id"] for tag in soup.select("[id]")} for name, soup in pages.items()}
    dead = []
    for name, soup in pages.items():
        for link in soup.select("a[href]"):
            parts = urlsplit(str(link["href"]))
            if parts.scheme:
                continue
            file = (site / name).parent / unquote(parts.path) if parts.path else site / name
            target = os.path.relpath(file, site).replace(os.sep, "/")
            if not file.exists() or (parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]):
                dead.append((name, str(link["href"])))
    assert dead == []


@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
def test_no_page_scrolls_sideways(open_page: Open, site: Path, width: int) -> None:
    wide = []
    page = open_page("index.html", viewport={"width": width, "height": 800})
    for name in names(site):
        page.goto((site / name).as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
    assert wide == []


def test_the_first_page_is_small(site: Path) -> None:
    parts = [site / "index.html", *((site / "site_libs/prismabook" / name) for name in ("site.css", "site.js"))]
    assert sum(path.stat().st_size for path in parts) < 300_000


def test_print_shows_the_text_alone(open_page: Open) -> None:
    page = open_page("review/results.html")
    page.emulate_media(media="print")
    shown = [
        page.locator(part).first.is_visible()
        for part in (".site-header", ".sidebar", ".page-aside", ".page-navigation")
    ]
    assert not any(shown)
    assert page.locator("main h1").is_visible()


@pytest.mark.parametrize("size", WIDTHS)
def test_screenshots(open_page: Open, site: Path, size: str, tmp_path: Path) -> None:
    """Kept where PRISMABOOK_SCREENSHOTS says, for people to look at."""
    folder = Path(os.environ.get("PRISMABOOK_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        page = open_page("review/results.html", viewport={"width": WIDTHS[size], "height": 900}, color_scheme=theme)
        file = folder / f"results-{size}-{theme}.png"
        page.screenshot(path=file, full_page=True)
        assert file.stat().st_size > 10_000


SHIFTS = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value })
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => done(sum), 300)
})"""
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } \
p { margin-bottom: 2em !important }"
"""What readers may set by the Web Content Accessibility Guidelines, 1.4.12."""


@pytest.mark.parametrize("name", ["index.html", "review/results.html", "review/evidence.html"])
def test_nothing_moves_while_a_page_loads(open_page: Open, name: str) -> None:
    assert open_page(name).evaluate(SHIFTS) < 0.02


@pytest.mark.parametrize("width", [320, 640])
def test_wider_spacing_of_text_fits(open_page: Open, width: int) -> None:
    page = open_page("review/results.html", viewport={"width": width, "height": 800})
    page.add_style_tag(content=SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
