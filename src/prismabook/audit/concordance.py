"""A paper held against its registry record, item by item; what stands in only one of them stays empty in the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prismabook.audit.counts import whole
from prismabook.audit.discordance import discordance
from prismabook.audit.outcomes import RANKS, Compared, Fate, compare_outcomes
from prismabook.audit.places import Places
from prismabook.audit.vocabulary import DESIGN, comparator_class, design_term
from prismabook.findings import Finding
from prismabook.model import Datum, Kind, Record, Source, Study


class Verdict(StrEnum):
    """How an item of the paper stands to the same item of the registry record."""

    SAME = "same"
    DIFFERS = "differs"
    WORDED = "worded differently"
    """Both say something, in other words; whether they mean the same is a person's judgement."""
    PAPER_ONLY = "only in the report"
    REGISTRY_ONLY = "only in the registry record"
    NOT_AVAILABLE = "record not available"


class Judgement(StrEnum):
    """How much a difference weighs, by rule; a person may judge otherwise."""

    NONE = ""
    TRIVIAL = "trivial"
    NOTABLE = "notable"
    SWITCHING = "outcome switching"
    """By the rules of COMPare, if the record is that of the trial which the paper reports."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """A row of the concordance table: what paper and registry record say of one item, with the data behind it."""

    study: str
    item: str
    paper: str
    paper_value: str
    registry: str
    registry_value: str
    verdict: Verdict
    paper_data: tuple[str, ...] = ()
    registry_data: tuple[str, ...] = ()
    judgement: Judgement = Judgement.NONE
    fate: str = ""


ITEMS: Mapping[str, str] = {
    "recruitment_status": "Status",
    "first_posted": "First posted",
    "study_start": "Start",
    "primary_completion": "Primary completion",
    "study_completion": "Completion",
    "allocation": "Allocation",
    "masking": "Masking",
    "control": "Control",
    "intervention_model": "Intervention model",
    "phase": "Phase",
    "condition": "Condition",
    "intervention": "Intervention",
    "comparator": "Comparator",
    "sample_size": "Sample size",
    "eligibility_inclusion": "Inclusion",
    "eligibility_exclusion": "Exclusion",
    "outcome_primary": "Primary outcome",
    "outcome_secondary": "Secondary outcome",
    "outcome_unranked": "Outcome of unstated rank",
    "sponsor": "Sponsor",
    "setting": "Setting",
    "registration": "Registration",
}
"""What is compared, with its label, in the order of the table."""

ADMINISTRATIVE = frozenset(
    {"recruitment_status", "first_posted", "study_start", "primary_completion", "study_completion", "sponsor"}
    | {"setting", "condition", "eligibility_inclusion", "eligibility_exclusion", "phase"}
)
"""Items that papers, abstracts above all, often leave to the record: their absence there weighs little."""

SIZES = {True: ("n_planned", "n_enrolled", "n_randomised"), False: ("n_randomised", "n_enrolled", "n_planned")}
"""Items that give the number of participants, the fittest first: of a registry record (True) and of a paper."""


def concordance(
    data: Sequence[Datum], studies: Iterable[Study], records: Iterable[Record], sources: Iterable[Source]
) -> tuple[tuple[Concordance, ...], tuple[Finding, ...]]:
    """Compare each paper of a study with each registry record of the same study.

    A registration whose record is not among the documents is a row of its own; that it is missing, and that a paper
    names several, are the room ``studies``' findings.
    """
    texts = tuple(sources)
    kinds = {source.id: source.kind for source in texts}
    known = {record.key: record for record in records}
    places = Places(texts)
    of: dict[str, list[Datum]] = {}
    for datum in data:
        of.setdefault(datum.report, []).append(datum)
    rows: list[Concordance] = []
    findings: list[Finding] = []
    for study in studies:
        reports = [known[key] for key in study.reports if key in known]
        registry = [r for r in reports if kinds.get(r.source) is Kind.REGISTRY]
        papers = [r for r in reports if r not in registry]
        for paper in papers:
            for record in registry:
                ours, theirs = of.get(paper.key, []), of.get(record.key, [])
                pair = _pair(study.id, paper.key, record.key, ours, theirs)
                rows += pair
                findings += discordance(pair, [*ours, *theirs], places)
            rows += _gaps(study, paper.key, registry, of.get(paper.key, []))
    return tuple(rows), tuple(findings)


def _pair(study: str, paper: str, registry: str, ours: Sequence[Datum], theirs: Sequence[Datum]) -> list[Concordance]:
    """The rows of one paper and one registry record of the same study, from the data of both."""
    rows: list[Concordance] = []
    for item in ITEMS:
        if item == RANKS[0]:
            rows += [_outcome_row(study, paper, registry, c) for c in _merged(compare_outcomes(theirs, ours))]
        elif item not in RANKS and item != "registration":
            said = _of(ours, item, registry=False), _of(theirs, item, registry=True)
            if any(said):
                verdict = _verdict(item, *said)
                rows.append(_row(study, item, paper, registry, *said, verdict, _judged(item, verdict)))
    return rows


def _row(
    study: str,
    item: str,
    paper: str,
    registry: str,
    ours: Sequence[Datum],
    theirs: Sequence[Datum],
    verdict: Verdict,
    judgement: Judgement,
    fate: str = "",
) -> Concordance:
    mine, registered = (tuple(d.id for d in data) for data in (ours, theirs))
    said = (paper, _value(ours), registry, _value(theirs))
    return Concordance(study, item, *said, verdict, mine, registered, judgement, fate)


def _gaps(study: Study, paper: str, registry: Sequence[Record], data: Sequence[Datum]) -> Iterable[Concordance]:
    """A row for each registration that the paper names and whose record is not among the documents."""
    there = {record.get("registration") for record in registry}
    for datum in data:
        if datum.item == "registration" and datum.value not in there:
            yield _row(study.id, datum.item, paper, "", [datum], [], Verdict.NOT_AVAILABLE, Judgement.NOTABLE)


def _of(data: Sequence[Datum], item: str, *, registry: bool) -> list[Datum]:
    if item != "sample_size":
        return [d for d in data if d.item == item]
    for size in SIZES[registry]:
        if found := [d for d in data if d.item == size and not d.arm and not d.outcome]:
            return found[:1]
    return []


def _merged(compared: Sequence[Compared]) -> list[Compared]:
    """Outcomes that were lost, and new ones, of one rank beside each other in one row."""
    rows = [c for c in compared if c.fate not in (Fate.LOST, Fate.NEW)]
    for rank in RANKS:
        lost, new = ([c for c in compared if c.rank == rank and c.fate is fate] for fate in (Fate.LOST, Fate.NEW))
        if lost or new:
            registered = tuple(d for c in lost for d in c.registered)
            reported = tuple(d for c in new for d in c.reported)
            rows.append(Compared(rank, registered, reported, lost[0].fate if lost else new[0].fate))
    return sorted(rows, key=lambda c: RANKS.index(c.rank))


def _outcome_row(study: str, paper: str, registry: str, compared: Compared) -> Concordance:
    ours, theirs = compared.reported, compared.registered
    verdict = {Fate.KEPT: Verdict.SAME, Fate.WORDED: Verdict.WORDED}.get(compared.fate, Verdict.DIFFERS)
    if not ours or not theirs:
        verdict = Verdict.PAPER_ONLY if ours else Verdict.REGISTRY_ONLY
    judged = _judged_outcome(compared)
    return _row(study, compared.rank, paper, registry, ours, theirs, verdict, judged, compared.fate.value)


def _judged_outcome(compared: Compared) -> Judgement:
    primary = compared.rank == RANKS[0] or compared.fate is Fate.PROMOTED
    if compared.fate in (Fate.KEPT, Fate.WORDED):
        return Judgement.NONE if compared.fate is Fate.KEPT else Judgement.TRIVIAL
    if compared.fate is Fate.OTHER_TIME or not primary:
        return Judgement.TRIVIAL if compared.rank == RANKS[2] else Judgement.NOTABLE
    one_sided = not compared.registered and compared.fate is Fate.DECLARED
    return Judgement.NOTABLE if one_sided else Judgement.SWITCHING


def _judged(item: str, verdict: Verdict) -> Judgement:
    if verdict is Verdict.SAME:
        return Judgement.NONE
    if verdict is Verdict.DIFFERS:
        return Judgement.NOTABLE
    if verdict is Verdict.WORDED or item in ADMINISTRATIVE:
        return Judgement.TRIVIAL
    return Judgement.NOTABLE


def _value(data: Sequence[Datum]) -> str:
    return "; ".join(dict.fromkeys(f"{d.value}, {d.time_point}" if d.time_point else d.value for d in data))


def _verdict(item: str, ours: Sequence[Datum], theirs: Sequence[Datum]) -> Verdict:
    if not theirs:
        return Verdict.PAPER_ONLY
    if not ours:
        return Verdict.REGISTRY_ONLY
    if item == "sample_size":
        return _told_apart(lambda value: str(whole(value)), ours, theirs) or Verdict.WORDED
    if item in DESIGN and (told := _told_apart(lambda value: design_term(item, value), ours, theirs)):
        return told
    if item == "comparator" and _told_apart(comparator_class, ours, theirs) is Verdict.DIFFERS:
        return Verdict.DIFFERS
    plain = [{re.sub(r"\W+", " ", d.value).casefold().strip() for d in data} for data in (ours, theirs)]
    return Verdict.SAME if plain[0] == plain[1] else Verdict.WORDED


def _told_apart(term: Callable[[str], str], ours: Sequence[Datum], theirs: Sequence[Datum]) -> Verdict | None:
    """Whether terms are the same or differ; None if some value has none."""
    one, two = ({term(d.value) for d in data} for data in (ours, theirs))
    if "" in one | two:
        return None
    return Verdict.SAME if one == two else Verdict.DIFFERS
