"""How many people each arm has, where an article says so outside the row that is asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from prismabook.extraction.answers.each import COUNT, WHO, Size, number, of_each
from prismabook.extraction.answers.labels import meaning
from prismabook.extraction.answers.naming import GENERIC, head, one_role, only_generic, tail
from prismabook.extraction.answers.panels import Panel
from prismabook.extraction.answers.people import only_size
from prismabook.extraction.answers.roles import COMPARATOR, INTERVENTION, Roles
from prismabook.extraction.document import Sentence
from prismabook.extraction.notation import PEOPLE, plain
from prismabook.patterns import regex

_NAMED = regex(
    r"(?P<name>[^()\[\];:.]{2,90}?)\s?[(\[]\s?(?:[^()\[\]]{1,40}[;,]\s?)?[nN]\s?[==]\s?"
    r"(?P<n>\d[\d,]*)\b[^()\[\]]{0,30}[)\]]"
)
_VERB = (
    r"(?:(?:were |was )?(?:randomly )?(?:assigned|allocated|randomi[sz]ed|allotted)(?: to"
    r"| into)?(?: receive)?|(?:were )?hospitali[sz]ed in"
    r"|(?:who )?received|receiving|(?:were |was )?given|(?:were )?treated with|underwent"
    r"|(?:were )?fed|(?:were )?enrolled in|(?:were )?included in)"
)
_RECEIVED = regex(
    rf"\b(?P<n>{COUNT})(?: \(\d[\d.]*\s?%\))?(?: of (?:the|these|whom))?(?: {WHO})?(?: with [\w -]{{3,40}})? "
    rf"{_VERB}(?: the| an?| either)? (?P<name>[^,;.()]{{2,70}})",
    re.IGNORECASE,
)
_PEOPLE_IN = regex(
    rf"\b(?P<n>{COUNT}) {WHO} (?:were )?(?:in|on|from|of) (?:the |an? )?(?P<name>[^,;.()]{{2,60}})", re.IGNORECASE
)
_AND = regex(
    rf"(?:\band|[:,;]) (?P<n>{COUNT})(?: \(\d[\d.]*\s?%\))?(?: {WHO})?"
    rf" (?:to|in|on) (?:the |an? )?(?P<name>[^,;.()]{{2,60}})",
    re.IGNORECASE,
)
_IN_ORDER = regex(
    rf"(?<!\d)(?P<a>\d+)(?: {PEOPLE})? and (?P<b>\d+)(?: {PEOPLE})?(?: were| was)?[^.;]{{0,60}}?(?:to"
    rf"|in|into|received?) (?:the )?(?P<x>[^.;,]{{2,60}}?) (?:and"
    rf"|or) (?P<y>[^.;,]{{2,60}}?),? (?:groups? |arms? )?respectively",
    re.IGNORECASE,
)


MOST_UNEQUAL = 6
"""How many times larger one arm may be than the other; the smaller number counts something else then."""


def sizes(panels: Sequence[Panel], sentences: Sequence[Sentence], roles: Roles) -> dict[str, Size]:
    """The one size of each arm that tables' headings and sentences agree on; none where they differ too much."""
    found = [*_from_tables(panels, roles), *_from_sentences(sentences, roles)]
    found += of_each([*sentences, *(s for panel in panels for s in panel.about())], roles)
    chosen: dict[str, Size] = {}
    for role in (INTERVENTION, COMPARATOR):
        own = [size for size in found if size.role == role]
        own = [size for size in own if not size.rule.endswith(GENERIC)] or own
        own = [size for size in own if not size.rule.endswith(PART)] or own
        counts = Counter(size.value for size in own)
        if own and own[0].rule.startswith("out-of") and len(counts) > 1:
            continue  # how many were looked at differs from outcome to outcome
        if not counts:
            continue
        (value, times), *rest = counts.most_common()
        if rest and times == rest[0][1]:  # what tables say goes before sentences, and ``(n = 30)`` before others
            tiers = ({size.value for size in own if size.rule.startswith(kind)} for kind in ("table", "named"))
            surest = next((values for values in tiers if values), set())
            value = surest.pop() if len(surest) == 1 else ""
        if value:
            chosen[role] = next(size for size in own if size.value == value)
    for role in [size.role for size in chosen.values() if size.rule.endswith(PART)]:
        other = chosen.get(COMPARATOR if role == INTERVENTION else INTERVENTION)
        seen = {size.value for size in found if other and size.role == other.role and size.rule.endswith(PART)}
        if other and not other.rule.endswith(PART) and other.value not in seen:
            del chosen[role]  # of a part of one arm, and of the whole other arm: they do not belong together
    least = min((int(size.value) for size in chosen.values()), default=0)
    if any(int(size.value) > MOST_UNEQUAL * least for size in chosen.values()):
        return {role: size for role, size in chosen.items() if int(size.value) > MOST_UNEQUAL * least}
    return chosen


