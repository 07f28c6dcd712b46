"""Results of studies without a comparison: single-arm trials and case series."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.document import Document
from prismabook.extraction.nature import is_single_group, series_sentence
from prismabook.extraction.notation import plain
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.extraction.rules.clauses import BASELINE, counted_in, one_time, result_clauses
from prismabook.extraction.wording import outcome
from prismabook.patterns import regex

_COMPARES = regex(r"\b(?:than|compared|versus|vs\.?|historical|whereas|respectively)\b", re.IGNORECASE)


@rule("shares-of-all", "result_percent", "result_events", "result_total", kinds=REPORTS)
def shares_of_all(document: Document) -> Iterator[Proposal]:
    """``15 of 24 patients (62.5%)`` in a study whose participants all got the same."""
    if not is_single_group(document):
        return
    for start, text in result_clauses(document):
        counted, others = counted_in(document, text)
        if len(counted) != 1 or others or BASELINE.search(text) or _COMPARES.search(text):
            continue
        name, _ = outcome(text, counted, ())
        time, doubt = one_time(text)
        share = counted[0]
        rows = (
            ("result_percent", share.percent, "percent"),
            ("result_events", share.events, "participants"),
            ("result_total", share.total, "participants"),
        )
        for item, value, unit in rows if name else ():
            if value:
                yield Proposal(item, value, start, start + len(text), name, "", time, unit, doubt)


@rule("series-size", "n_analysed", kinds=REPORTS)
def series_size(document: Document) -> Iterator[Proposal]:
    """How many patients a case series reports."""
    if found := series_sentence(document):
        sentence, match = found
        which = "n" if match["n"] else "m"
        start, end = sentence.start + match.start(which), sentence.start + match.end()
        yield Proposal("n_analysed", plain(match[which]), start, end, unit="participants")


RULES = (shares_of_all, series_size)
