"""A book's settings and chapters as frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prismabook.findings import Finding
from prismabook.qmd import Chapter, Markdown
from prismabook.render.swap import output_folder


@dataclass(frozen=True, slots=True)
class Page:
    """A chapter's place in the book.

    ``file`` and ``output`` are paths from the root (``review/one.qmd``, ``review/one.html``). ``number`` is ``2`` or,
    in an appendix, ``B``; empty where the chapter has none. ``heading_id`` is the id that the author gave the title.
    """

    chapter: Chapter
    number: str = ""
    appendix: bool = False
    index: bool = False
    heading_id: str = ""
    unlisted: bool = False
    """Whether the title is `.unlisted`: the page then has no contents list unless it asks for one."""

    @property
    def file(self) -> str:
        """The chapter's file."""
        return self.chapter.name

    @property
    def output(self) -> str:
        """The page of the site."""
        return re.sub(r"\.[^./]+$", "", self.file) + ".html"

    @property
    def folder(self) -> str:
        """The chapter's folder from the root, empty for the root itself."""
        return self.file.rpartition("/")[0]

    @property
    def front(self) -> Mapping[str, Any]:
        """The front matter."""
        return self.chapter.meta


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the book's contents: a page, or the title of a part that has none."""

    depth: int
    page: Page | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A Quarto book, read.

    ``config`` is all of ``_quarto.yml`` as plain values, ``variables`` all of ``_variables.yml``, ``words`` the
    language's words with the book's own over them.
    """

    root: Path
    config: Mapping[str, Any]
    pages: tuple[Page, ...]
    contents: tuple[Entry, ...]
    variables: Mapping[str, Any]
    words: Mapping[str, Any]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def about(self) -> Mapping[str, Any]:
        """What stands under ``book:``."""
        return mapping(self.config.get("book"))

    @property
    def title(self) -> str:
        """The book's title as written."""
        return str(self.about.get("title") or "")

    @property
    def lang(self) -> str:
        """The book's language."""
        return str(self.config.get("lang") or "en")

    @property
    def output_folder(self) -> Path:
        """Where the finished book stands."""
        return output_folder(self.root, mapping(self.config.get("project")).get("output-dir"))

    @property
    def pdf_name(self) -> str:
        """The PDF's file as Quarto names it: ``book: output-file`` or the title, with hyphens for what TeX minds."""
        stem = str(self.about.get("output-file") or self.title or self.root.resolve().name)
        return re.sub(r"[\s<>()|\\:&;#?*'/\x00-\x1f]", "-", stem.removesuffix(".pdf")) + ".pdf"

    @property
    def kept(self) -> Path:
        """Where Pandoc's results are kept."""
        return self.root / ".prismabook" / "pandoc"

    @property
    def kept_pdf(self) -> Path:
        """Where the last PDF is kept."""
        return self.root / ".prismabook" / "typst"

    @property
    def kept_docx(self) -> Path:
        """Where the last Word document is kept."""
        return self.root / ".prismabook" / "docx"

    @property
    def executed(self) -> Path:
        """Where what the chapters' code gave is kept."""
        return self.root / ".prismabook" / "executed"

    def formats(self, base: str) -> Mapping[str, Any]:
        """The options of the format with this base: ``html``, or ``typst`` for ``prismabook-typst`` as well."""
        listed = self.config.get("format")
        if isinstance(listed, str):
            listed = {listed: {}}
        found: dict[str, Any] = {}
        for name, options in mapping(listed).items():
            if name == base or name.endswith(f"-{base}"):
                found |= mapping(options)
        return found

    def options(self, page: Page | None, base: str) -> dict[str, Any]:
        """Everything set for a page in a format: the project's, then the format's, then the chapter's own."""
        own = dict(page.front) if page else {}
        in_format = mapping(mapping(own.pop("format", None)).get(base))
        return {**self.config, **self.formats(base), **own, **in_format}

    def execute(self, base: str) -> dict[str, Any]:
        """The project's ``execute:`` settings for a format."""
        return {**mapping(self.config.get("execute")), **mapping(self.formats(base).get("execute"))}


def mapping(value: Any) -> dict[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return {str(key): item for key, item in value.items()} if isinstance(value, Mapping) else {}


_HEADING = re.compile(
    r"^(?P<fence>`{3,}|~{3,})|^(?P<level>#{1,6})\s+(?P<atx>.*)$|^(?P<setext>\S.*)\n=+[ \t]*$", re.MULTILINE
)


def split_attributes(title: str) -> tuple[str, list[str]]:
    """A title without its attributes, and those: ``Walks {#sec-walks .unnumbered}``."""
    found = re.fullmatch(r"(.*?)\s*\{([^{}]*)\}\s*#*\s*", title, re.DOTALL)
    return (found[1], found[2].split()) if found else (title, [])


def heading(chapter: Chapter) -> tuple[bool, str, bool]:
    """Whether the chapter's own title is without number, the id that the author gave it, whether it is unlisted."""
    title = chapter.meta.get("title") or _first_heading(chapter)
    words = split_attributes(str(title))[1]
    named = next((word[1:] for word in words if word.startswith("#")), "")
    return "-" in words or ".unnumbered" in words, named, ".unlisted" in words


def _first_heading(chapter: Chapter) -> str:
    text = "\n".join(block.text for block in chapter.blocks if isinstance(block, Markdown))
    at = 0
    while found := _HEADING.search(text, at):
        at = found.end()
        if found["fence"]:
            closing = re.compile(rf"^{re.escape(found['fence'])}+[ \t]*$", re.MULTILINE).search(text, at)
            at = closing.end() if closing else len(text)
        elif found["level"] in ("#", None):
            return found["atx"] or found["setext"]
    return ""
