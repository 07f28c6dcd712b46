"""A trial registry's page: labels and values as a list with bullets, criteria, arms, outcomes, places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prismabook.model import Kind
from prismabook.patterns import regex
from prismabook.sources.identifiers import registry
from prismabook.sources.page import Line, Page, Reader, Sheet, share
from prismabook.sources.readers import common

SINGLE = (
    "registration number|registration id|trial id|nct number|lead sponsor|sponsor|status|overall status"
    "|recruitment status|sex|gender|target recruitment|enrollment|enrolment|study type|study design|phase"
    "|phases|age|ages|minimum age|maximum age|age range|healthy volunteers|first posted date|first posted"
    "|start date|study start date|completion date|primary completion date|study completion date"
    "|last posted date|last update posted|last updated|acronym|official title|scientific title|public title"
    "|brief title|allocation|masking|intervention model|primary purpose"
)
"""Labels with one value."""
MULTIPLE = (
    "brief summary|detailed description|conditions|condition|interventions|intervention"
    "|primary outcome measures|primary outcomes|secondary outcome measures|secondary outcomes"
    "|other outcome measures|locations|collaborators|keywords|secondary ids|secondary id|responsible party"
    "|investigators|contacts|study officials|arms|arm and interventions"
)
"""Labels with any number of values."""
GROUPS = {
    "recruitment and eligibility": "criterion",
    "eligibility": "criterion",
    "eligibility criteria": "criterion",
    "study and design": "",
    "arm and interventions": "arms",
    "arms and interventions": "arms",
    "outcome measures": "",
    "trial locations": "locations",
    "study locations": "locations",
    "contacts and locations": "locations",
    "related news": "end",
    "related trials": "end",
    "similar trials": "end",
    "research & publications": "end",
}
"""Headings without a bullet, and the section that follows where no label does."""
SYNONYMS = {
    "registration-id": "registration-number",
    "trial-id": "registration-number",
    "nct-number": "registration-number",
    "sponsor": "lead-sponsor",
    "overall-status": "status",
    "recruitment-status": "status",
    "gender": "sex",
    "enrollment": "target-recruitment",
    "enrolment": "target-recruitment",
    "primary-outcomes": "primary-outcomes",
    "primary-outcome-measures": "primary-outcomes",
    "secondary-outcome-measures": "secondary-outcomes",
    "arm-and-interventions": "arms",
    "condition": "conditions",
    "intervention": "interventions",
    "phases": "phase",
}
CRITERIA = regex(
    r"(?:key |main |major |general )?(?P<which>inclusion|exclusion)(?: criteria)?(?: \([^)]*\))?\s?[:;.]?",
    re.IGNORECASE,
)
NOTICE = (
    r"(?:Clinical Trials|Home|Search|Sign up|Log ?in|Subscribe.*|Share|Download|Export|Print|Not specified"
    r"|Not provided|N/A|Show more|Read more|View more|See all|Copyright .*|©.*|Disclaimer.*|Privacy Policy.*"
    r"|Terms of (?:Use|Service).*|Contact us|Powered by .*)"
)
LABEL_PATTERN = regex(r"(?P<label>[^()0-9:]{2,40}?)\s*(?:\(\d+\))?\s?:?")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"&+", " and ", text.lower())).strip()


def _label(line: Line) -> str:
    """The label that a line is, plain, or empty."""
    match = LABEL_PATTERN.fullmatch(line.item[1])
    plain = _plain(match["label"]) if match else ""
    return plain if re.fullmatch(f"{SINGLE}|{MULTIPLE}", plain) else ""


def _group(line: Line) -> str | None:
    plain = _plain(line.text.rstrip(":"))
    return GROUPS.get(plain) if not line.bullet else None


def score(page: Page) -> float:
    """How well a page fits."""
    labels = {_label(line) for line in page.lines} - {""}
    groups = sum(_group(line) is not None for line in page.lines)
    own = bool(labels & {"registration number", "registration id", "trial id", "nct number"})
    return share(own, own and len(labels) >= 3, len(labels) >= 5 or groups >= 2, groups >= 1)


@dataclass
class _State:
    """Where the reading stands: the section that values go to, and whether it takes one more."""

    name: str = ""
    full: bool = False
    group: str = ""
    criterion: str = ""
    met: set[str] = field(default_factory=set)


def read(page: Page, sheet: Sheet) -> None:
    """Note each label's values."""
    state = _State()
    for at, line in enumerate(page.lines):
        group = _group(line)
        if group is not None:
            sheet.label(line.start, line.end)
            state.group, state.name, state.full = group, f"registry:{group}" if group else "", False
        elif state.group == "end":
            sheet.set_aside(line)
        elif _is_label(state, page, at):
            sheet.label(line.start, line.end)
            slug = re.sub(r"[^a-z0-9]+", "-", _label(line)).strip("-")
            state.name, state.full = f"registry:{SYNONYMS.get(slug, slug)}", False
            state.met.add(_label(line))
        else:
            _value(sheet, state, line)


