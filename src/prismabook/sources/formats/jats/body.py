"""The text of a JATS article in order: abstracts, sections, tables, legends, notes, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prismabook.model import Note, Role, Table
from prismabook.sources import headings
from prismabook.sources.codes import TABLE_CUT, TABLE_PICTURE
from prismabook.sources.formats.jats import inline
from prismabook.sources.formats.jats.front import XML_LANG
from prismabook.sources.formats.jats.inline import BLOCKS, Element, inner
from prismabook.sources.formats.jats.tables import grid, placed

if TYPE_CHECKING:
    from prismabook.sources.formats.jats.paper import Paper

SILENT = frozenset(["graphic", "media", "object-id", "alternatives", "disp-formula-group", "array", "permissions"])

KINDS = {
    "intro": "background",
    "introduction": "background",
    "methods": "methods",
    "materials|methods": "methods",
    "materials and methods": "methods",
    "subjects": "methods",
    "results": "results",
    "discussion": "discussion",
    "conclusions": "conclusions",
}
"""What publishers write as a section's type."""
ROLES = {
    "acknowledgments": Role.BOILERPLATE,
    "notes": Role.BOILERPLATE,
    "abbreviations": Role.BOILERPLATE,
    "supplementary": Role.BOILERPLATE,
}
NOTES = (
    ("conflict", "competing-interests"),
    ("coi-statement", "competing-interests"),
    ("financial-disclosure", "funding"),
    ("supported-by", "funding"),
)
"""Kinds of footnotes with the names of their sections."""
TITLES = (
    ("competing interest", "competing-interests"),
    ("conflict", "competing-interests"),
    ("declaration of interest", "competing-interests"),
    ("disclosure", "competing-interests"),
    ("funding", "funding"),
    ("financial support", "funding"),
    ("acknowledg", "acknowledgments"),
    ("abbreviation", "abbreviations"),
    ("author", "notes"),
    ("contribution", "notes"),
    ("availability", "notes"),
    ("supplement", "supplementary"),
    ("supporting information", "supplementary"),
    ("pre-publication history", "notes"),
)
"""Words in the titles of a paper's closing notes."""


def abstracts(kept: Paper, article: Element) -> None:
    """The abstracts: the English one as text, others as its parallel copies, those without words of a study aside."""
    meta = inner(article, "front", "article-meta")
    meta = inner(article, "front-stub") if meta is None else meta
    if meta is None:
        return
    own = (article.get(XML_LANG) or "en").lower()[:2]
    for tag in ("abstract", "trans-abstract"):
        for at, element in enumerate(meta.iterfind(tag), 1):
            language = (element.get(XML_LANG) or (own if tag == "abstract" else "")).lower()[:2]
            aside = element.get("abstract-type") in ("graphical", "teaser", "toc", "short", "key-points", "precis")
            role = Role.BOILERPLATE if aside else Role.BODY if language in ("en", own, "") else Role.PARALLEL
            walk = Walk(kept, "abstract", role, language)
            walk.children(element, f"front/article-meta/{tag}[{at}]")


def body(kept: Paper, article: Element) -> None:
    """The sections of the body, each under the usual name of its title."""
    language = (article.get(XML_LANG) or "").lower()[:2]
    for tag in ("body", "floats-group", "floats-wrap"):
        if (element := article.find(tag)) is not None:
            Walk(kept, "body", Role.BODY, language).children(element, tag)


def back(kept: Paper, article: Element) -> None:
    """Acknowledgements, notes, appendices, and the references as citations."""
    element = inner(article, "back")
    language = (article.get(XML_LANG) or "").lower()[:2]
    for at, child in enumerate(element if element is not None else (), 1):
        path = f"back/*[{at}]"
        if child.tag == "ref-list":
            references(kept, child, path)
        elif child.tag == "ack":
            Walk(kept, "acknowledgments", Role.BOILERPLATE, "").children(child, path)
        elif child.tag in ("app-group", "app"):
            Walk(kept, "appendix", Role.BODY, language).children(child, path)
        elif child.tag == "fn-group":
            Walk(kept, "notes", Role.BOILERPLATE, "").children(child, path)
        else:
            Walk(kept, "notes", Role.BOILERPLATE, "").block(child, path)
    notes = inner(article, "front", "article-meta", "author-notes")
    for at, note in enumerate(notes.iterfind("fn") if notes is not None else (), 1):
        Walk(kept, "notes", Role.BOILERPLATE, "").block(note, f"front/article-meta/author-notes/fn[{at}]")


