"""JATS XML, the form in which PubMed Central gives full articles (``.nxml``), one article or a set in a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from prismabook.model import Kind
from prismabook.patterns import regex
from prismabook.sources import xml
from prismabook.sources.codes import NO_TEXT
from prismabook.sources.formats.base import Format, Raw, Reading, each
from prismabook.sources.formats.jats.body import abstracts, back, body
from prismabook.sources.formats.jats.front import front
from prismabook.sources.formats.jats.inline import Element, Words, inner
from prismabook.sources.formats.jats.paper import Paper
from prismabook.sources.kept import Kept

SETS = ("pmc-articleset", "articleset", "articles", "collection", "OAI-PMH")
_ROOT = regex(rf"<(?:[\w.-]+:)?(article|{'|'.join(SETS)})(?=[\s>])")
_ARTICLE = regex(r"<article(?=[\s>])")
_INSIDE = regex(r"<(?:front|article-meta|front-stub|journal-meta)\b")


def score(raw: Raw) -> float:
    """Whether a file is JATS: its root is an article, or a set of articles, and what follows is an article's front."""
    head = raw.head
    if not head.startswith("<") or not xml.looks_like_xml(head):
        return 0.0
    root = _ROOT.search(head)
    if not root:
        return 0.0
    if root[1] == "article":
        return 1.0 if _INSIDE.search(head) or "JATS" in head or "Journal Archiving" in head else 0.4
    return 1.0 if _ARTICLE.search(head) or _INSIDE.search(head) else 0.4


def read(raw: Raw) -> Reading:
    """All articles of the file."""
    root: Element
    root, findings = xml.parse(raw.text, raw.path)
    if root is None:
        return Reading((), (), findings)
    if root.tag == "article":
        return Reading([_article(root, raw.path)], (), findings)
    found = list(root.iter("article"))
    parts: list[tuple[int, str, Callable[[], Kept]]] = [
        (int(article.sourceline or 1), f"article[{number}]", partial(_article, article, raw.path, number))
        for number, article in enumerate(found, 1)
    ]
    announced = [f"article[{number}]" for number in range(1, len(_ARTICLE.findall(raw.text)) + 1)]
    return Reading(each(raw.path, parts), announced, findings)


def _article(article: Element, path: str, number: int = 0) -> Paper:
    """One article."""
    paper = Paper(path, Words(article), article.sourceline or 1, f"article[{number}]" if number else "")
    front(paper, article)
    abstracts(paper, article)
    body(paper, article)
    if inner(article, "body") is None:
        paper.kind = Kind.ABSTRACT
    back(paper, article)
    paper.named_trials()
    if not paper.has_text:
        paper.find(NO_TEXT, "neither an abstract nor a body")
    return paper


FORMAT = Format("JATS XML", "an XML <article> with its <front> (JATS, as PubMed Central gives it)", score, read)
