"""Whether a Chinese list with 分别为 (respectively) gives the arms their values in the order of the English text."""

from __future__ import annotations

from collections.abc import Iterator

from prismabook.extraction.codes import PARALLEL_DIFFERS
from prismabook.extraction.document import Document
from prismabook.extraction.notation import plain
from prismabook.extraction.rules.results import Comparison, comparisons
from prismabook.findings import Finding
from prismabook.model import Role, Section, Source
from prismabook.patterns import regex

_LIST = regex(
    r"(?P<a>[^,,。;;]{1,40})(?:和|与|及|、)(?P<b>[^,,。;;]{1,40}?)分别(?:为|是)?[^\d。]{0,8}"
    r"(?P<v1>\d{1,3}(?:[.·]\d+)?)\s?[%%]\s?(?:和|与|及|、|,|,)\s?(?P<v2>\d{1,3}(?:[.·]\d+)?)\s?[%%]"
)
_CONTROL = regex("安慰剂|对照|常规|标准治疗|假手术|空白")


def compare_orders(document: Document) -> tuple[Finding, ...]:
    """Lists whose two percentages the other language gives to the other arm.

    Only lists are compared of which one arm names itself placebo, control or standard treatment in both languages.
    """
    source = document.source
    sections = [s for s in source.having(Role.PARALLEL) if s.language == "zh"]
    found = comparisons(document) if sections else ()
    return tuple(finding for section in sections for finding in _section(source, section, found))


def _section(source: Source, section: Section, found: tuple[Comparison, ...]) -> Iterator[Finding]:
    for match in _LIST.finditer(source.words(section)):
        first, second = (_CONTROL.search(match[name]) is not None for name in ("a", "b"))
        if first == second:
            continue
        control, other = (match["v1"], match["v2"]) if first else (match["v2"], match["v1"])
        for comparison in found:
            ours = {arm.comparator: share.percent for share, arm in comparison.pairs}
            if len(comparison.pairs) == 2 and (ours.get(True), ours.get(False)) == (plain(other), plain(control)):
                start, end = section.start + match.start(), section.start + match.end()
                message = f"the Chinese text gives {control}% to the comparator, the English text {plain(other)}%"
                place = source.at(start, source.text[start:end])
                against = source.at(comparison.start, comparison.text)
                yield Finding(PARALLEL_DIFFERS, message, place, topic=f"order {control}", other=against)
