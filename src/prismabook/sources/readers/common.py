"""What several layouts share: names, affiliations, abstracts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prismabook.model import Role
from prismabook.sources import headings, names
from prismabook.sources.codes import NAME_ORDER
from prismabook.sources.identifiers import Scheme
from prismabook.sources.language import is_chinese
from prismabook.sources.page import Line, Sheet


def title(sheet: Sheet, line: Line) -> None:
    """Note a title: a Chinese one as the parallel copy; a closing full stop is not part of it."""
    end = line.end - (1 if line.text[-1] in ".。" and not line.text.endswith("..") else 0)
    chinese = is_chinese(line.text)
    sheet.section("title", Role.PARALLEL if chinese else Role.BODY, line.start, line.end)
    sheet.state("title:zh" if chinese else "title", line.start, end)


def authors(sheet: Sheet, line: Line, default: str) -> None:
    """Note a line of names, one field each.

    ``default`` is the layout's usual order (``family`` or ``given`` name first). What initials and particles tell
    of the order wins over it; a list that contradicts itself gets a finding.
    """
    sheet.line("authors", Role.CITATION, line)
    spans = [(line.start + a, line.start + b) for a, b in names.spans(line.text)]
    printed = [sheet.page.text[a:b] for a, b in spans]
    told = names.evidence(printed)
    if told == "both":
        sheet.find(NAME_ORDER, "the names are in no single order", line.start, line.end)
    order = told if told in ("family", "given") else default
    split = names.family_first if order == "family" else names.given_first
    for (start, end), name in zip(spans, printed, strict=True):
        sheet.state("author", start, end, str(split(name)))


def affiliation(sheet: Sheet, line: Line) -> None:
    """Note an address as a section and a field; its mark and closing full stop are left out of the field."""
    sheet.line("affiliations", Role.CITATION, line)
    start, words = line.item
    mark = re.match(r"[\d*†‡§¶]{1,2}\s*(?=[^\W\d_])", words)
    start += mark.end() if mark else 0
    sheet.state("affiliation", start, line.end - (1 if line.text.endswith(".") else 0))


def abstract(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Note an abstract in one language or two, told apart line by line."""
    english = [line for line in lines if not is_chinese(line.text)]
    copies(sheet, english, [line for line in lines if is_chinese(line.text)])


def copies(sheet: Sheet, english: Sequence[Line], chinese: Sequence[Line]) -> None:
    """Note an abstract and its Chinese copy: paragraphs under headings, after labels, or without either.

    A heading that is not usual takes, in Chinese, the name of the English section in the same place.
    """
    order = _copy(sheet, english, [], chinese=False)
    _copy(sheet, chinese, order, chinese=True)


def _copy(sheet: Sheet, lines: Sequence[Line], order: Sequence[str], *, chinese: bool) -> list[str]:
    """One language's copy of the abstract; gives the names of its sections under headings."""
    name, met = "abstract", list[str]()
    for at, line in enumerate(lines):
        following = at + 1 < len(lines)
        if following and headings.is_heading(line.text) and not headings.inline(line.text):
            sheet.label(line.start, line.end)
            counterpart = order[len(met)] if len(met) < len(order) else headings.slug(line.text)
            name = headings.known(line.text) or counterpart
            if name != "abstract":
                met.append(name)
        else:
            paragraph(sheet, line, name, chinese=chinese)
    return met


def paragraph(sheet: Sheet, line: Line, name: str, *, chinese: bool) -> None:
    """Note a paragraph under a name, unless labels in it give names of their own."""
    labels = headings.inline_all(line.text) or [("", 0, 0)]
    ends = [*(start for _, start, _ in labels[1:]), len(line.text)]
    for (label, start, text), end in zip(labels, ends, strict=True):
        sheet.label(line.start + start, line.start + text)
        sheet.text(headings.slug(label) if label else name, line.start + text, line.start + end, chinese)
    if not chinese:
        named_registrations(sheet, line)


TRIALS = tuple(scheme for scheme in Scheme if scheme not in (Scheme.DOI, Scheme.PMID, Scheme.PMCID, Scheme.ISSN))


def named_registrations(sheet: Sheet, line: Line) -> None:
    """Note the trial numbers that a line names."""
    sheet.identifiers(line.start, line.end, TRIALS)
