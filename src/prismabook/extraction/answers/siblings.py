"""Rows whose names are alike: which of them a question means, and when it means none of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prismabook.extraction.answers.compare import Candidate
from prismabook.extraction.answers.words import Lexicon, measures, timeless, tokens
from prismabook.patterns import regex

UNIT = regex(r"[(\[][^()\[\]]*[)\]]")
"""What a label says in brackets."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A candidate with how well it fits."""

    candidate: Candidate
    score: float


def parted(scored: Sequence[Scored], top: float, outcome: str, lexicon: Lexicon) -> bool:
    """Whether the best candidate lacks a word of the outcome that another one has, which lacks one of its own."""
    wanted = lexicon.bare(timeless(outcome)) - measures()
    hits = {s: lexicon.shared(wanted, lexicon.bag(" ".join((*s.candidate.own, *s.candidate.group)))) for s in scored}
    bag = lexicon.bag(outcome)
    best = [
        s
        for s in scored
        if s.score >= top - 1e-9
        and not all(lexicon.meets(t, bag) for t in lexicon.bare(" ".join(s.candidate.own)) - measures())
    ]
    return any(hits[s] - hits[b] and hits[b] - hits[s] for b in best for s in scored)


_ANY_KIND = tokens("all any total overall cause causes every incident new patient") | {"1"}


_KINDS = tokens(
    "cardiac cardiovascular vascular coronary cerebral pulmonary renal hepatic haemorrhagic ischaemic severe serious"
    " major minor mild moderate fatal nonfatal sudden systolic diastolic superficial deep"
)
"""Words that make one outcome a kind of another: ``cardiac death`` is not ``death``."""


def narrower(chosen: Sequence[Scored], scored: Sequence[Scored], outcome: str, lexicon: Lexicon) -> bool:
    """Whether the table tells kinds of the row's outcome apart, and the question asks for yet another kind.

    ``Stroke`` is no answer to ``haemorrhagic stroke`` where ``Ischaemic stroke`` is another row.
    """
    wanted = lexicon.bare(timeless(outcome)) - measures() - _ANY_KIND
    for best in chosen:
        own = lexicon.bare(" ".join(best.candidate.rows)) - measures()
        here = lexicon.bag(" ".join((*best.candidate.own, *best.candidate.group, best.candidate.panel.caption)))
        lacking = [t for t in wanted if not lexicon.meets(t, here) and not lexicon._by_long(t, here)]
        if not own or not lacking or any(lexicon.weight(t) < 1 for t in lacking):
            continue
        if any(t in _KINDS for t in lacking):
            return True
        others = (s.candidate for s in scored if s.candidate.panel is best.candidate.panel)
        if any(own < lexicon.bare(" ".join(other.rows)) - measures() for other in others):
            return True
    return False


def one_of_several(chosen: Sequence[Scored], scored: Sequence[Scored], outcome: str, lexicon: Lexicon) -> bool:
    """Whether the row has words of its own that the question lacks, and so has another that meets the same words.

    ``PDQ-39 mobility`` is not ``PDQ-39`` where ``PDQ-39 emotional well-being`` is another row.
    """
    bag, wanted = lexicon.bag(outcome), lexicon.bare(timeless(outcome))

    def said(scored: Scored) -> tuple[frozenset[str], frozenset[str]]:
        candidate = scored.candidate
        own = lexicon.bare(" ".join(UNIT.sub(" ", label) for label in (candidate.rows or candidate.group)))
        own = frozenset(t for t in own - measures() - _INSTRUMENTS if not t.isdecimal())
        met = frozenset(t for t in own if lexicon.meets(t, bag) or lexicon._by_long(t, bag))
        return lexicon.shared(wanted, lexicon.bag(" ".join(candidate.own))), own - met

    for best in chosen:
        if not best.candidate.rows and best.candidate.times:
            continue  # rows of times under the outcome's name
        met, more = said(best)
        others = [said(s) for s in scored if s.candidate.panel is best.candidate.panel]
        if more and any(hits == met and rest - more and more - rest for hits, rest in others):
            return True
    return False


_INSTRUMENTS = tokens("vas nrs vrs likert visual analogue numeric rating")


_LETTER = regex(r"(?<![\w'’])(?:[A-Z]|[IVX]{1,3}|[αβγ])(?![\w'’])")


def by_letter(scored: Sequence[Scored], outcome: str) -> list[Scored]:
    """Of rows that fit alike, those with the question's single letter: ``Trail Making Test part B``."""
    letters = set(_LETTER.findall(outcome))
    same = [s for s in scored if letters and letters <= set(_LETTER.findall(" ".join(s.candidate.own)))]
    return same or list(scored)


_LASTING = tokens("time duration length latency days hours minutes weeks months stay")
_DIMENSION = tokens("time duration frequency cost number dose length latency")


def amiss(chosen: Sequence[Scored], outcome: str, lexicon: Lexicon) -> bool:
    """Whether the row names one thing and the question another, of what both have a part.

    ``Sleep efficiency`` is no answer to ``total sleep time``: each has a word that the other lacks.
    """
    bag, wanted = lexicon.bag(outcome), lexicon.bare(timeless(outcome))
    for best in chosen:
        candidate = best.candidate
        labels = (*candidate.own, *candidate.group, candidate.panel.corner, candidate.panel.caption)
        here = lexicon.bag(" ".join(labels))
        lacking = [t for t in wanted - measures() - _DIMENSION if not lexicon.held(t, here)]
        timed = bool(_LASTING & tokens(" ".join((*labels, candidate.panel.notes))))
        lacking += [t for t in wanted & _DIMENSION if not lexicon.meets(t, here) and not (timed and t in _LASTING)]
        named = candidate.rows or candidate.group
        own = lexicon.bare(" ".join(UNIT.sub(" ", label) for label in named)) - measures()
        more = [t for t in own if not lexicon.meets(t, bag) and not lexicon._by_long(t, bag) and not t.isdecimal()]
        more = [t for t in more if t not in _LASTING]
        if more and any(t in _DIMENSION for t in lacking):
            return True
    return False


__all__ = ["UNIT", "Scored", "amiss", "by_letter", "narrower", "one_of_several", "parted"]
