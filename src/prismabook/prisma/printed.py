"""The checklists with the numbers and pages of a book that was made: what journals ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prismabook.findings import Finding, Place
from prismabook.prisma.checklist import TITLE, Reported
from prismabook.prisma.codes_checklist import NOT_PRINTED, NUMBERS_DIFFER
from prismabook.prisma.items import Item
from prismabook.prisma.marks import Mark


@dataclass(frozen=True, slots=True)
class Printed:
    """A mark as a PDF has it: ``section`` is the heading's label, ``number`` as printed, empty where it has none."""

    item: str
    section: str
    number: str
    title: str
    page: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place that reports an item: the section's title and number, its pages, and its address among the pages."""

    title: str
    number: str
    pages: tuple[str, ...]
    address: str

    def __str__(self) -> str:
        pages = f", {'p.' if len(self.pages) == 1 else 'pp.'} {', '.join(self.pages)}" if self.pages else ""
        return (f"{_kind(self.number)} {self.number} ({self.title})" if self.number else self.title) + pages


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a finished checklist; ``status`` and ``reason`` where people set the item aside."""

    item: Item
    places: tuple[Where, ...]
    status: str = ""
    reason: str = ""
    confirmed: bool = True

    @property
    def said(self) -> str:
        """The status with its reason, in words."""
        proposal = "" if self.confirmed else " (proposal)"
        return f"{self.status}: {self.reason}{proposal}" if self.status else ""

    def __str__(self) -> str:
        where = "; ".join(map(str, self.places))
        return ". ".join(filter(None, (where, self.said[:1].upper() + self.said[1:]))) or "Nowhere"


def entries(
    rows: Iterable[Reported],
    printed: Sequence[Printed] | None = None,
    numbers: Mapping[tuple[str, str], str] | None = None,
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The rows with section numbers and pages.

    Parameters
    ----------
    rows
        The checklists as the chapters fill them.
    printed
        The marks of the PDF that was made; None if there is none.
    numbers
        The numbers that sections have on the pages that were made, by chapter and id; None if there are none.

    Returns
    -------
    The entries, and a finding for each place without a page and each section with two different numbers.
    """
    found: list[Entry] = []
    findings: dict[Finding, None] = {}
    for row in rows:
        places = []
        for mark in row.places:
            place, doubts = _where(mark, printed, numbers or {})
            places.append(place)
            findings.update(dict.fromkeys(doubts))
        remark = row.remark
        told = (remark.status, remark.reason, remark.confirmed) if remark else ("", "", True)
        found.append(Entry(row.item, tuple(places), *told))
    return tuple(found), tuple(findings)


def _where(
    mark: Mark, printed: Sequence[Printed] | None, numbers: Mapping[tuple[str, str], str]
) -> tuple[Where, list[Finding]]:
    names = {mark.anchor, f"{mark.chapter}#{mark.anchor}"}
    mine = [p for p in printed or () if p.section in names and (p.item == mark.item or mark.anchor == TITLE)]
    pages = tuple(dict.fromkeys(p.page for p in mine))
    in_pdf = next((p.number for p in mine), None)
    on_page = numbers.get((mark.chapter, mark.anchor))
    place = Where(mark.heading or mark.chapter, in_pdf or on_page or "", pages, _address(mark))
    return place, list(_doubts(mark, printed, in_pdf, on_page))


def _doubts(mark: Mark, printed: object, in_pdf: str | None, on_page: str | None) -> Iterator[Finding]:
    at, name = Place(mark.chapter, mark.line), mark.heading or mark.chapter
    if printed is not None and in_pdf is None:
        yield Finding(NOT_PRINTED, f"item {mark.item} in “{name}”", at, topic=f"{mark.item} {mark.anchor}")
    if in_pdf is not None and on_page is not None and in_pdf != on_page:
        message = f"“{name}” is {on_page or 'not numbered'} on the pages and {in_pdf or 'not numbered'} in the PDF"
        yield Finding(NUMBERS_DIFFER, message, at, topic=mark.anchor)


def _address(mark: Mark) -> str:
    """The place among the HTML pages, from the book's root."""
    if mark.anchor == TITLE:
        return "index.html"
    page = mark.chapter.rpartition(".")[0] + ".html"
    fragment = mark.own or mark.anchor
    return f"{page}#{fragment}" if fragment else page


def _kind(number: str) -> str:
    if "." in number:
        return "Section"
    return "Appendix" if number.isalpha() else "Chapter"