def _is_label(state: _State, page: Page, at: int) -> bool:
    """Whether a line is a label here: it must be one, not met before, and not the value of an open label."""
    line = page.lines[at]
    label = _label(line)
    if not label or label in state.met or (state.criterion and not line.bullet):
        return False
    waiting = state.name and not state.full and state.name.removeprefix("registry:") in _SINGLE_SLUGS
    following = page.lines[at + 1] if at + 1 < len(page.lines) else None
    return not waiting or following is None or not _label(following)


_SINGLE_SLUGS = {SYNONYMS.get(slug, slug) for slug in re.split(r"\|", SINGLE.replace(" ", "-"))}


def _value(sheet: Sheet, state: _State, line: Line) -> None:
    start, text = line.item
    single = state.name.removeprefix("registry:") in _SINGLE_SLUGS
    boundary = CRITERIA.fullmatch(text)
    if boundary and state.group == "criterion":
        sheet.label(line.start, line.end)
        state.criterion = state.name = f"registry:{boundary['which'].lower()}"
        state.full = False
    elif not state.name and not state.group and not line.bullet:
        _opening(sheet, state, line)
    elif re.fullmatch(NOTICE, text, re.IGNORECASE):
        sheet.set_aside(line)
        state.full = True
    elif state.group == "criterion" and (state.full or not single):
        sheet.text(state.criterion or "registry:criterion", start, line.end)
    elif state.name and not (single and state.full):
        state.full = True
        sheet.text(state.name, start, line.end)
        _state(sheet, state.name, start, line.end)


def _opening(sheet: Sheet, state: _State, line: Line) -> None:
    """Above the first label: notices and the title."""
    if re.fullmatch(NOTICE, line.text, re.IGNORECASE):
        sheet.set_aside(line)
    elif "title" not in state.met:
        state.met.add("title")
        common.title(sheet, line)


def _state(sheet: Sheet, name: str, start: int, end: int) -> None:
    """Note the bibliographic fields among the values; a registry's name and address follow from its number."""
    words = sheet.page.text[start:end]
    if name == "registry:registration-number" and (known := registry(words)):
        _, number, where, address = known
        sheet.state("registration", start, end, number)
        sheet.state("container-title", start, end, where)
        if address:
            sheet.state("URL", start, end, address)
    elif name == "registry:registration-number":
        sheet.state("registration", start, end)
    elif name == "registry:lead-sponsor":
        sheet.state("sponsor", start, end)
    elif name in ("registry:brief-summary", "registry:detailed-description", "registry:secondary-ids"):
        sheet.identifiers(start, end, common.TRIALS)


READER = Reader(
    "trial registry page",
    Kind.REGISTRY,
    "labels such as “Registration Number”, “Lead Sponsor” and “Study Design”, each above its value",
    score,
    read,
)
