"""What the filters are told of a page, and the metadata its title block is made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prismabook.findings import Finding
from prismabook.render.embedded.book import Book, Page, mapping, split_attributes
from prismabook.render.embedded.people import affiliations, people
from prismabook.render.embedded.shortcodes import Shortcodes
from prismabook.render.embedded.words import date

TITLE_KEYS = ("subtitle", "author", "date", "date-modified", "abstract", "description", "keywords", "doi", "license")


def context(book: Book, page: Page, to: str) -> dict[str, Any]:
    """The filters' context for one page and format; `filters/common.lua` reads it."""
    options = book.options(page, to)
    words = book.words
    return {
        "format": to,
        "file": page.file,
        "output": page.output,
        "folder": page.folder,
        "index": page.index,
        "book_title": book.title,
        "parts": [entry.title for entry in book.contents if entry.page is None] if page.index else [],
        "number": page.number,
        "heading_id": page.heading_id,
        "appendix": page.appendix,
        "unnumbered": not page.number or options.get("number-sections") is False,
        "number_sections": options.get("number-sections") is not False and bool(page.number),
        "number_depth": int(options.get("number-depth") or 6),
        "crossref": _crossref(mapping(options.get("crossref"))),
        "custom": [kind["key"] for kind in custom_floats(mapping(options.get("crossref")))],
        "crossref_chapters": mapping(options.get("crossref")).get("chapters") is not False,
        "words": {key: value for key, value in words.items() if isinstance(value, str)},
        "lang": book.lang,
        "meta": {**book.config, **page.front},
        "pages": [{"file": other.file, "output": other.output} for other in book.pages],
        "callout_appearance": str(options.get("callout-appearance") or "default"),
        "code_fold": _lower(options.get("code-fold", False)),
        "code_summary": str(options.get("code-summary") or words["code-summary"]),
        "fig_cap_location": str(options.get("fig-cap-location") or options.get("cap-location") or "bottom"),
        "tbl_cap_location": str(options.get("tbl-cap-location") or options.get("cap-location") or "top"),
        "lst_cap_location": str(options.get("lst-cap-location") or "top"),
        "shortcodes": [],
    }


def custom_floats(crossref: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The kinds of floats that ``crossref: custom:`` adds, those that have a key."""
    listed = crossref.get("custom")
    kinds = [mapping(kind) for kind in (listed if isinstance(listed, list) else [])]
    return [kind for kind in kinds if kind.get("key") and kind.get("kind") == "float"]


def _crossref(crossref: Mapping[str, Any]) -> dict[str, str]:
    """The words of the cross-references as text."""
    own = {key: str(value) for key, value in crossref.items() if key not in ("chapters", "custom")}
    for kind in custom_floats(crossref):
        prefix = str(kind.get("reference-prefix") or "")
        own |= {f"{kind['key']}-title": str(kind.get("caption-prefix") or prefix), f"{kind['key']}-prefix": prefix}
    return own


def _lower(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def about(book: Book, page: Page, shortcodes: Shortcodes) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """The metadata of a page's title block: texts as Markdown, authors in plain form, dates in words.

    The first page speaks for the book; any other one for itself, with what the project says of every page.
    """
    own = {**mapping(book.config), **page.front, **(book.about if page.index else {})}
    meta: dict[str, Any] = {key: own.get(key) for key in ("subtitle", "abstract")}
    if page.index:
        meta |= {key: own.get(key) for key in ("description", "doi")}
    if page.front.get("title"):
        meta["title"] = split_attributes(str(page.front["title"]))[0]
    keywords = own.get("keywords")
    meta["keywords"] = ", ".join(map(str, keywords)) if isinstance(keywords, list) else str(keywords or "")
    authors = people(own.get("author", own.get("authors")), own.get("affiliations"))
    meta["author"] = authors
    findings: list[Finding] = []
    for key in ("date", "date-modified"):
        if own.get(key):
            meta[key], problems = date(
                str(own[key]), str(own.get("date-format") or book.about.get("date-format") or ""), book.words
            )
            findings += problems
            meta[f"{key}-iso"] = str(own[key])
    meta["affiliations"] = affiliations(authors, own.get("affiliations"))
    return {key: _expanded(value, shortcodes) for key, value in meta.items() if value}, tuple(findings)


def _expanded(value: Any, shortcodes: Shortcodes) -> Any:
    if isinstance(value, str):
        return shortcodes.expanded(value)
    if isinstance(value, list):
        return [_expanded(item, shortcodes) for item in value]
    if isinstance(value, dict):
        return {key: _expanded(item, shortcodes) for key, item in value.items()}
    return value
