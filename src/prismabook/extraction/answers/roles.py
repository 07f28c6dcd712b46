"""Which of an article's words for its groups mean a question's intervention, and which its comparator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from prismabook.extraction.answers.labels import meaning
from prismabook.extraction.answers.words import Lexicon, fold, tokens
from prismabook.patterns import regex

INTERVENTION, COMPARATOR = "intervention", "comparator"

LEAST = 0.5
"""How alike a label must be to a name to mean it."""
MARGIN = 0.12
"""How much more alike to one name than to the other."""

_CONTROL = regex(
    r"\b(?:placebo|controls?|sham|usual|standard|conventional|routine|no |without|waiting"
    r"|wait[- ]?list|untreated|tau|vehicle"
    r"|saline|dummy|non|not|normal care|comparison|education only|alone)\b|\bpre\b|free\b|less\b"
)
_OF_PEOPLE = (
    r"(?: (?:groups?|arms?|participants|patients|subjects|children|women|students|schools|clusters|villages"
    r"|practices|clinics|centres|zones|communities|wards|hospitals|classes|homes))?\W*$"
)
_GENERIC_ACTIVE = regex(
    r"^\W*(?:the )?(?:interventions?|experimental|experiment|treatment|treated|study|active"
    r"|exposed|exposure|test|case|cases|trained|training|drug|exp\.?|int\.?|ig|eg"
    r"|tg)" + _OF_PEOPLE
)
_GENERIC_CONTROL = regex(
    r"^\W*(?:the )?(?:controls?|placebo|comparison|comparator|usual care|standard care"
    r"|standard|routine care|untreated|no (?:treatment|intervention)|cg|con\.?|ctrl"
    r"|cont\.?)" + _OF_PEOPLE
)
_SIZE = regex(r"[(\[]?\s?\b[nN]\s?[=:]\s?\d[\d,\u2009]*\s?(?:patients|participants)?\s?[)\]]?")
_STATS = regex(
    r"\bs\.\s?[de]\.(?:m\.)?|(?:[(\[]\s?)?(?:\bn(?:o\.?|umber)?\b\s?)?(?:[(\[]\s?)?%\s?[)\]]*|\b(?:mean|median|sd|s\.d\.|sem?"
    r"|iqr|range|standard deviation)s?\b"
    r"|±|\+/-|\bn \(%\)|[(\[]\s?[)\]]|\b(?:n|m|no\.)\s?\(",
    re.IGNORECASE,
)
_LETTERED = regex(r"\b(?:group|arm|cohort|regimen)\s?[-:]?\s?(?P<id>[A-Z]{1,5}\d{0,3}|\d|[a-f])\b", re.IGNORECASE)
_GROUP_ENDS = regex(r"\s?(?:groups?|arms?)?\s?[(\[]\s*$", re.IGNORECASE)
"""What stands between an arm's name and its letter: ``a gum-chewing group (group A)``."""
_BREAK = regex(r"[;.]\s|\b(?:and|while|whereas)\b|\b(?:group|arm)s?\b", re.IGNORECASE)


_TIME = regex(
    r"\b(?:total|at|after|from|until)?\s?\d+(?:\s?(?:-|to|and)\s?\d+)?[\s-]?(?:hours?|days?|weeks?|months?|years?|h|wks?|mo)\b"
    r"|\b(?:hours?|days?|weeks?|months?|years?)\s?\d+\b|\bbaseline\b|\bfollow[\s-]?up\b"
)


_COMBINATION = regex(r"^\W*(?:the )?(?:combination|combined|combo|both)(?: (?:group|arm|therapy|treatment|drugs))?\W*$")
_JOINED = regex(r"\bplus\b|\+|\band\b|\bcombined with\b|\bin combination\b|\bwith\b")

_EVERYONE = regex(r"\W*(?:all|total|overall|whole|entire)\b(?!\W*(?:trans|inclusive))", re.IGNORECASE)
"""A column of all people is no arm."""
_ALONE = regex(r"\b(?:alone|only)\b")
_UNITS = frozenset(["mg", "mcg", "µg", "μg", "ug", "g", "kg", "ml", "iu", "day", "d", "daily"])
"""Units of doses, which tell nothing where the question names none."""

_CASE_WORDS = regex(r"[a-z0-9]+")


def _is_initials(label: str, name: str) -> bool:
    """Whether a label is the first letters of a name's words: ``CBT-I``, ``NTF``."""
    letters = label.removesuffix(" group").replace("-", "").replace("/", "")
    if not 3 <= len(letters) <= 6 or not letters.isalpha():
        return False
    words = _CASE_WORDS.findall(fold(name).replace("-", " "))
    return letters in ("".join(w[0] for w in words), initials(name))


