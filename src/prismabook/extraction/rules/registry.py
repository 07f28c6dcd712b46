"""What registry pages state under labels of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prismabook.extraction.cue import cue
from prismabook.extraction.document import Document, Sentence
from prismabook.extraction.nature import is_review
from prismabook.extraction.proposal import EVERY, REGISTRIES, Proposal, rule
from prismabook.extraction.registers import registrations
from prismabook.extraction.registry_page import lines
from prismabook.patterns import regex

_FIELDS = {
    "lead-sponsor": "sponsor",
    "status": "recruitment_status",
    "sex": "sex",
    "study-type": "study_type",
    "phase": "phase",
    "allocation": "allocation",
    "masking": "masking",
    "conditions": "condition",
    "condition": "condition",
}


def _line(item: str, line: Sentence, value: str = "", **more: str) -> Proposal:
    return Proposal(item, value or re.sub(r"\s+", " ", line.text), line.start, line.end, **more)


@rule("registry-field", *sorted(set(_FIELDS.values())), kinds=REGISTRIES)
def fields(document: Document) -> Iterator[Proposal]:
    """Sponsor, status, sex, type: what stands under the label."""
    for label, item in _FIELDS.items():
        for line in lines(document, f"registry:{label}")[:1]:
            # Registries shout their types; the quote keeps the capitals.
            shouted = item == "study_type" and line.text.isupper()
            yield _line(item, line, line.text.lower() if shouted else "")


_DESIGN = (
    ("allocation", regex(r"\b(?:non-?)?randomi[sz]ed\b", re.IGNORECASE)),
    (
        "masking",
        regex(
            r"\b(?:(?:double|single|triple|quadruple)(?:[- ](?:blind|masked))?|open[- ]label|none \(open label\))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "intervention_model",
        regex(r"\b(?:cross-?over|parallel|factorial|sequential|single[- _]group)\b", re.IGNORECASE),
    ),
)


@rule("registry-design", "allocation", "masking", "intervention_model", kinds=REGISTRIES)
def design(document: Document) -> Iterator[Proposal]:
    """What the field for the design says of allocation, masking and model."""
    for line in lines(document, "registry:study-design"):
        for item, pattern in _DESIGN:
            if match := pattern.search(line.text):
                yield Proposal(item, match[0].lower(), line.start, line.end)


@rule("registry-number", "registration", kinds=REGISTRIES)
def own_number(document: Document) -> Iterator[Proposal]:
    """The record's own number."""
    for line in lines(document, "registry:registration-number"):
        for found in registrations(line.text):
            yield Proposal("registration", found.value, line.start + found.start, line.start + found.end)


_NEAR = cue(" regist", r"\bregist(?:ered|ration|ry|er)\b")
_CLOSING = cue(" number| identifier", r"\b(?:ClinicalTrials\.gov|ISRCTN|trial) (?:number|identifier)s?\b")
"""``(Funded by X; ClinicalTrials.gov number, NCT…)`` closes an abstract; a review names others' trials so."""


@rule("registration-named", "registration", kinds=EVERY - REGISTRIES)
def named_numbers(document: Document) -> Iterator[Proposal]:
    """The numbers in a report's registration section, or next to the word registration."""
    told = {s.start for s in document.having_any(_NEAR, _CLOSING)}
    for sentence in (s for s in document.sentences if s.start in told or s.section == "registration"):
        closing = not is_review(document) and document.search(_CLOSING, sentence)
        near = sentence.section == "registration" or document.search(_NEAR, sentence) or closing
        for found in registrations(sentence.text) if near else ():
            yield Proposal("registration", found.value, *sentence.clause)


@rule("target-recruitment", "n_planned", kinds=REGISTRIES)
def target(document: Document) -> Iterator[Proposal]:
    """The number of participants that the record aims at."""
    for line in lines(document, "registry:target-recruitment", "registry:enrollment"):
        if match := re.search(r"\d[\d,]*", line.text):
            at = line.start + match.start()
            yield Proposal("n_planned", match[0].replace(",", ""), at, at + len(match[0]), unit="participants")


@rule("registry-place", "setting", "country", kinds=REGISTRIES)
def place(document: Document) -> Iterator[Proposal]:
    """Where the study takes place: the site, and the country at the end of its address."""
    found = [
        line
        for line in lines(document, "registry:locations")
        if not re.match(r"locations?\b", line.text, re.IGNORECASE)
    ]
    for line in found:
        address = re.sub(r"^\W+", "", line.text)
        flagged = re.search("[\U0001f1e6-\U0001f1ff]{2}", line.text)
        if flagged and "," in address:
            if country := address.rsplit(",", 1)[1].strip():
                at = line.start + line.text.rindex(country)
                yield Proposal("country", country, at, at + len(country))
        elif not flagged:
            yield _line("setting", line)


_HEAD = regex(r"^(?:Group|Arm) Intervention Description\s?", re.IGNORECASE)
_OUTCOME_HEAD = regex(r"^Name Time Method\s?", re.IGNORECASE)


@rule("registry-arms", "intervention", "comparator", kinds=REGISTRIES)
def arm_table(document: Document) -> Iterator[Proposal]:
    """A row of the arms' table, whose cells the page runs together: name and intervention if they are the same."""
    for line in (arm for row in _rows(document, "registry:arms", _HEAD) for arm in _apart(row)):
        name = _doubled(line.text)
        item = (
            "comparator"
            if re.match(r"(?:placebo|control|sham|standard)\b", line.text, re.IGNORECASE)
            else "intervention"
        )
        doubt = "" if name else "the page runs the table's cells together; the whole row is given"
        yield _line(item, line, name, arm=name or "", doubt=doubt)