def references(kept: Paper, element: Element, path: str) -> None:
    """The list of references, one a line: citations of others' work, no text of this one."""
    lines = [" ".join(" ".join(kept.words.texts(ref)).split()) for ref in element.iter("ref")]
    title = inner(element, "title")
    if title is not None and (text := kept.words(title)):
        kept.label(text, line=title.sourceline, place=f"{path}/title")
    if text := "\n".join(filter(None, lines)):
        kept.add(text, "references", Role.CITATION, language="en", line=element.sourceline, place=path)


class Walk:
    """A walk through the blocks of an article's part, under the name and role of the section it is in."""

    def __init__(self, kept: Paper, name: str, role: Role, language: str) -> None:
        self.kept, self.name, self.role, self.language = kept, name, role, language

    def children(self, element: Element, path: str) -> None:
        """All blocks of an element, in order."""
        counts: dict[str, int] = {}
        for child in element:
            tag = str(child.tag)
            counts[tag] = counts.get(tag, 0) + 1
            self.block(child, f"{path}/{tag}[{counts[tag]}]")

    def block(self, element: Element, path: str) -> None:
        """One block, by its kind."""
        tag = element.tag
        if tag == "p":
            self.paragraph(element, path)
        elif tag == "sec":
            self.section(element, path)
        elif tag == "table-wrap":
            self.table(element, path)
        elif tag == "fig":
            self.figure(element, path)
        elif tag in ("title", "label"):
            if text := self.kept.words(element):
                self.kept.label(text, line=element.sourceline, place=path)
        elif tag in ("fn", "notes"):
            self.note(element, path)
        elif tag == "ref-list":
            references(self.kept, element, path)
        elif tag in ("list", "def-list", "list-item", "def-item", "def", "disp-quote", "boxed-text", "statement",
                     "table-wrap-group", "fig-group", "app", "app-group", "glossary", "speech", "ack", "verse-group",
                     "floats-group", "fn-group", "supplementary-material", "caption"):  # fmt: skip
            self.children(element, path)
        elif tag not in SILENT:
            self.piece(self.kept.words(element), element, path)

    def piece(self, text: str, element: Element, path: str) -> tuple[int, int]:
        """Note words under the current section; a label that opens a paragraph of an abstract names it."""
        if self.name == "abstract" and (labelled := headings.inline(text)):
            label, begin = labelled
            self.kept.label(text[:begin], line=element.sourceline, place=path)
            return Walk(self.kept, headings.slug(label), self.role, self.language).piece(text[begin:], element, path)
        return self.kept.add(text, self.name, self.role, language=self.language, line=element.sourceline, place=path)

    def paragraph(self, element: Element, path: str) -> None:
        """A paragraph; lists, tables and figures within it are pieces of their own."""
        if self.kept.words.flows(element):
            self.piece(self.kept.words(element), element, path)
            return
        out = [element.text or ""]
        counts: dict[str, int] = {}
        for child in element:
            tag = str(child.tag)
            counts[tag] = counts.get(tag, 0) + 1
            if tag in BLOCKS:
                self.piece(inline.tidy("".join(out)), element, path)
                out = []
                self.block(child, f"{path}/{tag}[{counts[tag]}]")
            else:
                self.kept.words.piece(child, out)
            out.append(child.tail or "")
        self.piece(inline.tidy("".join(out)), element, path)

    def section(self, element: Element, path: str) -> None:
        """A section: at the first level its title gives the name, below that level it stays what it is part of."""
        title = inner(element, "title")
        heading = self.kept.words(title) if title is not None else ""
        name, role = self.named(element.get("sec-type") or "", heading)
        Walk(self.kept, name, role, self.language).children(element, path)

    def named(self, kind: str, heading: str) -> tuple[str, Role]:
        """The name and the role of a section within this one."""
        told = closing(heading)
        if told and self.role is Role.BODY and self.name in ("body", "notes", "discussion", "conclusions"):
            return told, ROLES.get(told, Role.BODY)
        if self.name not in ("body", "abstract"):
            return self.name, self.role
        usual = headings.known(heading) or KINDS.get(kind.lower()) or contained(heading)
        if usual is None and self.name == "abstract":
            return headings.slug(heading), self.role
        return usual or (headings.slug(heading) if heading else self.name), self.role

    def note(self, element: Element, path: str) -> None:
        """A footnote, named by its kind or its title."""
        kind = (element.get("fn-type") or element.get("notes-type") or "").lower()
        title = inner(element, "title")
        name = next((name for word, name in NOTES if word in kind), "")
        name = name or (closing(self.kept.words(title)) if title is not None else "") or self.name
        role = ROLES.get(name, Role.BODY) if name != self.name else self.role
        start = self.kept.length
        Walk(self.kept, name, role, self.language).children(element, path)
        if name in ("competing-interests", "funding") and self.kept.length > start:
            self.kept.restate(name, start)

    def figure(self, element: Element, path: str) -> None:
        """A figure's label and legend."""
        label, caption = inner(element, "label"), inner(element, "caption")
        if label is not None and (text := self.kept.words(label)):
            self.kept.label(text, line=label.sourceline, place=f"{path}/label")
        if caption is not None and (text := self.kept.words(caption)):
            role = Role.TABLE if self.role is Role.BODY else self.role
            self.kept.add(text, "figure", role, line=caption.sourceline, place=f"{path}/caption")

    def table(self, element: Element, path: str) -> None:
        """A table with its label, caption, cells and notes."""
        kept, role = self.kept, Role.TABLE if self.role is Role.BODY else self.role
        label, caption = inner(element, "label"), inner(element, "caption")
        title = self.kept.words(label) if label is not None else ""
        kept.label(title, line=element.sourceline, place=f"{path}/label")
        about = self.kept.words(caption) if caption is not None else ""
        span = kept.add(about, "table-caption", role, language="en", line=element.sourceline, place=f"{path}/caption")
        found = grid(list(element.iter("table")), kept.words)
        where = title or element.get("id") or "a table"
        if found.cut:
            kept.find(TABLE_CUT, f"{where}: {found.cut}", *span)
        start = kept.rows(found, role, element.sourceline, path)
        notes = []
        for at, foot in enumerate(element.iterfind("table-wrap-foot"), 1):
            notes += _notes(kept, foot, role, f"{path}/table-wrap-foot[{at}]")
        graphic = not found.cells
        if graphic:
            kept.find(TABLE_PICTURE, f"{where} is given only as a picture", *span)
        cells = placed(found, start)
        kept.tables.append(
            Table(element.get("id") or "", title, span, found.rows, found.columns, cells, tuple(notes), path, graphic)
        )


