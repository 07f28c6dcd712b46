"""Eligibility: one row a criterion; where a page marks no boundary, the wording decides, with a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.proposal import REGISTRIES, Proposal, rule
from prismabook.extraction.registry_page import criteria
from prismabook.patterns import regex

_INCLUDES = regex(
    r"^(?:meet(?:s|ing)?|fulfil\w*|ful+fil|diagnos\w+|age[ds]?\b|males?|females?|adults?|men\b|women\b"
    r"|patients? (?:with|who|aged|diagnosed)|"
    r"written|signed|informed consent|able\b|ability|willing|under (?:standard|stable)|with at least"
    r"|at least|positive for|"
    r"negative\b|stable\b|active\b|body mass index|histologically|confirmed|documented|provi[ds]\w+)|"
    r"informed consent\b|≥\s?1[68]\s?years|\bfailed to control\b",
    re.IGNORECASE,
)
_EXCLUDES = regex(
    r"^(?:severe?\b|serious\b|cancer|malignan\w+|(?:known )?history of|prior (?:use|treatment|malign)"
    r"|pregnan\w+|lactating|breast|"
    r"inability|unable|unwilling|not able|contraindicat\w+|hypersensitiv\w+|allerg\w+|allergic"
    r"|known (?:allerg|hypersens)\w*|"
    r"mental|psychiatric|drug[- ]abuse|alcohol|substance|active (?:infection|tuberculosis|hepatitis)|infection with|"
    r"uncontrolled|concomitant|concurrent|participation|participat\w+ in|"
    r"received|(?:use|administration) of|any (?:other|condition)|other|previous(?:ly)?|high[- ]dose"
    r"|live vaccin|purified protein)|"
    r"\bcould interfere\b|\bin the (?:last|past|previous)\b|\bwithin (?:the )?(?:last|past|\d+)\b|\b(?:dys"
    r"|in)sufficien\w+|"
    r"\bprohibit\w*|\bexcluded?\b",
    re.IGNORECASE,
)


@rule("criteria-marked", "eligibility_inclusion", "eligibility_exclusion", kinds=REGISTRIES)
def marked(document: Document) -> Iterator[Proposal]:
    """The criteria that the page itself lists under inclusion or exclusion."""
    for direction in ("inclusion", "exclusion"):
        for criterion in criteria(document, f"registry:{direction}"):
            yield _row(f"eligibility_{direction}", criterion)


@rule("criteria-unmarked", "eligibility_inclusion", "eligibility_exclusion", "eligibility_criterion", kinds=REGISTRIES)
def unmarked(document: Document) -> Iterator[Proposal]:
    """Criteria in one list without a boundary: registries print inclusion first, so one boundary is looked for."""
    found = criteria(document, "registry:criterion")
    titles = " ".join(sentence.text for sentence in document.within("title"))
    low, high = boundary([criterion.text for criterion in found], titles)
    for n, criterion in enumerate(found):
        if low <= n < high:
            doubt = "the page does not say whether this criterion includes or excludes, and the wording leaves it open"
            yield _row("eligibility_criterion", criterion, doubt)
        else:
            item = "eligibility_inclusion" if n < low else "eligibility_exclusion"
            doubt = "the page marks no boundary between inclusion and exclusion; told by the wording"
            yield _row(item, criterion, doubt)


def _row(item: str, criterion: Sentence, doubt: str = "") -> Proposal:
    bare = criterion.text.rstrip(" ;.")
    return Proposal(item, re.sub(r"\s+", " ", bare), criterion.start, criterion.start + len(bare), doubt=doubt)


def leaning(criterion: str, title: str = "") -> int:
    """1 if a criterion is worded as one for inclusion, -1 for exclusion, 0 if it could be either.

    What usually excludes (``pregnant``) leaves it open in a study whose title is about it.
    """
    excludes = _EXCLUDES.search(criterion)
    about = excludes and re.search(rf"\b{re.escape(excludes[0][:6])}", title, re.IGNORECASE)
    return bool(_INCLUDES.search(criterion)) - bool(excludes and not about)


def boundary(found: Sequence[str], title: str = "") -> tuple[int, int]:
    """Where inclusion ends and where exclusion begins in a list of criteria; between them it is open.

    The boundary that fits most wordings counts if it fits at least three quarters of the criteria that lean one
    way (all of them, where only three do), and if only criteria that lean neither way stand where another boundary
    would fit as well. Otherwise all is open.
    """
    lean = [leaning(criterion, title) for criterion in found]
    fits = [sum(x > 0 for x in lean[:k]) + sum(x < 0 for x in lean[k:]) for k in range(len(lean) + 1)]
    best = max(fits)
    low = fits.index(best)
    high = len(fits) - 1 - fits[::-1].index(best)
    leaning_ones = sum(x != 0 for x in lean)
    clear = leaning_ones >= 4 and best >= 0.75 * leaning_ones
    few = {1, -1} <= set(lean) and best == leaning_ones >= 3
    sure = (clear or few) and not any(lean[low:high])
    return (low, high) if sure else (0, len(lean))


RULES = (marked, unmarked)
