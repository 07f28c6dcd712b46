"""Comparisons in sentences: ``12 of 30 (40%) in the A group and 5 of 31 (16%) in the B group``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prismabook.extraction.answers.alike import alike
from prismabook.extraction.answers.attribution import attributed, marked
from prismabook.extraction.answers.labels import When, when
from prismabook.extraction.answers.mentions import Mentions
from prismabook.extraction.answers.model import OutcomeType
from prismabook.extraction.answers.roles import Roles
from prismabook.extraction.answers.words import Lexicon, fold, measures, tokens
from prismabook.extraction.document import Sentence
from prismabook.extraction.notation import Share, Spread
from prismabook.patterns import regex

LEAST = 0.74
"""The share of an outcome's words that a sentence must hold."""

_BASELINE = regex(
    r"\bbaseline\b|\bat (?:entry|admission|enrol\w+|inclusion)\b|\bon admission\b"
    r"|\bsample size\b|\bpower\b|\bbefore (?:treatment|surgery|the intervention"
    r"|intervention)\b",
    re.IGNORECASE,
)
_NUMBER = regex(
    r"\d|\b(?:no|none|neither|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)
_NO = regex(r"\b(?:[Nn]o|[Nn]one of)\b(?! (?:treatment|intervention|therapy))")
"""``No deaths`` is about deaths."""
_CHANGE = regex(r"\b(?:chang|decreas|increas|reduc|improv|gain|loss)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison that a sentence tells."""

    sentence: Sentence
    values: dict[str, Share | Spread]
    score: float
    when: When | None


def told(
    sentences: Sequence[Sentence],
    roles: Roles,
    names: Sequence[tuple[str, str]],
    outcome: str,
    type_: OutcomeType,
    lexicon: Lexicon,
) -> list[Told]:
    """The comparisons of both arms in sentences about an outcome; ``names`` are words with the arm they mean."""
    mentions = Mentions(roles, names)
    found = []
    for sentence in sentences:
        if not _NUMBER.search(sentence.text) or (
            "baseline" not in outcome.lower()
            and _BASELINE.search(sentence.text)
            and not (_CHANGE.search(outcome) and _CHANGE.search(sentence.text))
        ):
            continue
        if _of_a_part(sentence.text, outcome, mentions, lexicon):
            continue
        for part, whole in _parts(sentence):
            score = lexicon.covered(outcome, _NO.sub(" ", part.text), telling=True)
            if score < LEAST:
                continue
            values = attributed(part.text, mentions, type_, whole.text)
            if not values and type_ is OutcomeType.BINARY:
                values = {**alike(part.text)}
            if (
                type_ is OutcomeType.BINARY
                and _ALLOTTED.search(part.text)
                and any(not _shared(v) for v in values.values())
            ):
                continue  # counts of people in a sentence on allocation are sizes
            if values and _of_another(part.text, values, type_, outcome, lexicon):
                continue
            if values and not _foreign(part.text, values, mentions, outcome):
                found.append(Told(part, values, score, when(fold(part.text))))
    return found


_WORD = regex(r"[^\W\d_][\w-]*")


def _of_another(
    text: str, values: dict[str, Share | Spread], type_: OutcomeType, outcome: str, lexicon: Lexicon
) -> bool:
    """Whether the outcome is named only after the two numbers, and other numbers follow, which are its own then.

    ``Coma (65/1832 with A vs 91/1768 with B), fits (224/2712 vs 273/2713)`` says nothing of fits with these two.
    """
    first, last = min(v.start for v in values.values()), max(v.end for v in values.values())
    if not any(value.start >= last for value in marked(text, type_)):
        return False
    wanted = (lexicon.bare(outcome) - measures()) or lexicon.bare(outcome)
    before = lexicon.bag(" ".join(_WORD.findall(text[:first])))
    return not any(lexicon.held(token, before) for token in wanted)


_SUBGROUP = regex(
    r"^(?:However, |Moreover, |Furthermore, )?(?:[Ii]n|[Aa]mong|[Ff]or|[Oo]f) (?:the )?(?:sub-?group of )?"
    r"(?:\w+ ){0,2}?"
    r"(?:patients|participants|subjects|women|men|children|infants|those|people|eyes|adults)"
    r" (?P<which>(?:with|without|aged|who|whose|younger|older|under|over|at|on) [^,;.]{2,80}),"
)


def _of_a_part(text: str, outcome: str, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether a sentence is about some participants only: ``In patients with cirrhosis, mortality was …``."""
    match = _SUBGROUP.match(text)
    if not match or mentions.of(match["which"]):
        return False
    words = tokens(match["which"]) - measures()
    return any(not lexicon.meets(t, lexicon.topic | lexicon.bag(outcome)) for t in words)


def _shared(value: Share | Spread) -> bool:
    """Whether a value is more than a count of people: it has a percentage or a total."""
    return isinstance(value, Spread) or bool(value.percent or value.total)


_ALLOTTED = regex(
    r"\b(?:random|allocat|assign|enrol|recruit|includ|exclud|analy[sz]ed|eligible|consent|divided)", re.IGNORECASE
)


def _parts(sentence: Sentence) -> Iterator[tuple[Sentence, Sentence]]:
    """The sentence, and its clauses between semicolons."""
    yield sentence, sentence
    if ";" in sentence.text:
        begin = 0
        for piece in sentence.text.split(";"):
            yield Sentence(piece, sentence.start + begin, sentence.section), sentence
            begin += len(piece) + 1


_ORDINARY = tokens(
    "occurred observed seen reported found experienced developed achieved showed recorded noted while whereas but only"
    " standard deviation confidence interval range significantly significant less more fewer he she respectively also"
    " patients women men children cases years months weeks days hours minutes min mm cm kg points alone plus"
    " was were had underwent suffered ci sd se had having present who whom corresponding figure figures results no p"
    " mmhg kg cm mm ml mg dl mmol nmol pmol ng pg iu kcal score scores points"
    " assigned allocated randomized randomised given treated receiving"
    " baseline from to decreased increased reduced fell rose improved week month day placebo control intervention"
)
"""Words that may stand between the numbers of two arms without turning to something else."""


_AGAINST = regex(r"\b(?:compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|than|as against)\s")


def _foreign(text: str, values: dict[str, Share | Spread], mentions: Mentions, outcome: str) -> bool:
    """Whether words of something else stand between the two numbers: ``nausea in 5/30 … and vomiting in 3/31``."""
    first, second = sorted(values.values(), key=lambda value: value.start)
    between = re.sub(r"\([^()]*\)|\d+", " ", text[first.end : second.start])
    between = _AGAINST.split(between)[-1]  # before it stands the outcome that both share
    known = _ORDINARY | measures() | tokens(outcome) | mentions.words
    return any(not mentions.roles.lexicon.meets(token, frozenset(known)) for token in tokens(between) if len(token) > 3)


__all__ = ["Told", "told"]
