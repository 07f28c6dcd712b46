"""Outcomes that a report names as primary or secondary, and whether the primary one was met."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.cue import Cue
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.nature import is_review
from prismabook.extraction.notation import PEOPLE, TIME, time_points
from prismabook.extraction.proposal import REPORTS, Proposal, rule
from prismabook.patterns import regex

_NAMED = regex(
    r"\b(?P<co>co-?)?(?P<rank>primary|secondary|main|principal) (?:(?:efficacy|safety|study"
    r"|clinical) )?(?:end[ -]?points?|outcomes?)"
    r"(?: (?:measures?|variables?))?\s?(?P<is>was|were|is|are|included?|comprised|:|=)\s(?!(?:not )?(?:met"
    r"|achieved|reached|attained|consistent|similar|comparable|also"
    r"|significant|better|worse|report|record|defin|obtain|improv|analy|assess|evaluat|compar|measur)\w*)",
    re.IGNORECASE,
)
_HOW = regex(r"(?:analy[sz]|measur|assess|defin|evaluat|determin|calculat)\w+ ", re.IGNORECASE)
_NEXT = regex(
    r"[;,]? ?(?:\band |\bwhile |\bwhereas )?(?:the )?(?:main |key )?(?:primary|secondary) (?:end|outcome)",
    re.IGNORECASE,
)
_MET = regex(
    r"\bprimary (?:efficacy )?(?:end[ -]?point|outcome)s? (?:was|were|is) (?P<not>not )?(?:met|achieved"
    r"|reached|attained)\b"
    r"|\b(?:(?P<not2>did not|failed to) )?(?:met|meet|achieved?|reach(?:ed)?) (?:its|(?P<the>the)"
    r"|their) primary (?:efficacy )?(?:end[ -]?point|outcome)s?\b",
    re.IGNORECASE,
)


_OF_PEOPLE = regex(rf"\b{PEOPLE}\b|\d\s?%", re.IGNORECASE)
"""``23 patients met the primary endpoint`` tells of the patients, not of the trial."""
_RANKED = Cue(_NAMED, ("primary ", "secondary ", "main ", "principal "))
_REACHED = Cue(_MET, (" primary ",))


@rule("outcomes", "outcome_primary", "outcome_secondary", kinds=REPORTS)
def outcomes(document: Document) -> Iterator[Proposal]:
    """``The primary endpoint was X at week 12``; a list of secondary outcomes is taken apart at its commas."""
    if is_review(document):
        return
    for sentence in (s for s in document.having(_RANKED) if s.section not in ("results", "conclusions")):
        for match in _RANKED.finditer(sentence.text):
            item = "outcome_secondary" if match["rank"].lower() == "secondary" else "outcome_primary"
            yield from _named(sentence, match, item)


def _named(sentence: Sentence, match: re.Match[str], item: str) -> Iterator[Proposal]:
    stop = _NEXT.search(sentence.text, match.end())
    end = stop.start() if stop else len(sentence.text)
    text = sentence.text[match.end() : end].rstrip(" .;")
    quote = sentence.start + match.start(), sentence.start + match.end() + len(text)
    for name in parts(text):
        times = time_points(name)
        bare = tidy(name)
        for time in (times or [""]) if bare and not _HOW.match(bare) else ():
            yield Proposal(item, bare, *quote, time_point=time)


def parts(text: str) -> list[str]:
    """The members of a list: split at commas outside brackets, and at a last ``and`` if there was a comma."""
    depth, pieces = 0, [""]
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char in ",;" and depth <= 0:
            pieces.append("")
        else:
            pieces[-1] += char
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    if len(pieces) > 1 and re.match(r"(?:and|or)\s", pieces[-1]):
        pieces[-1] = re.sub(r"^(?:and|or)\s", "", pieces[-1])
    elif len(pieces) > 1:
        pieces[-1:] = re.split(r"\sand\s(?!\d)", pieces[-1], maxsplit=1)
    return pieces


def tidy(name: str) -> str:
    """An outcome's name without article, time point and loose words around it."""
    bare = re.sub(r"\s+", " ", TIME.sub("", name)).strip(" ,;:.")
    bare = re.sub(r"^(?:the|an?|that|assessed as|defined as) ", "", bare, flags=re.IGNORECASE)
    return re.sub(r"[\s,]+(?:at|by|after|and|from|to|between|until|measured|assessed|of)$", "", bare).strip(" ,;:.")


@rule("primary-met", "primary_outcome_met", kinds=REPORTS)
def primary_met(document: Document) -> Iterator[Proposal]:
    """``The primary endpoint was not met``."""
    if is_review(document):
        return
    for sentence in document.having(_REACHED):
        match = _REACHED.search(sentence.text)
        if match and not (match["the"] and _OF_PEOPLE.search(sentence.text[: match.start()])):
            times = time_points(sentence.text)
            value = "no" if match["not"] or match["not2"] else "yes"
            yield Proposal(
                "primary_outcome_met", value, *sentence.clause, time_point=times[0] if len(times) == 1 else ""
            )
            return


RULES = (outcomes, primary_met)
