"""What pages tell search engines and reference managers."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from prismabook.render.embedded import render

pytestmark = pytest.mark.slow

CONFIG = """\
project: {type: book}
version: "1.2"
keywords: [hedges, bees]
book:
  title: "Hedges & bees"
  author: {name: Ada Beta, orcid: 0000-0002-1825-0097, affiliations: [{name: Field station}]}
  date: 2024-05-06
  doi: 10.1000/hedges
  description: "About </script> hedges"
  downloads: [pdf, docx]
  site-url: https://example.org/book
  chapters: [index.qmd, one.qmd]
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    root = tmp_path_factory.mktemp("heads")
    for name, text in {"_quarto.yml": CONFIG, "index.qmd": "# Start\n", "one.qmd": "# One\n"}.items():
        (root / name).write_text(text, "utf-8")
    render(root)
    return {
        name: BeautifulSoup((root / "_book" / f"{name}.html").read_text("utf-8"), "html.parser")
        for name in ("index", "one")
    }


def contents(page: BeautifulSoup, name: str) -> list[str]:
    return [str(tag["content"]) for tag in page.select(f'meta[name="{name}"], meta[property="{name}"]')]


def test_reference_managers_find_the_book_on_its_first_page(pages: dict[str, BeautifulSoup]) -> None:
    first = pages["index"]
    assert contents(first, "citation_title") == ["Hedges & bees"]
    assert contents(first, "citation_author") == ["Ada Beta"]
    assert contents(first, "citation_author_institution") == ["Field station"]
    assert contents(first, "citation_publication_date") == ["2024/05/06"]
    assert contents(first, "citation_doi") == ["10.1000/hedges"]
    assert contents(first, "citation_pdf_url") == ["https://example.org/book/Hedges---bees.pdf"]
    assert contents(pages["one"], "citation_title") == []


def test_every_page_has_dublin_core_and_open_graph(pages: dict[str, BeautifulSoup]) -> None:
    assert contents(pages["index"], "dcterms.creator") == ["Ada Beta"]
    for page in pages.values():
        assert contents(page, "dcterms.language") == ["en"]
        assert contents(page, "og:title") and contents(page, "og:site_name") == ["Hedges & bees"]
    assert contents(pages["one"], "dcterms.isPartOf") == ["Hedges & bees"]
    assert contents(pages["one"], "og:url") == ["https://example.org/book/one.html"]


def test_linked_data_is_json_and_ends_no_script(pages: dict[str, BeautifulSoup]) -> None:
    book, chapter = (
        json.loads(page.select_one('script[type="application/ld+json"]').string) for page in pages.values()
    )  # type: ignore[union-attr,arg-type]
    assert book["@type"] == "Book" and book["version"] == "1.2" and book["identifier"].endswith("10.1000/hedges")
    assert book["abstract"] == "About </script> hedges"
    assert chapter["@type"] == "Chapter" and chapter["isPartOf"]["name"] == "Hedges & bees"


def test_downloads_offer_what_was_made(pages: dict[str, BeautifulSoup]) -> None:
    assert [link["href"] for link in pages["one"].select(".downloads a")] == ["Hedges---bees.pdf"]