def _from_tables(panels: Sequence[Panel], roles: Roles) -> Iterator[Size]:
    for panel in panels:
        part = PART if _OF_PART.search(panel.caption) else ""
        yield from (replace(size, rule=size.rule + part) for size in _from_headings(panel, roles))
        yield from (replace(size, rule=size.rule + part) for size in _under_headings(panel, roles))
        for row in panel.rows():
            if row[0].stub and meaning(row[0].stub[-1]).sizes and not row[0].group:
                assigned = roles.assign(label for entry in row for label in entry.heads)
                for entry in row:
                    role = next((assigned[h] for h in entry.heads if h in assigned), None)
                    if role and entry.text.strip().isdecimal():
                        yield Size(role, entry.text.strip(), entry.start, entry.end, f"table-row-n{part}")


def _under_headings(panel: Panel, roles: Roles) -> Iterator[Size]:
    """``n = 52`` in a row of headings of its own, under an arm's name."""
    labels = [label for row in panel.heads for label in row]
    if not any(only_size(label) for label in labels):
        return
    seen: dict[str, set[str]] = {}
    for upper in panel.heads:
        assigned = roles.assign(upper)
        for entry in panel.entries:
            role = next((assigned[h] for h in entry.heads if h in assigned), None)
            if role:
                seen.setdefault(role, set()).update(h for h in entry.heads if only_size(h))
    for role, found in seen.items():
        if len({meaning(label).size for label in found}) == 1 and (place := _place(panel, min(found))):
            yield Size(role, meaning(min(found)).size, *place, "table-heading-n")


PART = "-of-a-part"
"""Ends the rule of a size from a table of some of the participants only; others go before."""
_OF_PART = regex(
    r"\b(?:adverse (?:events?|effects?|reactions?)|side effects?|safety|toxicit|sub-?groups?|per[- ]protocol"
    r"|completers)\b",
    re.IGNORECASE,
)


def _from_headings(panel: Panel, roles: Roles) -> Iterator[Size]:
    """Sizes in the headings of columns and rows; a heading that comes with two sizes has parts and does not count."""
    sets = [tuple(row) for row in panel.heads]
    by_group: dict[tuple[str, ...], list[str]] = {}
    for entry in panel.entries:
        by_group.setdefault(entry.group, []).extend(entry.stub[-1:])
    sets += [tuple(dict.fromkeys(stubs)) for stubs in by_group.values()]
    sets.append(tuple(g for e in panel.entries for g in e.group))
    assigned: dict[str, str] = {}
    for labels in sets:
        if any(meaning(label).size for label in labels):
            assigned |= roles.assign(labels)
    sized = sorted(label for label in assigned if meaning(label).size)
    by_role: dict[str, set[str]] = {}
    for label in sized:
        if label in assigned:
            by_role.setdefault(assigned[label], set()).add(meaning(label).size)
    for role, values in by_role.items():
        if len(values) == 1:
            label = next(label for label in sized if assigned.get(label) == role)
            if place := _place(panel, label):
                yield Size(role, next(iter(values)), *place, "table-heading-n")


def _place(panel: Panel, label: str) -> tuple[int, int] | None:
    """Where a label stands in the source: the table's cell with exactly these words."""
    return panel.where(label)


def _from_sentences(sentences: Sequence[Sentence], roles: Roles) -> Iterator[Size]:
    for sentence in sentences:
        text = sentence.text
        if re.search(
            r"\bdropp?ed|\bwithdr[ae]w|\bdiscontinu|\bexclu|\blost\b|\bdied\b|\bsample size|\bpower\b"
            r"|\brequired\b|\bneeded\b",
            text,
        ):
            continue
        for match in _IN_ORDER.finditer(text):
            assigned = roles.assign((match["x"], match["y"]))
            for name, n in (("x", "a"), ("y", "b")):
                if match[name] in assigned:
                    yield Size(
                        assigned[match[name]],
                        plain(match[n]),
                        sentence.start + match.start(n),
                        sentence.start + match.end(n),
                        "sizes-respectively",
                    )
        yield from _other_of_two(sentence, roles)
        for pattern, rule in PATTERNS if _ALLOTTED.search(text) or _THERE_WERE.fullmatch(text) else PATTERNS[:4]:
            for match in _each(pattern, text):
                if _SHARE_OF.match(text[match.end() :]):
                    continue  # ``33 assigned to placebo (30.6%) were treated`` are events
                if rule == "people-who-received" and _SHARE_GIVEN.match(match[0]):
                    continue  # ``20 (18.5%) given placebo`` are events
                if _AND_OTHERS.search(text[: match.start()]):
                    continue  # ``103 women and 153 men were randomised to`` one arm: neither number is its size
                if rule == "people-who-received" and _EVENTS_OF.search(text[: match.start()]):
                    continue
                name = tail(match["name"]) if rule.startswith("named") else head(match["name"])
                whole = _WITHOUT_WITH.split(match["name"])[-1].strip()
                role = (
                    (rule.startswith("named") and one_role(roles, whole)) or one_role(roles, name)
                    if (n := number(match["n"]))
                    else None
                )
                if role and only_generic(roles, name):
                    rule = f"{rule}{GENERIC}"
                if role and not (not rule.startswith("named") and _also_sized(text, match, name)):
                    yield Size(role, n, sentence.start + match.start("n"), sentence.start + match.end("n"), rule)


