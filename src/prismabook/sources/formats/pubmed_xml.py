"""PubMed's XML: articles and book chapters of a PubmedArticleSet."""

from __future__ import annotations

from dataclasses import replace

from prismabook.model import Name
from prismabook.sources.formats.base import Format, Raw, Reading
from prismabook.sources.formats.elements import Element, read_elements
from prismabook.sources.formats.entry import Entry
from prismabook.sources.formats.nbib import NOTICES
from prismabook.sources.formats.types import ARTICLE
from prismabook.sources.kept import Kept

NAMES = "PubmedArticle|PubmedBookArticle"
KINDS = {
    "RetractionIn": NOTICES["RIN"],
    "RetractionOf": NOTICES["ROF"],
    "ExpressionOfConcernIn": NOTICES["ECI"],
    "ErratumFor": NOTICES["EFR"],
}
IDS = {"doi": "DOI", "pubmed": "PMID", "pmc": "PMCID"}


def score(raw: Raw) -> float:
    """How well a file fits."""
    if not raw.head.startswith("<"):
        return 0.0
    return 0.95 if "<PubmedArticle" in raw.head or "<PubmedBookArticle" in raw.head else 0.0


def read(raw: Raw) -> Reading:
    """The articles of a file."""
    return read_elements(raw, NAMES, _record)


def _record(raw: Raw, top: Element) -> Kept:
    entry = Entry(raw.path, top.line, top.place)
    main = top.find("MedlineCitation") or top.find("BookDocument") or top
    article = main.find("Article") or main
    for path, name in (("PMID", "PMID"),):
        if found := main.find(path):
            entry.identify(name, [found.bit])
    for path, name in (("ArticleTitle", "title"), ("VernacularTitle", "title:original"), ("CoiStatement", "note")):
        if found := article.find(path) or main.find(path):
            entry.put(name, [found.bit])
    _journal(entry, main, article)
    _abstracts(entry, main, article)
    _people(entry, article)
    _identifiers(entry, top, article)
    _lists(entry, main, article)
    if not entry.has("type"):
        kind = article.find("PublicationTypeList/PublicationType") or article
        preprint = "preprint" in [words.casefold() for words in entry.words("genre")]
        book = main.node.tag == "BookDocument"
        bit = replace(kind.bit, words=kind.words if kind is not article else "PubmedArticle")
        entry.put("type", [bit], "chapter" if book else "article" if preprint else ARTICLE)
    return entry.kept()


def _journal(entry: Entry, main: Element, article: Element) -> None:
    for path, name in (
        ("Journal/Title", "container-title"),
        ("Book/BookTitle", "container-title"),
        ("Journal/ISOAbbreviation", "container-title-short"),
        ("Book/Publisher/PublisherName", "publisher"),
        ("Book/Publisher/PublisherLocation", "publisher-place"),
        ("Journal/JournalIssue/Volume", "volume"),
        ("Journal/JournalIssue/Issue", "issue"),
        ("Pagination/MedlinePgn", "page"),
    ):
        if found := article.find(path):
            entry.put(name, [found.bit])
    start, end = article.find("Pagination/StartPage"), article.find("Pagination/EndPage")
    if start and not entry.has("page"):
        value = f"{start.words}-{end.words}" if end and end.words != start.words else start.words
        entry.put("page", [start.bit, *([end.bit] if end and value != start.words else [])], value)
    if found := article.find("Journal/ISSN"):
        entry.identify("ISSN", [found.bit])
    if found := main.find("MedlineJournalInfo/ISSNLinking"):
        entry.identify("ISSN", [found.bit], quiet=True)
    for path, name in (
        ("Journal/JournalIssue/PubDate", "issued"),
        ("Book/PubDate", "issued"),
        ("ArticleDate", "available-date"),
    ):
        if found := article.find(path):
            parts = [found.find(part) for part in ("Year", "Month", "Day")]
            words = " ".join(part.words for part in parts if part) or found.text("MedlineDate")
            if season := found.text("Season"):
                words = f"{words} {season}"
            entry.date(name, [replace(found.bit, words=words)], _numeric(words))


def _numeric(words: str) -> str:
    """A date of numbers (``2019 09 18``) with its hyphens."""
    parts = words.split()
    return "-".join(parts) if parts and all(part.isdigit() for part in parts) else words


def _abstracts(entry: Entry, main: Element, article: Element) -> None:
    for path in ("Abstract/AbstractText", "OtherAbstract/AbstractText"):
        for part in (article if path.startswith("A") else main).all(path):
            if label := part.get("Label").strip().rstrip(":"):
                entry.put_abstract([part.bit] if part.words else [], label if label != "UNLABELLED" else "")
            else:
                entry.abstract([part.bit])


def _people(entry: Entry, article: Element) -> None:
    for people in article.all("AuthorList"):
        if people.get("Type") == "editors":
            continue
        for person in people.all("Author"):
            group, family = person.text("CollectiveName"), person.text("LastName")
            given = person.text("ForeName") or person.text("Initials")
            suffix = person.text("Suffix")
            name = Name(group) if group else Name(f"{family} {suffix}".strip(), given)
            if str(name).strip():
                entry.person(name, [replace(person.bit, words=str(name))])
            for found in person.all("AffiliationInfo/Affiliation"):
                entry.put("affiliation", [found.bit])


def _identifiers(entry: Entry, top: Element, article: Element) -> None:
    for found in article.all("ELocationID"):
        if found.get("EIdType") == "doi" and found.get("ValidYN") != "N":
            entry.identify("DOI", [found.bit])
    for path in ("PubmedData/ArticleIdList/ArticleId", "PubmedBookData/ArticleIdList/ArticleId"):
        for found in top.all(path):
            if name := IDS.get(found.get("IdType")):
                entry.identify(name, [found.bit], quiet=entry.has(name))


def _lists(entry: Entry, main: Element, article: Element) -> None:
    for found in article.all("Language"):
        entry.language([found.bit])
    for path in ("PublicationTypeList/PublicationType", "PublicationType"):
        for found in article.all(path):
            entry.put("genre", [found.bit])
    for found in article.all("DataBankList/DataBank"):
        for number in found.all("AccessionNumberList/AccessionNumber"):
            bank = found.text("DataBankName")
            entry.put("registration-named", [replace(number.bit, words=f"{bank}/{number.words}".strip("/"))])
    for path in ("MeshHeadingList/MeshHeading/DescriptorName", "KeywordList/Keyword"):
        for found in main.all(path):
            entry.put("keyword", [found.bit])
    _notices(entry, main)


def _notices(entry: Entry, main: Element) -> None:
    """What else has been published about the article; what it cites is no part of its record."""
    for found in main.all("CommentsCorrectionsList/CommentsCorrections"):
        kind = found.get("RefType")
        if kind == "Cites":
            continue
        status, label = KINDS.get(kind, ("", "".join(f" {c.lower()}" if c.isupper() else c for c in kind).strip()))
        pmid = found.text("PMID")
        words = f"{label}: {found.text('RefSource')}" + (f" PMID {pmid}" if pmid else "")
        entry.put("note", [replace(found.bit, words=words)])
        if status:
            entry.put("status", [replace(found.bit, words=words)], status)


FORMAT = Format("PubMed XML", "elements named PubmedArticle", score, read)
