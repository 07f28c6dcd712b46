"""What the PDF's title block and metadata are made from, for the template's variables."""

from __future__ import annotations

from typing import Any

from prismabook.render.embedded.book import Book, mapping
from prismabook.render.embedded.structure import Structured


def is_house_style(book: Book) -> bool:
    """Whether the book asks for ``prismabook-typst``; Quarto's own ``typst`` shows less on its title page."""
    listed = book.config.get("format")
    names = [listed] if isinstance(listed, str) else list(mapping(listed))
    return any(str(name).endswith("prismabook-typst") for name in names)


def metadata(book: Book, first: Structured, house: bool) -> dict[str, Any]:
    """The book's metadata as Pandoc takes them: texts are Markdown, lists and mappings as in Quarto's templates."""
    options = book.options(None, "typst")
    about = first.about
    places = about.get("affiliations", [])
    found: dict[str, Any] = {
        "title": book.title,
        "subtitle": about.get("subtitle"),
        "lang": book.lang if house else book.lang.split("-")[0],
        "iso-date": about.get("date-iso"),
        "by-author": [_author(person, places if house else []) for person in about.get("author", [])],
        "nocite": options.get("nocite"),
        "papersize": {"letter": "us-letter"}.get(str(options.get("papersize")), options.get("papersize")),
        "toc-title": options.get("toc-title"),
    }
    if house:
        found |= {key: about.get(key) for key in ("date", "doi", "abstract", "description")}
        found |= {key: options.get(key) for key in ("short-title", "how-to-cite", "keywords")}
        found["version"] = str(options["version"]) if options.get("version") is not None else None
        found["by-affiliation"] = places
        found["labels"] = {"abstract": options.get("abstract-title") or book.words["section-title-abstract"]}
    return {key: value for key, value in found.items() if value}


def _author(person: dict[str, Any], places: list[Any]) -> dict[str, Any]:
    """An author as Quarto's templates know one."""
    author: dict[str, Any] = {"name": {"literal": person["name"]}}
    if places:
        author["affiliations"] = [{"number": 1 + places.index(place)} for place in person["affiliations"]]
        author |= {key: person[key] for key in ("email", "orcid") if person.get(key)}
        author["attributes"] = {"corresponding": bool(person.get("corresponding"))}
    return author