def initials(name: str) -> str:
    """The first letters of a name's telling words, if they are three or more."""
    words = _CASE_WORDS.findall(fold(name).replace("-", " "))
    small = ("and", "or", "of", "for", "the", "in", "with", "to", "a", "an", "plus")
    found = "".join(word[0] for word in words if word not in small)
    return found if len(found) >= 3 and found.isalpha() else ""


def generic(words: str) -> str:
    """``active`` or ``control`` for words that name a group by nothing but its part in the comparison."""
    return "active" if _GENERIC_ACTIVE.match(words) else "control" if _GENERIC_CONTROL.match(words) else ""


@lru_cache(maxsize=5_000)
def bare(label: str) -> str:
    """A label without its size, statistics and brackets left empty."""
    words = " ".join(_STATS.sub(" ", " ".join(_SIZE.sub(" ", fold(label)).split())).split()).strip(" ,;:-()/")
    timeless = " ".join(_TIME.sub(" ", words).split()).strip(" ,;:-()/")
    return timeless if tokens(timeless) or generic(timeless) else words


def control_like(name: str) -> bool:
    """Whether a name is one of a comparison without the treatment."""
    return bool(_CONTROL.search(fold(name)))


@dataclass
class Roles:
    """The two names of a question as an article may word them."""

    lexicon: Lexicon
    intervention: str
    comparator: str
    sentences: Sequence[str] = ()
    """Sentences in which lettered groups may be explained."""
    printed: dict[str, str] = field(default_factory=dict)
    """What the tables call the two arms, without sizes and statistics."""
    _known: dict[str, tuple[float, float]] = field(default_factory=dict)

    def likeness(self, label: str) -> tuple[float, float]:
        """How alike a label is to the intervention's and to the comparator's name, from 0 to 1."""
        if label not in self._known:
            words = bare(label)
            pair = self._alike(self.intervention, words), self._alike(self.comparator, words)
            if max(pair) < LEAST and (context := self._explained(label)):
                told = self._by_context(context)
                pair = (max(pair[0], told[0]), max(pair[1], told[1]))
            self._known[label] = self._of_both(words, pair)
        return self._known[label]

    def _by_context(self, context: str) -> tuple[float, float]:
        """How well what an article says of a lettered group fits each name.

        Where one name is the other with something more, the lesser one fits only a context with a word of a control:
        ``bupivacaine with saline``.
        """
        names = [_ALONE.sub(" ", name) for name in (self.intervention, self.comparator)]
        words = [tokens(name) for name in names]
        fit = [0.9 * self.lexicon.covered(name, context) for name in names]
        for own, other in ((0, 1), (1, 0)):
            if words[own] < words[other] and not (control_like(context) or _ALONE.search(context)):
                fit[own] = min(fit[own], 0.45)
        return fit[0], fit[1]

    def _of_both(self, label: str, pair: tuple[float, float]) -> tuple[float, float]:
        """``Sham acupuncture`` is the sham, where the names are ``acupuncture`` and ``sham``."""
        words = self.lexicon.bag(label)
        first, second = (tokens(name) for name in (self.intervention, self.comparator))
        if not first or not second or first & second or not (first | second) <= words:
            return pair
        if control_like(self.comparator) and not control_like(self.intervention):
            return pair[0] / 2, max(pair[1], 0.9)
        return (max(pair[0], 0.9), pair[1] / 2) if self.control_first else pair

    def _alike(self, name: str, label: str) -> float:
        lexicon = self.lexicon
        wanted, words = lexicon.bare(name), lexicon.bare(label)
        if not any(c.isdecimal() for c in f"{self.intervention}{self.comparator}"):
            words = frozenset(t for t in words if not t.isdecimal() and t not in _UNITS) or words
        if not wanted or not words:
            return 1.0 if wanted == words and fold(name) == label else 0.0
        if _is_initials(label, name):
            return 0.9
        here = sum(self._met(t, name, wanted) for t in words) / len(words)
        there = sum(self._met(t, label, words) for t in wanted) / len(wanted)
        if not here or not there:
            return 0.0
        alike = 2 * here * there / (here + there)
        return (
            max(alike, 0.7 + 0.05 * there)
            if here == 1.0
            else max(alike, 0.6)
            if there == 1.0 and here >= 0.5
            else alike
        )

    def _met(self, token: str, text: str, words: frozenset[str]) -> bool:
        """Whether a word stands in a text, or its long form, or a shortened one (``Dex`` for dexmedetomidine)."""
        lexicon = self.lexicon
        if lexicon.meets(token, lexicon.bag(text)) or lexicon._by_long(token, lexicon.bag(text)):
            return True
        return any(3 <= len(a) < 6 < len(b) and b.startswith(a) for w in words for a, b in ((token, w), (w, token)))

    def _explained(self, label: str) -> str:
        """The words beside a lettered group's mentions: ``Group A received …``, ``… (group A)``."""
        match = _LETTERED.search(label)
        if not match:
            return ""
        letter = re.escape(match["id"])
        pattern = regex(
            rf"\b(?:group|arm|cohort|regimen)\s?[-:]?\s?{letter}\b|(?<=[(\[]){letter}[ -](?:group|arm)\b", re.IGNORECASE
        )
        found = []
        for sentence in self.sentences:
            for mention in pattern.finditer(sentence):
                before, after = sentence[: mention.start()], sentence[mention.end() :]
                if before.rstrip().endswith(("(", "[")):
                    found.append(_BREAK.split(_GROUP_ENDS.sub("", before))[-1][-90:])
                else:
                    found.append(_BREAK.split(after)[0][:90])
            if len(found) > 3:
                break
        return " ".join(found[:4])

    def assign(self, labels: Iterable[str]) -> dict[str, str]:
        """The role of each label that means one of the two names, among labels that stand side by side."""
        labels = [label for label in dict.fromkeys(labels) if label and not _EVERYONE.match(label)]
        scores = {label: self.likeness(label) for label in labels}
        roles: dict[str, str] = {}
        for role, own, other in ((INTERVENTION, 0, 1), (COMPARATOR, 1, 0)):
            best = max((s[own] for s in scores.values()), default=0.0)
            for label, score in scores.items():
                if score[own] >= max(LEAST, best - 0.02) and score[own] - score[other] >= MARGIN:
                    roles[label] = role
        self._combined(labels, roles)
        self._generic(labels, roles)
        self._left_over(labels, roles)
        return roles if len(set(roles.values())) == 2 else {}

    def _combined(self, labels: Sequence[str], roles: dict[str, str]) -> None:
        """``Combination`` is the arm with both treatments, and neither of the labels that name one of them."""
        together = [label for label in labels if _COMBINATION.match(bare(label))]
        if len({bare(label) for label in together}) != 1 or len({bare(x) for x in labels if is_arm_like(x)}) < 3:
            return
        joined = [
            (role, name) for role, name in ((INTERVENTION, self.intervention), (COMPARATOR, self.comparator))
            if _JOINED.search(fold(name))
        ]  # fmt: skip
        if len(joined) == 1 and not any(label in roles for label in together):
            role = joined[0][0]
            for label in [label for label, given in roles.items() if given == role]:
                del roles[label]
            roles.update(dict.fromkeys(together, role))

    def _generic(self, labels: Sequence[str], roles: dict[str, str]) -> None:
        """``Intervention`` and ``Control`` stand for the names, where nothing else does."""
        usual = self.control_first
        for pattern, role in (
            (_GENERIC_ACTIVE, COMPARATOR if usual else INTERVENTION),
            (_GENERIC_CONTROL, INTERVENTION if usual else COMPARATOR),
        ):
            if role in roles.values():
                continue
            found = [label for label in labels if pattern.match(bare(label)) and label not in roles]
            arms = {bare(label) for label in labels if is_arm_like(label)}
            only = {bare(label) for label in found}
            if found and (len(arms) <= 2 or (pattern is _GENERIC_CONTROL and len(only) == 1 and not usual)):
                roles.update(dict.fromkeys(found, role))

    @property
    def control_first(self) -> bool:
        """Whether the question names the control first."""
        return control_like(self.intervention) and not control_like(self.comparator)

    def _left_over(self, labels: Sequence[str], roles: dict[str, str]) -> None:
        """Of two groups, the one that is left when the other is known."""
        if len(set(roles.values())) != 1:
            return
        arms = list(dict.fromkeys(bare(label) for label in labels if is_arm_like(label)))
        known = {bare(label) for label in roles}
        rest = [arm for arm in arms if arm not in known]
        if len(arms) == 2 and len(rest) == 1:
            role = INTERVENTION if COMPARATOR in roles.values() else COMPARATOR
            roles.update({label: role for label in labels if bare(label) == rest[0]})


@lru_cache(maxsize=5_000)
def is_arm_like(label: str) -> bool:
    """Whether a label may name a group: words, and not only a statistic, a test, a total or a time."""
    told = meaning(label)
    words = bare(label)
    if (
        told.test
        or told.effect
        or told.total
        or (not tokens(words) and not generic(words) and not _LETTERED.fullmatch(words))
    ):
        return False
    return not (told.when and len(tokens(words)) <= 2)