def _notes(kept: Paper, foot: Element, role: Role, path: str) -> list[Note]:
    """The notes below a table, each with its mark."""
    notes = []
    items = list(foot.iter("fn", "p")) if len(foot) else [foot]
    items = [item for item in items if not (item.tag == "fn" and inner(item, "p") is not None)]
    for at, item in enumerate(items, 1):
        text = kept.words(item)
        mark = inner(item, "label")
        owner = item.getparent()
        if mark is None and item.tag == "p" and owner is not None and owner.tag == "fn":
            mark = inner(owner, "label")
        written = kept.words(mark) if mark is not None else ""
        start, end = kept.add(text, "table-notes", role, language="en", line=item.sourceline, place=f"{path}/*[{at}]")
        if end > start:
            notes.append(Note(written, start, end))
    return notes


def closing(heading: str) -> str:
    """The name of one of a paper's closing notes by its title, or nothing."""
    low = heading.lower()
    return next((name for word, name in TITLES if word in low), "") if low else ""


def contained(heading: str) -> str | None:
    """The usual section that a title names among other words: ``Patients and study methods``, ``Results of …``."""
    low = heading.lower()
    for word, name in (
        ("method", "methods"),
        ("result", "results"),
        ("introduc", "background"),
        ("conclu", "conclusions"),
    ):
        if word in low:
            return name
    return None
