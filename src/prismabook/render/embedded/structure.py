"""From a chapter's Markdown to the house form, and the book's index of labels."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prismabook.findings import Finding, Place
from prismabook.render.embedded.book import Book, Page, mapping
from prismabook.render.embedded.codes import LABEL_IN_BOOK, NO_FORM, NO_SOURCE, NOT_CITED
from prismabook.render.embedded.context import about, context
from prismabook.render.embedded.converter import Converter, Task
from prismabook.render.embedded.shortcodes import Shortcodes


@dataclass(frozen=True, slots=True)
class Structured:
    """A chapter in the house form (see ``filters/structure.lua``).

    ``document`` is Pandoc's JSON; its metadata are those of the title block. ``labels`` maps each label to its kind,
    number and title; ``title`` is the chapter's title as text, ``title_html`` as HTML, so too the book's;
    ``parts`` are (on the first page) the titles of parts without a page, each as ``text`` and ``html``;
    ``cited`` the keys it cites, ``ids`` all places in it, ``images`` its own images by path from the root.
    """

    page: Page
    document: str
    labels: Mapping[str, Any]
    title: str
    title_html: str
    book_title: str
    book_title_html: str
    parts: tuple[Mapping[str, str], ...]
    cited: tuple[str, ...]
    ids: tuple[str, ...]
    images: tuple[str, ...]
    context: Mapping[str, Any]
    about: Mapping[str, Any]
    findings: tuple[Finding, ...]


def structure(book: Book, page: Page, texts: Mapping[str, str], converter: Converter) -> dict[str, Structured]:
    """Read one chapter for several formats; where they have the same text, that is read once.

    Parameters
    ----------
    texts
        The executed chapter for each format, its front matter in front (it is left out here: the book's settings are
        merged into it).
    """
    shortcodes = Shortcodes({**book.config, **page.front}, book.variables, page.file)
    meta, findings = about(book, page, shortcodes)
    tasks = []
    for to, markdown in texts.items():
        # as Pandoc does with a file; what its readers are given by name they take as it is
        text = shortcodes.tokens(markdown.removeprefix(page.chapter.front)).expandtabs(4)
        told = {**context(book, page, to), "shortcodes": shortcodes.values}
        name = f"{page.file.replace('/', '--')}.{to}.json"
        tasks.append(Task(page.file, {"text": text, "meta": meta, "context": told}, book.kept / name))
    converted = converter.convert({"do": "structure"}, tasks)
    found = (*findings, *shortcodes.findings)
    return {
        to: _structured(page, json.loads(output), task.told["context"], meta, (*found, *warnings))
        for to, task, (output, warnings) in zip(texts, tasks, converted, strict=True)
    }


def _structured(
    page: Page, made: Mapping[str, Any], told: Mapping[str, Any], meta: Mapping[str, Any], found: Iterable[Finding]
) -> Structured:
    index = made["index"]
    return Structured(
        page,
        made["document"],
        {label: {**entry, **_whereabouts(page)} for label, entry in (index["labels"] or {}).items()},
        index["title"]["text"],
        index["title"]["html"],
        index["book_title"]["text"],
        index["book_title"]["html"],
        tuple(index["parts"]),
        tuple(index["cited"]),
        tuple(index["ids"]),
        tuple(index["images"]),
        told,
        meta,
        tuple(located(finding, page) for finding in found),
    )


def located(finding: Finding, page: Page) -> Finding:
    """The finding with its line, where the chapter has the words that the message quotes: ``“@fig-x”``."""
    quoted = re.search(r"“(.+)”", finding.message)
    if not quoted or finding.place is None or finding.place.file != page.file or page.chapter.is_stored:
        return finding
    before, found, _ = (page.chapter.front + "".join(b.text for b in page.chapter.blocks)).partition(quoted[1])
    return replace(finding, place=page.chapter.place(before.count("\n") + 1)) if found else finding


def _whereabouts(page: Page) -> dict[str, Any]:
    return {"file": page.file, "output": page.output, "appendix": page.appendix}


def display_title(title: str, page: Page, book: Book, to: str = "html") -> str:
    """A chapter's title as a page shows it: ``1 Methods``, ``Appendix A — Gauges``."""
    if page.appendix and page.number:
        crossref = mapping(book.config.get("crossref"))
        word = crossref.get("appendix-title") or book.words["crossref-apx-prefix"]
        return f"{word} {page.number}{crossref.get('appendix-delim', ' —')} {title}"
    numbered = page.number and book.options(page, to).get("number-sections") is not False
    return f"{page.number} {title}" if numbered else title


