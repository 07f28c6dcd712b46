"""What a page's head tells machines: search engines, reference managers, services that show a link."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urljoin

from prismabook.render.embedded.book import Book
from prismabook.render.embedded.structure import Structured

Pairs = Iterator[tuple[str, str]]


def head(chapter: Structured, book: Book, title: str, pdf: str) -> str:
    """The head's elements for one page.

    Author, date, keywords and description as Quarto writes them; Dublin Core, Open Graph and schema.org for every page,
    the ``citation_`` names that Google Scholar and reference managers read for the first. What the book does not
    say is left out.

    Parameters
    ----------
    title
        The page's title as the browser shows it.
    pdf
        The PDF's name in the site, empty if none is made.
    """
    described = description(chapter, book)
    tags = [_tag("name", *pair) for pair in (*_plain(chapter, book, described), *_dublin_core(chapter, book, title))]
    if chapter.page.index:
        tags += [_tag("name", *pair) for pair in _citation(chapter, book, pdf)]
    tags += [_tag("property", *pair) for pair in _open_graph(chapter, book, title, described)]
    return "".join([*tags, _linked_data(chapter, book, described)])


def description(chapter: Structured, book: Book) -> str:
    """The page's description on one line: its own, or the book's."""
    own = {**book.config, **chapter.page.front}
    return " ".join(str(book.about.get("description") or own.get("description") or "").split())


def _tag(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">\n'


def _authors(about: Mapping[str, Any]) -> Sequence[str]:
    return [str(author["name"]) for author in about.get("author", [])]


def _plain(chapter: Structured, book: Book, described: str) -> Pairs:
    """The date only in English, as in Quarto."""
    about = chapter.about
    yield from (("author", name) for name in _authors(about))
    if about.get("date") and book.lang.lower().startswith("en"):
        yield "dcterms.date", about["date-iso"]
    if about.get("keywords"):
        yield "keywords", about["keywords"]
    if described:
        yield "description", described


def _dublin_core(chapter: Structured, book: Book, title: str) -> Pairs:
    yield "dcterms.title", title
    yield from (("dcterms.creator", name) for name in _authors(chapter.about))
    yield "dcterms.language", book.lang
    yield "dcterms.type", "Text"
    if not chapter.page.index:
        yield "dcterms.isPartOf", chapter.book_title
    elif doi := book.about.get("doi"):
        yield "dcterms.identifier", f"https://doi.org/{doi}"


def _citation(chapter: Structured, book: Book, pdf: str) -> Pairs:
    """Names from Google Scholar's inclusion guidelines; dates with slashes, as asked for there."""
    about = chapter.about
    yield "citation_title", chapter.book_title
    for author in about.get("author", []):
        yield "citation_author", str(author["name"])
        yield from (("citation_author_institution", str(place["name"])) for place in author.get("affiliations", []))
        if author.get("orcid"):
            yield "citation_author_orcid", f"https://orcid.org/{author['orcid']}"
    if about.get("date-iso"):
        yield "citation_publication_date", str(about["date-iso"]).replace("-", "/")
    yield "citation_language", book.lang
    if book.about.get("doi"):
        yield "citation_doi", str(book.about["doi"])
    if about.get("keywords"):
        yield "citation_keywords", about["keywords"]
    if pdf:
        yield "citation_pdf_url", _address(book, pdf)


def _open_graph(chapter: Structured, book: Book, title: str, described: str) -> Pairs:
    yield "og:type", "book" if chapter.page.index else "article"
    yield "og:title", title
    yield "og:site_name", chapter.book_title
    yield "og:locale", book.lang.replace("-", "_")
    if described:
        yield "og:description", described
    if _site(book):
        yield "og:url", _address(book, chapter.page.output)


def _linked_data(chapter: Structured, book: Book, described: str) -> str:
    """schema.org: the book on its first page, a chapter of it on every other."""
    about = chapter.about
    whole: dict[str, Any] = {"@type": "Book", "name": chapter.book_title, "inLanguage": book.lang}
    people = [_person(author) for author in about.get("author", [])]
    if chapter.page.index:
        data = {**whole, "author": people, "datePublished": about.get("date-iso"), "abstract": described}
        doi, version = book.about.get("doi"), book.config.get("version")
        data |= {"identifier": f"https://doi.org/{doi}" if doi else "", "version": str(version) if version else ""}
        data |= {"keywords": about.get("keywords")}
    else:
        data = {"@type": "Chapter", "name": chapter.title, "inLanguage": book.lang, "isPartOf": whole, "author": people}
    if _site(book):
        data["url"] = _address(book, chapter.page.output)
    known = {"@context": "https://schema.org", **{key: value for key, value in data.items() if value}}
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>\n'


def _person(author: Mapping[str, Any]) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": str(author["name"])}
    if author.get("orcid"):
        person["identifier"] = f"https://orcid.org/{author['orcid']}"
    places = [{"@type": "Organization", "name": str(place["name"])} for place in author.get("affiliations", [])]
    return person | ({"affiliation": places} if places else {})


def _site(book: Book) -> str:
    return str(book.about.get("site-url") or "")


def _address(book: Book, name: str) -> str:
    """A file's address: whole where the book says where it will stand (``book: site-url``)."""
    site = _site(book)
    return urljoin(site if site.endswith("/") else f"{site}/", name) if site else name