_NEXT = regex(r"(?<=[.;)]) (?=(?P<name>[A-Z][\w+-]*(?: [\w+-]+){0,5}) (?P=name)(?: |$))")
"""Where the next arm's row begins: its name stands twice after the end of a sentence."""


def _apart(line: Sentence) -> Iterator[Sentence]:
    """The rows of the arms that a page runs together on one line, if the first one's name stands twice."""
    begin = 0
    for cut in (m.end() for m in _NEXT.finditer(line.text)) if _doubled(line.text) else ():
        yield Sentence(line.text[begin:cut].rstrip(), line.start + begin, line.section)
        begin = cut
    yield Sentence(line.text[begin:], line.start + begin, line.section)


def _doubled(text: str) -> str:
    """The words that stand twice at the beginning of a row."""
    words = text.split(" ")
    for n in range(min(len(words) // 2, 12), 0, -1):
        if words[:n] == words[n : 2 * n]:
            return " ".join(words[:n])
    return ""


def _rows(document: Document, name: str, head: re.Pattern[str]) -> Iterator[Sentence]:
    for line in lines(document, name):
        match = head.match(line.text)
        begin = match.end() if match else 0
        if line.text[begin:].strip():
            yield Sentence(line.text[begin:], line.start + begin, line.section)


_UNIT = r"(?:days?|weeks?|months?|years?|hours?)"
_SEVERAL = r"\d+(?:(?:, ?\d+){0,40},? (?:and|or) \d+)?"
_AT = rf"(?:(?:up to |at )?(?:{_UNIT} {_SEVERAL}|{_SEVERAL} {_UNIT}|baseline))"
_FRAME = regex(rf"(?P<frame>\b{_AT}(?:(?:,? and |, | to | through ){_AT})*)(?![\w-])", re.IGNORECASE)


@rule("registry-outcomes", "outcome_primary", "outcome_secondary", "outcome_definition", kinds=REGISTRIES)
def outcome_tables(document: Document) -> Iterator[Proposal]:
    """A row of the outcomes' tables: name, times and method around the one time frame of the row."""
    for rank in ("primary", "secondary"):
        for line in _rows(document, f"registry:{rank}-outcomes", _OUTCOME_HEAD):
            yield from _outcome(line, f"outcome_{rank}")


def _outcome(line: Sentence, item: str) -> Iterator[Proposal]:
    frames = list(_FRAME.finditer(line.text))
    name = line.text[: frames[0].start()].strip() if frames else ""
    if len(frames) != 1 or not name:
        doubt = "the page runs the table's cells together, and the row does not have exactly one time frame"
        yield _line(item, line, doubt=doubt)
        return
    for time in frame_points(frames[0]["frame"]):
        yield _line(item, line, name, time_point=time)
    if method := line.text[frames[0].end() :].strip():
        yield _line("outcome_definition", line, method, outcome=name)


def frame_points(frame: str) -> list[str]:
    """The points of a time frame: ``week 0 and week 10``; ``12 weeks`` is week 12."""
    found = []
    for match in re.finditer(
        rf"(?P<u>{_UNIT}) (?P<n>{_SEVERAL})|(?P<n2>{_SEVERAL}) (?P<u2>{_UNIT})|(?P<b>baseline)", frame, re.IGNORECASE
    ):
        unit = (match["u"] or match["u2"] or "").lower().rstrip("s")
        numbers = re.findall(r"\d+", match["n"] or match["n2"] or "")
        found += [f"{unit} {number}" for number in numbers] or ["baseline"]
    return list(dict.fromkeys(found))


_ENDS = regex(r"\bend ?points? (?:are|were|is|was|include) (?P<o>[^.;]{3,160})", re.IGNORECASE)


@rule("registry-endpoints", "outcome_unranked", kinds=REGISTRIES)
def unranked(document: Document) -> Iterator[Proposal]:
    """End points that a description names without a rank."""
    for sentence in document.within("registry:detailed-description", "registry:brief-summary"):
        for match in _ENDS.finditer(sentence.text):
            ranked = re.search(r"\b(?:primary|secondary|main)\s$", sentence.text[: match.start()], re.IGNORECASE)
            if not ranked:
                yield Proposal(
                    "outcome_unranked", match["o"], sentence.start + match.start(), sentence.start + match.end()
                )


_EVERYONE = regex(
    r"\b(?:each|every|all)(?: of the)? (?:patients?|participants?|subjects?) (?:will|are to"
    r"|is to) (?:receive|be treated with|be given) "
    r"(?P<x>[\w-]+(?: [\w-]+){0,4}?)(?=[.,;(]|\s(?:for|at|during|in|and|every|once|twice)\b|$)",
    re.IGNORECASE,
)


@rule("registry-everyone", "intervention", kinds=REGISTRIES)
def everyone(document: Document) -> Iterator[Proposal]:
    """What a description says that every participant gets, as in a crossover."""
    for sentence in document.within("registry:detailed-description", "registry:brief-summary"):
        for match in _EVERYONE.finditer(sentence.text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield Proposal("intervention", match["x"], start, end, note="the text says that every participant gets it")


RULES = (everyone, fields, design, own_number, named_numbers, target, place, arm_table, outcome_tables, unranked)