def _other_of_two(sentence: Sentence, roles: Roles) -> Iterator[Size]:
    """Of two groups with their sizes in a sentence on allocation, the one that the question's words do not name."""
    named = list(_NAMED.finditer(sentence.text))
    if len(named) != 2 or not re.search(r"\b(?:random|allocat|assign|divided)", sentence.text, re.IGNORECASE):
        return
    found = [one_role(roles, tail(match["name"])) for match in named]
    if found.count(None) != 1:
        return
    at, match = next((n, m) for n, m in enumerate(named) if found[n] is None)
    role = COMPARATOR if found[1 - at] == INTERVENTION else INTERVENTION
    if n := number(match["n"]):
        start, end = (sentence.start + offset for offset in match.span("n"))
        yield Size(role, n, start, end, "other-of-two-with-n")


_THERE_WERE = regex(
    rf"There were {COUNT} {WHO} (?:in|on) [^,.;()\d]{{2,60}}"
    rf" and {COUNT}(?: {WHO})? (?:in|on) [^,.;()\d]{{2,60}}\.?",
    re.IGNORECASE,
)
_ALLOTTED = regex(
    r"\bprovided|\bcontribut|\bparticipat|\bavailable|\bassessed|\bevaluated|\brandom|\bassign|\ballocat|\bdivided|\benrol|\binclud|\bcomplet|\banaly[sz]ed|\brecruit|\bconsist|\breceiv",
    re.IGNORECASE,
)
_WITHOUT_WITH = regex(r"\b(?:and|or|versus|vs|to|into|either|than|received?|given|were|was)\b|,")
_SHARE_OF = regex(
    r"\s?\(\d+(?:\.\d+)?\s?%\)[^;.()]{0,12}\b(?:were|was|had|developed|required|needed|experienced|did)\b"
)
_SHARE_GIVEN = regex(
    rf"{COUNT} \(\d[\d.]*\s?%\)(?: {WHO})? (?:who )?(?:received|receiving|given|treated with)\b", re.IGNORECASE
)
_AND_OTHERS = regex(
    rf"(?<!\w){COUNT} (?:wom[ae]n|females?|girls|m[ae]n|males?|boys|mothers|fathers|eyes) (?:and )?$", re.IGNORECASE
)
_EVENTS_OF = regex(r"\b(?:in|by|among|for|than|from) (?:the |only |all )?$|\d\)? of (?:the )?$", re.IGNORECASE)
"""Before a number that counts events: ``found in 6 patients treated with``."""
_IN_BRACKETS = regex(
    rf"(?P<name>[^()\[\];:.]{{2,90}}?)\s?[(\[]\s?(?:[^()\[\]]{{1,40}}[;,]\s?)?(?P<n>\d[\d,]*) {WHO}\s?[)\]]"
)
_OF_IN = regex(
    rf"\bof (?:the )?(?P<n>\d+)(?: {WHO})? (?:in|on|receiving|given|who received|treated with"
    rf"|(?:allocated|assigned) to) (?:the )?(?P<name>[^,;.()\d]{{2,50}}?)"
    rf"(?=[,;.()]| groups?\b| arms?\b| had\b| were\b| was\b| and\b| vs\b| versus\b| compared\b|$)"
)
"""``12 of 47 patients in the sertraline group``."""
PATTERNS = (
    (_OF_IN, f"out-of-people{PART}"),
    (_NAMED, "named-with-n"),
    (_IN_BRACKETS, "named-with-people"),
    (_RECEIVED, "people-who-received"),
    (_PEOPLE_IN, "people-in"),
    (_AND, "people-and"),
)
"""How sentences give the size of an arm, with the rules' names."""


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern; the next may begin within the name of the one before."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.start("name") + 1 if pattern not in (_NAMED, _IN_BRACKETS) else match.end()


_SHARED_OUT = regex(
    r"\s*(?:groups?\s*)?[(\[]\s*[nN]\s?=|\s+(?:or|versus|vs\.?)\s|(?:(?!\band \d)[^.;]){0,160}?\b(?:or|versus|vs\.?)\s"
)
"""What follows an arm's name where the number before it is of all people: its own size, or the other arms."""


def _also_sized(text: str, match: re.Match[str], name: str) -> bool:
    """Whether the number is of all people: the arm's own size, or the other arm, follows its name."""
    rest = text[match.start("name") + len(name) :]
    total = re.search(r"\b(?:total|all|overall)\b[^,;]{0,20}$", text[: match.start("n")], re.IGNORECASE)
    return bool(total or _SHARED_OUT.match(rest))


__all__ = ["Size", "sizes"]