def join(book: Book, chapters: Iterable[Structured]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """The labels of all chapters; a label that two chapters use belongs to the first, with a finding."""
    index: dict[str, Any] = {}
    findings = []
    for chapter in chapters:
        for label, entry in chapter.labels.items():
            if entry.get("chapter"):
                entry = {**entry, "display": display_title(chapter.title, chapter.page, book)}
            if label not in index:
                index[label] = entry
            elif entry["kind"] != "sec" or label.startswith("sec-"):
                where = index[label]["file"]
                finding = Finding(LABEL_IN_BOOK, f"“{label}” is in {where} too", Place(chapter.page.file))
                findings.append(located(finding, chapter.page))
    return index, tuple(findings)


def sources(book: Book) -> list[str]:
    """The bibliographies from the book's root: the project's, then those of chapters that name their own."""
    found = _names(book.options(None, "html").get("bibliography"))
    for page in book.pages:
        own = _names(page.front.get("bibliography"))
        folder = page.folder or "."
        found += [name[1:] if name.startswith("/") else posixpath.normpath(f"{folder}/{name}") for name in own]
    return list(dict.fromkeys(found))


def _names(value: Any) -> list[str]:
    return [str(name) for name in (value if isinstance(value, list) else [value] if value else [])]


def citations(book: Book, chapters: Sequence[Structured]) -> dict[str, Any] | None:
    """How sources are cited, None where the book has no bibliography; for ``filters/citations.lua``.

    Relative names hold from the book's root. ``through_book`` says that each page counts on from those before it;
    ``elsewhere`` is the page with the list of references, if there is one.
    """
    options = book.options(None, "html")
    listed, csl = sources(book), options.get("csl")
    if not listed:
        return None
    keys = dict.fromkeys(key for chapter in chapters for key in chapter.cited)
    elsewhere = next((c.page.output for c in chapters if "refs" in c.ids), None)
    return {
        "bibliography": listed,
        **({"csl": str(csl)} if csl else {}),
        "nocite": str(options.get("nocite") or ""),
        "cited": list(keys),
        "link": options.get("link-citations") is not False,
        "lang": book.lang,
        "through_book": elsewhere is not None and not counts_notes(book, "html"),
        **({"elsewhere": elsewhere} if elsewhere else {}),
    }


def is_own(finding: Finding, chapter: Structured) -> bool:
    """Whether a finding is a chapter's own: sources that others cite are cited in it too, out of sight."""
    return finding.code not in (NO_SOURCE, NO_FORM) or finding.message.strip("“@”") in chapter.cited


def at_home(findings: Iterable[Finding], chapters: Sequence[Structured], has_sources: bool) -> list[Finding]:
    """Findings of a format that is one file, those on sources in the chapters that cite them, as the site says them."""
    found = []
    for finding in findings:
        if finding.code not in (NO_SOURCE, NO_FORM):
            found.append(finding)
            continue
        code = finding.code if has_sources else NOT_CITED
        pages = [chapter.page for chapter in chapters if is_own(finding, chapter)]
        found += [located(Finding(code, finding.message, Place(page.file)), page) for page in pages]
    return found


def counts_notes(book: Book, to: str) -> bool:
    """Whether the style of citing looks at the citations above: for notes, "ibid.", or a source's first citation."""
    style = str(book.options(None, to).get("csl") or "")
    text = (book.root / style).read_text("utf-8", "replace") if style and (book.root / style).is_file() else ""
    return re.search(r'class="note"|ibid|\bposition=|et-al-subsequent', text) is not None


def files_of_style(book: Book, to: str) -> list[Path]:
    """The files that citeproc reads."""
    style = book.options(None, to).get("csl")
    return [book.root / name for name in (*sources(book), *([str(style)] if style else []))]
